import { MONTH_NAMES } from '#core/time/month.ts'
import { figure, type Size } from '#ui/charts/figure.view.ts'
import { linear, px, ticks } from '#ui/charts/scale.ts'
import { type Html, html } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'

export type Seasonality = Readonly<{
  id: string
  title: string
  /** January first, 1 for an average month; `null` where no year tells. Refuses other than twelve. */
  index: readonly (number | null)[]
  note?: string
}>

/** How much more or less than average each month of the year has. */
export function seasonality({ id, title, index, note }: Seasonality): Html {
  if (index.length !== 12) throw new RangeError('a year has twelve months')
  return figure({
    id,
    title,
    description: describe(index),
    heights: { wide: 220, narrow: 200 },
    draw: (size) => draw(index, size),
    note: note ?? '1 is an average month; 1.2 is a fifth more.',
    table: {
      columns: [
        { heading: 'Month', cell: (month: number) => MONTH_NAMES[month] },
        {
          heading: 'Compared with an average month',
          isNumeric: true,
          cell: (month: number) => {
            const value = index[month] ?? null
            return value === null ? null : `× ${value.toFixed(2)}`
          },
        },
      ],
      rows: MONTH_NAMES.map((_, month) => month),
    },
  })
}

function draw(index: readonly (number | null)[], size: Size): Html {
  const known = index.filter((value) => value !== null)
  const low = known.reduce((least, value) => Math.min(least, value), 0.8)
  const high = known.reduce((most, value) => Math.max(most, value), 1.2)
  const levels = ticks(low, high, 4)
  const [left, right, top, bottom] = [40, size.width - 8, 12, size.height - 26]
  const x = linear([0, 12], [left, right])
  const y = linear([levels[0]!, levels.at(-1)!], [bottom, top])
  return html`${levels.map(
    (level) =>
      html`<line class="wm-grid" x1="${left}" x2="${right}" y1="${px(y(level))}" y2="${px(y(level))}"/><text class="wm-axis__label" x="${left - 7}" y="${px(y(level) + 4)}" text-anchor="end">${formatNumber(level)}</text>`,
  )}<line class="wm-grid wm-grid--base" x1="${left}" x2="${right}" y1="${px(y(1))}" y2="${px(y(1))}"/>${index.map(
    (value, month) => {
      const at = px(x(month + 0.5))
      const label = html`<text class="wm-axis__label" x="${at}" y="${size.height - 8}" text-anchor="middle">${MONTH_NAMES[month]!.slice(0, size.isNarrow ? 1 : 3)}</text>`
      if (value === null) {
        return html`<rect class="wm-unknown-band" x="${px(x(month))}" y="${top}" width="${px(x(1) - x(0))}" height="${bottom - top}"/>${label}`
      }
      const higher = value >= 1 ? ' wm-season--more' : ' wm-season--less'
      return html`<line class="wm-season${higher}" x1="${at}" x2="${at}" y1="${px(y(1))}" y2="${px(y(value))}"/><circle class="wm-season__dot${higher}" cx="${at}" cy="${px(y(value))}" r="5"/>${label}`
    },
  )}`
}

function describe(index: readonly (number | null)[]): string {
  const known = index.flatMap((value, month) => (value === null ? [] : [{ value, month }]))
  if (known.length === 0) return 'Every month is unknown.'
  const low = known.reduce((least, one) => (one.value < least.value ? one : least))
  const high = known.reduce((most, one) => (one.value > most.value ? one : most))
  const unknown = 12 - known.length
  return `Highest in ${MONTH_NAMES[high.month]}, ${high.value.toFixed(2)} times an average month; lowest in ${MONTH_NAMES[low.month]}, ${low.value.toFixed(2)} times.${unknown > 0 ? ` ${unknown} months unknown.` : ''}`
}
