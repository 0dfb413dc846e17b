/** Area look-ups in: which area lies in which. Recognised by header; see `look-up-shape.ts`. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Vintage } from '#core/area/area.ts'
import { MOST_EXAMPLES, openCsvRows, type Refused } from '../tables/csv-rows.ts'
import { sqlText } from '../tables/sql-text.ts'
import { forceOfPoliceArea } from './force-of-police-area.ts'
import type { AreaLevel, LookUpShape, ParentColumns } from './look-up-shape.ts'

export { forceOfPoliceArea } from './force-of-police-area.ts'
export { type AreaLevel, type LookUpShape, recogniseAreaLookUp } from './look-up-shape.ts'
export { msoaNameOf } from './msoa-name.ts'

export type LoadedAreaLookUp = Readonly<{
  kind: LookUpShape['kind']
  rowsRead: number
  rowsLoaded: number
  rowsRefused: number
  /** Child–parent pairs written. */
  pairs: number
  /** At most five for each reason. */
  refused: readonly Refused[]
  refusedByReason: Readonly<Record<string, number>>
  /** Of the children. */
  vintage: Vintage | null
  /** Parent levels found, from the finest. */
  levels: readonly AreaLevel[]
  /** Forces named, as archives name them; ascending. */
  forces: readonly ForceSlug[]
  unknownColumns: readonly string[]
}>

const FAULTS = {
  'no-child': 'the area code is blank or not an area code',
  'no-parent': 'a parent code is blank',
  'bad-force': 'the force is not written as in its archive files (lower case, hyphens)',
  'two-parents': 'the area was given a different parent before in this file',
} as const
type Fault = keyof typeof FAULTS

/**
 * Writes a Parquet file with `child_code, child_level, parent_code, parent_name, parent_level, vintage, force,
 * child_name, parent_vintage, change`: one row a pair, no pair twice. `vintage` is the child's (null for a force's
 * own areas), `force` the archive's name for it or null, `change` the published indicator (U unchanged, S split,
 * M merged, X irregular) of the 2011 to 2021 look-up, the only one where a child may have several parents.
 */
export async function loadAreaLookUp(
  connection: DuckDBConnection,
  source: Readonly<{ name: string; path: string }>,
  shape: LookUpShape,
  outPath: string,
): Promise<LoadedAreaLookUp> {
  const rows = await openCsvRows(connection, source, shape.width)
  const pairs = `${rows.table}_pairs`
  try {
    const force = await forceColumn(connection, rows.table, shape)
    await connection.run(`create temp table ${pairs} as ${judgedQuery(rows.table, shape, force)}`)
    await connection.run(`
      copy (
        select child_code, child_level, parent_code, any_value(parent_name order by row_no) as parent_name, parent_level,
          vintage, any_value(force order by row_no) as force, any_value(child_name order by row_no) as child_name,
          parent_vintage, any_value(change order by row_no) as change
        from ${pairs} where fault is null
        group by child_code, child_level, parent_code, parent_level, vintage, parent_vintage
        order by child_level, child_code, parent_level, parent_code)
      to ${sqlText(outPath)} (format parquet, compression zstd)`)
    const reply = await connection.runAndReadAll(`
      select count(distinct row_no) filter (fault is null)::double,
        count(distinct row_no) filter (fault is not null and row_no not in (select row_no from ${pairs} where fault is null))::double,
        count(distinct (child_code, child_level, parent_code, parent_level)) filter (fault is null)::double,
        list(distinct parent_level) filter (fault is null), list(distinct force order by force) filter (fault is null)
      from ${pairs}`)
    const [loaded, refused, written, levels, forces] = reply.getRowsJS()[0] as [
      number,
      number,
      number,
      AreaLevel[] | null,
      ForceSlug[] | null,
    ]
    const faults = await faultsOf(connection, pairs)
    const lines = await rows.examples(faults.flatMap(([, , at]) => at))
    const found = new Set(levels ?? [])
    return {
      kind: shape.kind,
      rowsRead: rows.count + rows.brokenRows,
      rowsLoaded: loaded,
      rowsRefused: refused + rows.brokenRows,
      pairs: written,
      refused: [
        ...rows.brokenExamples,
        ...faults.flatMap(([fault, , at]) =>
          at.flatMap((row) => {
            const example = lines.get(row)
            return example ? [{ reason: FAULTS[fault], example }] : []
          }),
        ),
      ],
      refusedByReason: {
        ...Object.fromEntries(rows.brokenExamples.map(({ reason }) => [reason, rows.brokenRows])),
        ...Object.fromEntries(faults.map(([fault, count]) => [FAULTS[fault], count])),
      },
      vintage: shape.child.vintage,
      levels: shape.parents.map(({ level }) => level).filter((level) => found.has(level)),
      forces: (forces ?? []).filter((slug) => slug !== null),
      unknownColumns: shape.unknownColumns,
    }
  } finally {
    await connection.run(`drop table if exists ${pairs}`)
    await rows.drop()
  }
}

/** SQL for a row's force. Police force areas are few: each name is turned into a slug once. */
async function forceColumn(connection: DuckDBConnection, table: string, shape: LookUpShape): Promise<string> {
  if (!shape.force) return 'cast(null as varchar)'
  const column = `trim(c${shape.force.column})`
  if (shape.force.holds === 'slug') return `nullif(${column}, '')`
  const reply = await connection.runAndReadAll(
    `select distinct ${column} from ${table} where ${column} <> '' limit 1000`,
  )
  const names = reply.getRows().map(([name]) => name as string)
  if (names.length === 0) return 'cast(null as varchar)'
  const cases = names.map((name) => `when ${sqlText(name)} then ${sqlText(forceOfPoliceArea(name) ?? '')}`)
  return `nullif(case ${column} ${cases.join(' ')} end, '')`
}

function judgedQuery(table: string, shape: LookUpShape, force: string): string {
  const { child } = shape
  const text = (column: number | null) =>
    column === null ? 'cast(null as varchar)' : `nullif(trim(c${column}), '')`
  const literal = (value: string | null) => (value === null ? 'cast(null as varchar)' : sqlText(value))
  const pair = (
    from: Readonly<{ level: string; vintage: string | null; code: number; name: number | null }>,
    to: ParentColumns,
  ) => `
    select row_no, ${text(from.code)} as child_code, ${sqlText(from.level)} as child_level, ${text(from.name)} as child_name,
      ${text(to.code)} as parent_code, ${to.name === null ? text(to.code) : text(to.name)} as parent_name,
      ${sqlText(to.level)} as parent_level, ${literal(to.vintage)} as parent_vintage, ${literal(from.vintage)} as vintage,
      ${force} as force, ${text(shape.change)} as change
    from ${table}`
  const all = [
    ...shape.parents.map((parent) => pair(child, parent)),
    ...shape.nested.map(({ child: inner, parent }) => pair(inner, parent)),
  ]
  const isSplit = shape.kind === 'lsoa-2011-to-2021'
  return `
    with pairs as (${all.join(' union all ')}),
    judged as (
      select *, case
        when child_code is null
          or (child_level in ('lsoa', 'msoa') and not regexp_full_match(child_code, '[A-Z]\\d{8}')) then 'no-child'
        when parent_code is null then 'no-parent'
        when parent_level = 'force' and not regexp_full_match(parent_code, '[a-z]+(-[a-z]+)*') then 'bad-force'
        end as fault
      from pairs),
    chosen as (
      -- Of several parents the one with most rows (an output-area look-up lists an LSOA once an output area), then the
      -- first given.
      select child_code, child_level, parent_level, arg_max(parent_code, (n, -first)) as parent_code
      from (select child_code, child_level, parent_level, parent_code, count(*) as n, min(row_no) as first
        from judged where fault is null group by all)
      group by all)
    select judged.* replace (case
      when judged.fault is null and ${!isSplit} and chosen.parent_code <> judged.parent_code then 'two-parents'
      else judged.fault end as fault)
    from judged left join chosen using (child_code, child_level, parent_level)`
}

async function faultsOf(connection: DuckDBConnection, pairs: string): Promise<[Fault, number, number[]][]> {
  const reply = await connection.runAndReadAll(`
    select fault, count(distinct row_no)::double,
      list_slice(list(distinct row_no::double order by row_no::double), 1, ${MOST_EXAMPLES})
    from ${pairs} where fault is not null group by fault order by fault`)
  return reply.getRowsJS() as [Fault, number, number[]][]
}
