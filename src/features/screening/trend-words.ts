import type { Trend } from '#core/screening/screening.ts'

/** What is said of an area's trend [S9]. `unclear`: the months do not tell it from none. */
export const TREND_WORDS: Readonly<Record<Trend | 'unknown', string>> = {
  rising: 'Rising',
  falling: 'Falling',
  unclear: 'No clear trend',
  unknown: 'Not known',
}
