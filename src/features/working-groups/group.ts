import { type Entry, listOf, textOf } from '#core/proforma/entry.ts'
import { GROUP_ORGANISATIONS } from '#core/proforma/steps/working-group.ts'

/** Somebody in the group. */
export type GroupMember = Readonly<{
  id: string
  name: string
  organisationKind: string
  why: string
  capability: string
  isChair: boolean
  isConnected: boolean
  fromOn: string
  untilOn: string
  /** Their account, where they have one on the team. */
  personId: string
}>

/** A meeting, planned or held. Days are `YYYY-MM-DD`, times `19:30`, unknown ones `''`. */
export type Meeting = Readonly<{
  id: string
  date: string
  starts: string
  ends: string
  place: string
  agenda: string
  minutes: string
  attended: readonly string[]
  apologies: readonly string[]
  noteTaker: string
}>

/** A small job somebody took at a meeting. */
export type GroupJob = Readonly<{
  id: string
  what: string
  meetingId: string
  who: string
  dueOn: string
  state: string
}>

/** What the record says of a group on a day. */
export type Group = Readonly<{
  today: string
  /** In it on that day. */
  members: readonly GroupMember[]
  /** Everybody who is or was. */
  everyone: readonly GroupMember[]
  /** The latest terms of reference; `null` where none are written. */
  terms: Readonly<{ purpose: string; endSign: string; endOn: string }> | null
  /** By day and time, earliest first. */
  meetings: readonly Meeting[]
  jobs: readonly GroupJob[]
}>

/** A group as its entries tell of it; withdrawn ones do not count. */
export function groupOf(entries: readonly Entry[], today: string): Group {
  const live = entries.filter(({ withdrawn }) => !withdrawn)
  const of = (kind: string) => live.filter((entry) => entry.kind === kind)
  const everyone = of('member').map(memberOf)
  const terms = of('terms').at(-1)
  return {
    today,
    everyone,
    members: everyone.filter((member) => isInOn(member, today)),
    terms: terms
      ? {
          purpose: textOf(terms.content, 'purpose'),
          endSign: textOf(terms.content, 'endSign'),
          endOn: textOf(terms.content, 'endOn'),
        }
      : null,
    meetings: of('meeting').map(meetingOf).sort(byTime),
    jobs: of('group-action').map(jobOf),
  }
}

/** Whether somebody was in the group on a day; from the start where no first day is written. */
export function isInOn({ fromOn, untilOn }: Pick<GroupMember, 'fromOn' | 'untilOn'>, day: string): boolean {
  return (!fromOn || fromOn <= day) && (!untilOn || untilOn >= day)
}

/** The first meeting today or later. */
export function nextMeeting({ meetings, today }: Group): Meeting | null {
  return meetings.find(({ date, attended }) => date > today || (date === today && !attended.length)) ?? null
}

/** Meetings whose day has come, earliest first. */
export function meetingsHeld({ meetings, today }: Group): Meeting[] {
  return meetings.filter(({ date, attended }) => date < today || (date === today && attended.length > 0))
}

/** Jobs not done or dropped, soonest due first; those without a day last. */
export function openJobs({ jobs }: Group): GroupJob[] {
  return jobs
    .filter(({ state }) => state === 'to do')
    .sort((a, b) => (a.dueOn || '9999').localeCompare(b.dueOn || '9999'))
}

/** How many of those in the group then came to each of the last meetings held, earliest first. */
export function attendanceOf(
  group: Group,
  most = 6,
): Readonly<{ meeting: Meeting; came: number | null; of: number; apologies: number }>[] {
  return meetingsHeld(group)
    .slice(-most)
    .map((meeting) => ({
      meeting,
      // Nobody ticked is nobody wrote it down, not nobody came.
      came: meeting.attended.length || null,
      of: group.everyone.filter(
        (member) => isInOn(member, meeting.date) || meeting.attended.includes(member.id),
      ).length,
      apologies: meeting.apologies.length,
    }))
}

/** How many members come from where, in the order of the question. */
export function membersByKind({ members }: Group): Readonly<{ text: string; count: number }>[] {
  return GROUP_ORGANISATIONS.map(({ value, text }) => ({
    text,
    count: members.filter(({ organisationKind }) => organisationKind === value).length,
  })).filter(({ count }) => count > 0)
}

function memberOf({ id, content }: Entry): GroupMember {
  return {
    id,
    name: textOf(content, 'name'),
    organisationKind: textOf(content, 'organisationKind'),
    why: textOf(content, 'why'),
    capability: textOf(content, 'capability'),
    isChair: content.chair === 'yes',
    isConnected: content.connected === 'yes',
    fromOn: textOf(content, 'fromOn'),
    untilOn: textOf(content, 'untilOn'),
    personId: textOf(content, 'person'),
  }
}

/** One meeting out of its entry. */
export function meetingOf({ id, content }: Pick<Entry, 'id' | 'content'>): Meeting {
  const text = (name: string) => textOf(content, name)
  return {
    id,
    date: text('date'),
    starts: text('starts'),
    ends: text('ends'),
    place: text('place'),
    agenda: text('agenda'),
    minutes: text('minutes'),
    attended: listOf(content, 'attended'),
    apologies: listOf(content, 'apologies'),
    noteTaker: text('noteTaker'),
  }
}

function jobOf({ id, content }: Entry): GroupJob {
  return {
    id,
    what: textOf(content, 'what'),
    meetingId: textOf(content, 'meeting'),
    who: textOf(content, 'who'),
    dueOn: textOf(content, 'dueOn'),
    state: textOf(content, 'state'),
  }
}

const byTime = (a: Meeting, b: Meeting) => `${a.date}${a.starts}`.localeCompare(`${b.date}${b.starts}`)
