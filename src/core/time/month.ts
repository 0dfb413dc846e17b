import type { Brand } from '#core/brand.ts'

/** January first. */
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** A month as somebody typed it, as its number: `Dec`, `dec.` and `December` are `12`. Anything else stays as it is. */
export function monthTyped(text: string): string {
  const start = text.trim().replace(/\.$/, '').toLowerCase()
  const at = start.length < 3 ? -1 : MONTH_NAMES.findIndex((name) => name.toLowerCase().startsWith(start))
  return at < 0 ? text : String(at + 1)
}

/** A calendar month as `YYYY-MM`; sorts as text. */
export type IsoMonth = Brand<string, 'IsoMonth'>

const PATTERN = /^(\d{4})-(0[1-9]|1[0-2])$/

/** `null` unless the text is exactly `YYYY-MM` with a month from 01 to 12. */
export function parseMonth(text: string): IsoMonth | null {
  return PATTERN.test(text) ? (text as IsoMonth) : null
}

/** Months since year 0: makes month arithmetic integer arithmetic. */
export function monthIndex(month: IsoMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
}

/** Inverse of {@link monthIndex}. */
export function monthAt(index: number): IsoMonth {
  const year = Math.floor(index / 12)
  return `${String(year).padStart(4, '0')}-${String(index - year * 12 + 1).padStart(2, '0')}` as IsoMonth
}

/** Every month from `first` to `last`, both included; empty when `last` is before `first`. */
export function monthsBetween(first: IsoMonth, last: IsoMonth): IsoMonth[] {
  const months: IsoMonth[] = []
  for (let index = monthIndex(first); index <= monthIndex(last); index++) months.push(monthAt(index))
  return months
}

/** The month a UTC instant falls in. */
export function monthOf(instant: Date): IsoMonth {
  return instant.toISOString().slice(0, 7) as IsoMonth
}

/** `March 2024`, as read on screen. */
export function monthInWords(month: IsoMonth): string {
  return `${MONTH_NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`
}
