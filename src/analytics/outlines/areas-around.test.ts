import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { openAverleyStore } from '#tests/support/averley-store.ts'
import { isInside } from '../geometry/point-in-polygon.ts'
import { areaProfile, screen } from '../screening/ask.ts'
import { areasAround } from './areas-around.ts'

test('the areas around one: itself, the sixty nearest, and those asked for beside them', async (t) => {
  const { store, close } = await openAverleyStore({ months: 3 })
  t.after(close)
  const question = { force: 'averley' as ForceSlug, unit: 'lsoa' } as const
  const answer = await screen(store, question)
  assert.ok(answer.ok)
  const codes = answer.value.areas.map((area) => area.code)
  const home = codes[0]!
  const around = await areasAround(store, question, home)
  assert.equal(around.length, 61)
  assert.deepEqual([around[0]?.code, around[0]?.metres], [home, 0])
  assert.ok(around.every((area, at) => at === 0 || area.metres >= around[at - 1]!.metres))
  assert.ok(around.every((area) => isInside(area.middle, area.outline)))

  const given = new Set(around.map((area) => area.code))
  const far = codes.filter((code) => !given.has(code)).slice(0, 2)
  assert.equal((await areasAround(store, question, home, [...far, around[3]!.code])).length, 63)
  assert.deepEqual(await areasAround(store, question, 'E01999999' as AreaCode), [])

  // Which areas touch is worked out from simplified outlines here, and from the boundaries as loaded there.
  for (const area of around.slice(0, 15)) {
    const profile = await areaProfile(store, question, area.code)
    const known = profile!.neighbours.map((one) => one.area.code).filter((code) => given.has(code))
    assert.deepEqual([...area.touches].sort(), known.sort(), area.name)
  }
})
