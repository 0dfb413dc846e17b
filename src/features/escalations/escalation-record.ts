import { dayInWords, momentInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import {
  CAME_WORDS,
  doneByInWords,
  type Escalation,
  isPastDoneBy,
  OUTCOME_WORDS,
  referenceOf,
  STATE_WORDS,
} from './escalation.ts'
import { levelName, type Settings } from './ladder.ts'

/** What the whole record says of a project's escalations: what was asked of whom, and what came back. */
export function escalationsInRecord(
  escalations: readonly Escalation[],
  settings: Settings,
  today: string,
) {
  const none = { is: 'words', text: 'Nothing has been raised.', isQuiet: true } as const
  return [
    { is: 'heading', level: 3, text: 'Raised to somebody who can' } as const,
    ...(escalations.length ? [] : [none]),
    ...escalations.map((one) => {
      const { raised, withdrawn } = one
      return {
        is: 'entry',
        title: `${referenceOf(one)}: ${one.barrier}`,
        answers: withdrawn ? [] : answers(one, settings, today),
        earlier: [],
        byline: withdrawn
          ? `Withdrawn by ${signed(withdrawn)}: ${withdrawn.why}`
          : `Raised ${raised.as ? `by ${signed(raised)}` : dayInWords(raised.at)}`,
        isWithdrawn: withdrawn !== null,
      } as const
    }),
  ]
}

const signed = ({ as, at }: Readonly<{ as: string; at: Date }>) => `${as}, ${momentInWords(at)}`

// Whoever reads it in shared words has no names in it [E1]: those are left out.
function answers(one: Escalation, settings: Settings, today: string): (readonly [string, string])[] {
  const { asked, answer, closed } = one
  const isPlain = one.raised.as === ''
  const askedOf = asked ? `${asked.name}, ${asked.post}, ${asked.organisation}` : 'Nobody is named'
  return [
    ['State', STATE_WORDS[one.state]] as const,
    ['Level', levelName(settings, one.level)] as const,
    ...(isPlain ? [] : [['Asked of', askedOf] as const, ['Could decide it', one.organisation] as const]),
    ['Asked there on', partialDateInWords(one.askedOn)] as const,
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
    ...(answer?.doneBy ? [['Done by', doneShown(one, today)] as const] : []),
    ...(closed?.as ? [['Closed by', signed(closed)] as const] : []),
  ]
}

function doneShown(one: Escalation, today: string): string {
  const words = doneByInWords(one, today) ?? ''
  const said = one.wasDone?.as ? ` (${signed(one.wasDone)})` : ''
  const unsaid = isPastDoneBy(one, today) ? '; nobody has said whether it was' : ''
  return `${words[0]?.toUpperCase()}${words.slice(1)}${said}${unsaid}`
}
