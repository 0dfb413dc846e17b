import { type SeededEntry, weekOf } from './seeded-entry.ts'

type Drawn = NonNullable<SeededEntry['drawn']>

const picture = (
  view: string,
  stakeholder: string,
  drawnWhere: string,
  story: string,
  drawn: Drawn,
): SeededEntry => ({
  kind: 'picture',
  by: 'officer',
  week: 8,
  content: {
    view,
    named: 'role',
    consent: 'project',
    stakeholders: [`@${stakeholder}`],
    drawnOn: weekOf(8),
    drawnWhere,
    story,
  },
  drawn,
})

/** Pictures of Steps 4 and 6 at Ropewalk: five views of the problem, and one of the place without it. All made up. */
export const HOW_IT_LOOKS: readonly SeededEntry[] = [
  picture(
    'Tenants of Hemp Court',
    's-tenants',
    'Launderette, a Tuesday evening',
    'They drew the steps first and very large. The yard came last, and the growing beds made them laugh.',
    {
      parts: [
        ['place', 'middle', 'Hemp Steps'],
        ['place', 'right', 'The yard and its gate'],
        ['concern', 'top', 'I count the steps in the dark'],
        ['concern', 'bottom', 'We said so two years ago and nothing came of it'],
        ['person', 'left', 'Children coming home from the club'],
        ['asset', 'top-right', 'The growing beds'],
        ['conflict', 'top-left', 'Those who sit there, and those who must get past'],
      ],
      links: [
        [4, 0, 'home at eight'],
        [2, 0, ''],
      ],
    },
  ),
  picture(
    'Those who meet on the steps',
    's-teens',
    'On the steps',
    'They would not be named. They drew a roof that is not there.',
    {
      parts: [
        ['place', 'middle', 'The steps: dry, and nobody’s'],
        ['person', 'bottom', 'Us, six or eight'],
        ['concern', 'right', 'There is nowhere else that is open and free'],
        ['watcher', 'top-left', 'The camera on the shop'],
        ['flow', 'left', 'Moved on, and back in ten minutes'],
        ['asset', 'top-right', 'The coach says hello'],
        ['hope', 'top', 'Somewhere warm on Fridays'],
      ],
      links: [
        [4, 0, ''],
        [3, 1, 'watches'],
        [6, 5, 'could be with'],
      ],
    },
  ),
  picture(
    'Traders on Ropewalk',
    's-laundry',
    'Behind the counter of the launderette',
    'Four shops, ten minutes each, on one sheet.',
    {
      parts: [
        ['place', 'bottom', 'Four shops that shut at six'],
        ['place', 'right', 'The supermarket’s door, with spirits beside it'],
        ['flow', 'middle', 'Bottles go from the door to the steps'],
        ['concern', 'top-left', 'Two windows since Christmas'],
        ['conflict', 'top', 'We pay for shutters, and they sell the bottles'],
        ['hope', 'left', 'Open until ten'],
      ],
      links: [
        [1, 2, 'sells'],
        [2, 3, ''],
      ],
    },
  ),
  picture('Caretaker', 's-caretaker', 'Bin store', 'Drawn alone, before the others.', {
    parts: [
      ['place', 'left', 'Bin store, its lock gone'],
      ['place', 'middle', 'Stairs'],
      ['flow', 'bottom', 'I mend the same lock every week'],
      ['concern', 'right', 'Both sides think that I take the other’s'],
      ['asset', 'top', 'Everybody on the third floor has my number'],
    ],
    links: [[2, 0, 'every Monday']],
  }),
  picture('Boxing club', 's-coach', 'Club, after training', 'Three coaches and a parent, round the ring.', {
    parts: [
      ['place', 'top', 'The club: lights on until nine'],
      ['place', 'middle', 'Hemp Steps'],
      ['person', 'left', 'Forty children and their parents'],
      ['concern', 'bottom-left', 'Parents fetch them by car now'],
      ['asset', 'right', 'Upstairs stands empty on Fridays'],
      ['watcher', 'bottom', 'Nobody who belongs there looks on'],
    ],
    links: [
      [2, 1, 'must cross'],
      [4, 2, 'could take in'],
    ],
  }),
  {
    kind: 'solution-picture',
    by: 'resident',
    week: 12,
    content: {
      view: 'Working group',
      named: 'role',
      consent: 'public',
      drawnOn: weekOf(12),
      drawnWhere: 'Boxing club, upstairs',
      story: 'Drawn over the tenants’ picture, so that the same corners are in the same places.',
    },
    drawn: {
      parts: [
        ['place', 'middle', 'Hemp Steps, lit from top to bottom'],
        ['place', 'right', 'A yard with a gate that shuts, and a bench'],
        ['flow', 'left', 'People walk home at ten without hurrying'],
        ['person', 'top', 'Teenagers at the club on Fridays'],
        ['asset', 'bottom', 'Shops open until eight'],
        ['hope', 'top-right', 'Nobody is moved on'],
      ],
      links: [
        [3, 0, 'not on'],
        [2, 0, 'over'],
      ],
    },
  },
]
