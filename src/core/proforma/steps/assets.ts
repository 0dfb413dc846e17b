import type { EntryKind } from '../entry-kind.ts'

/** Step 2: what the place already has, and who may need help. */
export const ASSET_KINDS: readonly EntryKind[] = [
  {
    id: 'asset',
    path: 'assets',
    step: 2,
    one: 'an asset',
    many: 'Assets',
    about: 'A person, group, place, business or service the place already has, and what it does.',
    example:
      'Harbour Boxing Club. Runs free evening sessions for teenagers; three coaches who know most families on the row. Would open on Fridays too.',
    whenEmpty: 'No asset is written down.',
    forMembers: 'write',
    atLeast: 1,
    fields: [
      {
        type: 'line',
        name: 'name',
        short: 'Name',
        label: 'What is it called?',
        hint: 'A person is named by what they do, such as “caretaker”, unless they agree to be named',
        isNeeded: true,
        missing: 'Enter what it is called',
      },
      {
        type: 'one of',
        name: 'kind',
        short: 'Kind',
        label: 'What kind of asset is it?',
        isNeeded: true,
        missing: 'Choose a kind',
        choices: [
          { value: 'person', text: 'Person' },
          { value: 'group', text: 'Group' },
          { value: 'place', text: 'Place' },
          { value: 'business', text: 'Business' },
          { value: 'service', text: 'Service' },
        ],
      },
      {
        type: 'words',
        name: 'does',
        short: 'What it does',
        label: 'What does it do here?',
        isNeeded: true,
        missing: 'Say what it does: a name alone helps nobody',
      },
    ],
  },
]
