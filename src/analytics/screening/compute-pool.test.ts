import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_WEIGHTS } from '#core/screening/criterion.ts'
import { compute, type Task } from './compute.ts'
import { computeApart } from './compute-pool.ts'

const areas = 300
const counted = Float64Array.from({ length: areas }, (_, i) => 10 + ((i * 37) % 90))

/** The ranking of areas by their counts alone. */
function rankTask(): Extract<Task, { kind: 'rank' }> {
  return {
    kind: 'rank',
    weights: DEFAULT_WEIGHTS,
    criteria: {
      keys: ['contribution'],
      scaled: [counted],
      ranges: [{ shape: 'linear', low: 0, span: 100 }],
      doubts: [
        {
          kind: 'sum',
          base: new Float64Array(areas),
          terms: [{ shape: counted, each: new Float64Array(areas).fill(1) }],
        },
      ],
      unavailable: [],
    },
  }
}

test('another thread gives what this one would, whichever thread it is', async () => {
  const here = await compute(rankTask())
  const apart = await Promise.all(Array.from({ length: 9 }, () => computeApart(rankTask())))
  for (const there of apart) assert.deepEqual(there, here)
})

test('a task that goes wrong fails alone: those before and after it are answered', async () => {
  const wrong = { ...rankTask(), weights: { ...DEFAULT_WEIGHTS, contribution: -1 } }
  const [before, broken, after] = await Promise.allSettled([
    computeApart(rankTask()),
    computeApart(wrong),
    computeApart(rankTask()),
  ])
  assert.equal(before.status, 'fulfilled')
  assert.equal(after.status, 'fulfilled')
  assert.match(broken.status === 'rejected' ? String(broken.reason) : '', /weight -1/)
})

test('this thread goes on while others compute', async () => {
  let turns = 0
  const clock = setInterval(() => turns++, 1)
  await Promise.all(Array.from({ length: 40 }, () => computeApart(rankTask())))
  clearInterval(clock)
  assert.ok(turns > 5, `${turns} turns`)
})

test('a task that cannot be sent to another thread is refused without harm to the rest', async () => {
  const unsendable = { ...rankTask(), criteria: () => 1 } as unknown as Task
  await assert.rejects(computeApart(unsendable), /could not be cloned/)
  assert.ok(await computeApart(rankTask()))
})
