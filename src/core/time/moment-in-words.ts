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

// A long record tells thousands of moments, most of them again at its next reading; finding out what clocks showed takes
// longer than all the rest of telling them.
const MINUTE_MS = 60_000
const KEPT = 10_000
const days = new Map<number, string>()
const times = new Map<number, string>()

function kept(among: Map<number, string>, instant: Date, format: () => string): string {
  const minute = Math.floor(instant.getTime() / MINUTE_MS)
  const found = among.get(minute)
  if (found !== undefined) return found
  if (among.size >= KEPT) among.clear()
  const made = format()
  among.set(minute, made)
  return made
}

/** `20 November 2026`, by the clocks of the United Kingdom. */
export function dayInWords(instant: Date): string {
  return kept(days, instant, () => DAY.format(instant))
}

/** `20 November 2026 at 10:11pm`, by the clocks of the United Kingdom. */
export function momentInWords(instant: Date): string {
  return `${dayInWords(instant)} at ${timeInWords(instant)}`
}

/** `10:11pm`. */
export function timeInWords(instant: Date): string {
  return kept(times, instant, () => TIME.format(instant).replace(/\s/g, '').toLowerCase())
}
