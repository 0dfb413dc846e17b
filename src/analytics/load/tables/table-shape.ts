import type { Vintage } from '#core/area/area.ts'

/** A column by its place in the header, from 0. */
export type Column = number

/** One indicator of a wide table: a column, or the sum of several (unknown when any of them is). */
export type WideCell = Readonly<{
  /** `null`: looked at for faults and not loaded by itself (the single years behind an age band). */
  indicator: string | null
  columns: readonly Column[]
  /** The published figure is a percentage where the indicator is a rate. */
  percent?: boolean
  /** Only on rows where that column holds that text; unknown elsewhere. */
  onlyWhere?: Readonly<{ column: Column; equals: string }>
}>

/** How to read one table, worked out from its header alone. */
export type TableShape = Readonly<{
  /** What it is, for a report: `English indices of deprivation 2025`. */
  title: string
  /** Stable name of the source; `{period}` and `{level}` are filled in when the rows are known. */
  source: string
  width: number
  area: Column
  /** Published codes only, or also a force's own (neighbourhoods, LPAs). */
  areaCodes: 'published' | 'any'
  vintage: Readonly<{ stated: Vintage | null }> | Readonly<{ column: Column }>
  period: Readonly<{ stated: string }> | Readonly<{ column: Column }> | Readonly<{ fromFileName: true }>
  values:
    | Readonly<{ layout: 'wide'; cells: readonly WideCell[] }>
    | Readonly<{
        layout: 'long'
        /** Goes before each category: `tenure` makes `tenure--owned-owns-outright`. */
        topic: string
        category: Column
        value: Column
        total: Readonly<{ indicator: string; column: Column }>
      }>
    | Readonly<{ layout: 'generic'; indicator: Column; value: Column; source: Column }>
  /** Columns that are neither read nor expected. */
  unknownColumns: readonly string[]
}>
