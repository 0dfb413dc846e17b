import type { Rank, Role } from '#core/access/viewer.ts'

/** An invented person who can be signed in as. `roles` hold for an area's code, or the whole force where it is null. */
export type DemonstrationPerson = Readonly<{
  key: string
  name: string
  email: `${string}@averley.example`
  rank: Rank | null
  organisation: string
  roles: readonly Readonly<{ role: Role; areaCode: string | null; from: string }>[]
}>

const FORCE = 'Averley Constabulary'
/** Ropewalk, where the planted long-term hotspot lies, and the local policing area it belongs to. */
const ROPEWALK = 'AV-N13'
const STAITHE_AND_LEVELS = 'AV-L02'

/** One person for each way of using the product, placed so that the hotspot's neighbourhood has a whole team. */
export const PEOPLE = [
  {
    key: 'officer',
    name: 'Maren Tolliver',
    email: 'maren.tolliver@averley.example',
    rank: 'PCSO',
    organisation: FORCE,
    roles: [{ role: 'officer', areaCode: ROPEWALK, from: '2023-02-06' }],
  },
  {
    key: 'constable',
    name: 'Idris Penhollow',
    email: 'idris.penhollow@averley.example',
    rank: 'constable',
    organisation: FORCE,
    roles: [{ role: 'officer', areaCode: ROPEWALK, from: '2024-09-02' }],
  },
  {
    key: 'sergeant',
    name: 'Farida Lockyer',
    email: 'farida.lockyer@averley.example',
    rank: 'sergeant',
    organisation: FORCE,
    roles: [{ role: 'supervisor', areaCode: STAITHE_AND_LEVELS, from: '2022-11-14' }],
  },
  {
    key: 'inspector',
    name: 'Tobias Wrenfield',
    email: 'tobias.wrenfield@averley.example',
    rank: 'inspector',
    organisation: FORCE,
    roles: [{ role: 'supervisor', areaCode: STAITHE_AND_LEVELS, from: '2021-05-04' }],
  },
  {
    key: 'superintendent',
    name: 'Ngozi Hartsmere',
    email: 'ngozi.hartsmere@averley.example',
    rank: 'superintendent',
    organisation: FORCE,
    roles: [{ role: 'leader', areaCode: null, from: '2023-07-01' }],
  },
  {
    key: 'analyst',
    name: 'Pavel Quillfeather',
    email: 'pavel.quillfeather@averley.example',
    rank: null,
    organisation: FORCE,
    roles: [{ role: 'analyst', areaCode: null, from: '2020-01-13' }],
  },
  {
    key: 'partner',
    name: 'Sunniva Marchbank',
    email: 'sunniva.marchbank@averley.example',
    rank: null,
    organisation: 'Harrow Staithe Borough Council',
    roles: [{ role: 'partner', areaCode: STAITHE_AND_LEVELS, from: '2022-04-04' }],
  },
  {
    key: 'resident',
    name: 'Desmond Ashgrave',
    email: 'desmond.ashgrave@averley.example',
    rank: null,
    organisation: "Ropewalk Residents' Association",
    roles: [{ role: 'resident', areaCode: ROPEWALK, from: '2025-03-10' }],
  },
  {
    key: 'coach',
    name: 'Yusuf Calderbrook',
    email: 'yusuf.calderbrook@averley.example',
    rank: null,
    organisation: FORCE,
    roles: [{ role: 'coach', areaCode: null, from: '2024-01-08' }],
  },
  {
    key: 'administrator',
    name: 'Greta Oxenby',
    email: 'greta.oxenby@averley.example',
    rank: null,
    organisation: FORCE,
    roles: [{ role: 'administrator', areaCode: null, from: '2020-01-06' }],
  },
] as const satisfies readonly DemonstrationPerson[]

export type PersonKey = (typeof PEOPLE)[number]['key']
