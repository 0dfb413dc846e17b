const NAMED: Readonly<Record<string, string>> = {
  noon: '12:00',
  midday: '12:00',
  '12noon': '12:00',
  midnight: '00:00',
}

/**
 * A time of day as it is kept, `18:30`, from what people write: `6.30pm`, `6:30 p.m.`, `6pm`, `18.30`, `1830`, `noon`.
 * Without am or pm it is by the 24-hour clock, so `6:30` is in the morning; a number alone says too little. `null` for
 * anything else.
 */
export function parseTimeOfDay(text: string): string | null {
  const sent = text.trim().toLowerCase().replace(/\s+/g, '')
  const named = NAMED[sent]
  if (named) return named
  const [, hours, minutes, half] = /^(\d{1,2})(?:[:.]?(\d{2}))?(?:([ap])\.?m\.?)?$/.exec(sent) ?? []
  if (hours === undefined || (minutes === undefined && half === undefined)) return null
  const hour = Number(hours)
  if (hour > 23 || Number(minutes ?? 0) > 59 || (half === 'a' && hour > 12)) return null
  // `630` could be either half of the day, or a mistake.
  if (half === undefined && hours.length === 1 && !/[:.]/.test(sent)) return null
  const shown = half === undefined || hour > 12 ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  return `${String(shown).padStart(2, '0')}:${minutes ?? '00'}`
}

/** `6:30pm` for `18:30`; anything that is no time as it is. */
export function timeOfDayInWords(time: string): string {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time) ?? []
  if (hours === undefined) return time
  const hour = Number(hours)
  return `${hour % 12 || 12}:${minutes}${hour < 12 ? 'am' : 'pm'}`
}
