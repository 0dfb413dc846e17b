import type { IsoMonth } from '#core/time/month.ts'
import { monthInWords } from '#core/time/month.ts'

/** A span in which figures are not like those before and after [S12]. An open end is still going on. */
export type SeriesBreak = Readonly<{
  /** `null` for what is built in. */
  id: string | null
  label: string
  from: IsoMonth
  to: IsoMonth | null
  /** Crime types it touches; empty for all. */
  types: readonly string[]
  explanation: string | null
}>

// The first Health Protection (Coronavirus, Restrictions) (England) Regulations, SI 2020/350, came into force on
// 26 March 2020; most legal limits on meeting ended on 19 July 2021.
const COVID_RESTRICTIONS: SeriesBreak = {
  id: null,
  label: 'COVID-19 restrictions',
  from: '2020-03' as IsoMonth,
  to: '2021-07' as IsoMonth,
  types: [],
  explanation:
    'From 26 March 2020 to 19 July 2021 the law in England limited where people could be and whom they could meet. Less of some crime happened, and anti-social behaviour includes reported breaches, so these months are not like others.',
}

export const BUILT_IN_BREAKS: readonly SeriesBreak[] = [COVID_RESTRICTIONS]

/** Those that touch the months and types of a series, oldest first. An empty list of types means all of them. */
export function breaksWithin(
  breaks: readonly SeriesBreak[],
  span: Readonly<{ from: IsoMonth; to: IsoMonth; types: readonly string[] }>,
): SeriesBreak[] {
  return breaks
    .filter((each) => each.from <= span.to && (each.to === null || each.to >= span.from))
    .filter(
      (each) =>
        each.types.length === 0 ||
        span.types.length === 0 ||
        each.types.some((type) => span.types.includes(type)),
    )
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.label.localeCompare(b.label)))
}

/** `March 2020 to July 2021`, `from April 2023`, `May 2024`. */
export function spanInWords({ from, to }: Pick<SeriesBreak, 'from' | 'to'>): string {
  if (to === null) return `from ${monthInWords(from)}`
  return from === to ? monthInWords(from) : `${monthInWords(from)} to ${monthInWords(to)}`
}
