import type { EntryKind } from '../entry-kind.ts'
import type { Choice } from '../field.ts'

/** Ways of meeting people, from the street to the post. */
export const CONTACT_METHODS: readonly Choice[] = [
  { value: 'walk', text: 'Walking about' },
  { value: 'door', text: 'Door to door' },
  { value: 'visit', text: 'A visit' },
  { value: 'pop-up', text: 'A stall or pop-up' },
  { value: 'meeting', text: 'A meeting' },
  { value: 'event', text: 'An event' },
  { value: 'school', text: 'At a school or college' },
  { value: 'call', text: 'A call' },
  { value: 'message', text: 'A message or post' },
  { value: 'letter', text: 'A letter or leaflet' },
]

/** Every time people here are met or heard; part of how much work a place has had. */
export const CONTACT_KIND: EntryKind = {
  id: 'contact',
  path: 'contacts',
  step: 3,
  one: 'a contact',
  many: 'Contacts',
  about:
    'A time when people here were met: how, who was reached, and what was heard. A minute is enough to note it.',
  example:
    'Walked the row on 14 March, 7pm to 8pm. Spoke with the launderette and nine residents. Heard: the lights by the steps have been out since January.',
  whenEmpty: 'No contact is noted.',
  forMembers: 'none',
  isAfterwards: true,
  columns: ['method', 'on', 'stakeholders', 'people'],
  fields: [
    {
      type: 'line',
      name: 'what',
      short: 'What',
      label: 'What did you do?',
      hint: 'For example: walked the row, spoke with traders',
      isNeeded: true,
      missing: 'Say what you did',
    },
    {
      type: 'date',
      name: 'on',
      startsToday: true,
      short: 'Day',
      label: 'When was it?',
      isNeeded: true,
      missing: 'Enter the day',
    },
    {
      type: 'one of',
      name: 'method',
      short: 'How',
      label: 'How did you meet?',
      choices: CONTACT_METHODS,
      isNeeded: true,
      missing: 'Choose how you met',
    },
    {
      type: 'entries',
      name: 'stakeholders',
      short: 'Reached',
      label: 'Which stakeholders did it reach?',
      kinds: ['stakeholder'],
    },
    {
      type: 'number',
      name: 'people',
      short: 'People',
      label: 'About how many people was it?',
      isWhole: true,
      least: 0,
      most: 100000,
    },
    {
      type: 'words',
      name: 'heard',
      isFixed: true,
      short: 'Heard',
      label: 'What did you hear?',
      hint: 'In their words. No names of people, and nothing about suspects',
    },
    {
      type: 'words',
      name: 'next',
      short: 'Next',
      label: 'What will you do about it, and who will you tell?',
    },
  ],
}
