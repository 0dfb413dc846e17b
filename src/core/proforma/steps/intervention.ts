import { type Content, listOf, textOf } from '../entry.ts'
import type { ContentProblem, EntryKind } from '../entry-kind.ts'
import type { Choice } from '../field.ts'
import { TECHNIQUES } from './techniques.ts'

/** Who an owner belongs to. In no order of merit; the police are one among nine, and nobody's default. */
export const ORGANISATION_KINDS: readonly Choice[] = [
  { value: 'residents', text: 'Residents’ group' },
  { value: 'council', text: 'Council' },
  { value: 'housing', text: 'Housing' },
  { value: 'business', text: 'Business' },
  { value: 'charity', text: 'Charity' },
  { value: 'health', text: 'Health' },
  { value: 'school', text: 'School' },
  { value: 'police', text: 'Police' },
  { value: 'other', text: 'Other' },
]

/** How far an intervention has come. */
export const PROGRESS: readonly Choice[] = [
  { value: 'not started', text: 'Not started', tone: 'grey' },
  { value: 'under way', text: 'Under way', tone: 'blue' },
  { value: 'done', text: 'Done', tone: 'green' },
  { value: 'stopped', text: 'Stopped', tone: 'orange' },
]

// Days are ISO text, so that their order is the order of text.
const isBefore = (content: Content, one: string, other: string) =>
  textOf(content, one) !== '' &&
  textOf(content, other) !== '' &&
  textOf(content, one) < textOf(content, other)

function problemsOf(content: Content): ContentProblem[] {
  const has = (name: string) => textOf(content, name) !== ''
  const rules: readonly (readonly [isBroken: boolean, field: string, text: string])[] = [
    [
      has('owner') && !has('organisationKind'),
      'organisationKind',
      'Choose what the owner belongs to: it is never taken to be the police',
    ],
    [
      textOf(content, 'technique') === 'other' && !has('otherTechnique'),
      'otherTechnique',
      'Say what kind it is',
    ],
    [
      textOf(content, 'tactic') === 'enforce' && !has('legitimacy'),
      'legitimacy',
      'Say what enforcing may do to people’s trust',
    ],
    [isBefore(content, 'due', 'start'), 'due', 'The due date must be the start or later'],
    [
      listOf(content, 'weekOfAction').length > 0 && !has('afterwards'),
      'afterwards',
      'Say what keeps it going afterwards: without that, people are left worse off',
    ],
    [isBefore(content, 'ended', 'begun'), 'ended', 'It cannot end before it began'],
    [textOf(content, 'progress') === 'stopped' && !has('whyStopped'), 'whyStopped', 'Say why it stopped'],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, field, text]) => ({ field, text }))
}

/** Who does what by when, and why it should work. */
export const INTERVENTION: EntryKind = {
  id: 'intervention',
  path: 'interventions',
  step: 7,
  one: 'an intervention',
  many: 'Interventions',
  about: 'Something that will be done: by whom, by when, and why it should work.',
  example:
    'Light both ends of the alley. Owner: the landlord’s agent (housing). Why it should work: people can be seen, so few will risk it. Starts 1 February, due 1 March.',
  whenEmpty: 'No intervention is written down.',
  forMembers: 'write',
  atLeast: 1,
  columns: ['owner', 'organisationKind', 'start', 'due', 'progress'],
  check: problemsOf,
  keptUp: {
    by: 'ownerPerson',
    fields: ['progress', 'percent', 'progressNote', 'begun', 'ended', 'whyStopped', 'evidence'],
  },
  dated: { fields: ['progress', 'percent', 'progressNote'], on: 'toldOn' },
  fields: [
    {
      type: 'line',
      name: 'what',
      short: 'What',
      label: 'What will be done?',
      isNeeded: true,
      missing: 'Enter what will be done',
    },
    {
      type: 'words',
      name: 'mechanism',
      short: 'Why it should work',
      label: 'Why should it work?',
      hint: 'What will change for whom, so that the problem gets smaller',
      isNeeded: true,
      missing: 'Say why it should work',
    },
    {
      type: 'line',
      name: 'owner',
      isFixed: true,
      short: 'Owner',
      label: 'Who will see that it is done?',
      hint: 'A person, or what they do, such as “landlord’s agent”',
    },
    {
      type: 'person',
      name: 'ownerPerson',
      short: 'On the team',
      label: 'Are they on this project’s team?',
      hint: 'Then it is in their own list of actions, they tell how it goes, and they are reminded by e-mail',
    },
    {
      type: 'one of',
      name: 'organisationKind',
      short: 'Belongs to',
      label: 'What do they belong to?',
      choices: ORGANISATION_KINDS,
    },
    { type: 'line', name: 'organisation', isFixed: true, short: 'Organisation', label: 'What is it called?' },
    { type: 'date', name: 'start', short: 'Starts', label: 'When is it to start?' },
    { type: 'date', name: 'due', short: 'Due', label: 'By when is it to be done?' },
    {
      type: 'entry',
      name: 'option',
      short: 'Comes from',
      label: 'Which way of Step 6 does it come from?',
      kinds: ['option'],
    },
    {
      type: 'one of',
      name: 'technique',
      short: 'Technique',
      label: 'Which technique is it?',
      hint: 'The 25 techniques of situational prevention (Cornish and Clarke, 2003), or another kind',
      choices: TECHNIQUES,
    },
    {
      type: 'line',
      name: 'otherTechnique',
      isFixed: true,
      short: 'Other kind',
      label: 'If it is another kind, which?',
    },
    {
      type: 'one of',
      name: 'demand',
      short: 'Demand',
      label: 'Which calls for help should it make fewer?',
      choices: [
        { value: 'excess', text: 'Excess', hint: 'People ask for what they do not need' },
        { value: 'preventable', text: 'Preventable', hint: 'It need not have happened' },
        { value: 'shunt', text: 'Shunt', hint: 'It was passed on by another service' },
        { value: 'failure', text: 'Failure', hint: 'Something was not done, or not done right, before' },
      ],
    },
    {
      type: 'one of',
      name: 'pillar',
      short: 'Pillar',
      label: 'Which pillar of Intensive Engagement does it serve most?',
      choices: [
        { value: 'visibility', text: 'Visibility' },
        { value: 'engagement', text: 'Engagement' },
        { value: 'problem-solving', text: 'Problem-solving' },
        { value: 'resilience', text: 'Building resilience' },
      ],
    },
    {
      type: 'one of',
      name: 'level',
      short: 'Works on',
      label: 'Does it work on people, on the problem or on the place?',
      choices: [
        { value: 'people', text: 'People' },
        { value: 'problems', text: 'Problems' },
        { value: 'places', text: 'Places' },
      ],
    },
    {
      type: 'one of',
      name: 'tactic',
      short: 'How',
      label: 'How does it get people to change?',
      choices: [
        { value: 'engage', text: 'Engage', hint: 'Do it with them' },
        { value: 'explain', text: 'Explain', hint: 'Tell them why' },
        { value: 'encourage', text: 'Encourage', hint: 'Make the right thing easier' },
        { value: 'enforce', text: 'Enforce', hint: 'Make them' },
      ],
    },
    {
      type: 'words',
      name: 'legitimacy',
      short: 'Effect on trust',
      label: 'What may it do to people’s trust, for better or worse?',
      hint: 'Needed where it enforces',
      most: 2000,
    },
    {
      type: 'any of',
      name: 'weekOfAction',
      isFixed: true,
      short: 'Week of action',
      label: 'Is it a short burst?',
      choices: [{ value: 'yes', text: 'Yes, a week of action or the like', hint: 'Then say what follows' }],
    },
    {
      type: 'words',
      name: 'afterwards',
      isFixed: true,
      short: 'Afterwards',
      label: 'What keeps it going afterwards?',
      most: 2000,
    },
    {
      type: 'one of',
      name: 'progress',
      short: 'Progress',
      label: 'How far is it?',
      hint: 'Left open, it has not started',
      choices: PROGRESS,
    },
    {
      type: 'number',
      name: 'percent',
      short: 'Percent',
      label: 'How much of it is done?',
      least: 0,
      most: 100,
      unit: '%',
    },
    {
      type: 'words',
      name: 'progressNote',
      short: 'How it goes',
      label: 'What has happened so far?',
      most: 2000,
    },
    { type: 'date', name: 'begun', short: 'Began', label: 'When did it begin?' },
    { type: 'date', name: 'ended', short: 'Ended', label: 'When was it done or stopped?' },
    { type: 'words', name: 'whyStopped', short: 'Why stopped', label: 'If it stopped, why?', most: 2000 },
    {
      type: 'words',
      name: 'evidence',
      short: 'Evidence',
      label: 'What shows that it was done?',
      hint: 'For example, a photograph at the council, a bill, a list of who came',
      most: 2000,
    },
  ],
}
