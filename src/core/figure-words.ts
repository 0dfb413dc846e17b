import type { ScreenedArea } from './screening/screening.ts'

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const ONE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const TWO = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** What stands where there is no number: unknown is said, never shown as zero or left blank. */
export const NOT_KNOWN = 'unknown'

/** `1,234`; parts are rounded away. */
export function whole(value: number | null): string {
  return value === null ? NOT_KNOWN : WHOLE.format(value)
}

/** `1,234.5` */
export function oneDecimal(value: number | null): string {
  return value === null ? NOT_KNOWN : ONE.format(value)
}

/** `1,234.50` */
export function twoDecimals(value: number | null): string {
  return value === null ? NOT_KNOWN : TWO.format(value)
}

/** Of a share from 0 to 1: `25%`. */
export function percent(share: number | null): string {
  return share === null ? NOT_KNOWN : `${WHOLE.format(share * 100)}%`
}

/** One decimal with its sign, so that a fall reads as one: `+3.2`, `−1.0`; what rounds to nothing has none. */
export function signed(value: number | null): string {
  if (value === null) return NOT_KNOWN
  const text = ONE.format(Math.abs(value))
  return text === '0.0' ? '0.0' : `${value < 0 ? '−' : '+'}${text}`
}

/** `< 0.001`, `0.030`, `0.42`: small ones are not written as zero. */
export function probability(p: number | null): string {
  if (p === null) return NOT_KNOWN
  if (p < 0.001) return '< 0.001'
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2)
}

/** `3 (1 to 9)`: a rank is never said without its 95 % interval. */
export function rankWithInterval(area: Pick<ScreenedArea, 'rank' | 'rankLow' | 'rankHigh'>): string {
  return `${whole(area.rank)} (${whole(area.rankLow)} to ${whole(area.rankHigh)})`
}

/** `1 area`, `12 areas`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`
}

/** `A`, `A and B`, `A, B and C`. */
export function listInWords(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** 1st, 2nd, 3rd, 11th. */
export function ordinal(value: number): string {
  const [tens, ones] = [value % 100, value % 10]
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th')
  return `${whole(value)}${ending}`
}
