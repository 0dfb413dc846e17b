import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { IsoMonth } from '#core/time/month.ts'
import { madeArea, madeScreening } from '#tests/support/made-screening.ts'
import { areaCaveats, screeningCaveats } from './caveats.ts'
import { mapClasses } from './map-classes.ts'
import { compareScreenings } from './repeat.ts'
import { changes, verdict } from './repeat.view.ts'
import { BUILT_IN_BREAKS, breaksWithin, spanInWords } from './series-break.ts'
import { terminalTable } from './terminal-table.ts'

const month = (text: string) => text as IsoMonth
const keys = (caveats: readonly { key: string }[]) => caveats.map(({ key }) => key)

test('[S11] each caveat is raised where it applies and nowhere else', () => {
  const whole = madeScreening({ monthsKnown: 48, monthsUnknown: [] })
  assert.deepEqual(keys(screeningCaveats(whole)), [])
  assert.deepEqual(keys(screeningCaveats({ ...whole, monthsKnown: 35 })), ['short-period'])
  assert.deepEqual(keys(screeningCaveats(madeScreening())), ['months-unknown'])
  const lacking = {
    ...whole,
    criteriaUnavailable: [{ key: 'vulnerability' as const, why: 'needs households' }],
  }
  assert.deepEqual(keys(screeningCaveats(lacking)), ['criteria-unavailable'])
  const weightless = { ...lacking, weights: { ...lacking.weights, vulnerability: 0 } }
  assert.deepEqual(keys(screeningCaveats(weightless)), [])
  const quiet = madeArea(1, { count: 143 })
  assert.deepEqual(keys(areaCaveats(madeArea(1), whole, [])), ['snapped-points'])
  assert.deepEqual(keys(areaCaveats(quiet, whole, [])), ['small-numbers', 'snapped-points'])
  assert.deepEqual(keys(areaCaveats(madeArea(1, { isTownCentre: true }), whole, BUILT_IN_BREAKS)), [
    'few-residents',
    'breaks',
    'snapped-points',
  ])
})

test('[S12] a break is drawn on the series it touches', () => {
  const own = {
    id: '1',
    label: 'New system',
    from: month('2023-04'),
    to: null,
    types: ['Burglary'],
    explanation: null,
  }
  const within = (from: string, to: string, types: string[] = []) =>
    breaksWithin([own, ...BUILT_IN_BREAKS], { from: month(from), to: month(to), types }).map(
      ({ label }) => label,
    )
  assert.deepEqual(within('2019-01', '2020-02'), [])
  assert.deepEqual(within('2019-01', '2020-03'), ['COVID-19 restrictions'])
  assert.deepEqual(within('2021-07', '2025-01'), ['COVID-19 restrictions', 'New system'])
  assert.deepEqual(within('2021-08', '2025-01', ['Drugs']), [])
  assert.equal(spanInWords(own), 'from April 2023')
})

test('[S8] the same answer is the same whatever order its names come in; a month more is said', () => {
  const saved = madeScreening()
  const reordered = JSON.parse(JSON.stringify(saved), (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  )
  assert.equal(verdict(compareScreenings(reordered, saved)), 'Same inputs, same result.')
  const [first, second, ...rest] = saved.areas
  const today = madeScreening({
    to: month('2025-01'),
    monthsKnown: 49,
    monthsUnknown: [],
    inputs: 'other',
    sources: [{ ...saved.sources[0]!, loadedAt: '2025-03-01T09:00:00Z' }, saved.sources[1]!],
    areas: [{ ...second!, rank: 1, count: second!.count + 7 }, { ...first!, rank: 2 }, ...rest],
  })
  const found = compareScreenings(saved, today)
  assert.deepEqual(found.monthsAdded, ['2023-05', '2025-01'])
  assert.equal(found.moved.length, 2)
  assert.equal(verdict(found), 'The inputs have changed, and so has the result.')
  assert.match(
    changes(found).join(' '),
    /Months added: May 2023 and January 2025\. Loaded again: Recorded crime: Made archive \(was 1 February 2025, is 1 March 2025\)\..* 2 ranks moved, 0 of them beyond/,
  )
})

test('equal figures share a class, every area has one, and unknown has its own', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: 0, max: 12 })), { minLength: 1, maxLength: 80 }),
      (figures) => {
        const areas = figures.map((steadyRate, at) => madeArea(at + 1, { code: `A${at}`, steadyRate }))
        const { classOf, legend } = mapClasses(areas, 'steady')
        const byFigure = new Map<number | null, number>()
        for (const { code, steadyRate } of areas) {
          const place = classOf.get(code)!
          assert.equal(byFigure.get(steadyRate) ?? place, place)
          byFigure.set(steadyRate, place)
          assert.equal(place === -1, steadyRate === null)
        }
        const known = [...byFigure].filter(([figure]) => figure !== null).sort(([a], [b]) => a! - b!)
        assert.deepEqual(
          known.map(([, place]) => place),
          known.map(([, place]) => place).sort((a, b) => a - b),
        )
        assert.equal(
          legend.reduce((sum, { areas: count }) => sum + count, 0),
          areas.length,
        )
      },
    ),
  )
})

test('a terminal shows 25 areas, or all, and no control characters of a name', () => {
  const areas = Array.from({ length: 30 }, (_, at) =>
    madeArea(at + 1, { code: `E${at}`, name: '\u001b[31mRed', trend: at === 0 ? 'falling' : null }),
  )
  const text = terminalTable(madeScreening({ areas }), { all: false })
  assert.match(text, /5 more areas: --all shows them/)
  assert.match(text, /Red .* Falling .*\n.*Red .* Not known /)
  assert.ok(!text.includes('\u001b'))
  assert.match(text, /47 months used, 1 unknown \(2023-05\)/)
  assert.doesNotMatch(terminalTable(madeScreening({ areas }), { all: true }), /--all/)
})
