import { countOf, oneDecimal, percent, probability, signed, whole } from '#core/figure-words.ts'
import type { NewEntry } from '#core/proforma/entry.ts'
import type { FrozenFigures } from '#core/screening/frozen-figures.ts'
import { MONTHS_FOR_LONG_TERM } from '#core/screening/screening.ts'
import { monthInWords } from '#core/time/month.ts'
import { TREND_WORDS, yearly } from './figures.ts'

const SURE = 0.05
const VERY_SURE = 0.01
/** VLI above which the published method calls a place a priority; 100 is the average area. */
const VLI_PRIORITY = 200
const ISSUE_SHARE = 0.1
const ISSUES_AT_MOST = 5
/** Years among the highest tenth that make an issue long term (screening's persistence rule). */
const YEARS_LONG_TERM = 3

type Strength = 'strong' | 'some' | 'weak'
type Filled = Readonly<{ kind: string; title: string; detail: string; strength: Strength | null }>

/** Sources as a screening names them (`Screening.sources`). */
type Speaker = 'Recorded crime' | 'Residents' | 'Households' | 'Deprivation' | 'Qualifications' | 'Boundaries'
const CRIME: readonly Speaker[] = ['Recorded crime']
const RATE: readonly Speaker[] = ['Recorded crime', 'Residents']
const VLI_SOURCES: readonly Speaker[] = [
  'Recorded crime',
  'Residents',
  'Households',
  'Deprivation',
  'Qualifications',
]
const EVERY: readonly Speaker[] = [...VLI_SOURCES, 'Boundaries']

/**
 * [P5] Step 1 as the frozen figures fill it, in page order. A figure that is unknown makes no evidence; it makes a line
 * under what is not known [P14].
 */
export function fillJustification(figures: FrozenFigures): NewEntry[] {
  return [
    ...evidence(figures),
    ...issues(figures),
    ...vulnerability(figures),
    ...known(figures),
    ...notKnown(figures),
  ]
}

function evidence(figures: FrozenFigures): NewEntry[] {
  const { chosen: area, monthsKnown } = figures
  const isLong = monthsKnown >= MONTHS_FOR_LONG_TERM
  const overTime: Strength = isLong ? 'strong' : 'some'
  const shown = (about: readonly Speaker[], title: string, detail: string, strength: Strength) =>
    item(figures, about, { kind: 'evidence', title, detail, strength })
  const items: NewEntry[] = [
    shown(
      area.rate === null ? CRIME : RATE,
      `${whole(area.count)} crimes and incidents recorded in ${monthsKnown} known months`,
      `About ${whole(yearly(area, monthsKnown))} a year.${
        area.rate === null ? '' : ` ${oneDecimal(area.rate)} for every 1,000 residents a year.`
      }`,
      overTime,
    ),
    shown(
      EVERY,
      `Ranked ${area.rank} of ${figures.areasRanked}; ${reachOf(area)}`,
      area.band === 1
        ? 'It is in the top band: areas of one band cannot be told apart.'
        : `It is in band ${area.band}: areas of one band cannot be told apart, and those of band 1 rank higher.`,
      area.band === 1 && isLong ? 'strong' : area.band === 1 || isLong ? 'some' : 'weak',
    ),
    shown(
      CRIME,
      `Among the highest tenth of areas in ${percent(area.monthsInTopShare)} of months`,
      `And in ${area.yearsInTop} of ${countOf(area.years, 'year')}.`,
      area.yearsInTop >= YEARS_LONG_TERM ? 'strong' : area.yearsInTop >= 1 ? 'some' : 'weak',
    ),
  ]
  if (area.slopePerYear !== null && area.trend !== null) {
    items.push(
      shown(
        CRIME,
        `${TREND_WORDS[area.trend]} over the period`,
        `Theil–Sen slope after taking out the seasons: ${signed(area.slopePerYear)} crimes a year, each year. Mann–Kendall p: ${probability(area.trendP)}, held to a false discovery rate of 5% over all areas.`,
        area.trend === 'unclear' ? 'weak' : overTime,
      ),
    )
  }
  if (area.giStar !== null && area.giStarP !== null) {
    const isHot = area.giStar > 0 && area.giStarP < SURE
    items.push(
      shown(
        [...RATE, 'Boundaries'],
        isHot ? 'Part of a cluster of high areas' : 'Not clearly part of a cluster of high areas',
        `Gi* z-score ${oneDecimal(area.giStar)}; p after Benjamini–Hochberg: ${probability(area.giStarP)}.`,
        isHot ? (area.giStarP < VERY_SURE && isLong ? 'strong' : 'some') : 'weak',
      ),
    )
  }
  if (area.imdDecile !== null)
    items.push(
      item(figures, ['Deprivation'], {
        kind: 'evidence',
        title: `Deprivation decile ${area.imdDecile} (1 is the most deprived tenth in England)`,
        detail: `${area.imdScore === null ? '' : `Index of Multiple Deprivation score ${oneDecimal(area.imdScore)}. `}The date is the day it was loaded.`,
        strength: 'some',
      }),
    )
  if (area.vli !== null)
    items.push(
      item(figures, VLI_SOURCES, {
        kind: 'evidence',
        title: `Vulnerable Localities Index ${whole(area.vli)}, from open data`,
        detail: `100 is the average of the areas screened; the published method calls a place above ${VLI_PRIORITY} a priority. This is a stand-in made from open data, not the official index.`,
        strength: area.vli > VLI_PRIORITY ? 'some' : 'weak',
      }),
    )
  return items
}

function issues(figures: FrozenFigures): NewEntry[] {
  const { chosen: area } = figures
  if (area.count === 0) return []
  return area.mix
    .filter((part) => part.count / area.count >= ISSUE_SHARE)
    .slice(0, ISSUES_AT_MOST)
    .map((part) =>
      crimeItem(
        figures,
        part.type,
        `${whole(part.count)} of ${whole(area.count)} recorded (${percent(part.count / area.count)}).`,
        null,
        'issue',
      ),
    )
}

function vulnerability(figures: FrozenFigures): NewEntry[] {
  const { chosen: area } = figures
  const lines = [
    area.imdDecile !== null && `Deprivation decile ${area.imdDecile} of 10.`,
    area.vli !== null &&
      `Vulnerable Localities Index ${whole(area.vli)} (open data, from ${area.vliInputs} of its 6 parts; 100 is average).`,
    area.population !== null && `${whole(area.population)} people live here.`,
    area.households !== null && `${whole(area.households)} households.`,
    area.burglaryRate !== null &&
      `${oneDecimal(area.burglaryRate)} burglaries for every 1,000 households a year.`,
  ].filter((line) => line !== false)
  if (lines.length === 0) return []
  return [
    item(figures, VLI_SOURCES, {
      kind: 'harm',
      title: 'What the figures say about who may be harmed',
      detail: lines.join(' '),
      strength: null,
    }),
  ]
}

function reachOf({ rankLow, rankHigh }: FrozenFigures['chosen']): string {
  return rankLow === rankHigh
    ? 'chance in the counts does not move it (95%)'
    : `between ${rankLow} and ${rankHigh} with 95% confidence`
}

function known(figures: FrozenFigures): NewEntry[] {
  const { chosen: area, monthsKnown, from, to } = figures
  const at = (title: string, detail: string) => crimeItem(figures, title, detail, null, 'known')
  const severalAreas = figures.place.length > 1 ? [at(...placeOfSeveral(figures))] : []
  return [
    ...severalAreas,
    at(
      `${monthsKnown} months of records, ${monthInWords(from)} to ${monthInWords(to)}`,
      figures.types.length
        ? `Only these types: ${figures.types.join(', ')}.`
        : 'Every published type is counted.',
    ),
    at(
      `Of ${figures.areasRanked} areas its rank is ${area.rank}; ${reachOf(area)}`,
      'A place inside another’s interval is not shown to be worse or better than it.',
    ),
  ]
}

// What is listed is the chosen area's; a reader of the record must not take it for the place's.
function placeOfSeveral({ place, chosen }: FrozenFigures): [title: string, detail: string] {
  const recorded = place.reduce((sum, area) => sum + area.count, 0)
  const people = place.every((area) => area.population !== null)
    ? `, and ${whole(place.reduce((sum, area) => sum + (area.population ?? 0), 0))} people live in it`
    : ''
  return [
    `The place has ${place.length} areas; the figures below are of ${chosen.name}, the one that was ranked`,
    `The whole place has ${whole(recorded)} recorded${people}. Its areas: ${place.map((area) => `${area.name} (${whole(area.count)} recorded, rank ${area.rank})`).join(', ')}.`,
  ]
}

function notKnown(figures: FrozenFigures): NewEntry[] {
  const { chosen: area, monthsUnknown, unplaced } = figures
  const items: NewEntry[] = []
  const say = (title: string, detail = '', about = CRIME) =>
    items.push(item(figures, about, { kind: 'not-known', title, detail, strength: null }))
  if (monthsUnknown.length)
    say(
      countOf(monthsUnknown.length, 'month has no records', 'months have no records'),
      `Left out of every sum, never counted as zero: ${monthsUnknown.map(monthInWords).join(', ')}.`,
    )
  if (figures.monthsKnown < MONTHS_FOR_LONG_TERM)
    say(
      'Whether this is a long-term pattern',
      `${figures.monthsKnown} months are known; a long-term pattern needs ${MONTHS_FOR_LONG_TERM}.`,
    )
  say(
    'Where exactly inside the place',
    'Published points are moved to a nearby street, so nothing smaller can be said.',
  )
  say('What was never reported', 'Only recorded crime and anti-social behaviour are counted.')
  if (area.population === null) say('How many people live here', 'So there is no rate for each resident.', [])
  else if (area.isTownCentre)
    say('How many people use the place', 'Few live here for its crime: a rate for each resident misleads.')
  if (area.households === null) say('How many households there are', '', [])
  if (area.imdDecile === null) say('How deprived it is', 'No deprivation figures are loaded for it.', [])
  if (area.vli === null) say('Its Vulnerable Localities Index', 'Not all of its parts are loaded.', [])
  if (area.slopePerYear === null || area.trend === null)
    say('Whether it is rising or falling', 'Too few months to tell.')
  for (const { key, why } of figures.criteriaUnavailable)
    say(`The criterion “${key}” could not be used`, `${why} Its weight was spread over the others.`)
  const lost = unplaced.withoutLocation + unplaced.withoutLsoa
  if (lost)
    say(
      `Where ${whole(lost)} of the force’s records of the period belong`,
      'They carry no location or no area.',
    )
  return items
}

function crimeItem(
  figures: FrozenFigures,
  title: string,
  detail: string,
  strength: Strength | null,
  kind = 'evidence',
): NewEntry {
  return item(figures, CRIME, { kind, title, detail, strength })
}

// Names the sources that the figure is made from; crime figures cover the screening's period.
function item(
  figures: FrozenFigures,
  about: readonly Speaker[],
  { kind, title, detail, strength }: Filled,
): NewEntry {
  const sources = figures.sources.filter((source) => about.some((what) => what === source.what))
  const isOfPeriod = about.includes('Recorded crime')
  const loadedOn = (sources[0]?.loadedAt || figures.frozenAt).slice(0, 10)
  return {
    kind,
    content: {
      title: title.slice(0, 200),
      detail: detail || null,
      source: [`Screening “${figures.screeningName}”`, ...new Set(sources.map((source) => source.source))]
        .join('; ')
        .slice(0, 500),
      dated: isOfPeriod ? `${figures.from}/${figures.to}` : loadedOn,
      ...(strength ? { strength } : {}),
    },
  }
}
