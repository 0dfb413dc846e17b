import { isEmailAddress } from '#core/access/email.ts'
import { roughDateInWords } from '#core/time/partial-date.ts'
import { timeOfDayInWords } from '#core/time/time-of-day.ts'
import { type Content, listOf, textOf } from '../entry.ts'
import type { ContentProblem, EntryKind } from '../entry-kind.ts'
import type { Choice, Field } from '../field.ts'

/** Where a member comes from. `police` is what the share of police counts. */
export const GROUP_ORGANISATIONS: readonly Choice[] = [
  { value: 'resident', text: 'Residents' },
  { value: 'business', text: 'Businesses and traders' },
  { value: 'charity', text: 'Charities, faith and community groups' },
  { value: 'education', text: 'Schools and colleges' },
  { value: 'housing', text: 'Landlords and housing associations' },
  { value: 'council', text: 'Council' },
  { value: 'health', text: 'Health service' },
  { value: 'police', text: 'Police' },
  { value: 'other', text: 'Elsewhere' },
]

const YES_NO: readonly Choice[] = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]

const MEETING: Field = {
  type: 'entry',
  kinds: ['meeting'],
  name: 'meeting',
  short: 'Meeting',
  label: 'At which meeting was it agreed?',
}

const MEMBER: EntryKind = {
  id: 'member',
  path: 'members',
  step: 5,
  one: 'a member',
  many: 'Members',
  about:
    'Everybody in the group: people who want something to change and are able to change something. People stay when they get something from it, so write down what that is.',
  example:
    'The caretaker of Quay House. In it because the broken door is repaired by him every week. Can order locks and knows every tenant. Highly connected: yes. Chairs the group.',
  whenEmpty: 'Nobody is in the group yet.',
  forMembers: 'write',
  isGroups: true,
  isAfterwards: true,
  columns: ['organisationKind', 'organisation', 'why', 'capability', 'chair'],
  fields: [
    {
      type: 'line',
      name: 'name',
      short: 'Name or role',
      label: 'Who is it?',
      hint: 'A name if they agree to be named, otherwise what they do, such as “caretaker”',
      isNeeded: true,
      missing: 'Enter a name or a role',
    },
    {
      type: 'one of',
      name: 'organisationKind',
      short: 'Comes from',
      label: 'Where do they come from?',
      choices: GROUP_ORGANISATIONS,
      isNeeded: true,
      missing: 'Choose where they come from',
    },
    {
      type: 'line',
      name: 'organisation',
      isFixed: true,
      short: 'Organisation',
      label: 'What is it called?',
      hint: 'The name of the business, group, council or landlord, if there is one',
    },
    {
      type: 'words',
      name: 'why',
      short: 'Why they are in it',
      label: 'Why are they in it? What do they get from it?',
      hint: 'In their own words. Being useful to the police is not a reason that lasts',
    },
    {
      type: 'words',
      name: 'capability',
      short: 'Can do or decide',
      label: 'What can they do or decide?',
      hint: 'Such as spend money, open a building, change a rule, bring people',
    },
    {
      type: 'one of',
      name: 'connected',
      short: 'Highly connected',
      label: 'Do many people here know and trust them?',
      hint: 'Not the same as being well seen: some loud voices speak for few',
      choices: [...YES_NO, { value: 'not known', text: 'We do not know' }],
    },
    {
      type: 'one of',
      name: 'chair',
      short: 'Chair',
      label: 'Do they chair the group?',
      hint: 'The chair does not have to be the police. Groups last longer when it is somebody else',
      choices: [
        { value: 'yes', text: 'Yes', tone: 'green' },
        { value: 'no', text: 'No' },
      ],
    },
    {
      type: 'person',
      name: 'person',
      short: 'Account',
      label: 'Which of the people on the team is it?',
      hint: 'If they can sign in here. Their jobs and the minutes then reach them',
    },
    { type: 'date', name: 'fromOn', short: 'Since', label: 'When did they join?' },
    { type: 'date', name: 'untilOn', short: 'Left', label: 'When did they leave?' },
    {
      type: 'line',
      name: 'email',
      isFixed: true,
      short: 'E-mail for minutes',
      label: 'Where should minutes be sent?',
      hint: 'Only for members without an account here, and only if they agreed. Other members do not see it',
      isStaffOnly: true,
      most: 320,
    },
  ],
  check: (content) => [
    ...endsAfterStart(content, 'fromOn', 'untilOn', 'They cannot leave before they joined'),
    ...(textOf(content, 'email') && !isEmailAddress(textOf(content, 'email'))
      ? [{ field: 'email', text: 'Enter an e-mail address in the right form, like name@example.org' }]
      : []),
  ],
}

const TERMS: EntryKind = {
  id: 'terms',
  path: 'terms-of-reference',
  step: 5,
  one: 'terms of reference',
  many: 'Terms of reference',
  about:
    'What the group is for, what it may decide, and how it will know that it is done. The group sets its own end, not the police.',
  example:
    'To make Harbour Row a street where people stop to talk after dark. May decide anything its members can do themselves. Decides when everybody can live with it. Meets every third Tuesday. Done when three months pass without a call from the row; looks again on 1 June 2027.',
  whenEmpty: 'The group has not said what it is for, or when it ends.',
  forMembers: 'write',
  isGroups: true,
  fields: [
    {
      type: 'words',
      name: 'purpose',
      short: 'Purpose',
      label: 'What is the group for?',
      isNeeded: true,
      missing: 'Say what the group is for',
    },
    {
      type: 'words',
      name: 'mayDecide',
      short: 'May decide',
      label: 'What may the group decide by itself?',
      hint: 'And what must it ask somebody else for?',
    },
    {
      type: 'words',
      name: 'howDecides',
      short: 'How it decides',
      label: 'How does it decide?',
      hint: 'Such as: when everybody can live with it, or by a vote',
    },
    {
      type: 'line',
      name: 'howOften',
      short: 'How often it meets',
      label: 'How often does it meet?',
      hint: 'Such as every third Tuesday',
    },
    {
      type: 'words',
      name: 'endSign',
      short: 'Done when',
      label: 'What will tell the group that it is done?',
      hint: 'Something everybody will be able to see',
    },
    {
      type: 'date',
      name: 'endOn',
      short: 'Its own end date',
      label: 'Which date has the group set itself?',
      hint: 'To end, or to look again at whether it is done. The members choose it; they can move it',
    },
  ],
  titleOf: (content) => firstLine(textOf(content, 'purpose')),
}

const MEETING_KIND: EntryKind = {
  id: 'meeting',
  path: 'meetings',
  step: 5,
  one: 'a meeting',
  many: 'Meetings',
  about: 'When the group meets, what it talks about, who came, and what was said.',
  example:
    '14 March 2027, 19:00 to 20:30, the launderette. Agenda: the alley light; the Friday club. Came: five of six. Minutes: the landlord’s agent has the key to the lamp box.',
  whenEmpty: 'The group has not met, and no meeting is planned.',
  forMembers: 'write',
  isGroups: true,
  isAfterwards: true,
  columns: ['place', 'attended'],
  fields: [
    {
      type: 'date',
      name: 'date',
      short: 'Day',
      label: 'Which day?',
      isNeeded: true,
      missing: 'Enter the day of the meeting',
    },
    { type: 'time', name: 'starts', short: 'From', label: 'When does it start?' },
    { type: 'time', name: 'ends', short: 'To', label: 'When does it end?' },
    {
      type: 'line',
      name: 'place',
      short: 'Where',
      label: 'Where, or online?',
      hint: 'Somewhere everybody can get to. For a meeting online, how to join',
      most: 300,
    },
    {
      type: 'words',
      name: 'agenda',
      isFixed: true,
      short: 'Agenda',
      label: 'What is on the agenda?',
      hint: 'One thing a line',
    },
    {
      type: 'entries',
      kinds: ['member'],
      name: 'attended',
      short: 'Came',
      label: 'Who came?',
    },
    {
      type: 'entries',
      kinds: ['member'],
      name: 'apologies',
      short: 'Sent apologies',
      label: 'Who sent apologies?',
    },
    { type: 'entry', kinds: ['member'], name: 'noteTaker', short: 'Notes by', label: 'Who takes notes?' },
    {
      type: 'words',
      name: 'minutes',
      isFixed: true,
      short: 'Minutes',
      label: 'What was said?',
      hint: 'Short is best. Never write that a named person did something wrong',
      most: 12_000,
    },
  ],
  titleOf: (content) =>
    ['Meeting on', roughDateInWords(textOf(content, 'date')), timeOfDayInWords(textOf(content, 'starts'))]
      .filter(Boolean)
      .join(' '),
  check: (content) => [
    ...endsAfterStart(content, 'starts', 'ends', 'A meeting ends after it starts'),
    ...(listOf(content, 'apologies').some((id) => listOf(content, 'attended').includes(id))
      ? [{ field: 'apologies', text: 'Somebody who came cannot also have sent apologies' }]
      : []),
  ],
}

const GROUP_DECISION: EntryKind = {
  id: 'group-decision',
  path: 'group-decisions',
  step: 5,
  one: 'a decision of the group',
  many: 'Decisions of the group',
  about: 'What the group settled, how, and why, so that nobody has to argue it twice.',
  example:
    'The Friday club moves to the launderette until May. Everybody agreed. Why: it is lit and the owner stays open.',
  whenEmpty: 'The group has not written down a decision.',
  forMembers: 'write',
  isGroups: true,
  isAfterwards: true,
  fields: [
    {
      type: 'line',
      name: 'decided',
      short: 'Decided',
      label: 'What was decided?',
      hint: 'One decision, in one sentence',
      most: 500,
      isNeeded: true,
      missing: 'Enter what was decided',
    },
    MEETING,
    {
      type: 'one of',
      name: 'how',
      short: 'How',
      label: 'How was it decided?',
      choices: [
        { value: 'consensus', text: 'Everybody could live with it' },
        { value: 'vote', text: 'By a vote' },
        { value: 'chair', text: 'By the chair, for the group' },
      ],
      isNeeded: true,
      missing: 'Choose how it was decided',
    },
    {
      type: 'line',
      name: 'count',
      short: 'Votes',
      label: 'How did the vote go?',
      hint: 'Such as 5 for, 1 against. Never who',
    },
    { type: 'words', name: 'why', short: 'Why', label: 'Why was it decided so?' },
  ],
}

/** Where a job of the group stands. */
export const ACTION_STATES: readonly Choice[] = [
  { value: 'to do', text: 'To do', tone: 'blue' },
  { value: 'done', text: 'Done', tone: 'green' },
  { value: 'dropped', text: 'Dropped', tone: 'grey' },
]

const GROUP_ACTION: EntryKind = {
  id: 'group-action',
  path: 'group-actions',
  step: 5,
  one: 'a job for the group',
  many: 'Jobs from meetings',
  about:
    'Small jobs that keep the group going: book a room, ask the landlord, bring a key. What is tried on the problem itself goes into Step 7.',
  example: 'Ask the landlord’s agent for the key to the lamp box. The caretaker, by 1 April 2027. To do.',
  whenEmpty: 'No job is written down.',
  forMembers: 'write',
  isGroups: true,
  isAfterwards: true,
  fields: [
    {
      type: 'line',
      name: 'what',
      short: 'Job',
      label: 'What is to be done?',
      most: 500,
      isNeeded: true,
      missing: 'Enter what is to be done',
    },
    MEETING,
    {
      type: 'entry',
      kinds: ['member'],
      name: 'who',
      short: 'Who',
      label: 'Who does it?',
      hint: 'Somebody of the group, and not always the police',
      isNeeded: true,
      missing: 'Choose who does it',
    },
    {
      type: 'line',
      name: 'organisation',
      isFixed: true,
      short: 'For',
      label: 'For which organisation?',
      hint: 'If they do it for one',
    },
    { type: 'date', name: 'dueOn', short: 'Due', label: 'By when?' },
    {
      type: 'one of',
      name: 'state',
      short: 'State',
      label: 'Where does it stand?',
      choices: ACTION_STATES,
      isNeeded: true,
      missing: 'Choose where it stands',
    },
    { type: 'words', name: 'note', short: 'What came of it', label: 'What came of it?' },
  ],
}

/**
 * Step 5: the people able to change things, their meetings and what they agree. A group works on after the step is signed
 * off, so that only its terms of reference reopen it.
 */
export const WORKING_GROUP_KINDS: readonly EntryKind[] = [
  MEMBER,
  TERMS,
  MEETING_KIND,
  GROUP_DECISION,
  GROUP_ACTION,
]

function endsAfterStart(content: Content, start: string, end: string, text: string): ContentProblem[] {
  const [from, to] = [textOf(content, start), textOf(content, end)]
  const isBefore = end === 'ends' ? to <= from : to < from
  return from && to && isBefore ? [{ field: end, text }] : []
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
