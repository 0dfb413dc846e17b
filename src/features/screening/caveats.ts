import { countOf, listInWords, oneDecimal, whole } from '#core/figure-words.ts'
import { CRITERIA, type CriterionKey } from '#core/screening/criterion.ts'
import { MONTHS_FOR_LONG_TERM, type ScreenedArea, type Screening } from '#core/screening/screening.ts'
import { monthInWords } from '#core/time/month.ts'
import { type SeriesBreak, spanInWords } from './series-break.ts'

export type Caveat = Readonly<{ key: string; title: string; text: string }>
type Asked = Omit<Screening, 'areas'>

// Under this many a month, one more or one fewer is a big part of the whole. A platform default.
const FEW_A_MONTH = 3

/** What a reader of the whole ranking must know, the gravest first [S11]. */
export function screeningCaveats(asked: Asked): Caveat[] {
  const caveats: Caveat[] = []
  if (asked.monthsKnown < MONTHS_FOR_LONG_TERM)
    caveats.push({
      key: 'short-period',
      title: `Only ${countOf(asked.monthsKnown, 'month')}`,
      text: `A LISP project is for patterns of ${MONTHS_FOR_LONG_TERM} months and more. Choosing a place on this needs a written exception.`,
    })
  if (asked.monthsUnknown.length > 0)
    caveats.push({
      key: 'months-unknown',
      title: `${countOf(asked.monthsUnknown.length, 'month')} unknown`,
      text: `No file gives ${monthsInWords(asked.monthsUnknown)}. Unknown is not zero: ${asked.monthsUnknown.length === 1 ? 'that month is' : 'those months are'} left out of every sum, slope and rate.`,
    })
  const lacking = asked.criteriaUnavailable.filter(({ key }) => asked.weights[key] > 0)
  if (lacking.length > 0)
    caveats.push({
      key: 'criteria-unavailable',
      title: 'Not every criterion counts',
      text: `${lacking.map(({ key, why }) => `“${labelOf(key)}” ${why}`).join('; ')}. ${lacking.length === 1 ? 'Its weight is' : 'Their weight is'} spread over the others.`,
    })
  return caveats
}

function labelOf(key: CriterionKey): string {
  return CRITERIA.find((criterion) => criterion.key === key)!.label
}

/** Up to six months by name, and how many more. */
export function monthsInWords(months: Asked['monthsUnknown']): string {
  const named = months.slice(0, 6).map(monthInWords)
  return listInWords(months.length > 6 ? [...named, `${whole(months.length - 6)} more`] : named)
}

/** What a reader of one area must know besides, where it applies [S11]. */
export function areaCaveats(area: ScreenedArea, asked: Asked, breaks: readonly SeriesBreak[]): Caveat[] {
  const caveats = screeningCaveats(asked)
  if (area.isTownCentre)
    caveats.push({
      key: 'few-residents',
      title: 'A place people come to',
      text: `Its rate is per resident (${area.population === null ? 'their number is not known' : `${whole(area.population)} of them`}), but much of what is recorded here is of the kind that follows visitors and shops. The rate per resident misleads: look at the count, and at who comes here.`,
    })
  if (asked.monthsKnown > 0 && area.count / asked.monthsKnown < FEW_A_MONTH)
    caveats.push({
      key: 'small-numbers',
      title: 'Small numbers',
      text: `${countOf(area.count, 'record')} in ${countOf(asked.monthsKnown, 'known month')} is ${oneDecimal(area.count / asked.monthsKnown)} a month. A few more or fewer would change its rate, trend and types a good deal.`,
    })
  if (breaks.length > 0)
    caveats.push({
      key: 'breaks',
      title: breaks.length === 1 ? 'A break in the series' : 'Breaks in the series',
      text: `${listInWords(breaks.map((each) => `${each.label} (${spanInWords(each)})`))}: months within are not like those outside, and a slope across them may show the break rather than the place.`,
    })
  return [...caveats, snappedPoints(asked.vintage)]
}

function snappedPoints(vintage: Asked['vintage']): Caveat {
  const codes = vintage
    ? ` Areas are those of the ${vintage} census; figures by the codes of another census are of other areas.`
    : ''
  return {
    key: 'snapped-points',
    title: 'Where exactly is not known',
    text: `Published points are moved to a nearby street or public place, sometimes across a boundary, so nothing finer than an area is claimed. What is recorded is not all that happens.${codes}`,
  }
}
