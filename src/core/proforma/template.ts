import type { EntryKind, StepNumber } from './entry-kind.ts'
import { ASSET_KINDS } from './steps/assets.ts'
import { CONTACT_KIND } from './steps/contact.ts'
import { ESCALATION_KINDS } from './steps/escalation.ts'
import { JUSTIFICATION_KINDS } from './steps/justification.ts'
import { PAPER_KINDS } from './steps/papers.ts'
import { PICTURE_KIND, SOLUTION_PICTURE_KIND } from './steps/pictures.ts'
import { PROBLEM_KINDS } from './steps/problem.ts'
import { SOLUTION_KINDS } from './steps/solution.ts'
import { STAKEHOLDER_KINDS } from './steps/stakeholders.ts'
import { STEP_SEVEN_KINDS } from './steps/step-seven.ts'
import { WORKING_GROUP_KINDS } from './steps/working-group.ts'

/** One step of the toolkit as the record shows it. Wording is the platform's own, for a reading age of 9 to 11. */
export type StepTemplate = Readonly<{
  step: StepNumber
  name: string
  purpose: string
  prompts: readonly string[]
  /** What a good answer looks like, made up. */
  example: string
  /** Who usually answers for it. */
  answeredBy: string
}>

/** What a force's proforma asks: the steps, and the kinds of entry each is made of. */
export type Template = Readonly<{
  version: number
  steps: readonly StepTemplate[]
  kinds: readonly EntryKind[]
}>

/** The platform's own template, which every force starts from. */
export const PLATFORM_TEMPLATE: Template = {
  version: 1,
  kinds: [
    ...JUSTIFICATION_KINDS,
    ...PROBLEM_KINDS,
    ...PAPER_KINDS,
    ...ASSET_KINDS,
    ...STAKEHOLDER_KINDS,
    CONTACT_KIND,
    PICTURE_KIND,
    ...WORKING_GROUP_KINDS,
    SOLUTION_PICTURE_KIND,
    ...SOLUTION_KINDS,
    ...STEP_SEVEN_KINDS,
    ...ESCALATION_KINDS,
  ],
  steps: [
    {
      step: 1,
      name: 'Justification',
      purpose: 'Show why this place, from years of records and from what people know.',
      prompts: [
        'What do the crime figures and other records tell us?',
        'What are the problems here?',
        'How do we know? How sure are we?',
        'Why this place and not another one like it?',
      ],
      example:
        'Harbour Row has been among the ten worst areas of the county in four of the last five years. Burglary and noise lead. Older residents say they stay in. Millbank looked as bad, but it has been falling since 2023.',
      answeredBy: 'Sergeant or inspector, with an analyst',
    },
    {
      step: 2,
      name: 'Community assets and vulnerabilities',
      purpose: 'Find out what the place already has, what those people and groups do, and who may need help.',
      prompts: [
        'Which people, groups, places and services are already here?',
        'What does each one do? What are they good at?',
        'Who or what could easily be harmed?',
        'What already makes this place work well?',
      ],
      example:
        'The boxing club has three coaches whom every family knows. The launderette is where people talk. Nobody looks after the path behind the flats.',
      answeredBy: 'Neighbourhood officer, with residents',
    },
    {
      step: 3,
      name: 'Who shares the problem',
      purpose: 'List everyone the problem touches, what each of them wants, and how they are linked.',
      prompts: [
        'Who does this problem touch? Who makes it, who feels it, who could change it?',
        'What does each of them care about? What would they gain?',
        'Who knows whom? Who brings people together?',
        'Who have we not heard from yet?',
      ],
      example:
        'The caretaker knows the traders and the tenants; nobody else knows both. The landlord can change the locks but lives elsewhere. We have not heard from the night-shift workers.',
      answeredBy: 'Neighbourhood officer',
    },
    {
      step: 4,
      name: 'Problem pictures',
      purpose: 'See the problem as each of those people sees it, in their own words and drawings.',
      prompts: [
        'How does each person or group see the problem?',
        'Where does it happen? Where do things go well?',
        'Where do people see it differently?',
      ],
      example:
        'The traders drew a dark alley and empty bins. The teenagers drew the same alley as the only place nobody tells them off.',
      answeredBy: 'Neighbourhood officer, with each person or group',
    },
    {
      step: 5,
      name: 'Working group',
      purpose: 'Bring together people who want to change things and are able to.',
      prompts: [
        'Who is ready to help, and what can they do or decide?',
        'Why does each of them want to be here?',
        'Who will lead the group? It does not have to be the police.',
      ],
      example:
        'Six members: the caretaker, two tenants, the boxing coach, the landlord’s agent and the PCSO. A tenant chairs. They meet every third Tuesday until they say they are done.',
      answeredBy: 'The group and its chair',
    },
    {
      step: 6,
      name: 'Solution pictures',
      purpose: 'Agree what the place would look like if the problem were solved.',
      prompts: [
        'If all went well, what would you see here? What would people do?',
        'What are the different ways to get there?',
        'Which way did you choose, and why?',
      ],
      example:
        'People cut through the alley at ten at night without hurrying. Teenagers have somewhere warm to be. Three ways were weighed; gates were not chosen, because tenants would lose their short way home.',
      answeredBy: 'Working group',
    },
    {
      step: 7,
      name: 'Interventions and evaluation',
      purpose: 'Say who does what by when, and how everyone will know if it worked.',
      prompts: [
        'Who will do what, and by when?',
        'Why should it work?',
        'What will you count before and after, and what will you compare it with?',
      ],
      example:
        'The landlord’s agent puts in lights by 1 March, so that people can be seen. We count what is recorded within the area each month, before and after, and compare it with Millbank.',
      answeredBy: 'Working group; sergeant for the evaluation',
    },
    {
      step: 8,
      name: 'Escalation',
      purpose: 'Take what is stuck to somebody who can free it, and bring the answer back.',
      prompts: [
        'What could make this go wrong? What can you do about it now?',
        'What is in the way that you cannot move yourselves?',
        'Who can? When did you ask, and what did they say?',
      ],
      example:
        'If the lights break, nobody may mend them for weeks: the agent agreed to a two-day promise. The supermarket’s head office would not fund shutters; the inspector asked on 4 May and had an answer on 18 May.',
      answeredBy: 'Sergeant, inspector or above',
    },
  ],
}

/** The words of one step. */
export function stepOf(template: Template, step: StepNumber): StepTemplate {
  return template.steps[step - 1] as StepTemplate
}

/** The kinds of one step's entries, in page order. */
export function kindsOf(template: Template, step: StepNumber): readonly EntryKind[] {
  return template.kinds.filter((kind) => kind.step === step)
}

/** The kind with an id, `undefined` where this template has none. */
export function kindOf(template: Template, id: string): EntryKind | undefined {
  return template.kinds.find((kind) => kind.id === id)
}
