import {
  countOf,
  NOT_KNOWN,
  oneDecimal,
  percent,
  probability,
  rankWithInterval,
  signed,
  whole,
} from '#core/figure-words.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import { screeningCaveats } from './caveats.ts'
import { TREND_WORDS } from './trend-words.ts'

const DEFAULT_ROWS = 25
const WIDEST_NAME = 32

/** The ranking for a terminal: what was used, the first areas (all if asked), and what a reader must know. */
export function terminalTable(screening: Screening, options: Readonly<{ all: boolean }>): string {
  const { areas } = screening
  const shown = options.all ? areas : areas.slice(0, DEFAULT_ROWS)
  const columns: readonly (readonly [
    title: string,
    cell: (area: ScreenedArea) => string,
    isText?: boolean,
  ])[] = [
    ['Rank (95%)', rankWithInterval],
    ['Band', (area) => whole(area.band)],
    ['Code', (area) => plain(area.code), true],
    ['Name', (area) => cut(plain(area.name)), true],
    ['Count', (area) => whole(area.count)],
    ['Rate', (area) => dash(oneDecimal(area.steadyRate))],
    ['Top tenth', (area) => percent(area.monthsInTopShare)],
    ['Slope/yr', (area) => dash(signed(area.slopePerYear))],
    ['Trend', (area) => TREND_WORDS[area.trend ?? 'unknown'], true],
    ['Gi*', (area) => dash(oneDecimal(area.giStar))],
    ['p', (area) => dash(probability(area.giStarP))],
    ['VLI', (area) => dash(whole(area.vli))],
  ]
  const rows = [
    columns.map(([title]) => title),
    ...shown.map((area) => columns.map(([, cell]) => cell(area))),
  ]
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)))
  const lines = rows.map((row) =>
    row
      .map((cell, at) => (columns[at]![2] ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd(),
  )
  const rest = areas.length - shown.length
  return `${[
    head(screening),
    '',
    lines[0]!,
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...lines.slice(1),
    ...(rest > 0 ? ['', `${countOf(rest, 'more area')}: --all shows them.`] : []),
    '',
    'Rate: per 1,000 residents a year, steadied. Top tenth: share of months among the force’s highest tenth.',
    'Ranks within one band cannot be told apart.',
    ...screeningCaveats(screening).map(({ title, text }) => `${title}. ${text}`),
    ...screening.notes.map(plain),
  ].join('\n')}\n`
}

function head(screening: Screening): string {
  const unknown = screening.monthsUnknown.length
  return `${screening.force}: ${countOf(screening.areas.length, 'area')} (${screening.unit}), ${screening.from} to ${screening.to}, ${countOf(screening.monthsKnown, 'month')} used${unknown ? `, ${whole(unknown)} unknown (${screening.monthsUnknown.join(', ')})` : ''}`
}

function dash(text: string): string {
  return text === NOT_KNOWN ? '–' : text
}

function cut(name: string): string {
  return name.length > WIDEST_NAME ? `${name.slice(0, WIDEST_NAME - 1)}…` : name
}

// A name out of a file must not move the cursor or colour the screen.
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}
