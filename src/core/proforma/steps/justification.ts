import type { EntryKind } from '../entry-kind.ts'
import type { Choice, Field } from '../field.ts'

/** How sure an item lets anybody be, in the words shown beside the choice. */
export const STRENGTHS: readonly Choice[] = [
  {
    value: 'strong',
    text: 'Strong',
    tone: 'green',
    hint: 'Measured over three years or more, or the same from two sources that do not depend on each other',
  },
  {
    value: 'some',
    text: 'Some',
    tone: 'yellow',
    hint: 'Measured, but over a shorter time, from one source, or by a stand-in for what we want to know',
  },
  {
    value: 'weak',
    text: 'Weak',
    tone: 'grey',
    hint: 'A view, a handful of cases, or a difference that could be chance',
  },
]

const detail: Field = { type: 'words', name: 'detail', short: 'More', label: 'More about it' }
const source: Field = {
  type: 'line',
  name: 'source',
  short: 'Source',
  label: 'Where does it come from?',
  hint: 'Who says so, or which record',
  most: 500,
  missing: 'Enter where it comes from',
}
const dated: Field = {
  type: 'rough date',
  name: 'dated',
  short: 'Date',
  label: 'When is it from?',
  hint: 'As exact as you know: the year alone is enough',
  missing: 'Enter when it is from',
}

const title = (label: string, short: string, hint: string): Field => ({
  type: 'line',
  name: 'title',
  label,
  short,
  hint,
  isNeeded: true,
  missing: 'Enter what it says',
})

/** Step 1: why this place. Filled from the frozen figures when the project opens. */
export const JUSTIFICATION_KINDS: readonly EntryKind[] = [
  {
    id: 'evidence',
    path: 'evidence',
    step: 1,
    one: 'evidence',
    many: 'Evidence',
    about:
      'What records and people show about this place. Each has a source, a date and how sure it lets us be.',
    example:
      'Half the people asked in Harbour Row do not walk there after dark. Source: residents’ survey, November 2025. Some: one survey.',
    whenEmpty: 'No evidence is written down.',
    forMembers: 'read',
    atLeast: 1,
    fields: [
      title('What does it show?', 'Shows', 'One thing, in one sentence'),
      detail,
      { ...source, isNeeded: true },
      { ...dated, isNeeded: true },
      {
        type: 'one of',
        name: 'strength',
        short: 'Strength',
        label: 'How sure does it let us be?',
        choices: STRENGTHS,
        isNeeded: true,
        missing: 'Say how sure it lets us be',
      },
    ],
  },
  {
    id: 'issue',
    path: 'issues',
    step: 1,
    one: 'an issue',
    many: 'Issues',
    about: 'What goes wrong here, as those who live with it would say it.',
    example: 'Cars are raced along Harbour Row on Friday and Saturday nights, and people stay in.',
    whenEmpty: 'No issue is written down.',
    forMembers: 'read',
    fields: [
      title('What is the issue?', 'Issue', 'What happens, to whom, where and when'),
      detail,
      source,
      dated,
    ],
  },
  {
    id: 'harm',
    path: 'who-could-be-harmed',
    step: 1,
    one: 'who or what could be harmed',
    many: 'Vulnerability',
    about: 'Who or what could easily be harmed, from the figures and from what people know.',
    example: 'Two homes for older people stand on the row; their residents use the shops in the evening.',
    whenEmpty: 'Nothing is written about who may be harmed.',
    forMembers: 'read',
    fields: [
      title('Who or what could be harmed?', 'Who or what', 'Groups and places, never named people'),
      detail,
      source,
      dated,
    ],
  },
  {
    id: 'known',
    path: 'what-we-know',
    step: 1,
    one: 'something we know',
    many: 'What we know',
    about: 'What is settled, so that nobody has to find it out again.',
    example: 'The racing began when the retail park closed its car park at night.',
    whenEmpty: 'Nothing is written.',
    forMembers: 'read',
    fields: [title('What do we know?', 'Known', 'One thing, in one sentence'), detail, source, dated],
  },
  {
    id: 'not-known',
    path: 'what-we-do-not-know',
    step: 1,
    one: 'something we do not know',
    many: 'What we do not know',
    about: 'What nobody can say yet, and what would have to be found out.',
    example: 'Whether drivers come from here or from outside: nobody has asked.',
    whenEmpty: 'Nothing is written.',
    forMembers: 'read',
    fields: [
      title('What do we not know?', 'Not known', 'Say what would have to be found out'),
      detail,
      source,
      dated,
    ],
  },
]
