import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { openAverleyStore } from '#tests/support/averley-store.ts'
import { placeFigures } from './place-figures.ts'

const AVERLEY = 'averley' as ForceSlug
let opened: Awaited<ReturnType<typeof openAverleyStore>>
before(async () => {
  opened = await openAverleyStore()
})
after(() => opened.close())

test('[I7] a place’s months are the store’s own, its areas together, unknown where no file tells', async () => {
  const { store } = opened
  const [force] = await store.forces()
  const { firstMonth: from, lastMonth: to } = force!
  for (const type of [null, 'Burglary']) {
    const own = await store.monthlyCounts({ force: AVERLEY, from, to, ...(type ? { types: [type] } : {}) })
    const codes = own.areas.slice(0, 2) as AreaCode[]
    const figures = await placeFigures(store, { force: AVERLEY, unit: 'lsoa' }, { codes, type })
    const expected = own.months.map((month, at) => ({
      month,
      count: own.known[at] ? own.counts[at]! + own.counts[own.months.length + at]! : null,
    }))
    assert.deepEqual(figures?.series, expected)
    assert.ok(
      figures!.series.some(({ count }) => count === null),
      'the demonstration has an unknown month',
    )
    assert.ok(figures!.types.includes('Burglary'))
    assert.match(figures!.source, /Recorded crime/)
  }
})

test('[I8] places like it are none of its own, and those that touch it are told', async () => {
  const { store } = opened
  const all = await store.countAreas({ force: AVERLEY, from: opened.lastMonth, to: opened.lastMonth })
  let touching = 0
  for (const code of all.codes.slice(0, 12) as AreaCode[]) {
    const codes = [code, all.codes[20] as AreaCode]
    const figures = await placeFigures(store, { force: AVERLEY, unit: 'lsoa' }, { codes, type: null })
    assert.ok(figures!.alike.length >= 3)
    for (const { area, touches } of figures!.alike) {
      assert.ok(!codes.includes(area.code))
      if (touches) touching++
    }
  }
  assert.ok(touching > 0)
})

test('a place that is not in the store, and a type that is not recorded, have no figures', async () => {
  const asked = { force: AVERLEY, unit: 'lsoa' } as const
  const unknown = { codes: ['E99999999' as AreaCode], type: null }
  assert.equal(await placeFigures(opened.store, asked, unknown), null)
  const { codes } = await opened.store.countAreas({
    force: AVERLEY,
    from: opened.lastMonth,
    to: opened.lastMonth,
  })
  const nonsense = { codes: [codes[0] as AreaCode], type: 'Nonsense' }
  assert.equal(await placeFigures(opened.store, asked, nonsense), null)
  assert.equal(await placeFigures(opened.store, asked, { codes: [], type: null }), null)
})
