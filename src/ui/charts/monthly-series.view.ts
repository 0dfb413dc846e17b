import { type IsoMonth, monthAt, monthIndex, monthInWords } from '#core/time/month.ts'
import { figure, legend, type Size } from '#ui/charts/figure.view.ts'
import { linePath, unknownRuns } from '#ui/charts/month-line.ts'
import { linear, px, type Scale, ticks } from '#ui/charts/scale.ts'
import { timeAxis } from '#ui/charts/time-axis.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'

export type Series = Readonly<{
  name: string
  months: readonly IsoMonth[]
  /** One for each month; `null` is unknown. A month that is not listed is unknown too. */
  values: readonly (number | null)[]
}>

/** A known break: a policy, a change of recording, restrictions. Without `to` it is a moment. */
export type Annotation = Readonly<{ from: IsoMonth; to?: IsoMonth; label: string }>

export type MonthlySeries = Readonly<{
  id: string
  title: string
  /** What is counted, in the plural: `recorded crimes`. */
  unit: string
  /** At most five; the first is the subject and the others are for comparison. */
  series: readonly [Series, ...Series[]]
  annotations?: readonly Annotation[]
  note?: string
  isTableOpen?: boolean
}>

type Table = Readonly<{ months: readonly IsoMonth[]; values: readonly (readonly (number | null)[])[] }>

const LEFT = 44
const RIGHT = 10
const BELOW = 28
const ROW = 16

/** Months along, counts up, from zero; unknown months are shaded gaps and are never drawn as a number. */
export function monthlySeries(chart: MonthlySeries): Html {
  const table = align(chart.series)
  const unknown = unknownRuns(table.values[0]!)
  const bands = [
    ...(chart.series.length > 1
      ? chart.series.map(({ name }, index) => ({ name, className: `wm-series-${index + 1}` }))
      : []),
    ...(unknown.length > 0 ? [{ name: 'unknown', className: 'wm-unknown-band', isArea: true }] : []),
  ]
  return figure({
    id: chart.id,
    title: chart.title,
    description: describe(chart, table),
    legend: bands.length > 0 ? legend(bands) : nothing,
    heights: { wide: 270, narrow: 240 },
    draw: (size) => draw(chart, table, size),
    note: chart.note,
    ...(chart.isTableOpen ? { isTableOpen: true } : {}),
    table: {
      columns: [
        { heading: 'Month', cell: (index: number) => monthInWords(table.months[index]!) },
        ...chart.series.map(({ name }, column) => ({
          heading: name,
          isNumeric: true,
          cell: (index: number) => {
            const value = table.values[column]![index]
            return value === null || value === undefined ? null : formatNumber(value)
          },
        })),
      ],
      rows: table.months.map((_, index) => index),
    },
  })
}

// Every series over the same months, from the first that any of them has to the last.
function align(series: readonly Series[]): Table {
  const indexes = series.flatMap(({ months }) => months.map(monthIndex))
  if (indexes.length === 0) return { months: [], values: series.map(() => []) }
  const first = indexes.reduce((least, index) => Math.min(least, index))
  const length = indexes.reduce((most, index) => Math.max(most, index)) - first + 1
  return {
    months: Array.from({ length }, (_, offset) => monthAt(first + offset)),
    values: series.map(({ months, values }) => {
      const aligned = new Array<number | null>(length).fill(null)
      for (const [at, month] of months.entries()) aligned[monthIndex(month) - first] = values[at] ?? null
      return aligned
    }),
  }
}

function draw({ annotations = [], unit }: MonthlySeries, { months, values }: Table, size: Size): Html {
  const first = months[0]
  if (first === undefined) return html`<text class="wm-axis__label" x="8" y="24">No months to show</text>`
  const x = linear([0, months.length], [LEFT, size.width - RIGHT])
  const labels = placeAnnotations(annotations, monthIndex(first), x, size)
  const top = 28 + ROW * labels.rows
  const bottom = size.height - BELOW
  const highest = values.flat().reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  const levels = ticks(0, Math.max(highest, 1), 4)
  const y = linear([0, levels.at(-1)!], [bottom, top])
  const band = ([from, to]: readonly [number, number], className: string) =>
    html`<rect class="${className}" x="${px(x(from))}" y="${px(top)}" width="${px(x(to + 1) - x(from))}" height="${px(bottom - top)}"/>`
  const unknown = unknownRuns(values[0]!)
  return html`<text class="wm-axis__unit" x="0" y="12">${unit}</text>${unknown.map((run) => band(run, 'wm-unknown-band'))}${labels.placed.map(
    ({ from, to, isMoment, text, textX, anchor, row }) =>
      html`${isMoment ? nothing : band([from, to], 'wm-break-band')}<line class="wm-break" x1="${px(x(from))}" x2="${px(x(from))}" y1="${px(18 + ROW * row)}" y2="${px(bottom)}"/><text class="wm-break__label" x="${px(textX)}" y="${px(30 + ROW * row)}" text-anchor="${anchor}">${text}</text>`,
  )}${levels.map(
    (level) =>
      html`<line class="wm-grid${level === 0 ? ' wm-grid--base' : ''}" x1="${LEFT}" x2="${size.width - RIGHT}" y1="${px(y(level))}" y2="${px(y(level))}"/><text class="wm-axis__label" x="${LEFT - 7}" y="${px(y(level) + 4)}" text-anchor="end">${formatNumber(level)}</text>`,
  )}${timeAxis(months, x, bottom, size.isNarrow ? 58 : 64)}${unknown
    .filter(([from, to]) => x(to + 1) - x(from) > 56)
    .map(
      ([from, to]) =>
        html`<text class="wm-unknown-label" x="${px((x(from) + x(to + 1)) / 2)}" y="${px(bottom - 8)}" text-anchor="middle">unknown</text>`,
    )}${values
    .map((line, index) => html`<path class="wm-line wm-series-${index + 1}" d="${linePath(line, x, y)}"/>`)
    .reverse()}`
}

// Labels stand in rows above the plot, each in the first row where it does not touch the one before.
function placeAnnotations(annotations: readonly Annotation[], first: number, x: Scale, size: Size) {
  const rowEnds: number[] = []
  const length = Math.round((size.width - RIGHT - LEFT) / (x(1) - x(0)))
  const placed = annotations
    .map(({ from, to, label }) => ({
      from: Math.max(0, monthIndex(from) - first),
      to: Math.min(length - 1, monthIndex(to ?? from) - first),
      isMoment: to === undefined,
      label,
    }))
    .filter(({ from, to }) => from < length && to >= from)
    .sort((one, other) => one.from - other.from)
    .map(({ label, ...span }) => {
      const room = Math.floor((size.width - RIGHT - LEFT) / 6.6)
      const text = label.length > room ? `${label.slice(0, room - 1)}…` : label
      const width = text.length * 6.6
      const start = x(span.from) + 4
      const isLate = start + width > size.width
      const left = isLate ? Math.max(0, x(span.from) - 4 - width) : start
      const free = rowEnds.findIndex((end) => end < left - 6)
      const row = free < 0 ? rowEnds.length : free
      rowEnds[row] = left + width
      const textX = isLate ? left + width : start
      return { ...span, text, row, textX, anchor: isLate ? 'end' : 'start' }
    })
  return { placed, rows: rowEnds.length }
}

function describe({ series, unit, annotations = [] }: MonthlySeries, { months, values }: Table): string {
  if (months.length === 0) return 'No months to show.'
  const span = `${months.length} months from ${monthInWords(months[0]!)} to ${monthInWords(months.at(-1)!)}.`
  const lines = series.map(({ name }, index) => {
    const line = values[index]!
    const known = line.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
    if (known.length === 0) return `${name}: all months unknown.`
    const low = known.reduce((least, one) => (one.value < least.value ? one : least))
    const high = known.reduce((most, one) => (one.value > most.value ? one : most))
    const gaps = line.length - known.length
    const said = ({ value, at }: { value: number; at: number }) =>
      `${formatNumber(value)} in ${monthInWords(months[at]!)}`
    return `${name}, ${unit}: lowest ${said(low)}, highest ${said(high)}${gaps > 0 ? `, ${gaps} unknown` : ''}.`
  })
  const breaks = annotations.map(
    ({ from, to, label }) => `${label}: ${monthInWords(from)}${to ? ` to ${monthInWords(to)}` : ''}.`,
  )
  return [span, ...lines, ...breaks].join(' ')
}
