import { addDays, daysFrom } from '#core/time/calendar-day.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { DAYS_BEFORE, dueInWords, type Intervention, ownerInWords } from './intervention.ts'

/** What somebody is told of on a day: that it is due soon (once), or overdue (the day after, then every week) [I11]. */
export type Occasion = 'before' | `overdue ${number}`

/** An intervention of an open project that is due soon or overdue, and where it is. */
export type Remindable = Readonly<{
  intervention: Intervention
  project: Readonly<{ number: string; placeName: string; isSensitive: boolean }>
  occasion: Occasion
}>

/** Somebody who is told. */
export type Recipient = Readonly<{ id: string; name: string; email: string }>

// A message is read on a phone; the rest is a link away.
const TOLD_AT_MOST = 20

/** [I11] The occasion that a day is for a due date; `null` before the first. A day nobody looked is made up for later. */
export function occasionOn(today: string, due: string): Occasion | null {
  if (today < addDays(due, -DAYS_BEFORE)) return null
  return today <= due ? 'before' : `overdue ${Math.floor((daysFrom(due, today) - 1) / 7)}`
}

/**
 * [I11] [I13] One message for all that somebody is told of on a day. Of a project marked sensitive it says its number
 * and nothing that is written in it.
 */
export function reminderMessage(
  to: Recipient,
  told: readonly Remindable[],
  today: string,
  publicUrl: string,
): Readonly<{ to: string; subject: string; text: string }> {
  const overdue = told.filter(({ occasion }) => occasion !== 'before')
  const soon = told.filter(({ occasion }) => occasion === 'before')
  const part = (heading: string, items: readonly Remindable[]) =>
    items.length
      ? [
          heading,
          ...items.slice(0, TOLD_AT_MOST).map((item) => itemText(item, today, publicUrl)),
          ...(items.length > TOLD_AT_MOST ? [`and ${items.length - TOLD_AT_MOST} more`] : []),
        ]
      : []
  return {
    to: to.email,
    subject: subjectOf(told, overdue.length),
    text: [
      `Hello ${oneLine(to.name)}`,
      ...part('Overdue:', overdue),
      ...part('Due soon:', soon),
      `You own these actions, or you supervise the project. Your own are at ${publicUrl}/actions`,
    ].join('\n\n'),
  }
}

function subjectOf(told: readonly Remindable[], overdue: number): string {
  const [only, ...others] = told
  if (only && others.length === 0) {
    const state = only.occasion === 'before' ? 'Due soon' : 'Overdue'
    return `${state}: ${whatOf(only).slice(0, 120)} (${whereOf(only).slice(0, 80)})`
  }
  return overdue === 0 ? `${told.length} actions are due soon` : `${told.length} actions: ${overdue} overdue`
}

function itemText(item: Remindable, today: string, publicUrl: string): string {
  const { intervention, project } = item
  const due = `Due ${partialDateInWords(intervention.due)}, ${dueInWords(today, intervention)}.`
  const owner = project.isSensitive ? '' : ` Owner: ${oneLine(ownerInWords(intervention))}.`
  return `- ${whatOf(item)}. ${whereOf(item)}.${owner} ${due}
  Say how it goes: ${publicUrl}/projects/${project.number}/interventions/${intervention.id}/progress`
}

const whatOf = ({ intervention, project }: Remindable) =>
  project.isSensitive ? 'An action' : oneLine(intervention.what)

const whereOf = ({ project }: Remindable) =>
  project.isSensitive ? `project ${project.number}` : oneLine(project.placeName)

// A line end in what somebody wrote would begin a line of ours.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
