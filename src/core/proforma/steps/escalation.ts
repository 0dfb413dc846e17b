import type { EntryKind } from '../entry-kind.ts'

/** Step 8: what could make it fail, thought of beforehand. What is stuck is raised in escalations of their own. */
export const ESCALATION_KINDS: readonly EntryKind[] = [
  {
    id: 'risk',
    path: 'risks',
    step: 8,
    one: 'something that could go wrong',
    many: 'What could go wrong',
    about:
      'Imagine it is a year from now and this did not work. Write down why, one reason at a time, and what you do about each today.',
    example:
      'The lights break and nobody mends them. Likely: it happened twice last year. The landlord’s agent promised repairs within two days. The caretaker looks every Friday and rings the agent.',
    whenEmpty: 'Nobody has thought ahead about what could go wrong.',
    forMembers: 'write',
    fields: [
      {
        type: 'line',
        name: 'fails',
        short: 'What could go wrong',
        label: 'What could make this fail?',
        hint: 'One thing, in one sentence',
        isNeeded: true,
        missing: 'Say what could make it fail',
      },
      {
        type: 'one of',
        name: 'likely',
        short: 'How likely',
        label: 'How likely is it?',
        isNeeded: true,
        missing: 'Say how likely it is',
        choices: [
          { value: 'likely', text: 'Likely', tone: 'red', hint: 'It would be no surprise' },
          { value: 'possible', text: 'Possible', tone: 'yellow', hint: 'It may or may not' },
          { value: 'unlikely', text: 'Unlikely', tone: 'grey', hint: 'It would be a surprise' },
        ],
      },
      {
        type: 'words',
        name: 'why',
        short: 'Why',
        label: 'Why do you think so?',
        hint: 'What happened before, here or somewhere like it',
      },
      {
        type: 'words',
        name: 'prevents',
        isFixed: true,
        short: 'What prevents it',
        label: 'What do you do now so that it does not happen?',
        hint: 'If nobody here can do anything about it, leave this empty and raise it to somebody who can',
      },
      {
        type: 'line',
        name: 'watches',
        short: 'Who watches it',
        label: 'Who keeps an eye on it?',
        hint: 'By what they do, such as “the caretaker”; it need not be the police',
      },
      {
        type: 'entries',
        name: 'interventions',
        short: 'Would stop',
        label: 'Which interventions would it stop?',
        kinds: ['intervention'],
      },
    ],
  },
]
