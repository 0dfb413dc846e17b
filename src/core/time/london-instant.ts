const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/**
 * The instant at which the clocks of the United Kingdom show that time (`19:30`) on that day (`YYYY-MM-DD`). Of a time
 * shown twice, the first; a time that is skipped in spring is taken an hour later.
 */
export function londonInstant(day: string, time: string): Date {
  const shown = Date.parse(`${day}T${time}:00Z`)
  const inSummer = new Date(shown - 3_600_000)
  return offsetOf(inSummer) === 3_600_000 ? inSummer : new Date(shown)
}

function offsetOf(instant: Date): number {
  const parts = Object.fromEntries(CLOCK.formatToParts(instant).map(({ type, value }) => [type, value]))
  const { year, month, day, hour, minute } = parts
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) - instant.getTime()
}
