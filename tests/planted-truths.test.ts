import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { areaProfile, type Store, screen } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaProfile } from '#core/screening/area-profile.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import { type IsoMonth, monthIndex } from '#core/time/month.ts'
import { areaCaveatsOf } from '#features/screening/index.ts'
import { PLANTED, plantedMonths } from '../scripts/demonstration/planted.ts'
import { openAverleyStore } from './support/averley-store.ts'

// Screening is held to what is true of Averley by design: it finds what was planted and says nothing of the kind of
// places where nothing was.

const question = { force: 'averley' as ForceSlug, unit: 'lsoa' } as const
let close = async () => {}
let store: Store
let screening: Screening
let planted: ReturnType<typeof plantedMonths>

before(async () => {
  const averley = await openAverleyStore()
  close = averley.close
  store = averley.store
  planted = plantedMonths(averley.lastMonth)
  const outcome = await screen(store, question)
  if (!outcome.ok) throw new Error(outcome.reason.sentence)
  screening = outcome.value
})
after(() => close())

function area(code: string): ScreenedArea {
  const found = screening.areas.find((each) => each.code === code)
  assert.ok(found, code)
  return found
}

async function profile(code: string): Promise<AreaProfile> {
  const found = await areaProfile(store, question, code)
  assert.ok(found, code)
  return found
}

test('the core of the long-term hotspot is in the top band, persistent, and part of a cluster', () => {
  const core = area(PLANTED.hotspot.core)
  assert.equal(core.band, 1)
  assert.ok(core.monthsInTopShare >= 0.95, `${core.monthsInTopShare}`)
  assert.equal(core.yearsInTop, core.years)
  assert.ok(core.giStar! > 3 && core.giStarP! < 0.001)
  assert.equal(core.quadrant, 'High-High')
})

test('its neighbours in the hotspot are among the highest twentieth, in every year', () => {
  for (const code of PLANTED.hotspot.lsoas) {
    const around = area(code)
    assert.ok(around.rank <= screening.areas.length / 20, `${code}: rank ${around.rank}`)
    assert.equal(around.yearsInTop, around.years, code)
  }
})

test('the rising area rises and is said to', () => {
  const { lsoa } = PLANTED.rising
  assert.ok(area(lsoa).slopePerYear! > 0 && area(lsoa).trendP! < 0.05)
  assert.equal(area(lsoa).trend, 'rising')
})

test('the falling area is said to fall and is not in the top band', () => {
  const { lsoa } = PLANTED.falling
  assert.equal(area(lsoa).trend, 'falling')
  assert.ok(area(lsoa).band > 1)
})

test('the promenade’s season is found, and its summers do not make it persistent', async () => {
  const { lsoa, factors } = PLANTED.seasonal
  const own = (await profile(lsoa)).seasonality.map((month) => month.own!)
  const [july, august] = [own[6]!, own[7]!]
  assert.ok(Math.min(july, august) > 1.6, `${july}, ${august}`)
  assert.ok(Math.max(own[0]!, own[1]!, own[10]!, own[11]!) < 0.8)
  assert.equal(own.indexOf(Math.max(...own)) === 6 || own.indexOf(Math.max(...own)) === 7, true)
  assert.ok(factors[7] > 2)
  assert.equal(area(lsoa).yearsInTop, 0)
  assert.equal(area(lsoa).trend, 'unclear')
})

test('the unknown month is listed and is no zero in any series', async () => {
  assert.deepEqual(screening.monthsUnknown, [planted.unknownMonth])
  assert.equal(screening.monthsKnown, 47)
  const { series } = await profile(PLANTED.hotspot.core)
  assert.deepEqual(
    series.filter(({ count }) => count === null).map(({ month }) => month),
    [planted.unknownMonth],
  )
})

test('the change of recording shows as a step in the force’s series of its type, and only there', async () => {
  const { crimeType, factor } = PLANTED.recordingChange
  const step = async (types: readonly string[]) => {
    const found = await areaProfile(store, { ...question, types }, PLANTED.hotspot.core)
    const at = monthIndex(planted.recordingChangeFrom)
    // The year before against the year after, month for month, so that the season cancels.
    const inMonths = (first: number) =>
      found!.averageSeries
        .filter(
          ({ month }) => monthIndex(month as IsoMonth) >= first && monthIndex(month as IsoMonth) < first + 12,
        )
        .map(({ count }) => count!)
    const [earlier, later] = [inMonths(at - 12), inMonths(at)]
    assert.deepEqual([earlier.length, later.length], [12, 12])
    return later.reduce((sum, count) => sum + count, 0) / earlier.reduce((sum, count) => sum + count, 0)
  }
  const changed = await step([crimeType])
  assert.ok(Math.abs(changed - factor) < 0.1, `${changed}`)
  const unchanged = await step(['Criminal damage and arson', 'Vehicle crime', 'Public order'])
  assert.ok(Math.abs(unchanged - 1) < 0.1, `${unchanged}`)
})

test('the town centre’s rate is told with its caveat', () => {
  const { lsoa, residents } = PLANTED.fewResidents
  const centre = area(lsoa)
  assert.equal(centre.population, residents)
  assert.ok(areaCaveatsOf(centre, screening, []).some(({ key }) => key === 'few-residents'))
  const others = screening.areas.filter(({ isTownCentre }) => isTownCentre)
  assert.ok(others.length <= screening.areas.length / 20, `${others.length} areas carry the caveat`)
})

test('of the areas where nothing was planted at most one in twenty is said to rise or fall', () => {
  const known = new Set<string>([
    ...PLANTED.hotspot.lsoas,
    PLANTED.rising.lsoa,
    PLANTED.falling.lsoa,
    PLANTED.seasonal.lsoa,
    PLANTED.fewResidents.lsoa,
  ])
  const said = screening.areas.filter(({ code }) => !known.has(code))
  const flagged = said
    .filter(({ trend }) => trend === 'rising' || trend === 'falling')
    .map(({ code }) => code)
  assert.ok(flagged.length <= said.length / 20, `${flagged.length} of ${said.length}: ${flagged.join(' ')}`)
})

test('no small numbers of an ordinary area put it above the hotspot', () => {
  const core = area(PLANTED.hotspot.core)
  assert.deepEqual(
    screening.areas.filter(({ rank }) => rank < core.rank),
    [],
  )
})
