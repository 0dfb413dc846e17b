/** One step of the toolkit as the record shows it. Wording is the platform's own, for a reading age of 9 to 11. */
export type StepTemplate = Readonly<{
  step: StepNumber
  name: string
  purpose: string
  prompts: readonly string[]
  /** Who usually answers for it. */
  answeredBy: string
}>

export const STEP_NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8] as const
export type StepNumber = (typeof STEP_NUMBERS)[number]

export type Template = Readonly<{ version: number; steps: readonly StepTemplate[] }>

// A changed word that changes what is asked is another version: projects keep the version they were opened with.
export const TEMPLATE: Template = {
  version: 1,
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
      answeredBy: 'Sergeant, inspector or above',
    },
  ],
}

/** The template a project was opened with; only the current one exists. */
export function stepTemplate(step: StepNumber): StepTemplate {
  return TEMPLATE.steps[step - 1] as StepTemplate
}
