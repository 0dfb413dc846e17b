import type { Weights } from '#core/screening/criterion.ts'
import type { ScreeningInputs } from './inputs.ts'
import { type Ranking, rankAreas, type ScaledCriteria, scaleCriteria } from './ranking.ts'
import type { ShapesAsked } from './shapes.ts'
import { type AreaStatistics, areaStatistics } from './statistics.ts'

/** Work that would keep the process from answering anybody else: plain data in, plain data out. */
export type Task =
  | Readonly<{ kind: 'prepare'; inputs: ScreeningInputs }>
  | Readonly<{ kind: 'rank'; criteria: ScaledCriteria; weights: Weights }>
  | Readonly<{ kind: 'shapes'; asked: ShapesAsked }>

/** What each kind of task gives. */
export type Answers = Readonly<{
  prepare: Readonly<{ statistics: AreaStatistics; criteria: ScaledCriteria }>
  rank: Ranking
  shapes: string | null
}>

/** Does a task in this thread; `compute-pool.ts` hands it to another. */
export async function compute(task: Task): Promise<Answers[Task['kind']]> {
  switch (task.kind) {
    case 'prepare': {
      const statistics = areaStatistics(task.inputs)
      return { statistics, criteria: scaleCriteria(task.inputs, statistics) }
    }
    case 'rank':
      return rankAreas(task.criteria, task.weights)
    case 'shapes': {
      // With the engine and the geometry, which the other tasks do without.
      const { drawShapes } = await import('./shapes.ts')
      return drawShapes(task.asked)
    }
  }
}
