import { NOT_KNOWN, oneDecimal, percent, signed, whole } from '#core/figure-words.ts'
import type { FrozenFigures } from '#core/screening/frozen-figures.ts'
import type { ScreenedArea, Screening, Trend } from '#core/screening/screening.ts'

/** What is said of a trend; the trend itself is the screening's. */
export const TREND_WORDS: Readonly<Record<Trend, string>> = {
  rising: 'Rising',
  falling: 'Falling',
  unclear: 'No clear rise or fall',
}

/** What a comparison with today needs of a screening made now. */
export type FiguresToday = Readonly<{
  area: ScreenedArea
  areasRanked: number
}> &
  Pick<Screening, 'from' | 'to' | 'monthsKnown' | 'inputs'>

/** One line of then against today. `change` is empty where a difference would mean nothing. */
export type Comparison = Readonly<{ label: string; before: string; today: string; change: string }>

/**
 * [P10] Then beside today, line by line. Ranks are given with their intervals and no difference, because a rank that
 * moved inside its interval has not moved; totals are a year, because the periods may differ in length.
 */
export function compareFigures(frozen: FrozenFigures, today: FiguresToday): Comparison[] {
  const difference = (
    label: string,
    read: (area: ScreenedArea, monthsKnown: number) => number | null,
    say: (value: number | null) => string,
    sayChange: (value: number) => string = (value) => signed(value),
  ): Comparison => {
    const before = read(frozen.chosen, frozen.monthsKnown)
    const after = read(today.area, today.monthsKnown)
    return {
      label,
      before: say(before),
      today: say(after),
      change: before === null || after === null ? '' : sayChange(after - before),
    }
  }
  const rank = (area: ScreenedArea, of: number) =>
    `${area.rank} of ${of} (${area.rankLow} to ${area.rankHigh})`
  return [
    { label: 'Months known', before: whole(frozen.monthsKnown), today: whole(today.monthsKnown), change: '' },
    difference('Recorded crimes and incidents a year', yearly, oneDecimal),
    difference('Rate per 1,000 residents a year', (area) => area.rate, oneDecimal),
    {
      label: 'Rank (95% interval)',
      before: rank(frozen.chosen, frozen.areasRanked),
      today: rank(today.area, today.areasRanked),
      change: '',
    },
    { label: 'Band', before: whole(frozen.chosen.band), today: whole(today.area.band), change: '' },
    difference(
      'Share of months among the highest tenth',
      (area) => area.monthsInTopShare,
      percent,
      (value) => `${signed(value * 100)} points`,
    ),
    {
      label: 'Trend over the period',
      before: trendInWords(frozen.chosen),
      today: trendInWords(today.area),
      change: '',
    },
    difference('Slope, crimes a year more each year', (area) => area.slopePerYear, signed),
    difference('Gi* (high among high neighbours)', (area) => area.giStar, oneDecimal),
    difference('Vulnerable Localities Index, open data', (area) => area.vli, whole),
    difference('Deprivation decile (1 is most deprived)', (area) => area.imdDecile, whole),
    difference('Residents', (area) => area.population, whole),
  ]
}

/** Crimes of the known months as a yearly figure; unknown months are in neither half of the division. */
export function yearly(area: Pick<ScreenedArea, 'count'>, monthsKnown: number): number | null {
  return monthsKnown > 0 ? (area.count * 12) / monthsKnown : null
}

function trendInWords({ trend }: Pick<ScreenedArea, 'trend'>): string {
  return trend === null ? NOT_KNOWN : TREND_WORDS[trend]
}
