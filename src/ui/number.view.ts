// A formatter is costly to make and cheap to use.
const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const SHORT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const FINE = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 })

/** A number as read on screen: thousands parted, one decimal at most, small ones to two figures; never bare zero for small. */
export function formatNumber(value: number): string {
  // Most of a page's thousand numbers are these, and need no formatter.
  if (Number.isInteger(value)) return value > 0 && value < 1000 ? String(value) : WHOLE.format(value)
  return Math.abs(value) < 1 ? FINE.format(value) : SHORT.format(value)
}
