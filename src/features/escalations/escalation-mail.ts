import { weekdayInWords } from '#core/time/working-days.ts'
import { type EscalationState, nextDue, referenceOf } from './escalation.ts'
import { levelName, type Settings } from './ladder.ts'

/** Somebody with an account, and where mail reaches them. */
export type Reached = Readonly<{ personId: string; name: string; email: string }>

/** An escalation with everybody it concerns. */
export type Circle = Readonly<{
  id: string
  version: number
  number: number
  project: Readonly<{ number: string; placeName: string; isSensitive: boolean }> | null
  barrier: string
  detail: string
  level: string
  state: EscalationState
  acknowledgeBy: string
  answerBy: string
  /** As the register names who is asked; `null`: nobody is named. */
  askedName: string | null
  raisedAs: string
  answer: string | null
  answeredAs: string | null
  doneBy: string | null
  /** Who is asked, where they have an account. */
  asked: Reached | null
  raiser: Reached | null
  team: readonly Reached[]
  supervisors: readonly Reached[]
}>

/** One message and the key of its cause: the same key again is the same message [E19]. */
export type Notice = Readonly<{ key: string; to: string; subject: string; text: string }>

/** What every message is written with: the force's ladder, where links lead, and who acts and so needs no telling. */
export type Sender = Readonly<{ publicUrl: string; settings: Settings; actorId: string | null }>

/** [E9] To whoever is asked. */
export function askedNotices(circle: Circle, sender: Sender): Notice[] {
  return toAsked(circle, sender, `v${circle.version}:asked`, 'You are asked to remove a barrier', [
    `${circle.raisedAs} asks you for help with something the project cannot move itself.`,
    ...inWords(circle, [circle.barrier, circle.detail]),
    `Please say that you have it by ${weekdayInWords(circle.acknowledgeBy)}, and answer by ${weekdayInWords(circle.answerBy)}. If no answer comes, it goes to the next level.`,
  ])
}

/** [E9] To whoever is asked, when something is due within a working day. */
export function reminderNotices(circle: Circle, sender: Sender): Notice[] {
  const due = nextDue(circle)
  if (!due) return []
  return toAsked(
    circle,
    sender,
    `reminder:${due.what}:${due.on}`,
    due.what === 'answer' ? 'An answer is due' : 'Please say that you have it',
    [
      `The ${due.what} of this escalation is due on ${weekdayInWords(due.on)}.`,
      ...inWords(circle, [circle.barrier]),
      'If it does not come, the escalation goes to the next level.',
    ],
  )
}

/** [E9] To whoever was asked, when it is taken back. */
export function withdrawnNotices(circle: Circle, sender: Sender, why: string): Notice[] {
  return toAsked(circle, sender, `v${circle.version}:withdrawn`, 'No longer needed', [
    'This escalation has been withdrawn. You need do nothing.',
    ...inWords(circle, [circle.barrier, `Why: ${why}`]),
  ])
}

/** [E7] To who raised it and the project's supervisors, and to whoever is asked at the next level. */
export function movedNotices(circle: Circle, sender: Sender): Notice[] {
  const to = circle.askedName ?? 'nobody: nobody is named at that level, so please name somebody'
  return [
    ...askedNotices(circle, sender),
    ...toEach(
      circle,
      sender,
      [circle.raiser, ...circle.supervisors],
      `v${circle.version}:moved`,
      'Moved up a level',
      [
        `No answer came in time, so this escalation moved up to ${levelName(sender.settings, circle.level)}. It is with ${to}.`,
        ...inWords(circle, [circle.barrier]),
      ],
    ),
  ]
}

/** [E7] To who raised it and the project's supervisors, when the highest level missed its clock. */
export function missedAtTopNotices(circle: Circle, sender: Sender): Notice[] {
  const due = nextDue(circle)
  return toEach(
    circle,
    sender,
    [circle.raiser, ...circle.supervisors],
    `top:${due?.on}`,
    'Overdue at the highest level',
    [
      `No answer came in time, and there is no level above ${levelName(sender.settings, circle.level)}. It stays open and overdue.`,
      ...inWords(circle, [circle.barrier]),
    ],
  )
}

/** [E9] To who raised it and everybody on the project's team. */
export function answeredNotices(circle: Circle, sender: Sender): Notice[] {
  return toEach(
    circle,
    sender,
    [circle.raiser, ...circle.team],
    `v${circle.version}:answered`,
    'An answer came',
    [
      `There is an answer to something this project could not move itself. It was asked of ${levelName(sender.settings, circle.level)}.`,
      ...inWords(circle, [
        circle.barrier,
        `The answer: ${circle.answer}`,
        circle.doneBy
          ? `It is to be done by ${weekdayInWords(circle.doneBy)} ${circle.doneBy.slice(0, 4)}.`
          : '',
      ]),
    ],
  )
}

function toAsked(circle: Circle, sender: Sender, cause: string, about: string, words: readonly string[]) {
  return toEach(circle, sender, [circle.asked], cause, about, words)
}

function toEach(
  circle: Circle,
  { publicUrl, actorId }: Sender,
  people: readonly (Reached | null)[],
  cause: string,
  about: string,
  words: readonly string[],
): Notice[] {
  const reference = referenceOf(circle)
  const place = circle.project && !circle.project.isSensitive ? `, ${circle.project.placeName}` : ''
  const once = new Map(people.flatMap((one) => (one ? [[one.personId, one] as const] : [])))
  return [...once.values()]
    .filter(({ personId }) => personId !== actorId)
    .map(({ personId, name, email }) => ({
      key: `escalation:${circle.id}:${cause}:${personId}`,
      to: email,
      subject: `${about}: ${reference}${place}`,
      text: [
        `Dear ${name},`,
        ...words,
        `Read it at ${publicUrl}/escalations/${circle.id}`,
        'This message was sent by Wardmote.',
      ].join('\n\n'),
    }))
}

// [E16] A message about a sensitive project says that there is something to read, and not what.
function inWords({ project }: Circle, words: readonly string[]): string[] {
  if (project?.isSensitive)
    return ['The project is marked sensitive, so what it says is not in this message.']
  return words.filter((one) => one !== '')
}
