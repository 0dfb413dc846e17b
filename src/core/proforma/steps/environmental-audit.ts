import { partialDateInWords } from '../../time/partial-date.ts'
import { type Content, textOf } from '../entry.ts'
import type { EntryKind } from '../entry-kind.ts'
import type { Choice } from '../field.ts'

/** What is looked at on a walk; the paper sheet asks the same. */
export const SIGHTING_KINDS: readonly Choice[] = [
  { value: 'lighting', text: 'Lighting', hint: 'Lamps that work or do not, dark corners' },
  { value: 'litter', text: 'Litter', hint: 'Rubbish, bins, fly-tipping' },
  { value: 'graffiti', text: 'Graffiti and damage' },
  {
    value: 'sight-lines',
    text: 'What can be seen',
    hint: 'Windows that look on, hedges and walls that hide',
  },
  {
    value: 'ownership',
    text: 'Signs that somebody cares',
    hint: 'Tended gardens, mended fences, notices kept up',
  },
  { value: 'staying', text: 'Where people stay', hint: 'Benches, corners and doorways where people stop' },
  { value: 'ways', text: 'Ways through', hint: 'Paths, crossings, gates, cut-throughs' },
  { value: 'other', text: 'Something else' },
]

/** Step 2: a walk through the place with open eyes, on which good things count as much as bad ones. */
export const AUDIT_KINDS: readonly EntryKind[] = [
  {
    id: 'audit-walk',
    path: 'audit-walks',
    step: 2,
    one: 'a walk',
    many: 'Audit walks',
    about:
      'A walk through the place to see what it is like: who walked, when, and which way. What was seen is added to the walk. Walk at different times, dark ones too, and never alone.',
    example:
      'Walked on 3 February at 17:30, after dark and in light rain, by two residents and the PCSO: from the shops along Harbour Row, through the alley to the bus stop.',
    whenEmpty: 'Nobody has walked the place and written it down.',
    forMembers: 'write',
    columns: ['walkers', 'light', 'weather'],
    titleOf: walkTitle,
    fields: [
      {
        type: 'date',
        name: 'on',
        short: 'Date',
        label: 'On which day?',
        isNeeded: true,
        missing: 'Enter the day of the walk',
      },
      { type: 'time', name: 'from', short: 'Began', label: 'When did it begin?' },
      {
        type: 'line',
        name: 'walkers',
        short: 'Who walked',
        label: 'Who walked?',
        hint: 'By what they are, such as “two residents and the PCSO”',
        isNeeded: true,
        missing: 'Say who walked',
      },
      {
        type: 'one of',
        name: 'light',
        short: 'Light',
        label: 'How light was it?',
        choices: [
          { value: 'day', text: 'Daylight' },
          { value: 'dusk', text: 'Getting dark or light' },
          { value: 'dark', text: 'Dark' },
        ],
      },
      {
        type: 'line',
        name: 'weather',
        short: 'Weather',
        label: 'What was the weather like?',
        hint: 'For example, dry and cold',
      },
      {
        type: 'words',
        name: 'route',
        short: 'Route',
        label: 'Which way did you go?',
        hint: 'From where to where, by which streets',
      },
    ],
  },
  {
    id: 'audit-sighting',
    path: 'audit-sightings',
    step: 2,
    one: 'something seen',
    many: 'Things seen on walks',
    about:
      'One thing seen on a walk, good or bad, and where. Write what you see, not who you think did it; leave faces and car numbers out of photographs.',
    example: 'The light behind the flats is out. Bad. Lighting. At the top of the steps, by the bins.',
    whenEmpty: 'Nothing seen is written down.',
    forMembers: 'write',
    columns: ['seems', 'sort', 'where', 'walk'],
    check: (content) =>
      content.where || content.point
        ? []
        : [{ field: 'where', text: 'Say where it is, in words or as a point on the map' }],
    fields: [
      {
        type: 'line',
        name: 'title',
        short: 'Seen',
        label: 'What did you see?',
        isNeeded: true,
        missing: 'Say what you saw',
      },
      {
        type: 'entry',
        name: 'walk',
        short: 'Walk',
        label: 'On which walk?',
        isFixed: true,
        kinds: ['audit-walk'],
        isNeeded: true,
        missing: 'Choose the walk',
      },
      {
        type: 'one of',
        name: 'seems',
        short: 'Good or bad',
        label: 'Is it good or bad for the place?',
        isFixed: true,
        isNeeded: true,
        missing: 'Choose good or bad',
        choices: [
          { value: 'good', text: 'Good', tone: 'green' },
          { value: 'bad', text: 'Bad', tone: 'orange' },
        ],
      },
      {
        type: 'one of',
        name: 'sort',
        short: 'About',
        label: 'What is it about?',
        isFixed: true,
        isNeeded: true,
        missing: 'Choose what it is about',
        choices: SIGHTING_KINDS,
      },
      {
        type: 'line',
        name: 'where',
        short: 'Where',
        label: 'Where is it?',
        isFixed: true,
        hint: 'In words that somebody new here would find it by',
      },
      { type: 'point', name: 'point', short: 'On the map', label: 'Where is it on the map?', isFixed: true },
      { type: 'words', name: 'more', short: 'More', label: 'More about it' },
    ],
  },
]

function walkTitle(content: Content): string {
  const [on, from, walkers] = [textOf(content, 'on'), textOf(content, 'from'), textOf(content, 'walkers')]
  if (!on) return walkers
  return `${partialDateInWords(on)}${from ? ` at ${from}` : ''}, ${walkers}`
}
