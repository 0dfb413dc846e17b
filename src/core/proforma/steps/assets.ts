import { type Content, textOf } from '../entry.ts'
import type { ContentProblem, EntryKind } from '../entry-kind.ts'
import type { Field } from '../field.ts'
import { AUDIT_KINDS } from './environmental-audit.ts'

const where: Field = {
  type: 'line',
  name: 'where',
  short: 'Where',
  label: 'Where is it?',
  hint: 'In words that somebody new here would find it by',
}
const point: Field = {
  type: 'point',
  name: 'point',
  short: 'On the map',
  label: 'Where is it on the map?',
  isFixed: true,
}
const NO_NAMES = 'Groups and places. Never the name of somebody at risk'

/** Step 2: what the place already has, and who may need help. */
export const ASSET_KINDS: readonly EntryKind[] = [
  {
    id: 'asset',
    path: 'assets',
    step: 2,
    one: 'an asset',
    many: 'Assets',
    about:
      'A person, group, place, business or service the place already has, what it does and what it is good at. Names of suspects and offences do not belong here: hand them on in your force’s own way.',
    example:
      'Harbour Boxing Club. Runs free evening sessions for teenagers; three coaches who know most families on the row. Would open on Fridays too.',
    whenEmpty: 'No asset is written down.',
    forMembers: 'write',
    atLeast: 1,
    columns: ['kind', 'does', 'willing', 'where'],
    check: checkAsset,
    fields: [
      {
        type: 'line',
        name: 'name',
        short: 'Name',
        label: 'What is it called?',
        hint: 'A person is called by what they do, such as “caretaker”, unless they agree to be named',
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
          {
            value: 'group',
            text: 'Group',
            hint: 'Such as a club, a residents’ association or a faith group',
          },
          { value: 'place', text: 'Place', hint: 'Such as a park, a hall or a bench where people talk' },
          { value: 'business', text: 'Business' },
          { value: 'service', text: 'Service', hint: 'Such as a surgery, a school or a bus route' },
        ],
      },
      {
        type: 'one of',
        name: 'named',
        short: 'Named',
        label: 'If it is a person, do we say their name?',
        isFixed: true,
        choices: [
          { value: 'no', text: 'No, only what they do' },
          { value: 'agreed', text: 'Yes, they agreed to be named here' },
        ],
      },
      {
        type: 'line',
        name: 'agreement',
        short: 'Agreement',
        label: 'If they agreed: when, and how?',
        isFixed: true,
        hint: 'For example, “said yes to the PCSO on 4 March 2026”. They can change their mind: then correct this',
        isStaffOnly: true,
      },
      {
        type: 'words',
        name: 'does',
        short: 'What it does',
        label: 'What does it do here?',
        isNeeded: true,
        missing: 'Say what it does: a name alone helps nobody',
      },
      {
        type: 'words',
        name: 'skills',
        short: 'Skills',
        label: 'What is it good at?',
        hint: 'Skills, tools, rooms, languages, time',
      },
      {
        type: 'words',
        name: 'networks',
        short: 'Networks',
        label: 'Whom does it know or bring together?',
      },
      {
        type: 'one of',
        name: 'willing',
        short: 'Willing',
        label: 'Would it help with this place?',
        choices: [
          { value: 'helps', text: 'Helps already', tone: 'green' },
          { value: 'yes', text: 'Says yes', tone: 'green' },
          { value: 'perhaps', text: 'Perhaps', tone: 'yellow' },
          { value: 'no', text: 'Not now', tone: 'grey' },
          { value: 'not-asked', text: 'Not asked yet', tone: 'blue' },
        ],
      },
      {
        type: 'words',
        name: 'reach',
        short: 'How to reach',
        label: 'How can it be reached?',
        hint: 'Partners and residents do not see this',
        isStaffOnly: true,
      },
      {
        type: 'line',
        name: 'knownBy',
        short: 'Known by',
        label: 'Who knows it and could bring us together?',
        hint: 'By what they do, such as “the caretaker” or “the PCSO”',
      },
      where,
      point,
    ],
  },
  {
    id: 'vulnerability',
    path: 'vulnerabilities',
    step: 2,
    one: 'a vulnerability',
    many: 'Vulnerabilities',
    about: 'Who or what here could easily be harmed, why, and what protects them. Nobody is named.',
    example:
      'People who come home alone after the last bus. The path from the stop has no light and no windows on it. The driver waits until they have crossed.',
    whenEmpty: 'No vulnerability is written down.',
    forMembers: 'write',
    atLeast: 1,
    columns: ['factors', 'protected', 'where'],
    fields: [
      {
        type: 'line',
        name: 'title',
        short: 'Who or what',
        label: 'Who or what could easily be harmed?',
        hint: NO_NAMES,
        isNeeded: true,
        missing: 'Say who or what could easily be harmed',
      },
      {
        type: 'words',
        name: 'why',
        short: 'Why',
        label: 'Why? What could happen to them?',
        isNeeded: true,
        missing: 'Say why they could be harmed',
      },
      {
        type: 'any of',
        name: 'factors',
        short: 'What makes it so',
        label: 'What makes harm more likely?',
        choices: [
          { value: 'health', text: 'Health or disability' },
          { value: 'unfair', text: 'Being treated unfairly or differently' },
          { value: 'money', text: 'Money, work or housing' },
          { value: 'personal', text: 'Age, being alone, or how somebody lives' },
          { value: 'family', text: 'Family or home life' },
          { value: 'place', text: 'The place itself' },
        ],
      },
      {
        type: 'words',
        name: 'protects',
        short: 'What protects',
        label: 'What protects them already?',
      },
      {
        type: 'one of',
        name: 'protected',
        short: 'Protected',
        label: 'Is that enough?',
        choices: [
          { value: 'yes', text: 'Enough', tone: 'green' },
          { value: 'partly', text: 'In part', tone: 'yellow' },
          { value: 'no', text: 'Not enough', tone: 'orange' },
          { value: 'unknown', text: 'We do not know', tone: 'grey' },
        ],
      },
      {
        type: 'entries',
        name: 'helpers',
        short: 'Assets that help',
        label: 'Which assets help, or could?',
        kinds: ['asset'],
      },
      where,
      point,
    ],
  },
  {
    id: 'works',
    path: 'what-works-here',
    step: 2,
    one: 'something that works here',
    many: 'What works here already',
    about: 'Most places are mostly fine. What makes this one so, and who keeps it that way?',
    example:
      'The playground is full every afternoon. Two grandparents sit there every day and everybody knows them.',
    whenEmpty: 'Nothing is written about what works here.',
    forMembers: 'write',
    atLeast: 1,
    columns: ['makers', 'where'],
    fields: [
      {
        type: 'line',
        name: 'title',
        short: 'What works',
        label: 'What works well here?',
        isNeeded: true,
        missing: 'Say what works well',
      },
      {
        type: 'words',
        name: 'why',
        short: 'Why it works',
        label: 'What makes it work?',
        isNeeded: true,
        missing: 'Say what makes it work',
      },
      {
        type: 'entries',
        name: 'makers',
        short: 'Thanks to',
        label: 'Which assets make it so?',
        kinds: ['asset'],
      },
      where,
      point,
    ],
  },
  ...AUDIT_KINDS,
]

const TITLED = /^(mr|mrs|ms|miss|mx|dr|rev|father|sister|imam|pc|pcso|sgt)\b\.? +\p{Lu}/iu
// “Mary Smith” and “Anne-Marie O’Neil”, but not “Youth worker” or “Caretaker”.
const TWO_CAPITALS = /^\p{Lu}[\p{L}’'-]*( \p{Lu}\.?)?( \p{Lu}[\p{L}’'-]+){1,2}$/u

/** Whether words read like somebody's own name rather than what they do. */
export function looksLikeAName(words: string): boolean {
  return TITLED.test(words.trim()) || TWO_CAPITALS.test(words.trim())
}

function checkAsset(content: Content): readonly ContentProblem[] {
  const problems: ContentProblem[] = []
  const isPerson = content.kind === 'person'
  const isNamed = content.named === 'agreed'
  if (isPerson && !content.named)
    problems.push({ field: 'named', text: 'Say whether this person is named, and only if they agreed' })
  if (isPerson && content.named === 'no' && looksLikeAName(textOf(content, 'name')))
    problems.push({
      field: 'name',
      text: 'This reads like a person’s name. Write what they do, in small letters, or say that they agreed to be named',
    })
  if (!isPerson && isNamed)
    problems.push({
      field: 'named',
      text: 'Only a person is asked this. Choose no, or choose “Person” above',
    })
  // A resident is not asked this question, so its answer is missing there.
  if (isPerson && isNamed && 'agreement' in content && !textOf(content, 'agreement'))
    problems.push({ field: 'agreement', text: 'Say when and how they agreed to be named' })
  if (isPerson && content.point)
    problems.push({
      field: 'point',
      text: 'A person is not put on the map. Add the place where they can be met as an asset of its own',
    })
  return problems
}
