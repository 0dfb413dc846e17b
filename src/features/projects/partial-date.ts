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
