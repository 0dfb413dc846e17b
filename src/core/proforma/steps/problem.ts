import { type Content, textOf } from '../entry.ts'
import type { EntryKind } from '../entry-kind.ts'
import type { Choice, Field } from '../field.ts'

const ANSWERS: readonly Choice[] = [
  { value: 'yes', text: 'Yes', tone: 'green' },
  { value: 'no', text: 'No', tone: 'orange' },
  { value: 'not known', text: 'We do not know yet', tone: 'grey' },
]

/** The six questions of the CHEERS test, in its order: what each is called, and what it asks. */
export const CHEERS_QUESTIONS = [
  { name: 'community', short: 'Community', label: 'Does it happen to people here, not to one person alone?' },
  { name: 'harm', short: 'Harm', label: 'Is somebody or something harmed by it?' },
  {
    name: 'expectation',
    short: 'Expectation',
    label: 'Do people expect the police or others to do something about it?',
  },
  { name: 'events', short: 'Events', label: 'Can you say what happens, each time it happens?' },
  { name: 'recurring', short: 'Recurring', label: 'Does it happen again and again?' },
  {
    name: 'similarity',
    short: 'Similarity',
    label: 'Are those times alike: the same place, people, time or way?',
  },
] as const

const cheersFields = CHEERS_QUESTIONS.flatMap(({ name, short, label }): Field[] => [
  {
    type: 'one of',
    name,
    short,
    label,
    choices: ANSWERS,
    isNeeded: true,
    missing: `Answer: ${label}`,
  },
  {
    type: 'words',
    name: `${name}How`,
    short: `${short}: how we know`,
    label: 'How do you know?',
    hint: 'Say what shows it, and where that is written',
    most: 1000,
  },
])

/** The three sides that meet where a problem happens, and who could stand in the way on each. */
export const TRIANGLE_SIDES: readonly (Choice & Readonly<{ controller: string }>)[] = [
  {
    value: 'offender',
    text: 'Those who do it',
    controller: 'Handler',
    hint: 'What kind of people, in what mood; never a named person',
  },
  {
    value: 'target',
    text: 'Who or what it is done to',
    controller: 'Guardian',
    hint: 'People or things, and what makes them easy to harm; never a named person',
  },
  {
    value: 'place',
    text: 'Where it happens',
    controller: 'Manager',
    hint: 'What about the place lets it happen',
  },
]

/** What kind of problem it is: a test of it in Step 1, and a look at its three sides among the problem pictures. */
export const PROBLEM_KINDS: readonly EntryKind[] = [
  {
    id: 'cheers',
    path: 'problem-test',
    step: 1,
    one: 'a test of the problem',
    many: 'Is it a problem? The CHEERS test',
    about:
      'Six questions, each with what shows the answer. Six times yes: it is a problem to work on. Any no: it is not one yet, or not told clearly enough.',
    example:
      'Racing on Harbour Row. Community: yes, forty households hear it. Harm: yes, two people hurt in 2025. Expectation: yes, raised at three meetings. Events: yes, each is a race on one road. Recurring: yes, most weekends. Similarity: yes, same road, same hours.',
    whenEmpty: 'The test has not been done.',
    forMembers: 'read',
    isAfterwards: true,
    columns: CHEERS_QUESTIONS.map(({ name }) => name),
    check: unshown,
    fields: [
      {
        type: 'line',
        name: 'problem',
        short: 'Problem',
        label: 'Which problem do you test?',
        hint: 'What happens, to whom, where and when, in one sentence',
        isNeeded: true,
        missing: 'Enter the problem you test',
      },
      ...cheersFields,
    ],
  },
  {
    id: 'triangle-side',
    path: 'problem-sides',
    step: 4,
    one: 'a side of the problem',
    many: 'The three sides of the problem',
    about:
      'A problem needs somebody who does it, somebody or something it is done to, and a place. On each side somebody could stand in its way. Partners and residents do not see what is written here; nobody is named.',
    example:
      'Where it happens: the car park behind the shops, open all night. Who could stand in the way: its owner. Why not: the owner lives elsewhere and has not heard of it.',
    whenEmpty: 'No side is written down.',
    forMembers: 'none',
    titleOf: (content) => {
      const side = TRIANGLE_SIDES.find(({ value }) => value === textOf(content, 'side'))
      return [side?.text, textOf(content, 'what').split('\n')[0]?.slice(0, 80)].filter(Boolean).join(': ')
    },
    columns: ['what', 'controller', 'why'],
    fields: [
      {
        type: 'one of',
        name: 'side',
        short: 'Side',
        label: 'Which side is it?',
        choices: TRIANGLE_SIDES,
        isNeeded: true,
        missing: 'Choose a side',
      },
      {
        type: 'words',
        name: 'what',
        short: 'Who or what',
        label: 'Who or what is it?',
        hint: 'Kinds of people, things or places; never a named person',
        most: 1000,
        isNeeded: true,
        missing: 'Say who or what it is',
      },
      {
        type: 'words',
        name: 'evidence',
        isFixed: true,
        short: 'What shows it',
        label: 'What shows it?',
        most: 1000,
      },
      {
        type: 'words',
        name: 'controller',
        short: 'Who could stop it',
        label: 'Who could stand in its way?',
        hint: 'For those who do it, somebody they listen to; for who or what is harmed, somebody who watches over them; for a place, who looks after it',
        most: 1000,
      },
      {
        type: 'words',
        name: 'why',
        short: 'Why they do not',
        label: 'Why are they not there, or why is it not enough?',
        most: 1000,
      },
    ],
  },
]

// A yes that nothing shows is an opinion.
function unshown(content: Content) {
  return CHEERS_QUESTIONS.filter(
    ({ name }) => textOf(content, name) === 'yes' && !textOf(content, `${name}How`),
  ).map(({ name, short }) => ({ field: `${name}How`, text: `${short}: say how you know` }))
}
