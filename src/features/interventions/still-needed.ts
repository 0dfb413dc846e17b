import type { Intervention } from './intervention.ts'
import { isSetAfterStart, isWhole, type Measure } from './measure.ts'

const NAMED_AT_MOST = 3

const quoted = (names: readonly string[]) => {
  const shown = names.slice(0, NAMED_AT_MOST).map((name) => `“${name}”`)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}

/** [I6] What stands in the way of signing Step 7 off, each a sentence; all given are live. */
export function neededForStepSeven(
  record: Readonly<{
    visions: number
    interventions: readonly Intervention[]
    measures: readonly Measure[]
  }>,
): string[] {
  const { visions, interventions, measures } = record
  const without = (name: 'owner' | 'due' | 'mechanism', says: string) => {
    const lacking = interventions.filter((one) => one[name] === '')
    return lacking.length ? [`${says}: ${quoted(lacking.map(({ what }) => what))}`] : []
  }
  const late = measures.filter((one) => isSetAfterStart(one, interventions) && !one.reason)
  const isMeasured = measures.some(
    (one) => one.reason !== '' || (isWhole(one) && !isSetAfterStart(one, interventions)),
  )
  return [
    ...(visions > 0 ? [] : ['Step 6 does not say what the place would look like']),
    ...without('owner', 'No owner'),
    ...without('due', 'No due date'),
    ...without('mechanism', 'No word on why it should work'),
    ...(isMeasured
      ? []
      : [
          'No measure has a baseline, a target and a date set before the first start; add one, or write on a measure why not',
        ]),
    ...(late.length ? [`Set after the start, with no reason: ${quoted(late.map(({ what }) => what))}`] : []),
  ]
}
