// Ranking 35,000 areas again after a weight changes.
import { DuckDBInstance } from '@duckdb/node-api'
import { rangeOf, rerank, scaleTo } from '#analytics/measures/composite.ts'
import { gammaStream } from '#analytics/measures/gamma-stream.ts'
import { rankAreas, type ScaledCriteria } from '#analytics/screening/ranking.ts'
import { CRITERIA, DEFAULT_WEIGHTS } from '#core/screening/criterion.ts'
import { median, row } from './support/side-by-side.ts'

const AREAS = 35_000
const DRAWS = 200
const DRAWN = ['vulnerability', 'contribution', 'persistence', 'rate']
const keys = CRITERIA.map(({ key }) => key)
const raw = keys.map((_, k) => {
  const values = new Float64Array(AREAS)
  gammaStream(new Float64Array(AREAS).fill(2), k)(values)
  return values
})
const ranges = raw.map((values) => rangeOf(values))
const scaled = raw.map((values, k) => scaleTo(ranges[k]!, values.slice()))
const one = new Float64Array(AREAS).fill(1)
const criteria: ScaledCriteria = {
  keys,
  scaled,
  ranges,
  doubts: keys.map((key, k) =>
    DRAWN.includes(key)
      ? {
          kind: 'sum',
          base: raw[k]!.map((value) => value - 1),
          terms: [{ shape: one.map((value) => value * 30), each: one.map((value) => value / 30) }],
        }
      : null,
  ),
  unavailable: [],
}

const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
const connection = await instance.connect()
await connection.run(`CREATE TABLE areas (${keys.map((key) => `"${key}" DOUBLE`).join(', ')})`)
const appender = await connection.createAppender('areas')
for (let area = 0; area < AREAS; area++) {
  for (const column of scaled) appender.appendDouble(column[area]!)
  appender.endRow()
}
appender.closeSync()

const plain: number[] = []
const doubtful: number[] = []
const peer: number[] = []
for (let round = -3; round < 15; round++) {
  const weights = { ...DEFAULT_WEIGHTS, rate: 1 + Math.abs(round), trend: 7 }
  const used = keys.map((key) => weights[key])
  const keep = (list: number[], from: number) => round >= 0 && list.push(performance.now() - from)
  const start = performance.now()
  rerank(scaled, used)
  keep(plain, start)
  const total = used.reduce((sum, weight) => sum + weight, 0)
  const sum = keys.map((key, k) => `"${key}" * ${used[k]}`).join(' + ')
  const from = performance.now()
  const reply = await connection.runAndReadAll(
    `SELECT score, rank() OVER (ORDER BY score DESC) AS rank FROM (SELECT (${sum}) / ${total} AS score FROM areas)`,
  )
  reply.getColumns()
  keep(peer, from)
  if (round % 3 !== 0) continue
  const again = performance.now()
  rankAreas(criteria, weights)
  keep(doubtful, again)
}
connection.closeSync()
instance.closeSync()

const peerName = 'DuckDB rank() OVER (weighted sum), in memory'
row({
  what: `re-ranking ${AREAS.toLocaleString('en-GB')} areas, 8 criteria: scores and ranks`,
  ours: median(plain),
  peer: median(peer),
  peerName,
  goal: '< 50 ms',
})
row({
  what: 'the same with rank intervals and bands',
  ours: median(doubtful),
  note: `${DRAWS} draws of ${DRAWN.length} criteria drawn and ranked again`,
})
