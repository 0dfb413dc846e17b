import { countOf, listInWords, oneDecimal, ordinal, percent, whole } from '#core/figure-words.ts'
import type { AreaProfile } from '#core/screening/area-profile.ts'
import { CRITERIA, type CriterionKey } from '#core/screening/criterion.ts'
import type { ScreenedArea } from '#core/screening/screening.ts'
import { MONTH_NAMES } from '#core/time/month.ts'
import type { Standing, Standings } from './standing.ts'

const LEVEL = 0.05
// The priority value of the Vulnerable Localities Index (Jill Dando Institute); 100 is average.
const VLI_PRIORITY = 200
// Below this a month's index is within what a few records would do.
const PRONOUNCED_SEASON = 1.5

type Head = AreaProfile['screening']

/**
 * Why the area ranks where it does, as paragraphs made from its numbers alone [S9]: rank and doubt, what weighs most,
 * what weighs against, how it changes, where it stands among its neighbours, and what is not known.
 */
export function whyItRanksHere(profile: AreaProfile, standings: Standings): string[] {
  const { area, screening } = profile
  return [
    [rankSentence(area, screening.areaCount), ...weighingSentences(area, screening, standings)],
    [rateSentence(area), trendSentence(area), seasonSentence(profile), ...placeSentences(area)],
    unknownSentences(area, screening),
  ]
    .map((sentences) => sentences.filter((sentence) => sentence !== '').join(' '))
    .filter((paragraph) => paragraph !== '')
}

/** `Ropewalk 1A ranks 3rd of 300. …` with its interval in words [S4]. */
export function rankSentence(area: ScreenedArea, areaCount: number): string {
  const width = area.rankHigh - area.rankLow
  const stands = `${area.name} ranks ${ordinal(area.rank)} of ${whole(areaCount)} on the weights chosen.`
  if (width === 0) return `${stands} The doubt in the counts does not move it.`
  const span = `The doubt in the counts allows anything from ${ordinal(area.rankLow)} to ${ordinal(area.rankHigh)}`
  if (width > areaCount / 4) return `${stands} ${span}: a wide span, so its exact rank says little.`
  return `${stands} ${span}, so it is not to be read as clearly above or below the areas within that span.`
}

function weighingSentences(area: ScreenedArea, head: Head, standings: Standings): string[] {
  const weighed = CRITERIA.flatMap(({ key }) => {
    const [value, standing, weight] = [area.criteria[key], standings[key], head.weights[key]]
    return weight > 0 && value !== null && standing ? [{ key, standing, points: weight * value }] : []
  }).sort((a, b) => b.points - a.points)
  const says = ({ key, standing }: (typeof weighed)[number]) =>
    `${figure(key, area, head)} (${standingInWords(standing)})`
  const high = weighed.filter(({ standing }) => standing.below >= 0.75)
  const low = weighed.filter(({ standing }) => standing.above > 0.5)
  const sentences: string[] = []
  if (high.length > 0) sentences.push(`What puts it there: ${high.map(says).join('; ')}.`)
  else if (weighed.length > 0)
    sentences.push('None of the weighted criteria puts it among the highest quarter of the areas.')
  if (low.length > 0) sentences.push(`What holds it back: ${low.map(says).join('; ')}.`)
  return sentences
}

function standingInWords({ below, above }: Standing): string {
  if (above === 0) return 'no area is higher'
  if (below === 0) return 'no area is lower'
  return below >= above
    ? `higher than ${percent(below)} of the areas`
    : `lower than ${percent(above)} of the areas`
}

function figure(key: CriterionKey, area: ScreenedArea, head: Head): string {
  switch (key) {
    case 'vulnerability': {
      const priority = (area.vli ?? 0) > VLI_PRIORITY ? ', above the 200 that calls for a closer look' : ''
      return `its Vulnerable Localities Index from open data is ${whole(area.vli)}${area.vliInputs < 6 ? ` (from ${area.vliInputs} of its 6 parts)` : ''}, where 100 is average${priority}`
    }
    case 'contribution':
      return `${countOf(area.count, 'crime or incident', 'crimes and incidents')} recorded in ${countOf(head.monthsKnown, 'known month')}`
    case 'persistence': {
      const months = Math.round(area.monthsInTopShare * head.monthsKnown)
      return `among the force’s highest tenth in ${whole(months)} of ${countOf(head.monthsKnown, 'known month')}`
    }
    case 'stakeholders':
      return `${countOf(area.population ?? 0, 'person lives', 'people live')} there, who could take part`
    case 'rate':
      return `${oneDecimal(area.steadyRate)} recorded per 1,000 residents a year, steadied`
    case 'trend':
      return `the middle slope of its months is ${oneDecimal(area.slopePerYear)} a year`
    case 'cluster':
      return `its Gi* is ${oneDecimal(area.giStar)}`
    case 'deprivation':
      return `its deprivation score is ${oneDecimal(area.imdScore)}`
  }
}

function rateSentence(area: ScreenedArea): string {
  if (area.steadyRate === null || area.steadyRateLow === null || area.steadyRateHigh === null) return ''
  const warning = area.isTownCentre
    ? ', but people come here from elsewhere, so a rate per resident misleads'
    : ''
  return `Recorded crime is about ${oneDecimal(area.steadyRate)} per 1,000 residents a year (${oneDecimal(area.steadyRateLow)} to ${oneDecimal(area.steadyRateHigh)})${warning}.`
}

function trendSentence(area: ScreenedArea): string {
  switch (area.trend ?? 'unknown') {
    case 'rising':
      return `Recorded crime has been rising, by about ${oneDecimal(area.slopePerYear)} a year each year, more than chance would explain.`
    case 'falling':
      return `Recorded crime has been falling, by about ${oneDecimal(Math.abs(area.slopePerYear ?? 0))} a year each year, more than chance would explain.`
    case 'unclear':
      return 'Its months show no clear trend in either direction.'
    case 'unknown':
      return 'Too few months are known to speak of a trend.'
  }
}

function seasonSentence({ seasonality, screening }: AreaProfile): string {
  if (screening.monthsKnown < 24) return ''
  const peak = seasonality.reduce((best, { own }, month) => {
    return (own ?? 0) > (seasonality[best]?.own ?? 0) ? month : best
  }, 0)
  const own = seasonality[peak]?.own ?? 0
  if (own < PRONOUNCED_SEASON) return ''
  const force = seasonality[peak]?.force
  const beside = force === null || force === undefined ? '' : `; the force’s ${oneDecimal(force)} times`
  return `Its year has a season: ${MONTH_NAMES[peak]} is ${oneDecimal(own)} times its average month${beside}.`
}

function placeSentences(area: ScreenedArea): string[] {
  const sentences: string[] = []
  if (area.giStar !== null && area.giStarP !== null && area.giStarP < LEVEL)
    sentences.push(
      area.giStar > 0
        ? 'Together with its neighbours it is a hot spot among the areas screened (Gi*, false discovery rate 5%).'
        : 'Together with its neighbours it is a cold spot among the areas screened (Gi*, false discovery rate 5%).',
    )
  if (area.quadrantP !== null && area.quadrantP < LEVEL && area.quadrant === 'High-Low')
    sentences.push('It stands out as high among neighbours that are low.')
  if (area.quadrantP !== null && area.quadrantP < LEVEL && area.quadrant === 'Low-High')
    sentences.push('It stands out as low among neighbours that are high.')
  return sentences
}

function unknownSentences(area: ScreenedArea, head: Head): string[] {
  const labels = (keys: readonly CriterionKey[]) =>
    listInWords(CRITERIA.filter(({ key }) => keys.includes(key)).map(({ label }) => `“${label}”`))
  const unavailable = head.criteriaUnavailable.filter(({ key }) => head.weights[key] > 0)
  const missing = CRITERIA.map(({ key }) => key).filter(
    (key) =>
      head.weights[key] > 0 && area.criteria[key] === null && !unavailable.some((each) => each.key === key),
  )
  const sentences: string[] = []
  if (unavailable.length > 0)
    sentences.push(
      `The ranking leaves out ${labels(unavailable.map(({ key }) => key))}, because the data loaded cannot speak to ${unavailable.length === 1 ? 'it' : 'them'}.`,
    )
  if (missing.length > 0)
    sentences.push(`Not known for this area: ${labels(missing)}; its rank rests on the other criteria.`)
  if (area.rate === null)
    sentences.push('How many people live here is not known, so there is no rate per resident.')
  if (head.monthsUnknown.length > 0) {
    const share = head.monthsUnknown.length / (head.monthsUnknown.length + head.monthsKnown)
    sentences.push(
      `${countOf(head.monthsUnknown.length, 'month')} of the period (${percent(share)}) ${head.monthsUnknown.length === 1 ? 'is' : 'are'} unknown and left out.`,
    )
  }
  if (area.giStar === null)
    sentences.push('Without boundaries it is not known whether it is part of a cluster.')
  return sentences
}
