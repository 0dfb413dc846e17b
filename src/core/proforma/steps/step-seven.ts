import { type Content, textOf } from '../entry.ts'
import type { ContentProblem, EntryKind } from '../entry-kind.ts'
import { INTERVENTION } from './intervention.ts'

function measureProblems(content: Content): ContentProblem[] {
  const [from, to] = [textOf(content, 'baselineFrom'), textOf(content, 'baselineTo')]
  const problems: ContentProblem[] = []
  if (textOf(content, 'baseline') && !(from && to))
    problems.push({ field: from ? 'baselineTo' : 'baselineFrom', text: 'Say which time the baseline covers' })
  else if (from && to && to < from)
    problems.push({ field: 'baselineTo', text: 'The last month must be the first or later' })
  if (textOf(content, 'comparison') && !textOf(content, 'comparisonWhy'))
    problems.push({ field: 'comparisonWhy', text: 'Say why you compare with it, or with none' })
  return problems
}

/** Step 7: who does what by when, what would show that it worked, what was read of it and what was learnt. */
export const STEP_SEVEN_KINDS: readonly EntryKind[] = [
  INTERVENTION,
  {
    id: 'measure',
    path: 'measures',
    step: 7,
    one: 'a measure',
    many: 'Measures',
    about: 'Something to count before and after, so that everyone can see whether it worked.',
    example:
      'Burglaries recorded in the area. Something that changes. 48 from January to December 2025, recorded crime. Aim: 30 or fewer by 31 December 2026. Compared with Millbank, which is like it and where nothing is planned.',
    whenEmpty: 'No measure is written down.',
    forMembers: 'write',
    columns: ['countIs', 'baseline', 'target', 'targetOn', 'readOn'],
    check: measureProblems,
    dated: { fields: ['baseline', 'baselineFrom', 'baselineTo', 'target', 'targetOn'], on: 'setOn' },
    fields: [
      {
        type: 'line',
        name: 'what',
        short: 'Measure',
        label: 'What would show that it worked?',
        isNeeded: true,
        missing: 'Enter what would show that it worked',
      },
      {
        type: 'one of',
        name: 'countIs',
        short: 'It counts',
        label: 'Is it something done, or something that changed?',
        isNeeded: true,
        missing: 'Say whether it is something done or something that changed',
        choices: [
          { value: 'output', text: 'Something done', hint: 'An output, such as lights put in', tone: 'grey' },
          {
            value: 'outcome',
            text: 'Something that changed',
            hint: 'An outcome, such as fewer break-ins',
            tone: 'blue',
          },
        ],
      },
      {
        type: 'line',
        name: 'unit',
        short: 'Unit',
        label: 'What is counted?',
        hint: 'For example, “burglaries recorded in 12 months”',
        isNeeded: true,
        missing: 'Enter what is counted',
      },
      {
        type: 'entries',
        name: 'judges',
        short: 'Judges',
        label: 'Which interventions does it judge?',
        hint: 'None ticked: all of them',
        kinds: ['intervention'],
      },
      {
        type: 'number',
        name: 'baseline',
        short: 'Before',
        label: 'What is the number before anything starts?',
      },
      {
        type: 'rough date',
        name: 'baselineFrom',
        short: 'Before, from',
        label: 'From which month is it counted?',
      },
      { type: 'rough date', name: 'baselineTo', short: 'Before, to', label: 'To which month is it counted?' },
      {
        type: 'line',
        name: 'baselineSource',
        isFixed: true,
        short: 'Source',
        label: 'Where does the number come from?',
      },
      {
        type: 'line',
        name: 'crimeType',
        isFixed: true,
        short: 'Crime type',
        label: 'If it is recorded crime, which type?',
        hint: 'As published, such as “Burglary”. It is filled in when you take the number from recorded crime',
      },
      { type: 'number', name: 'target', short: 'Aim', label: 'What number do you aim for?' },
      { type: 'date', name: 'targetOn', short: 'Aim by', label: 'By when?' },
      {
        type: 'date',
        name: 'readOn',
        short: 'Read on',
        label: 'When will you read the result?',
        hint: 'A year or more after the start tells most',
      },
      {
        type: 'line',
        name: 'comparison',
        isFixed: true,
        short: 'Compared with',
        label: 'Which place like this one will you compare it with?',
        hint: 'Somewhere nothing special is planned. Write “None” where there is none',
      },
      {
        type: 'words',
        name: 'comparisonWhy',
        isFixed: true,
        short: 'Why compared so',
        label: 'Why that place, or why none?',
        most: 2000,
      },
      {
        type: 'words',
        name: 'reason',
        isFixed: true,
        short: 'If set late',
        label: 'If it was set after the start, or something is missing, why?',
        most: 2000,
      },
    ],
  },
  {
    id: 'result',
    path: 'results',
    step: 7,
    one: 'a result',
    many: 'Results',
    about: 'A number that was read of a measure, and what it means.',
    example:
      'Burglaries, read on 10 January 2027: 33. Source: recorded crime, January to December 2026. It fell by a third here and by a tenth in Millbank, so some of the fall is ours.',
    whenEmpty: 'No result has been read.',
    forMembers: 'write',
    isAfterwards: true,
    titleOf: (content, nameOf) => `${textOf(content, 'value')}: ${nameOf(textOf(content, 'measure'))}`,
    columns: ['readOn', 'value', 'source'],
    fields: [
      {
        type: 'entry',
        name: 'measure',
        short: 'Measure',
        label: 'Which measure was read?',
        kinds: ['measure'],
        isNeeded: true,
        missing: 'Choose the measure that was read',
      },
      {
        type: 'date',
        name: 'readOn',
        short: 'Read on',
        label: 'When was it read?',
        isNeeded: true,
        missing: 'Enter when it was read',
      },
      {
        type: 'number',
        name: 'value',
        short: 'Number',
        label: 'What is the number?',
        isNeeded: true,
        missing: 'Enter the number',
      },
      {
        type: 'line',
        name: 'source',
        short: 'Source',
        label: 'Where does it come from?',
        isNeeded: true,
        missing: 'Enter where it comes from',
      },
      {
        type: 'words',
        name: 'meaning',
        short: 'What it means',
        label: 'What does it mean?',
        hint: 'Could it be chance? Did the place you compare with change too?',
        isNeeded: true,
        missing: 'Say what it means',
      },
    ],
  },
  {
    id: 'evaluation',
    path: 'evaluation',
    step: 7,
    one: 'an evaluation',
    many: 'Evaluation',
    about: 'What the supervisor makes of it all, for this place and for others who have the same problem.',
    example:
      'Partly. The lights work: burglaries fell by a third, by a tenth in Millbank. No rise in the streets around. The youth evening never began, because nobody had the keys. Tell others: settle keys first.',
    whenEmpty: 'No evaluation is written.',
    forMembers: 'read',
    isSupervisors: true,
    isAfterwards: true,
    titleOf: (content) => textOf(content, 'learnt').split('\n')[0]?.slice(0, 120) ?? '',
    columns: ['worked'],
    fields: [
      {
        type: 'one of',
        name: 'worked',
        short: 'Did it work',
        label: 'Did it work?',
        isNeeded: true,
        missing: 'Say whether it worked',
        choices: [
          { value: 'yes', text: 'Yes', tone: 'green' },
          { value: 'partly', text: 'Partly', tone: 'yellow' },
          { value: 'no', text: 'No', tone: 'orange' },
          { value: 'not known', text: 'We cannot tell', tone: 'grey' },
        ],
      },
      {
        type: 'words',
        name: 'learnt',
        short: 'Learnt',
        label: 'What was learnt, and from which results?',
        isNeeded: true,
        missing: 'Say what was learnt',
      },
      {
        type: 'words',
        name: 'displacement',
        short: 'Moved elsewhere',
        label: 'Did the trouble move elsewhere, or did places around gain too? How do you know?',
        isNeeded: true,
        missing: 'Say whether the trouble moved, or that nobody looked',
      },
      { type: 'words', name: 'tellOthers', short: 'Tell others', label: 'What would you tell others?' },
      {
        type: 'words',
        name: 'noAction',
        isFixed: true,
        short: 'Not done',
        label: 'What was not done, and why?',
        hint: 'Whoever asked for it will want to know',
      },
    ],
  },
]
