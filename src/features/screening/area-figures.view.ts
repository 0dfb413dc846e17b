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
import type { AreaProfile } from '#core/screening/area-profile.ts'
import { CRITERIA } from '#core/screening/criterion.ts'
import type { Html } from '#ui/html.view.ts'
import { type Column, dataTable } from '#ui/table/data-table.view.ts'
import { dayLoaded } from './facts.view.ts'
import { TREND_WORDS } from './trend-words.ts'

type Figure = Readonly<{ name: string; value: string; method: string; from: string }>

/** Each number with its method and source. */
export function areaFigures({ area, screening }: AreaProfile): Html {
  const from = (pattern: RegExp) => sourceOf(screening.sources, pattern)
  const crime = from(/crime|street/i)
  const people = from(/population|resident/i)
  const deprivation = from(/deprivation|imd|index of multiple/i)
  const homes = from(/household/i)
  const borders = from(/boundar/i)
  const months = countOf(screening.monthsKnown, 'known month')
  const weighed = CRITERIA.filter(({ key }) => screening.weights[key] > 0)
  const figures: Figure[] = [
    {
      name: 'Rank',
      value: `${rankWithInterval(area)} of ${whole(screening.areaCount)}`,
      method: `Composite score ${oneDecimal(area.score)} of 100 from ${weighed.map(({ key, label }) => `${label} (weight ${screening.weights[key]})`).join(', ')}; interval from posterior draws, 95%`,
      from: 'All sources below',
    },
    {
      name: 'Records',
      value: whole(area.count),
      method: `Crimes and incidents in ${months}`,
      from: crime,
    },
    {
      name: 'Rate',
      value: per(area.rate),
      method: 'Per 1,000 residents a year',
      from: both(crime, people),
    },
    {
      name: 'Steadied rate',
      value:
        area.steadyRate === null
          ? NOT_KNOWN
          : `${oneDecimal(area.steadyRate)} (${oneDecimal(area.steadyRateLow)} to ${oneDecimal(area.steadyRateHigh)})`,
      method: 'Empirical Bayes, per 1,000 residents a year, 95% interval',
      from: both(crime, people),
    },
    {
      name: 'Burglary rate',
      value: per(area.burglaryRate),
      method: 'Per 1,000 households a year',
      from: both(crime, homes),
    },
    {
      name: 'Months in the highest tenth',
      value: percent(area.monthsInTopShare),
      method: `Share of ${months}`,
      from: crime,
    },
    {
      name: 'Years in the highest tenth',
      value: `${area.yearsInTop} of ${area.years}`,
      method: 'Twelve-month spans counted back from the last month',
      from: crime,
    },
    {
      name: 'Trend',
      value:
        area.slopePerYear === null
          ? NOT_KNOWN
          : `${signed(area.slopePerYear)} a year: ${TREND_WORDS[area.trend ?? 'unknown'].toLocaleLowerCase('en-GB')}`,
      method: `Theil–Sen slope of months without their season; Mann–Kendall p ${probability(area.trendP)}, held to a false discovery rate of 5% over all areas`,
      from: crime,
    },
    {
      name: 'Gi*',
      value: signed(area.giStar),
      method: `Getis–Ord; p ${probability(area.giStarP)} after Benjamini–Hochberg`,
      from: both(crime, borders),
    },
    {
      name: 'Local Moran',
      value: area.quadrant ?? NOT_KNOWN,
      method: `p ${probability(area.quadrantP)} after Benjamini–Hochberg`,
      from: both(crime, borders),
    },
    {
      name: 'Vulnerable Localities Index, from open data',
      value: whole(area.vli),
      method: `Mean of ${area.vliInputs === 6 ? 'its six indices' : `${area.vliInputs} of its six indices, the rest unknown`}; 100 is average; criminal damage stands for damage to dwellings`,
      from: both(crime, deprivation),
    },
    {
      name: 'Deprivation',
      value:
        area.imdDecile === null && area.imdScore === null
          ? NOT_KNOWN
          : `score ${oneDecimal(area.imdScore)}, decile ${whole(area.imdDecile)}`,
      method: 'Index of Multiple Deprivation; decile 1 is the most deprived tenth of England',
      from: deprivation,
    },
    { name: 'Residents', value: whole(area.population), method: 'Usual residents', from: people },
    { name: 'Households', value: whole(area.households), method: 'Households', from: homes },
  ]
  const columns: [Column<Figure>, ...Column<Figure>[]] = [
    { heading: 'Figure', cell: ({ name }) => name },
    { heading: 'Value', cell: ({ value }) => (value === NOT_KNOWN ? null : value) },
    { heading: 'How', cell: ({ method }) => method },
    { heading: 'Source and date loaded', cell: ({ from: source }) => source },
  ]
  return dataTable({
    id: 'figures',
    caption: 'Figures, methods and sources',
    isCaptionHidden: true,
    columns,
    rows: figures,
  })
}

function per(rate: number | null): string {
  return oneDecimal(rate)
}

function both(one: string, other: string): string {
  return one === other ? one : `${one}; ${other}`
}

function sourceOf(sources: AreaProfile['screening']['sources'], pattern: RegExp): string {
  const found = sources.filter(({ what }) => pattern.test(what))
  if (found.length === 0) return 'not loaded'
  return found.map(({ source, loadedAt }) => `${source}, ${dayLoaded(loadedAt)}`).join('; ')
}
