import type { StepNumber } from '#core/proforma/entry-kind.ts'

/** The words of levels 0 to 5 of one step. */
export type LevelWords = readonly [string, string, string, string, string, string]

/** What the levels mean. Version 0 is the platform's, the others a force's own. */
export type Rubric = Readonly<{
  version: number
  levels: Readonly<Record<StepNumber, LevelWords>>
  /** Of a force's own version. */
  made: Readonly<{ as: string; at: Date; why: string }> | null
}>

/** [R7] Said wherever a level is explained. */
export function rubricName({ version }: Pick<Rubric, 'version'>): string {
  return version === 0
    ? 'Platform default, not the University’s'
    : `Your force’s own wording, version ${version}; not the University’s`
}

/** The platform's own stand-in [R7]: what each level looks like, in words anybody can hold a record against. */
export const PLATFORM_RUBRIC: Rubric = {
  version: 0,
  made: null,
  levels: {
    1: [
      'Not started.',
      'Somebody’s opinion only.',
      'Some recent crime figures, and what officers think.',
      'A year of figures or more, and one other source.',
      'Three years of crime and of who could be harmed; other places were compared.',
      'As 4, with figures from three agencies or more and what people here say; signed off by an inspector and looked at again on set dates.',
    ],
    2: [
      'Not started.',
      'Nothing is listed.',
      'Some contacts from earlier jobs, but not what they do or are good at.',
      'Assets are listed, each with what it does.',
      'Skills, links and who is willing are written down; who could be harmed is on the map.',
      'Residents add to the list and correct it, and assets already help.',
    ],
    3: [
      'Not started.',
      'Only the usual agencies.',
      'New people are being met.',
      'People, agencies, businesses and residents are listed.',
      'How they are linked, what they want and what they can decide is written down; who has not been heard is named.',
      'The network is looked into, the people who join others are known, and each gap has a plan.',
    ],
    4: [
      'Not started.',
      'Only how officers see it.',
      'People are being asked how they see it.',
      'Pictures from three groups or more.',
      'Pictures from every group, tied to places, and where they disagree is shown.',
      'Those who drew agree on what the pictures say together; victims are heard beside everybody else.',
    ],
    5: [
      'Not started.',
      'There is no group.',
      'People are called when needed.',
      'A group is named and has met once.',
      'Its members can act, why each is in is written down, and it meets regularly.',
      'It runs itself, somebody who is not police leads it, and it decides when it ends.',
    ],
    6: [
      'Not started.',
      'The police say what should be done.',
      'It is clear what should be done, but not who could do it or with what.',
      'The group has several ways to choose from.',
      'How the place would look and how people would behave is written down.',
      'One shared picture is agreed, with its cost, and chosen from other ways.',
    ],
    7: [
      'Not started.',
      'Things to do that nobody owns.',
      'Each has an owner and a date.',
      'What success is was written before the start, with what is counted today.',
      'Why it should work and what it is compared with are written; most are owned by others than the police.',
      'It was evaluated and published, with the reasons where nothing was done.',
    ],
    8: [
      'Not started.',
      'Nothing is raised.',
      'What is in the way is noted.',
      'It is raised to a sergeant.',
      'It reached somebody with the power to move it, was answered, and the officer heard the answer.',
      'What could fail was thought of before; senior people are used; what stays open is held up in public.',
    ],
  },
}
