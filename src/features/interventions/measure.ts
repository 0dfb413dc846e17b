import { type Entry, listOf, textOf } from '#core/proforma/entry.ts'
import { londonDay } from '#core/time/london-day.ts'
import { type Intervention, startOf } from './intervention.ts'

/** A measure as the rules and lists need it; `''` is what nobody has said. */
export type Measure = Readonly<{
  id: string
  what: string
  /** What it counts: something done (output), or something that changed (outcome). */
  countIs: string
  unit: string
  judges: readonly string[]
  baseline: string
  baselineFrom: string
  baselineTo: string
  target: string
  targetOn: string
  readOn: string
  comparison: string
  crimeType: string
  reason: string
  /** The day on which baseline or target was last set. */
  setOn: string
}>

export function measureOf({ id, content, added }: Pick<Entry, 'id' | 'content' | 'added'>): Measure {
  const text = (name: string) => textOf(content, name)
  return {
    id,
    what: text('what'),
    countIs: text('countIs'),
    unit: text('unit'),
    judges: listOf(content, 'judges'),
    baseline: text('baseline'),
    baselineFrom: text('baselineFrom'),
    baselineTo: text('baselineTo'),
    target: text('target'),
    targetOn: text('targetOn'),
    readOn: text('readOn'),
    comparison: text('comparison'),
    crimeType: text('crimeType'),
    reason: text('reason'),
    // One that was typed in before the day was kept stands by the day it was added.
    setOn: text('setOn') || londonDay(added.at),
  }
}

/** The interventions a measure judges: those it names, or all of them. */
export function judgedBy(measure: Measure, interventions: readonly Intervention[]): Intervention[] {
  if (measure.judges.length === 0) return [...interventions]
  return interventions.filter(({ id }) => measure.judges.includes(id))
}

/** The first start among interventions; `''` where none has one. */
export function firstStart(interventions: readonly Intervention[]): string {
  const starts = interventions.map(startOf).filter((day) => day !== '')
  return starts.sort()[0] ?? ''
}

/** [I5] Set, or its baseline or target changed, on a later day than the first start of what it judges. */
export function isSetAfterStart(measure: Measure, interventions: readonly Intervention[]): boolean {
  const start = firstStart(judgedBy(measure, interventions))
  return start !== '' && measure.setOn > start
}

/** Has a baseline, a target and the day to reach it by. */
export function isWhole({ baseline, target, targetOn }: Measure): boolean {
  return baseline !== '' && target !== '' && targetOn !== ''
}

/** [I9] `An outcome: something that changed`; the word outcome for nothing that was merely done. */
export function countIsInWords(countIs: string): string {
  return countIs === 'outcome' ? 'An outcome: something that changed' : 'An output: something that was done'
}
