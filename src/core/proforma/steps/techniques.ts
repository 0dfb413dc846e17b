import type { Choice } from '../field.ts'

const GROUPS: readonly (readonly [group: string, techniques: readonly string[]])[] = [
  [
    'Make it harder',
    [
      'harden targets',
      'control who gets in',
      'screen exits',
      'deflect offenders',
      'control tools and weapons',
    ],
  ],
  [
    'Make it riskier',
    [
      'extend guardianship',
      'help people see what happens',
      'make people less anonymous',
      'use place managers',
      'strengthen formal watching',
    ],
  ],
  [
    'Make it pay less',
    ['conceal targets', 'remove targets', 'mark property', 'disrupt markets', 'deny benefits'],
  ],
  [
    'Provoke less',
    [
      'less frustration and stress',
      'avoid disputes',
      'less temptation and arousal',
      'weaken peer pressure',
      'discourage copying',
    ],
  ],
  [
    'Leave no excuse',
    ['set rules', 'post instructions', 'alert conscience', 'help people comply', 'control drugs and alcohol'],
  ],
]

/** The 25 techniques of situational prevention (Cornish and Clarke, 2003), by number, and any other kind. */
export const TECHNIQUES: readonly Choice[] = [
  ...GROUPS.flatMap(([group, techniques], at) =>
    techniques.map((text, index) => {
      const number = at * techniques.length + index + 1
      return { value: `${number}`, text: `${group}: ${number}. ${text}` }
    }),
  ),
  { value: 'other', text: 'Another kind' },
]
