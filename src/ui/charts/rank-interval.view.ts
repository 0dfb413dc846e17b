import { figure, type Size } from '#ui/charts/figure.view.ts'
import { linear, px, ticks } from '#ui/charts/scale.ts'
import { type Html, html } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'

export type RankedArea = Readonly<{
  name: string
  href?: string
  rank: number
  rankLow: number
  rankHigh: number
  /** Drawn stronger than the others. */
  isSubject?: boolean
}>

export type RankInterval = Readonly<{
  id: string
  title: string
  areas: readonly RankedArea[]
  note?: string
}>

const ROW = { wide: 26, narrow: 42 } as const
const ABOVE = 24

/** Each area's place in the ranking with the places it could as well have had. Areas whose bars overlap are not told apart. */
export function rankInterval({ id, title, areas, note }: RankInterval): Html {
  return figure({
    id,
    title,
    description: areas
      .map(({ name, rank, rankLow, rankHigh }) => `${name}: rank ${rank}, likely ${rankLow} to ${rankHigh}.`)
      .join(' '),
    heights: { wide: ABOVE + 8 + ROW.wide * areas.length, narrow: ABOVE + 8 + ROW.narrow * areas.length },
    draw: (size) => draw(areas, size),
    note: note ?? 'Areas whose bars overlap cannot be told apart by rank.',
    table: {
      columns: [
        {
          heading: 'Area',
          cell: ({ name, href }: RankedArea) =>
            href ? html`<a class="govuk-link" href="${href}">${name}</a>` : name,
        },
        { heading: 'Rank', isNumeric: true, cell: ({ rank }) => formatNumber(rank) },
        {
          heading: 'Likely between',
          isNumeric: true,
          cell: ({ rankLow, rankHigh }) => `${formatNumber(rankLow)} and ${formatNumber(rankHigh)}`,
        },
      ],
      rows: areas,
    },
  })
}

function draw(areas: readonly RankedArea[], size: Size): Html {
  const row = size.isNarrow ? ROW.narrow : ROW.wide
  const left = size.isNarrow ? 12 : 230
  const last = areas.reduce((most, { rankHigh }) => Math.max(most, rankHigh), 2)
  const levels = ticks(0, last, size.isNarrow ? 4 : 6).map((level) => Math.max(1, level))
  const x = linear([1, levels.at(-1)!], [left, size.width - 14])
  const bottom = size.height - 4
  return html`<text class="wm-axis__unit" x="0" y="12">${size.isNarrow ? '' : 'rank, 1 is first'}</text>${levels.map(
    (level) =>
      html`<line class="wm-grid" x1="${px(x(level))}" x2="${px(x(level))}" y1="${ABOVE - 4}" y2="${bottom}"/><text class="wm-axis__label" x="${px(x(level))}" y="14" text-anchor="middle">${formatNumber(level)}</text>`,
  )}${areas.map(({ name, rank, rankLow, rankHigh, isSubject }, index) => {
    const middle = ABOVE + index * row + (size.isNarrow ? 30 : 14)
    const subject = isSubject ? ' wm-rank--subject' : ''
    const label = size.isNarrow
      ? html`<text class="wm-bar__name${subject}" x="0" y="${middle - 12}">${name}</text>`
      : html`<text class="wm-bar__name${subject}" x="${left - 16}" y="${middle + 4}" text-anchor="end">${name.length > 32 ? `${name.slice(0, 31)}…` : name}</text>`
    return html`${label}<line class="wm-rank${subject}" x1="${px(x(rankLow))}" x2="${px(x(rankHigh))}" y1="${middle}" y2="${middle}"/><circle class="wm-rank__dot${subject}" cx="${px(x(rank))}" cy="${middle}" r="5"/>`
  })}`
}
