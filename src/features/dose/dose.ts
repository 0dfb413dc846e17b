import type { Entry } from '#core/proforma/entry.ts'
import { listOf, textOf } from '#core/proforma/entry.ts'
import { addDays, daysFrom } from '#core/time/calendar-day.ts'

/** Time noted on a project in one month (`YYYY-MM`), in minutes. */
export type MonthOfTime = Readonly<{ month: string; given: number; taken: number }>

/** Somebody's part of a team; days are `YYYY-MM-DD`. */
export type Part = Readonly<{
  personId: string
  name: string
  part: string
  fromOn: string
  untilOn: string | null
}>

/** How much work a place has had. `null` is unknown, never none [H8]. */
export type Dose = Readonly<{
  weeks: number
  /** Minutes; `null` where nobody has noted any time. */
  given: number | null
  taken: number | null
  /** Of the time noted, the share given to the project. */
  shareGiven: number | null
  contacts: number
  /** In the last four weeks. */
  contactsLately: number
  stakeholders: number
  reached: number
  /** Names of those not reached yet are the entries whose ids are here. */
  notReached: readonly string[]
  meetings: number
  /** Mean share of the group's members at its meetings; `null` without a meeting that has passed or without members. */
  attendance: number | null
  pictures: number
}>

type Facts = Readonly<{
  openedOn: string
  today: string
  months: readonly MonthOfTime[]
  entries: readonly Entry[]
}>

/** [H5] [H8] The dose from the record as it stands. */
export function doseOf({ openedOn, today, months, entries }: Facts): Dose {
  const live = entries.filter((entry) => !entry.withdrawn)
  const of = (kind: string) => live.filter((entry) => entry.kind === kind)
  const sum = (part: 'given' | 'taken') => months.reduce((total, month) => total + month[part], 0)
  const [given, taken] = months.length ? [sum('given'), sum('taken')] : [null, null]
  const contacts = of('contact')
  const meetings = of('meeting').filter((meeting) => textOf(meeting.content, 'date') <= today)
  const members = of('member')
  const stakeholders = of('stakeholder')
  const met = new Set(contacts.flatMap((contact) => listOf(contact.content, 'stakeholders')))
  const notReached = stakeholders.filter(({ id }) => !met.has(id)).map(({ id }) => id as string)
  const shares = meetings
    .map((meeting) => listOf(meeting.content, 'attended').length)
    .filter(() => members.length > 0)
    .map((present) => Math.min(1, present / members.length))
  return {
    weeks: Math.max(0, Math.floor(daysFrom(openedOn, today) / 7)),
    given,
    taken,
    shareGiven: given === null || taken === null || given + taken === 0 ? null : given / (given + taken),
    contacts: contacts.length,
    contactsLately: contacts.filter((contact) => textOf(contact.content, 'on') > addDays(today, -28)).length,
    stakeholders: stakeholders.length,
    reached: stakeholders.length - notReached.length,
    notReached,
    meetings: meetings.length,
    attendance: shares.length ? shares.reduce((total, share) => total + share, 0) / shares.length : null,
    pictures: of('picture').length,
  }
}

/** [H6] How long somebody has held their part, in whole days, the first and the last both counted. */
export function tenureDays({ fromOn, untilOn }: Pick<Part, 'fromOn' | 'untilOn'>, today: string): number {
  return Math.max(0, daysFrom(fromOn, untilOn !== null && untilOn < today ? untilOn : today) + 1)
}

/**
 * [H6] The share of days since a project opened on which its first lead officer led it, and how many have led it;
 * `null` where nobody ever has.
 */
export function steadiness(
  team: readonly Part[],
  openedOn: string,
  today: string,
): Readonly<{ share: number; leads: number; first: string }> | null {
  const leads = team
    .filter(({ part }) => part === 'lead officer')
    .sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  const first = leads[0]
  if (!first) return null
  const days = leads
    .filter(({ personId }) => personId === first.personId)
    .reduce((total, part) => total + tenureDays(part, today), 0)
  return {
    share: Math.min(1, days / (daysFrom(openedOn, today) + 1)),
    leads: new Set(leads.map(({ personId }) => personId)).size,
    first: first.name,
  }
}

/** `2 hours 30 minutes`; whole hours above ten. */
export function durationInWords(minutes: number): string {
  if (minutes >= 600) return `${Math.round(minutes / 60).toLocaleString('en-GB')} hours`
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : '', rest || !hours ? `${rest} minutes` : '']
    .filter(Boolean)
    .join(' ')
}
