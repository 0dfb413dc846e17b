/** The SQL that turns a table's rows into cells: `row_no, area, vintage, period, indicator, source, raw`, all text. */
import { sqlText } from './sql-text.ts'
import type { TableShape, WideCell } from './table-shape.ts'

/** `source` is null where the whole file has one; `indicator` is null for a cell only looked at for faults. */
export function cellsQuery(table: string, shape: TableShape, periodOfFile: string | null): string {
  const common = `row_no, trim(c${shape.area}) as area, ${vintage(shape)} as vintage,
    ${period(shape, periodOfFile)} as period`
  const { values } = shape
  if (values.layout === 'generic') {
    return `select ${common}, ${slug(`c${values.indicator}`)} as indicator,
      nullif(trim(c${values.source}), '') as source, c${values.value} as raw from ${table}`
  }
  if (values.layout === 'long') {
    const name = `${sqlText(`${values.topic}--`)} || ${slug(`c${values.category}`)}`
    // The total stands on each of an area's rows; one row of it is one figure, and a second total is a repeat.
    return `select ${common}, ${name} as indicator, cast(null as varchar) as source, c${values.value} as raw from ${table}
      union all
      select min(row_no), area, vintage, period, ${sqlText(values.total.indicator)}, cast(null as varchar), raw
      from (select ${common}, c${values.total.column} as raw from ${table})
      group by area, vintage, period, raw`
  }
  const cells = values.cells.map(
    (cell) =>
      `{'indicator': ${cell.indicator ? sqlText(cell.indicator) : 'null'}, 'raw': ${wideValue(cell)}}`,
  )
  return `select row_no, area, vintage, period, cell.indicator as indicator, cast(null as varchar) as source, cell.raw as raw
    from (select ${common}, unnest([${cells.join(', ')}]) as cell from ${table})`
}

function vintage({ vintage: v }: TableShape): string {
  if ('stated' in v) return v.stated ? sqlText(v.stated) : 'cast(null as varchar)'
  return `nullif(trim(c${v.column}), '')`
}

function period({ period: p }: TableShape, periodOfFile: string | null): string {
  if ('stated' in p) return sqlText(p.stated)
  if ('fromFileName' in p) return periodOfFile ? sqlText(periodOfFile) : 'cast(null as varchar)'
  // Whole dates give their month; anything else is judged with the other faults.
  return `regexp_replace(trim(c${p.column}), '^(\\d{4}-\\d{2})-\\d{2}$', '\\1')`
}

function wideValue({ columns, percent, onlyWhere }: WideCell): string {
  const [first] = columns
  let value = `c${first}`
  // A sum with an unknown or faulty part is unknown; the part is looked at by itself.
  if (columns.length > 1) {
    value = `cast(${columns.map((column) => number(`c${column}`)).join(' + ')} as varchar)`
  } else if (percent) {
    value = `case when ${number(value)} is null then ${value} else cast(${number(value)} / 100 as varchar) end`
  }
  return onlyWhere
    ? `case when trim(c${onlyWhere.column}) = ${sqlText(onlyWhere.equals)} then ${value} end`
    : value
}

/** A number as published: plain, or with thousands separators; null for anything else. Never infinite. */
export function number(text: string): string {
  return `case when regexp_full_match(trim(${text}), '[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?')
      then try_cast(replace(trim(${text}), ',', '') as double)
    when regexp_full_match(trim(${text}), '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?')
      then try_cast(trim(${text}) as double) end`
}

/** As `indicatorName` does; empty for a blank, because null is a cell that is only looked at. */
function slug(text: string): string {
  return `trim(regexp_replace(lower(coalesce(${text}, '')), '[^a-z0-9]+', '-', 'g'), '-')`
}
