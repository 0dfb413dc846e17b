/** What the officer writes for Ropewalk's one page, for anybody to read. All of it is made up. */
export const IN_BRIEF = {
  problem:
    'Hemp Steps are dark, and people coming home have been waited for there. Bottles are taken from the supermarket in passing and end up on the steps. Nobody was sure who should mend the lights, so for months nobody did.',
  help: 'Tell us which nights are bad and what you would change. Come to the boxing club on a Friday, walk the steps with us at nine, or ring the number on the wall when a light is out.',
  contact: 'PCSO Maren Tolliver, at the launderette on Friday mornings',
} as const
