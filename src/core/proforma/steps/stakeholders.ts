import { type Content, textOf } from '../entry.ts'
import type { EntryKind } from '../entry-kind.ts'
import type { Choice } from '../field.ts'
import { PEOPLE_HERE, STAKEHOLDER_GROUPS } from './stakeholder-groups.ts'

/** How much: for what a stakeholder cares and for what they can change. */
export const AMOUNTS: readonly Choice[] = [
  { value: 'little', text: 'Little' },
  { value: 'some', text: 'Some' },
  { value: 'much', text: 'Much' },
]

/** Where somebody's decisions reach. */
export const DECISION_LEVELS: readonly Choice[] = [
  { value: 'local', text: 'Here', hint: 'The street, the shop, the estate' },
  { value: 'force', text: 'Force or council area' },
  { value: 'regional', text: 'Region' },
  { value: 'national', text: 'Whole country' },
]

/** Ways of being tied. Those at odds are no tie that holds people together. */
export const TIE_KINDS: readonly Choice[] = [
  { value: 'knows', text: 'Know each other' },
  { value: 'family', text: 'Family or friends' },
  { value: 'works', text: 'Work or meet together' },
  { value: 'serves', text: 'One serves, pays or houses the other' },
  { value: 'answers-to', text: 'One answers to the other' },
  { value: 'at-odds', text: 'At odds with each other', tone: 'red' },
]

/** Weakest first; a tie's weight is its place here. */
export const TIE_STRENGTHS: readonly Choice[] = [
  { value: 'weak', text: 'Weak', hint: 'They meet now and then' },
  { value: 'some', text: 'Some', hint: 'They meet every month or so' },
  { value: 'strong', text: 'Strong', hint: 'They rely on each other' },
]

const YES_NO: readonly Choice[] = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]

/** Step 3: who shares the problem, and how they are linked. What is written of people here is the staff's alone. */
export const STAKEHOLDER_KINDS: readonly EntryKind[] = [
  {
    id: 'stakeholder',
    path: 'stakeholders',
    step: 3,
    one: 'a stakeholder',
    many: 'Stakeholders',
    about:
      'Somebody the problem touches: who makes it, who feels it, or who could change it. Partners and residents do not see what is written here.',
    example:
      'The caretaker of Harbour Court. Wants the stairs kept clean. Would gain quieter evenings. Worries about being blamed. Can lock the bin store. Few outside the flats know them, but traders and tenants both ask them first.',
    whenEmpty: 'Nobody is written down.',
    forMembers: 'none',
    atLeast: 3,
    columns: ['group', 'cares', 'power', 'level', 'visible', 'connected'],
    fields: [
      {
        type: 'line',
        name: 'name',
        short: 'Name',
        label: 'Who is it?',
        hint: 'Name a person by what they do, such as “caretaker”, unless they agree to be named',
        isNeeded: true,
        missing: 'Enter who it is',
      },
      {
        type: 'one of',
        name: 'group',
        short: 'Group',
        label: 'Which group are they part of?',
        isNeeded: true,
        missing: 'Choose the group they are part of',
        choices: STAKEHOLDER_GROUPS,
      },
      {
        type: 'words',
        name: 'interest',
        short: 'Interest',
        label: 'What do they want for this place?',
        most: 2000,
      },
      {
        type: 'words',
        name: 'selfInterest',
        short: 'Self-interest',
        label: 'What would they gain for themselves?',
        hint: 'This is what keeps people in',
        most: 2000,
      },
      {
        type: 'words',
        name: 'concern',
        short: 'Concern',
        label: 'What worries them?',
        most: 2000,
      },
      {
        type: 'one of',
        name: 'cares',
        short: 'Cares',
        label: 'How much do they care about the problem?',
        choices: AMOUNTS,
      },
      {
        type: 'one of',
        name: 'power',
        short: 'Power',
        label: 'How much of it can they change?',
        choices: AMOUNTS,
      },
      {
        type: 'words',
        name: 'decides',
        short: 'Can decide',
        label: 'What can they decide?',
        hint: 'For example, the locks, the opening hours, the money',
        most: 2000,
      },
      {
        type: 'one of',
        name: 'level',
        short: 'Decides for',
        label: 'How far do their decisions reach?',
        choices: DECISION_LEVELS,
      },
      {
        type: 'one of',
        name: 'visible',
        short: 'Visible',
        label: 'Are they visible: often seen, heard or asked to speak?',
        choices: YES_NO,
      },
      {
        type: 'one of',
        name: 'connected',
        short: 'Connected',
        label: 'Are they connected: do many people know and trust them?',
        hint: 'Not the same as visible. The loudest person is often not the one whom most people know',
        choices: YES_NO,
      },
      {
        type: 'any of',
        name: 'speaksWith',
        isFixed: true,
        short: 'Can speak with',
        label: 'Which groups can they speak with?',
        hint: 'Speak with, not speak for: nobody stands for a whole group',
        choices: PEOPLE_HERE,
      },
      {
        type: 'line',
        name: 'knownBy',
        short: 'Who knows them',
        label: 'Who of us knows them?',
      },
    ],
  },
  {
    id: 'tie',
    path: 'ties',
    step: 3,
    one: 'a tie',
    many: 'Ties',
    about: 'Two stakeholders who are linked, how, and who says so.',
    example:
      'The caretaker and the baker. Know each other; strong; a tie across groups. The baker says so: they talk every morning.',
    whenEmpty: 'No tie is written down.',
    forMembers: 'none',
    titleOf: (content, nameOf) => `${nameOf(textOf(content, 'from'))} and ${nameOf(textOf(content, 'to'))}`,
    columns: ['kind', 'strength', 'span', 'saidBy'],
    check: (content) =>
      textOf(content, 'from') === textOf(content, 'to')
        ? [{ field: 'to', text: 'Choose somebody else: a tie is between two' }]
        : [],
    fields: [
      {
        type: 'entry',
        name: 'from',
        short: 'One',
        label: 'Who is one of them?',
        kinds: ['stakeholder'],
        isNeeded: true,
        missing: 'Choose one of the two',
      },
      {
        type: 'entry',
        name: 'to',
        short: 'The other',
        label: 'Who is the other?',
        kinds: ['stakeholder'],
        isNeeded: true,
        missing: 'Choose the other of the two',
      },
      {
        type: 'one of',
        name: 'kind',
        short: 'How',
        label: 'How are they linked?',
        choices: TIE_KINDS,
        isNeeded: true,
        missing: 'Choose how they are linked',
      },
      {
        type: 'one of',
        name: 'strength',
        short: 'Strength',
        label: 'How strong is it?',
        choices: TIE_STRENGTHS,
      },
      {
        type: 'one of',
        name: 'span',
        short: 'Reach',
        label: 'Does it join people who are alike, or people who are not?',
        choices: [
          { value: 'bonding', text: 'Alike (bonding)', hint: 'Inside one group, such as two neighbours' },
          {
            value: 'bridging',
            text: 'Not alike (bridging)',
            hint: 'Across groups, such as a trader and a tenant',
          },
        ],
      },
      {
        type: 'line',
        name: 'saidBy',
        short: 'Who says so',
        label: 'Who says so?',
        hint: 'For example, “the baker” or “seen by PCSO”',
      },
    ],
  },
  {
    id: 'gap',
    path: 'gaps',
    step: 3,
    one: 'a gap',
    many: 'Gaps',
    about: 'Somebody we have not heard from, and how we will reach them.',
    example:
      'People who work at night. Nobody here can speak with them. Plan: ask at the depot at six in the morning, with the union. The PCSO, by 1 March.',
    whenEmpty: 'No gap is written down.',
    forMembers: 'none',
    columns: ['group', 'owner', 'due'],
    check: planProblems,
    fields: [
      {
        type: 'line',
        name: 'who',
        short: 'Who',
        label: 'Who have we not heard from?',
        isNeeded: true,
        missing: 'Enter who we have not heard from',
      },
      {
        type: 'one of',
        name: 'group',
        short: 'Group',
        label: 'Which group is it?',
        choices: [...PEOPLE_HERE, { value: 'other', text: 'Another group' }],
      },
      {
        type: 'words',
        name: 'why',
        short: 'Why not',
        label: 'Why have we not heard from them?',
        most: 2000,
      },
      {
        type: 'words',
        name: 'plan',
        isFixed: true,
        short: 'Plan',
        label: 'How will we reach them?',
        hint: 'Say what will be done, where and with whose help',
        most: 2000,
      },
      { type: 'line', name: 'owner', isFixed: true, short: 'Who does it', label: 'Who will do it?' },
      { type: 'date', name: 'due', short: 'By when', label: 'By when?' },
    ],
  },
]

// A plan that is nobody's or has no day is a wish.
function planProblems(content: Content) {
  if (!textOf(content, 'plan')) return []
  return [
    ...(textOf(content, 'owner') ? [] : [{ field: 'owner', text: 'Say who will do it' }]),
    ...(textOf(content, 'due') ? [] : [{ field: 'due', text: 'Say by when' }]),
  ]
}
