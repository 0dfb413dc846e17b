import { partialDateInWords } from '#core/time/partial-date.ts'
import { timeOfDayInWords } from '#core/time/time-of-day.ts'
import { weekdayInWords } from '#core/time/working-days.ts'
import {
  type Group,
  type GroupMember,
  type Meeting,
  meetingsHeld,
  membersByKind,
  nextMeeting,
  openJobs,
} from './group.ts'

/** [W3] A group that has not met for this long is warned about: a platform default. */
export const QUIET_DAYS = 42
/** [W4] So many members must say why they are in it and what they can do. */
export const MEMBERS_NEEDED = 3

/** [W2] The group at a glance, a sentence each. */
export function groupInWords(group: Group): string[] {
  const { members, terms } = group
  if (members.length === 0) return ['Nobody is in the group yet.']
  const kinds = membersByKind(group).map(({ text, count }) => `${lower(text)} ${count}`)
  const police = members.filter(({ organisationKind }) => organisationKind === 'police').length
  const chairs = members.filter(({ isChair }) => isChair)
  return [
    `${members.length} ${members.length === 1 ? 'person is' : 'people are'} in the group: ${kinds.join(', ')}.`,
    police === 0 ? 'None of them is police.' : `Police are ${police} of ${members.length}.`,
    chairs.length
      ? `${and(chairs.map(({ name }) => name))} ${chairs.length === 1 ? 'chairs' : 'chair'} it.`
      : 'Nobody chairs it.',
    ...(terms?.endOn
      ? [`The group set ${partialDateInWords(terms.endOn)} as its own end.`]
      : ['The group has not set its own end.']),
    ...(terms?.endSign ? [`It is done when: ${terms.endSign}`] : []),
  ]
}

/** [W3] What may be going wrong with the group, a sentence each. */
export function groupWarnings(group: Group): string[] {
  const { members, terms, today } = group
  if (members.length === 0) return []
  const chairs = members.filter(({ isChair }) => isChair)
  const unsaid = members.filter(({ why }) => !why)
  const overdue = openJobs(group).filter(({ dueOn }) => dueOn && dueOn < today).length
  return [
    ...(chairs.length === 0 ? ['Nobody chairs the group. The chair does not have to be the police.'] : []),
    ...(chairs.length > 0 && chairs.every(isPolice)
      ? [
          'The police chair the group. Ask whether somebody else would: groups with their own chair last longer.',
        ]
      : []),
    ...(unsaid.length
      ? [
          `It is not written why ${and(
            unsaid.map(({ name }) => name),
            5,
          )} ${unsaid.length === 1 ? 'is' : 'are'} in the group.`,
        ]
      : []),
    ...(members.every(isPolice) ? ['Everybody in the group is police.'] : []),
    ...quiet(group),
    ...(terms?.endOn && terms.endOn < today
      ? [
          `The end the group set itself, ${partialDateInWords(terms.endOn)}, has passed. Has it ended, or has it set another?`,
        ]
      : []),
    ...(overdue ? [`${overdue} ${overdue === 1 ? 'job is' : 'jobs are'} overdue.`] : []),
  ]
}

/** [W4] What stands in the way of signing Step 5 off, a sentence each. */
export function groupStillNeeded(group: Group): string[] {
  const { members, terms } = group
  const whole = members.filter(({ why, capability }) => why && capability).length
  return [
    ...(whole < MEMBERS_NEEDED
      ? [
          `At least ${MEMBERS_NEEDED} members must have why they are in it and what they can do or decide; ${whole === 0 ? 'none has' : whole === 1 ? '1 has' : `${whole} have`} both`,
        ]
      : []),
    ...(terms === null
      ? ['The group needs terms of reference']
      : !terms.endSign || !terms.endOn
        ? [
            'The terms of reference must say what will tell the group that it is done, and the date it set itself',
          ]
        : []),
    ...(meetingsHeld(group).some(({ attended }) => attended.length)
      ? []
      : ['There must be a meeting that was held, with who came']),
  ]
}

/** `Tuesday 14 March 2027, 7:00pm to 8:30pm, the launderette`. */
export function meetingInWords({ date, starts, ends, place }: Meeting): string {
  const time = [starts, ends].filter(Boolean).map(timeOfDayInWords).join(' to ')
  return [`${weekdayInWords(date)} ${date.slice(0, 4)}`, time, place].filter(Boolean).join(', ')
}

function quiet(group: Group): string[] {
  const last = meetingsHeld(group).at(-1)
  const isPlanned = nextMeeting(group) !== null
  const after = isPlanned ? '' : ' None is planned.'
  if (!last) return isPlanned ? [] : ['The group has not met, and no meeting is planned.']
  return daysBetween(last.date, group.today) > QUIET_DAYS
    ? [`The group last met on ${partialDateInWords(last.date)}, more than six weeks ago.${after}`]
    : []
}

const isPolice = ({ organisationKind }: GroupMember) => organisationKind === 'police'
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

const lower = (text: string) => `${text[0]?.toLowerCase()}${text.slice(1)}`

function and(names: readonly string[], most = 20): string {
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
