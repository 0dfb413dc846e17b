import { londonInstant } from './time/london-instant.ts'

/** Something that takes place on a day (`YYYY-MM-DD`), by the clocks of the United Kingdom. */
export type CalendarEvent = Readonly<{
  /** The same for every version of it, everywhere. */
  uid: string
  /** Counts its changes from 0, so that a later file replaces an earlier one. */
  sequence: number
  changedAt: Date
  day: string
  /** `19:30`; without one it lasts the whole day. */
  starts: string | null
  ends: string | null
  summary: string
  location: string
  description: string
  /** The page about it. */
  url: string
  isCancelled: boolean
}>

/**
 * A calendar file (RFC 5545) that calendar programs can read or subscribe to. Every text may hold anything: controls go,
 * and what could end a line or a value is escaped. Times are in UTC, so that no time zone has to be described.
 */
export function calendarFile(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Wardmote//Working groups//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines(event: CalendarEvent): string[] {
  const { day, starts, ends } = event
  const times = starts
    ? [
        `DTSTART:${stamp(londonInstant(day, starts))}`,
        ...(ends ? [`DTEND:${stamp(londonInstant(day, ends))}`] : []),
      ]
    : [`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`]
  const text = (property: string, value: string) => (value ? [`${property}:${escaped(value)}`] : [])
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${stamp(event.changedAt)}`,
    ...times,
    ...text('SUMMARY', event.summary),
    ...text('LOCATION', event.location),
    ...text('DESCRIPTION', event.description),
    `URL:${event.url.replace(/[^!-~]/g, '')}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ]
}

const stamp = (instant: Date) => instant.toISOString().replace(/[-:]|\.\d+/g, '')

// Section 3.3.11. The line and paragraph separators are line ends to some programs.
function escaped(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
}

// Section 3.1: at most 75 octets a line; what follows begins with a space. No character is cut in two.
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0)
    if (octets + size > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
