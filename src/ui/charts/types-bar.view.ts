import { figure, type Size } from '#ui/charts/figure.view.ts'
import { linear, px } from '#ui/charts/scale.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'

export type TypesBar = Readonly<{
  id: string
  title: string
  unit: string
  /** In the order they are shown; `null` is unknown. */
  bars: readonly Readonly<{ name: string; value: number | null }>[]
  note?: string
}>

const ROW = { wide: 28, narrow: 44 } as const
const WIDEST_NAME = 220

/** How many of each type, longest names and all. */
export function typesBar({ id, title, unit, bars, note }: TypesBar): Html {
  const total = bars.reduce((sum, { value }) => sum + (value ?? 0), 0)
  const share = (value: number) => (total > 0 ? `${Math.round((value / total) * 100)}%` : '')
  const most = bars.reduce<{ name: string; value: number } | null>(
    (best, { name, value }) =>
      value !== null && (best === null || value > best.value) ? { name, value } : best,
    null,
  )
  return figure({
    id,
    title,
    description: most
      ? `${bars.length} types. Most: ${most.name}, ${formatNumber(most.value)} of ${formatNumber(total)} ${unit}.`
      : 'No type is known.',
    heights: {
      wide: 8 + ROW.wide * Math.max(1, bars.length),
      narrow: 8 + ROW.narrow * Math.max(1, bars.length),
    },
    draw: (size) => draw(bars, share, size),
    note,
    table: {
      columns: [
        { heading: 'Type', cell: ({ name }: TypesBar['bars'][number]) => name },
        {
          heading: unit,
          isNumeric: true,
          cell: ({ value }: TypesBar['bars'][number]) => (value === null ? null : formatNumber(value)),
        },
        {
          heading: 'Share of those known',
          isNumeric: true,
          cell: ({ value }: TypesBar['bars'][number]) => (value === null ? null : share(value)),
        },
      ],
      rows: bars,
    },
  })
}

function draw(bars: TypesBar['bars'], share: (value: number) => string, size: Size): Html {
  const row = size.isNarrow ? ROW.narrow : ROW.wide
  const left = size.isNarrow ? 0 : WIDEST_NAME
  const most = bars.reduce((highest, { value }) => Math.max(highest, value ?? 0), 0)
  const x = linear([0, Math.max(1, most)], [left, size.width - 100])
  return html`${bars.map(({ name, value }, index) => {
    const top = 4 + index * row + (size.isNarrow ? 20 : 0)
    const label = size.isNarrow
      ? html`<text class="wm-bar__name" x="0" y="${top - 6}">${name}</text>`
      : html`<text class="wm-bar__name" x="${left - 10}" y="${top + 15}" text-anchor="end">${shorten(name)}</text>`
    const end = value === null ? left : x(value)
    return html`${label}${value === null ? nothing : html`<rect class="wm-bar" x="${left}" y="${top + 2}" width="${px(end - left)}" height="18"/>`}<text class="wm-bar__value" x="${px(end + 6)}" y="${top + 15}">${value === null ? 'unknown' : `${formatNumber(value)} (${share(value)})`}</text>`
  })}`
}

function shorten(name: string): string {
  return name.length > 32 ? `${name.slice(0, 31)}…` : name
}
