import { type Content, textOf } from '../entry.ts'
import type { EntryKind } from '../entry-kind.ts'

// What is chosen or not chosen says why; only what is undecided may leave it open.
function undecidedOrWhy(content: Content) {
  const isDecided = textOf(content, 'choice') === 'chosen' || textOf(content, 'choice') === 'not chosen'
  return isDecided && !textOf(content, 'why')
    ? [{ field: 'why', text: 'Say why it was chosen or not chosen' }]
    : []
}

/** Step 6: what the place would look like if the problem were solved, and the ways there. */
export const SOLUTION_KINDS: readonly EntryKind[] = [
  {
    id: 'vision',
    path: 'vision',
    step: 6,
    one: 'what it would look like',
    many: 'What it would look like',
    about: 'The place if the problem were solved: what you would see, and what people would do.',
    example:
      'People cut through the alley at ten at night without hurrying. Teenagers have somewhere warm to be. Said by: the working group, 4 March.',
    whenEmpty: 'Nobody has said what it would look like.',
    forMembers: 'write',
    atLeast: 1,
    titleOf: (content) => textOf(content, 'place').split('\n')[0]?.slice(0, 120) ?? '',
    columns: ['saidBy'],
    fields: [
      {
        type: 'words',
        name: 'place',
        short: 'The place',
        label: 'If all went well, what would you see here?',
        isNeeded: true,
        missing: 'Say what you would see here',
      },
      {
        type: 'words',
        name: 'people',
        short: 'People',
        label: 'What would people do that they do not do today?',
        hint: 'Things anybody could see them do',
        isNeeded: true,
        missing: 'Say what people would do',
      },
      { type: 'line', name: 'saidBy', short: 'Said by', label: 'Who says so?' },
    ],
  },
  {
    id: 'option',
    path: 'options',
    step: 6,
    one: 'a way to get there',
    many: 'Ways to get there',
    about: 'One way to solve the problem, what speaks for and against it, and whether it was chosen.',
    example:
      'Gates at both ends of the alley. For: nobody can hide there. Against: tenants lose their short way home. Proposed by the traders. Cost: about £6,000 and a key for 40 homes. Not chosen, because of the tenants.',
    whenEmpty: 'No way is written down.',
    forMembers: 'write',
    columns: ['proposedBy', 'cost', 'choice'],
    check: undecidedOrWhy,
    fields: [
      {
        type: 'line',
        name: 'title',
        short: 'Way',
        label: 'What could be done?',
        isNeeded: true,
        missing: 'Enter what could be done',
      },
      { type: 'words', name: 'pros', short: 'For', label: 'What speaks for it?' },
      { type: 'words', name: 'cons', short: 'Against', label: 'What speaks against it?' },
      { type: 'line', name: 'proposedBy', short: 'Proposed by', label: 'Who proposed it?' },
      {
        type: 'words',
        name: 'cost',
        short: 'Cost',
        label: 'What would it cost, and whom?',
        hint: 'Money, time and goodwill, in words',
        most: 1000,
      },
      {
        type: 'one of',
        name: 'choice',
        short: 'Chosen',
        label: 'Was it chosen?',
        isNeeded: true,
        missing: 'Say whether it was chosen',
        choices: [
          { value: 'chosen', text: 'Chosen', tone: 'green' },
          { value: 'not chosen', text: 'Not chosen', tone: 'grey' },
          { value: 'undecided', text: 'Undecided', tone: 'yellow' },
        ],
      },
      {
        type: 'words',
        name: 'why',
        isFixed: true,
        short: 'Why',
        label: 'Why was it chosen or not chosen?',
        hint: 'Needed once it is decided',
      },
    ],
  },
]
