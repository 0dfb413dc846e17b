import { type Content, listOf, textOf } from '#core/proforma/entry.ts'
import { ORGANISATION_KINDS } from '#core/proforma/steps/intervention.ts'
import { addDays, daysFrom } from '#core/time/calendar-day.ts'

export type Progress = 'not started' | 'under way' | 'done' | 'stopped'

/** An intervention as lists and reminders need it; `''` is what nobody has said, days are `YYYY-MM-DD`. */
export type Intervention = Readonly<{
  id: string
  version: number
  what: string
  mechanism: string
  owner: string
  /** The owner's id where they are on the project's team. */
  ownerPerson: string
  organisationKind: string
  organisation: string
  start: string
  due: string
  begun: string
  ended: string
  progress: Progress
  percent: string
  note: string
  /** The day on which its progress was last told. */
  toldOn: string
  isWeekOfAction: boolean
  afterwards: string
}>

/** How it stands on a day [I2], most pressing first. */
export const STANDINGS = ['overdue', 'due soon', 'under way', 'not started', 'done', 'stopped'] as const
export type Standing = (typeof STANDINGS)[number]

/** Reminders and lists speak of what is due this many days before. */
export const DAYS_BEFORE = 7

export function interventionOf(
  entry: Readonly<{ id: string; version: number; content: Content }>,
): Intervention {
  const { id, version, content } = entry
  const text = (name: string) => textOf(content, name)
  return {
    id,
    version,
    what: text('what'),
    mechanism: text('mechanism'),
    owner: text('owner'),
    ownerPerson: text('ownerPerson'),
    organisationKind: text('organisationKind'),
    organisation: text('organisation'),
    start: text('start'),
    due: text('due'),
    begun: text('begun'),
    ended: text('ended'),
    progress: progressOf(content),
    percent: text('percent'),
    note: text('progressNote'),
    toldOn: text('toldOn'),
    isWeekOfAction: listOf(content, 'weekOfAction').length > 0,
    afterwards: text('afterwards'),
  }
}

function progressOf(content: Content): Progress {
  const said = textOf(content, 'progress')
  return said === 'under way' || said === 'done' || said === 'stopped' ? said : 'not started'
}

type Dated = Pick<Intervention, 'progress' | 'due'>

/** Neither done nor stopped. */
export function isOpen({ progress }: Pick<Intervention, 'progress'>): boolean {
  return progress === 'not started' || progress === 'under way'
}

/** [I2] On the day after it was due, not on the day itself. */
export function standingOn(today: string, intervention: Dated): Standing {
  const { progress, due } = intervention
  if (!isOpen(intervention) || !due) return progress
  if (due < today) return 'overdue'
  return due <= addDays(today, DAYS_BEFORE) ? 'due soon' : progress
}

/** `overdue by 12 days`, `due today`, `due in 3 days`; `''` where that says nothing. */
export function dueInWords(today: string, intervention: Dated): string {
  if (!isOpen(intervention) || !intervention.due) return ''
  const days = daysFrom(today, intervention.due)
  if (days === 0) return 'due today'
  if (days > DAYS_BEFORE) return ''
  const count = `${Math.abs(days)} day${Math.abs(days) === 1 ? '' : 's'}`
  return days < 0 ? `overdue by ${count}` : `due in ${count}`
}

/** The day it began, or is planned to; `''` where nobody has said. */
export function startOf({ begun, start }: Pick<Intervention, 'begun' | 'start'>): string {
  return begun || start
}

/** `Sal Harbour, Averley Homes (housing)`; what is not known is left out, and nobody is made the owner by default [I1]. */
export function ownerInWords({ owner, organisation, organisationKind }: Intervention): string {
  if (!owner) return 'Nobody yet'
  const kind = organisationInWords(organisationKind)
  const of = organisation ? `, ${organisation}` : ''
  return kind ? `${owner}${of} (${kind.toLowerCase()})` : `${owner}${of}`
}

/** The words for a kind of organisation; `''` for none. */
export function organisationInWords(kind: string): string {
  return ORGANISATION_KINDS.find(({ value }) => value === kind)?.text ?? ''
}

/** Most pressing first: by standing, then by due date with none last, then as written. */
export function byPressure(today: string, interventions: readonly Intervention[]): Intervention[] {
  const place = (one: Intervention) => STANDINGS.indexOf(standingOn(today, one))
  const due = ({ due }: Intervention) => due || '9999'
  return interventions.toSorted(
    (a, b) => place(a) - place(b) || (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0),
  )
}
