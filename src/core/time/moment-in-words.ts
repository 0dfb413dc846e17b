const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

/** `20 November 2026`, by the clocks of the United Kingdom. */
export function dayInWords(instant: Date): string {
  return DAY.format(instant)
}

/** `20 November 2026 at 10:11pm`, by the clocks of the United Kingdom. */
export function momentInWords(instant: Date): string {
  return `${dayInWords(instant)} at ${timeInWords(instant)}`
}

/** `10:11pm`. */
export function timeInWords(instant: Date): string {
  return TIME.format(instant).replace(/\s/g, '').toLowerCase()
}
