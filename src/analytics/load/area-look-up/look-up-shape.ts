/**
 * Which area look-ups are read, by header (order, case and a byte order mark do not matter):
 *
 * - ONS: an LSOA code column (`LSOA21CD`) with parents beside it: `MSOA21CD`, `WD24CD`, `LAD24CD`, `CSP24CD`,
 *   `PFA24CD`, each with its `…NM`. Suffixes are years.
 * - LSOA 2011 to 2021: `LSOA11CD, LSOA21CD` and, when given, `CHNGIND`.
 * - A force's own: `lsoa_code, neighbourhood_code, neighbourhood_name, lpa_code, lpa_name, force`; `force` is the name
 *   in the force's archive files (`leicestershire`). `lsoa11_code` or `lsoa21_code` states the vintage too.
 */
import type { Vintage } from '#core/area/area.ts'
import { findAreaColumn, plainHeader } from '../tables/header.ts'

export const LEVELS = [
  'lsoa',
  'msoa',
  'ward',
  'lad',
  'csp',
  'police-area',
  'neighbourhood',
  'lpa',
  'force',
] as const
export type AreaLevel = (typeof LEVELS)[number]

/** One parent to take from each row. */
export type ParentColumns = Readonly<{
  level: AreaLevel
  /** `null`: the parent is of no census (a district of 2024 is a district). */
  vintage: string | null
  code: number
  name: number | null
}>

export type LookUpShape = Readonly<{
  kind: 'ons' | 'lsoa-2011-to-2021' | 'force'
  width: number
  child: Readonly<{ level: 'lsoa' | 'msoa'; vintage: Vintage | null; code: number; name: number | null }>
  parents: readonly ParentColumns[]
  /** Within a force's own areas, what each contains: neighbourhoods in LPAs, LPAs in the force. */
  nested: readonly Readonly<{ child: ParentColumns; parent: ParentColumns }>[]
  /** The column the force is known by: its slug, or its police force area's name. */
  force: Readonly<{ column: number; holds: 'slug' | 'police-area-name' }> | null
  change: number | null
  unknownColumns: readonly string[]
}>

const PARENT_STEMS = { msoa: 'msoa', wd: 'ward', lad: 'lad', csp: 'csp', pfa: 'police-area' } as const

/** `null` when the header is of no look-up Wardmote reads. */
export function recogniseAreaLookUp(header: readonly string[]): LookUpShape | null {
  const plain = header.map(plainHeader)
  return recogniseChange(header, plain) ?? recogniseForce(header, plain) ?? recogniseOns(header, plain)
}

function recogniseChange(header: readonly string[], plain: readonly string[]): LookUpShape | null {
  const [from, to] = [plain.indexOf('lsoa11cd'), plain.indexOf('lsoa21cd')]
  if (from < 0 || to < 0) return null
  const parent = { level: 'lsoa', vintage: '2021', code: to, name: indexOr(plain, 'lsoa21nm') } as const
  return {
    kind: 'lsoa-2011-to-2021',
    width: header.length,
    child: { level: 'lsoa', vintage: '2011', code: from, name: indexOr(plain, 'lsoa11nm') },
    parents: [parent],
    nested: [],
    force: null,
    change: indexOr(plain, 'chngind') ?? indexOr(plain, 'chgind'),
    unknownColumns: header.filter(
      (_, i) => !/^(lsoa\d\d(cd|nmw?)|chn?gind|(lad|wd)\d\d(cd|nmw?)|object ?id|fid)$/.test(plain[i]!),
    ),
  }
}

function recogniseForce(header: readonly string[], plain: readonly string[]): LookUpShape | null {
  const at = (name: string) => plain.indexOf(name)
  const child = findAreaColumn(plain)
  const needed = ['neighbourhood code', 'neighbourhood name', 'lpa code', 'lpa name', 'force']
  if (!child || needed.some((name) => at(name) < 0)) return null
  const own = { vintage: null }
  const neighbourhood = {
    ...own,
    level: 'neighbourhood',
    code: at('neighbourhood code'),
    name: at('neighbourhood name'),
  } as const
  const lpa = { ...own, level: 'lpa', code: at('lpa code'), name: at('lpa name') } as const
  const force = { ...own, level: 'force', code: at('force'), name: null } as const
  const used = new Set([child.index, ...needed.map(at), at('lsoa name')])
  return {
    kind: 'force',
    width: header.length,
    child: {
      level: child.level,
      vintage: child.vintage,
      code: child.index,
      name: indexOr(plain, 'lsoa name'),
    },
    parents: [neighbourhood, lpa, force],
    nested: [
      { child: neighbourhood, parent: lpa },
      { child: lpa, parent: force },
    ],
    force: { column: at('force'), holds: 'slug' },
    change: null,
    unknownColumns: header.filter((_, i) => !used.has(i)),
  }
}

function recogniseOns(header: readonly string[], plain: readonly string[]): LookUpShape | null {
  const code = plain.findIndex((cell) => /^lsoa(11|21)cd$/.test(cell))
  if (code < 0) return null
  const year = plain[code]!.slice(4, 6)
  const parents = plain.flatMap((cell, index): ParentColumns[] => {
    const match = /^(msoa|wd|lad|csp|pfa)(\d\d)cd$/.exec(cell)
    if (!match) return []
    const stem = match[1] as keyof typeof PARENT_STEMS
    const vintage = stem === 'msoa' || stem === 'wd' ? `20${match[2]}` : null
    return [{ level: PARENT_STEMS[stem], vintage, code: index, name: indexOr(plain, `${stem}${match[2]}nm`) }]
  })
  if (parents.length === 0) return null
  const policeArea = plain.findIndex((cell) => /^pfa\d\dnm$/.test(cell))
  return {
    kind: 'ons',
    width: header.length,
    child: { level: 'lsoa', vintage: `20${year}` as Vintage, code, name: indexOr(plain, `lsoa${year}nm`) },
    parents,
    nested: [],
    force: policeArea >= 0 ? { column: policeArea, holds: 'police-area-name' } : null,
    change: null,
    unknownColumns: header.filter(
      (_, i) => !/^[a-z]+\d\d(cd|nmw?|cdh|cdo)$|^(object ?id|fid)$/.test(plain[i]!),
    ),
  }
}

function indexOr(plain: readonly string[], name: string): number | null {
  const index = plain.indexOf(name)
  return index < 0 ? null : index
}
