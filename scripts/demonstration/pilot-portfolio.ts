import { randomUUID } from 'node:crypto'
import type { Viewer } from '#core/access/viewer.ts'
import type { Outcome } from '#core/outcome.ts'
import { STEP_NUMBERS } from '#core/proforma/entry-kind.ts'
import { endRound, giveRating, listRounds, openRound } from '#features/ratings/index.ts'
import type { Database } from '#platform/db/index.ts'

// The review of the 2016 pilot in Milton Keynes had fourteen self-evaluations from five projects, with a mean of 2.6 of
// 5; early steps were under way, the last ones not done, and too few managers had rated for the two to be compared.
// Which level each gave is not published: what is made up here is only that they fall from step to step.

/** What the fourteen gave each step, together. */
const SUMS = [52, 50, 49, 46, 40, 30, 17, 7] as const
/** How many of the fourteen each of the five projects has. */
export const PILOT_TEAMS = [3, 3, 3, 3, 2] as const
const SELF_EVALUATIONS = 14

/** One of the pilot's projects: its team's officers, in the number {@link PILOT_TEAMS} gives, and its supervisor. */
export type PilotProject = Readonly<{
  project: Readonly<{ id: string; state: string }>
  officers: readonly Viewer[]
  supervisor: Viewer
}>

/** What one of the fourteen gave, step by step. */
function selfEvaluation(index: number) {
  return STEP_NUMBERS.map((step) => {
    const sum = SUMS[step - 1] ?? 0
    // Spread evenly, and begun elsewhere for each step, so that nobody is the highest throughout.
    const isHigher = (index + step * 3) % SELF_EVALUATIONS < sum % SELF_EVALUATIONS
    const level = Math.floor(sum / SELF_EVALUATIONS) + (isHigher ? 1 : 0)
    return { step, level, cannotSayWhy: null, note: '' }
  })
}

/**
 * Rates the five projects as the pilot's were, each act by its own person and under the same rules: every officer gives
 * a self-evaluation, the first project's manager theirs, and a supervisor ends each round with the others missing.
 */
export async function ratePilotPortfolio(
  database: Database,
  at: Date,
  projects: readonly PilotProject[],
): Promise<void> {
  const today = at.toISOString().slice(0, 10)
  let given = 0
  for (const [index, { project, officers, supervisor }] of projects.entries()) {
    const id = randomUUID()
    await database.as(supervisor, async (tx) =>
      allowed(
        await openRound(supervisor, tx, at, project, {
          id,
          steps: STEP_NUMBERS,
          rubricVersion: 0,
          askedOn: today,
          dueOn: today,
          asked: [
            ...officers.map(({ personId }) => ({ personId, part: 'team' as const })),
            { personId: supervisor.personId, part: 'line manager' as const },
          ],
        }),
      ),
    )
    for (const officer of officers) {
      const marks = selfEvaluation(given++)
      await database.as(officer, async (tx) => allowed(await giveRating(officer, tx, at, project, id, marks)))
    }
    if (index === 0) {
      const marks = STEP_NUMBERS.map((step) => ({
        step,
        level: step < 4 ? 2 : 1,
        cannotSayWhy: null,
        note: '',
      }))
      await database.as(supervisor, async (tx) =>
        allowed(await giveRating(supervisor, tx, at, project, id, marks)),
      )
      continue
    }
    await database.as(supervisor, async (tx) => {
      const round = (await listRounds(supervisor, tx, project)).find((one) => one.id === id)
      const read = { id, version: round?.version ?? 0 }
      allowed(
        await endRound(supervisor, tx, at, project, read, 'The pilot ended before the manager had rated.'),
      )
    })
  }
}

function allowed<Value, Reason>(outcome: Outcome<Value, Reason>): Value {
  if (!outcome.ok) throw new Error(`a rating of the pilot was refused: ${outcome.reason}`)
  return outcome.value
}
