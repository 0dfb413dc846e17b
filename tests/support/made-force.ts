import { after } from 'node:test'

import type { Viewer } from '#core/access/viewer.ts'
import type { Database } from '#platform/db/index.ts'
import { openTestDatabase } from './database.ts'
import { addForce } from './people.ts'

const PEOPLE = [
  ['officer', 'Olu Fficer', 'officer', 'PCSO'],
  ['second', 'Sec Ond', 'officer', 'constable'],
  ['sergeant', 'Sam Geant', 'supervisor', 'sergeant'],
  ['otherSergeant', 'Ola Geant', 'supervisor', 'sergeant'],
  ['inspector', 'Ines Pector', 'supervisor', 'inspector'],
  ['otherInspector', 'Ian Spector', 'supervisor', 'inspector'],
  ['leader', 'Lea Der', 'leader', 'superintendent'],
  ['analyst', 'Ana Lyst', 'analyst', null],
  ['coach', 'Coa Ch', 'coach', null],
  ['partner', 'Par Tner', 'partner', null],
  ['resident', 'Res Ident', 'resident', null],
  ['otherResident', 'Other Ident', 'resident', null],
  ['stranger', 'Stran Ger', 'resident', null],
  ['administrator', 'Ad Min', 'administrator', null],
] as const

/** A force and its people, each named by what they are; the outsider is an inspector of another force. */
export type MadeForce = Readonly<Record<(typeof PEOPLE)[number][0] | 'outsider', Viewer>> &
  Awaited<ReturnType<typeof addForce>> &
  Readonly<{ database: Database }>

/** A force in a database of its own, for a file of tests (awaited before the first of them), or for one test. */
export async function openMadeForce(
  t: Parameters<typeof openTestDatabase>[0] = { after } as never,
): Promise<MadeForce> {
  return addMadePeople(await openTestDatabase(t))
}

/** The same force in a database that is open. */
export async function addMadePeople(database: Database): Promise<MadeForce> {
  const force = await addForce(database, 'averley')
  const borough = await addForce(database, 'borough')
  const people = { outsider: await borough.person('Una Other', 'supervisor', 'inspector') } as Record<
    string,
    Viewer
  >
  for (const [key, name, role, rank] of PEOPLE) people[key] = await force.person(name, role, rank)
  return { ...(people as Omit<MadeForce, 'database' | 'forceId' | 'person'>), ...force, database }
}
