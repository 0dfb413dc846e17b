import { MONTH_NAMES } from '#core/time/month.ts'

type Part = number | ''

/**
 * `2025`, `2025-03` or `2025-03-14` from what was typed, as exact as that is; `null` for nothing at all, `undefined` for
 * what is no date: a day without a month, 30 February, a year before 1900.
 */
export function partialDate(
  parts: Readonly<{ day: Part; month: Part; year: Part }>,
): string | null | undefined {
  const { day, month, year } = parts
  if (day === '' && month === '' && year === '') return null
  if (year === '' || year < 1900 || (day !== '' && month === '')) return undefined
  if (month === '') return String(year)
  const upToMonth = `${year}-${String(month).padStart(2, '0')}`
  if (day === '') return upToMonth
  // A day that the month does not have rolls into the next one.
  if (new Date(Date.UTC(year, month - 1, day)).getUTCMonth() !== month - 1) return undefined
  return `${upToMonth}-${String(day).padStart(2, '0')}`
}

/** True for a day that is in the calendar, `YYYY-MM-DD`, from 1900 to 2999. */
export function isRealDay(text: string): boolean {
  const [, year, month, day] = /^((?:19|2\d)\d{2})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (!year) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

/** A rough date as records keep it: `2025`, `2025-03-14`, or a period `2022-01/2025-12`. */
export function roughDateInWords(value: string): string {
  const [from, to] = value.split('/')
  return periodInWords(to === undefined ? null : (from ?? null), to ?? from ?? null)
}

/** `14 March 2025`, `March 2025` or `2025`. */
export function partialDateInWords(date: string): string {
  const [year, month, day] = date.split('-')
  const name = month ? MONTH_NAMES[Number(month) - 1] : undefined
  return [day ? Number(day) : undefined, name, year].filter((part) => part !== undefined).join(' ')
}

/** `January 2021 to December 2024` for a period, else the date. */
export function periodInWords(from: string | null, to: string | null): string {
  if (to === null) return 'No date'
  return from === null || from === to
    ? partialDateInWords(to)
    : `${partialDateInWords(from)} to ${partialDateInWords(to)}`
}
