import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { openAverleyStore } from '#tests/support/averley-store.ts'
import { readScreenOptions, type ScreenOptions, screenText } from './screen.command.ts'

let averley: Awaited<ReturnType<typeof openAverleyStore>>
before(async () => {
  averley = await openAverleyStore({ months: 24 })
})
after(() => averley.close())

async function run(options: Partial<ScreenOptions>): Promise<string> {
  const asked = readScreenOptions({ force: 'averley', ...options })
  assert.ok(asked.ok, asked.ok ? '' : asked.reason)
  const answer = await screenText(averley.store, asked.value)
  assert.ok(answer.ok, answer.ok ? '' : answer.reason)
  return answer.value
}

test('JSON is an array of areas in rank order', async () => {
  const areas = JSON.parse(await run({ format: 'json', unit: 'msoa' })) as Record<string, unknown>[]
  assert.equal(areas.length, 61)
  for (const key of ['code', 'name', 'count', 'rank', 'rankLow', 'rankHigh']) assert.ok(key in areas[0]!)
  const ranks = areas.map(({ rank }) => rank as number)
  assert.deepEqual(
    ranks,
    [...ranks].sort((a, b) => a - b),
  )
})

test('months, types and weights narrow and turn the ranking', async () => {
  const count = async (options: Partial<ScreenOptions>) =>
    (JSON.parse(await run({ format: 'json', ...options })) as { count: number }[]).reduce(
      (sum, area) => sum + area.count,
      0,
    )
  const whole = await count({})
  const year = await count({ from: '2025-01', to: '2025-12' })
  const burglary = await count({ types: 'Burglary, Robbery' })
  assert.ok(year < whole && year > whole / 3)
  assert.ok(burglary > 0 && burglary < whole / 4)
  assert.notEqual(
    await run({ format: 'csv' }),
    await run({ format: 'csv', weights: 'vulnerability=0,deprivation=100' }),
  )
})

test('the table is for a terminal, the GeoJSON has every outline', async () => {
  assert.match(await run({}), /275 more areas: --all shows them/)
  assert.doesNotMatch(await run({ all: true }), /more areas/)
  const { features } = JSON.parse(await run({ format: 'geojson' })) as { features: { geometry: unknown }[] }
  assert.equal(features.length, 300)
  assert.ok(features.every(({ geometry }) => geometry !== null))
})

const WRONG: [Partial<ScreenOptions>, RegExp][] = [
  [{ format: 'xml' }, /^--format is one of/],
  [{ force: '../etc' }, /^--force is a force/],
  [{ unit: 'ward' }, /^--unit is one of/],
  [{ from: 'March' }, /^--from is a month/],
  [{ from: '2025-02', to: '2025-01' }, /^--to is a month/],
  [{ weights: 'luck=3' }, /knows no criterion “luck”/],
  [{ weights: 'rate=many' }, /give rate a whole number/],
  [{ weights: 'rate=101' }, /^--weights: The weight of “Rate”/],
]
test('what is wrong is told in one sentence', async () => {
  for (const [options, words] of WRONG) {
    const asked = readScreenOptions({ force: 'averley', ...options })
    assert.ok(!asked.ok)
    assert.match(asked.reason, words)
    assert.match(asked.reason, /^[^\n]*\.$/)
  }
  const unknown = readScreenOptions({ force: 'nowhere' })
  const answer = unknown.ok && (await screenText(averley.store, unknown.value))
  assert.ok(answer && !answer.ok)
  assert.match(answer.reason, /No recorded crime of “nowhere”/)
})

test('the command prints to standard output, and refuses on standard error with 2', () => {
  const wardmote = (...options: string[]) =>
    spawnSync(process.execPath, ['src/main.ts', 'screen', ...options], {
      encoding: 'utf8',
      env: { ...process.env, WARDMOTE_DATA: averley.folder },
    })
  const good = wardmote('--force', 'averley', '--unit', 'neighbourhood', '--format', 'json')
  assert.equal(good.status, 0, good.stderr)
  assert.equal((JSON.parse(good.stdout) as unknown[]).length, 30)
  const bad = wardmote('--force', 'nowhere')
  assert.deepEqual([bad.status, bad.stdout], [2, ''])
  assert.match(bad.stderr, /^No recorded crime of “nowhere”[^\n]*\n$/)
})
