import type { EntryKind } from '../entry-kind.ts'
import type { Field } from '../field.ts'

// Who, when, where and with what leave, of a picture of the problem and of one of the solution alike.
const FIELDS: readonly [Field, ...Field[]] = [
  {
    type: 'line',
    name: 'view',
    short: 'Whose view',
    label: 'Whose view is it?',
    hint: 'A group or a role, such as “night-shift workers”. A name only if they agree to be named',
    isNeeded: true,
    missing: 'Say whose view it is',
  },
  {
    type: 'one of',
    name: 'named',
    short: 'Named as',
    label: 'How do they want to be named?',
    choices: [
      { value: 'name', text: 'By name: they agree to it' },
      { value: 'role', text: 'By group or role' },
      { value: 'nobody', text: 'Not at all' },
    ],
    isNeeded: true,
    missing: 'Say how they want to be named',
  },
  {
    type: 'one of',
    name: 'consent',
    short: 'May be shown to',
    label: 'To whom may the picture be shown?',
    hint: 'Ask before they start, and again when they have finished',
    choices: [
      { value: 'project', text: 'Whoever works on this project' },
      { value: 'public', text: 'Anybody' },
    ],
    isNeeded: true,
    missing: 'Say to whom it may be shown',
  },
  {
    type: 'entries',
    name: 'stakeholders',
    kinds: ['stakeholder'],
    short: 'Stakeholders',
    label: 'Which of the stakeholders drew it?',
  },
  { type: 'date', name: 'drawnOn', short: 'Drawn on', label: 'When was it drawn?', startsToday: true },
  { type: 'line', name: 'drawnWhere', short: 'Drawn at', label: 'Where was it drawn?' },
  { type: 'words', name: 'story', short: 'What they said', label: 'What did they say as they drew?' },
]

const COMMON = {
  forMembers: 'write',
  columns: ['drawnOn', 'named', 'consent'],
  fields: FIELDS,
} as const

/** Step 4: the problem as one person or group sees it, what works among it. */
export const PICTURE_KIND: EntryKind = {
  id: 'picture',
  path: 'pictures',
  step: 4,
  one: 'a picture of the problem',
  many: 'Pictures of the problem',
  about:
    'The place as one person or group sees it: who is there, what happens, what worries them in their own words, where people are at odds, and what already works.',
  example:
    'Night-shift workers of the cold store. Drawn in their break room on 4 March: the alley, the broken light, the dog walkers who say good morning. May be shown to whoever works on the project.',
  whenEmpty: 'Nobody has drawn how they see it.',
  atLeast: 1,
  ...COMMON,
}

/** Step 6: the place as it would be if the problem were solved. */
export const SOLUTION_PICTURE_KIND: EntryKind = {
  id: 'solution-picture',
  path: 'solution-pictures',
  step: 6,
  one: 'a picture of the solution',
  many: 'Pictures of the solution',
  about:
    'The place as one person or group would like it to be: what you would see, and what people would do.',
  example:
    'The working group, 1 April: the alley with its lights on, people walking home through it, the growing beds at its end.',
  whenEmpty: 'Nobody has drawn how it should be.',
  ...COMMON,
}

/** The kinds that something is drawn in. */
export const PICTURE_KINDS: readonly EntryKind[] = [PICTURE_KIND, SOLUTION_PICTURE_KIND]
