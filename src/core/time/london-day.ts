const FORMAT = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar day in the United Kingdom at that instant, as `YYYY-MM-DD`. */
export function londonDay(instant: Date): string {
  return FORMAT.format(instant)
}
