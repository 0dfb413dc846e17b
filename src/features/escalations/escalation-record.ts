import type { RecordedEscalation, Said } from '#core/record/recorded-escalation.ts'
import { dayInWords, momentInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { CAME_WORDS, OUTCOME_WORDS, STATE_WORDS } from './escalation.ts'

/** Its heading in the record and on Step 8, for what came with an imported record [E22]. */
export const ELSEWHERE = 'Raised elsewhere, before it came here'

/** What the whole record says of a project's escalations: what was asked of whom, and what came back. */
export function escalationsInRecord(
  own: readonly RecordedEscalation[],
  elsewhere: readonly RecordedEscalation[],
  today: string,
) {
  const nothing = elsewhere.length ? 'Nothing has been raised here.' : 'Nothing has been raised.'
  return [
    { is: 'heading', level: 3, text: 'Raised to somebody who can' } as const,
    ...(own.length ? [] : [{ is: 'words', text: nothing, isQuiet: true } as const]),
    ...own.map((one) => inRecord(one, today)),
    ...(elsewhere.length ? [{ is: 'heading', level: 3, text: ELSEWHERE } as const] : []),
    ...elsewhere.map((one) => inRecord(one, today)),
  ]
}

function inRecord(one: RecordedEscalation, today: string) {
  return {
    is: 'entry',
    title: `${one.reference}: ${one.barrier}`,
    answers: one.withdrawn ? [] : answersOf(one, today),
    earlier: [],
    byline: bylineOf(one),
    isWithdrawn: one.withdrawn !== null,
  } as const
}

/** Who raised it and when, or who withdrew it and why. */
export function bylineOf({ raised, withdrawn }: RecordedEscalation): string {
  if (withdrawn) return `Withdrawn ${by(withdrawn)}: ${withdrawn.why}`
  return raised.as ? `Raised ${by(raised)}` : `Raised ${dayInWords(new Date(raised.at))}`
}

const by = ({ as, at }: Said) => `${as ? `by ${as}, ` : ''}${momentInWords(new Date(at))}`

/** What is said of one, each with its name. Whoever reads it in shared words has no names in it [E1]. */
export function answersOf(one: RecordedEscalation, today: string): (readonly [string, string])[] {
  const { asked, answer, wasDone, closed } = one
  const isPlain = one.raised.as === null
  const askedOf = asked ? `${asked.name}, ${asked.post}, ${asked.organisation}` : 'Nobody is named'
  return [
    ['State', STATE_WORDS[one.state]] as const,
    ['Level', one.level] as const,
    ...(isPlain ? [] : [['Asked of', askedOf] as const, ['Could decide it', one.organisation] as const]),
    ['Asked there on', partialDateInWords(one.askedOn)] as const,
    ...(one.issue ? [['Joined to', `${one.issue.reference}: ${one.issue.barrier}`] as const] : []),
    ...(one.detail ? [['Tried, and asked for', one.detail] as const] : []),
    ...(answer
      ? [
          ['Answer', `${OUTCOME_WORDS[answer.outcome]}: ${answer.words}`] as const,
          [
            'Answered',
            [answer.as, partialDateInWords(answer.on), CAME_WORDS[answer.came]].filter(Boolean).join(', '),
          ] as const,
        ]
      : []),
    ...(answer?.doneBy ? [['To be done by', doneBy(answer.doneBy, wasDone, today)] as const] : []),
    ...(closed?.as ? [['Closed', by(closed)] as const] : []),
  ]
}

function doneBy(day: string, wasDone: RecordedEscalation['wasDone'], today: string): string {
  const said = wasDone ? `${wasDone.is ? 'done' : 'not done'}, said ${by(wasDone)}` : null
  return [partialDateInWords(day), said ?? (day < today ? 'nobody has said whether it was' : null)]
    .filter(Boolean)
    .join('; ')
}
