import type { PersonId } from '#core/access/viewer.ts'
import type { Brand } from '#core/brand.ts'
import { weekdayInWords, workingDaysUntil } from '#core/time/working-days.ts'

export type EscalationId = Brand<string, 'EscalationId'>

// raised → acknowledged → answered → closed, or withdrawn from any of the first two. A missed clock, or somebody handing
// it on to another level, leads back to raised there. What is joined to a regional issue moves only with it.
export const ESCALATION_STATES = ['raised', 'acknowledged', 'answered', 'closed', 'withdrawn'] as const
export type EscalationState = (typeof ESCALATION_STATES)[number]

export const STATE_WORDS: Readonly<Record<EscalationState, string>> = {
  raised: 'Raised',
  acknowledged: 'Acknowledged',
  answered: 'Answered',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
}

export const OUTCOMES = ['done', 'will be done', 'in part', 'no'] as const
export type AnswerOutcome = (typeof OUTCOMES)[number]
export const OUTCOME_WORDS: Readonly<Record<AnswerOutcome, string>> = {
  done: 'It has been done',
  'will be done': 'It will be done',
  'in part': 'Some of it',
  no: 'No, and why',
}

export const WAYS = ['letter', 'e-mail', 'call', 'meeting'] as const
export type AnswerCame = 'here' | (typeof WAYS)[number]
export const CAME_WORDS: Readonly<Record<AnswerCame, string>> = {
  here: 'written here',
  letter: 'by letter',
  'e-mail': 'by e-mail',
  call: 'by telephone',
  meeting: 'at a meeting',
}

/** What came back, from whom, when and how. */
export type EscalationAnswer = Readonly<{
  outcome: AnswerOutcome
  words: string
  /** Who gave it, as named then. */
  as: string
  /** The day it was given. */
  on: string
  came: AnswerCame
  /** The day by which it will be done; only of an answer that says so, and not of those from before it was asked. */
  doneBy: string | null
}>

/** Who is asked: a line of the register of senior contacts. */
export type Asked = Readonly<{
  id: string
  name: string
  post: string
  organisation: string
  /** The account they answer with; `null` where somebody writes their answer down for them. */
  personId: PersonId | null
}>

/** The project an escalation is of; a regional issue has none. */
export type EscalationProject = Readonly<{
  id: string
  number: string
  placeName: string
  isSensitive: boolean
}>

/** A barrier that somebody who can move it has been asked to remove, or a regional issue that several share. */
export type Escalation = Readonly<{
  id: EscalationId
  number: number
  project: EscalationProject | null
  /** The regional issue it is joined to. */
  issue: Readonly<{ id: EscalationId; number: number; barrier: string }> | null
  entryId: string | null
  barrier: string
  detail: string
  /** Who could decide it, as the raiser wrote. */
  organisation: string
  level: string
  asked: Asked | null
  state: EscalationState
  raised: Readonly<{ by: PersonId; as: string; at: Date }>
  askedOn: string
  acknowledgeBy: string
  answerBy: string
  acknowledged: Readonly<{ as: string; at: Date }> | null
  answer: EscalationAnswer | null
  /** [E21] Whether what was to be done by a day was done; `null` until somebody says. */
  wasDone: Readonly<{ is: boolean; as: string; at: Date }> | null
  closed: Readonly<{ as: string; at: Date; note: string | null }> | null
  withdrawn: Readonly<{ as: string; at: Date; why: string }> | null
  version: number
}>

/** Nobody has answered it and nobody has taken it back. */
export const OPEN_STATES = ['raised', 'acknowledged'] as const satisfies readonly EscalationState[]

export function isUnanswered({ state }: Pick<Escalation, 'state'>): boolean {
  return state === 'raised' || state === 'acknowledged'
}

/** How it is spoken of: `AVE-2026-001/E2`, or `Regional issue 3`. */
export function referenceOf({
  number,
  project,
}: Readonly<{ number: number; project: Readonly<{ number: string }> | null }>): string {
  return project ? `${project.number}/E${number}` : `Regional issue ${number}`
}

type Clocked = Pick<Escalation, 'state' | 'acknowledgeBy' | 'answerBy'>

/** The next day something is due, and what; `null` where nobody is waited for. */
export function nextDue({ state, acknowledgeBy, answerBy }: Clocked) {
  if (state === 'raised') return { what: 'acknowledgement', on: acknowledgeBy } as const
  return state === 'acknowledged' ? ({ what: 'answer', on: answerBy } as const) : null
}

/** [E7] True from the day after the one it was due on. */
export function isMissed(one: Clocked, today: string): boolean {
  const due = nextDue(one)
  return due !== null && due.on < today
}

/** `answer due Tuesday 8 December, 3 working days left`; `null` where nothing is due. */
export function dueInWords(one: Clocked, today: string, extraDaysOff: readonly string[] = []): string | null {
  const due = nextDue(one)
  if (!due) return null
  const left = workingDaysUntil(today, due.on, extraDaysOff)
  const days = (count: number) => `${count} working day${count === 1 ? '' : 's'}`
  if (due.on < today) return `${due.what} was due ${weekdayInWords(due.on)}, ${days(-left)} ago`
  if (due.on === today) return `${due.what} due today`
  return `${due.what} due ${weekdayInWords(due.on)}, ${days(left)} left`
}

type Promised = Pick<Escalation, 'answer' | 'wasDone'>

/** [E21] Something is to be done by a day, and nobody has said whether it was. */
export function isPromised({ answer, wasDone }: Promised): boolean {
  return answer?.doneBy != null && wasDone === null
}

/** [E21] True from the day after the one it was to be done by, until somebody says whether it was. */
export function isPastDoneBy(one: Promised, today: string): boolean {
  return isPromised(one) && (one.answer?.doneBy ?? today) < today
}

/** `to be done by Friday 20 November 2026`; `null` where no day was named. */
export function doneByInWords(one: Promised, today: string): string | null {
  const day = one.answer?.doneBy
  if (!day) return null
  const inWords = `${weekdayInWords(day)} ${day.slice(0, 4)}`
  if (one.wasDone) return one.wasDone.is ? 'it was done' : `it was to be done by ${inWords}, and was not`
  return isPastDoneBy(one, today) ? `it was to be done by ${inWords}` : `to be done by ${inWords}`
}
