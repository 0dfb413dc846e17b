import type { Random } from './random.ts'

/** What the street file says last of a crime, and the row the outcomes file gives for it, if any has been reached. */
export type OutcomeDraw = Readonly<{
  last: string
  reached?: Readonly<{ type: string; afterMonths: number }>
}>

type Row = readonly [last: string, share: number, inOutcomesFile: string]

// Wordings as data.police.uk publishes them; a charge shows in the street file as what the court has done since.
const OUTCOMES: readonly Row[] = [
  ['Investigation complete; no suspect identified', 41, 'Investigation complete; no suspect identified'],
  ['Unable to prosecute suspect', 37, 'Unable to prosecute suspect'],
  ['Court result unavailable', 7, 'Suspect charged'],
  ['Awaiting court outcome', 3, 'Suspect charged'],
  ['Local resolution', 4, 'Local resolution'],
  ['Offender given a caution', 2, 'Offender given a caution'],
  [
    'Further investigation is not in the public interest',
    2,
    'Further investigation is not in the public interest',
  ],
  ['Action to be taken by another organisation', 2, 'Action to be taken by another organisation'],
  ['Status update unavailable', 2, ''],
]

const cumulative = (shares: readonly number[]) => {
  let sum = 0
  return shares.map((share) => (sum += share))
}

const USUAL = cumulative(OUTCOMES.map(([, share]) => share))
// Theft seldom has a named suspect; violence usually does.
const FOR_THEFT = cumulative(
  OUTCOMES.map(([, share], i) => (i === 0 ? share * 3 : i === 1 ? share / 3 : share)),
)
const FOR_VIOLENCE = cumulative(OUTCOMES.map(([, share], i) => (i === 0 ? share / 2 : share)))
const THEFTS = new Set(['Bicycle theft', 'Burglary', 'Other theft', 'Theft from the person', 'Vehicle crime'])

/** A crime `monthsSince` before the data's last month has had that long to be dealt with; many take a few months. */
export function drawOutcome(crimeType: string, monthsSince: number, random: Random): OutcomeDraw {
  const weights = THEFTS.has(crimeType)
    ? FOR_THEFT
    : crimeType === 'Violence and sexual offences'
      ? FOR_VIOLENCE
      : USUAL
  const [last, , type] = OUTCOMES[random.indexBy(weights)]!
  const afterMonths = random.poisson(1.3)
  if (afterMonths > monthsSince) return { last: 'Under investigation' }
  return type === '' ? { last } : { last, reached: { type, afterMonths } }
}
