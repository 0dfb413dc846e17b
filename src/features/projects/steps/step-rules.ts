import { maySignOff, maySupervise, type PersonId, type Viewer } from '#core/access/viewer.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { kindsOf, stepOf, type Template } from '#core/proforma/template.ts'
import type { StepRecord } from '../project.ts'

/**
 * [P21] The steps whose findings a step stands on; each must be signed off before it is. A step can be worked in any
 * order. Steps 4 and 6 hand on what people drew and wrote, and no step waits for drawings alone.
 */
export const RESTS_ON: Readonly<Record<StepNumber, readonly StepNumber[]>> = {
  1: [],
  2: [1],
  3: [1],
  4: [3],
  5: [3],
  6: [5],
  7: [6],
  8: [7],
}

/** Why a sign-off is refused, or may be. */
export type SignOffRefusal =
  | 'not-your-role'
  | 'same-person'
  | 'not-ready'
  | 'changed'
  | 'closed'
  | 'still-needed'

/** [P9] [P22] Step 1 needs an inspector; the others a supervisor of rank sergeant or above. */
export function maySignOffStep(viewer: Viewer, step: StepNumber): boolean {
  return step === 1 ? maySignOff(viewer) : maySupervise(viewer)
}

/** [P9] [P22] Never the one who reopened it or said that it was ready. */
export function isOtherPerson(viewerId: PersonId, step: StepRecord): boolean {
  if (step.state === 'reopened') return step.reopened?.by !== viewerId
  return step.ready?.by !== viewerId
}

/** [P9] Step 1 comes back to its inspector as it is; other steps are first said to be ready. */
export function isWaitingForSignOff({ step, state }: Pick<StepRecord, 'step' | 'state'>): boolean {
  return state === 'ready for sign-off' || (step === 1 && state === 'reopened')
}

/**
 * [P21] What stands in the way of signing a step off, each a sentence; empty when nothing does. `counts` are live
 * entries by kind.
 */
export function stillNeeded(
  template: Template,
  step: StepNumber,
  steps: readonly StepRecord[],
  counts: ReadonlyMap<string, number>,
): string[] {
  const restsOn = RESTS_ON[step]
    .filter((number) => steps.find((one) => one.step === number)?.state !== 'signed off')
    .map((number) => `Step ${number}, ${stepOf(template, number).name.toLowerCase()}, is not signed off`)
  const tooFew = kindsOf(template, step)
    .filter(({ id, atLeast = 0 }) => (counts.get(id) ?? 0) < atLeast)
    .map(({ one, many, atLeast }) =>
      atLeast === 1 ? `There must be ${one}` : `There must be at least ${atLeast} ${many.toLowerCase()}`,
    )
  return [...restsOn, ...tooFew]
}
