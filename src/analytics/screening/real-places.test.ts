import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaProfile, screen } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { sharedData } from '#tests/support/shared-data.ts'
import { trialStore } from '#tests/support/trial-store.ts'

const force = 'leicestershire' as ForceSlug
const LEICESTERSHIRE = [
  'police/leicestershire_2019-12_to_2022-10.zip',
  'boundaries/leicestershire_lsoa11.geojson.gz',
  'population/population20_lsoa11.csv.gz',
  'deprivation/imd2019_england_lsoa11.csv.gz',
  'deprivation/UK_IMD_E.csv.gz',
]

test('Leicestershire screens to the figures computed by spdep on its published files', async (t) => {
  const paths = LEICESTERSHIRE.map((name) => sharedData(name, t))
  if (paths.includes(null)) return
  const { store, loads } = await trialStore(t)
  await loads(...(paths as string[]))
  const asked = async (question: Partial<ScreeningQuestion>) => {
    const answer = await screen(store, { force, unit: 'lsoa', ...question })
    assert.ok(answer.ok, answer.ok ? '' : answer.reason.sentence)
    return answer.value
  }

  const burglary = await asked({ types: ['Burglary'] })
  assert.equal(burglary.areas.length, 611)
  assert.equal(
    burglary.areas.reduce((sum, area) => sum + area.count, 0),
    13394,
  )
  assert.equal(burglary.moran!.i.toFixed(5), '0.35884')
  const hot = burglary.areas.filter((area) => area.giStarP! < 0.05 && area.giStar! > 0)
  assert.equal(hot.length, 52)
  const core = burglary.areas.find((area) => area.name === 'Leicester 041D')!
  assert.equal(core.giStar!.toFixed(4), '8.0483')

  const all = await asked({})
  assert.equal(all.monthsKnown, 35)
  assert.equal(all.vintage, '2011')
  assert.deepEqual(all.unplaced, { withoutLocation: 7463, withoutLsoa: 0, outsideForce: 583 })
  assert.equal(
    all.areas.reduce((sum, area) => sum + area.count, 0),
    293_792,
  )
  assert.equal(
    all.areas.reduce((sum, area) => sum + area.population!, 0),
    1_107_597,
  )
  for (const area of all.areas) {
    assert.ok(area.rankLow <= area.rank && area.rank <= area.rankHigh, area.name)
    assert.equal(
      area.mix.reduce((sum, { count }) => sum + count, 0),
      area.count,
    )
  }
  const centre = all.areas.find((area) => area.name === 'Leicester 041A')!
  assert.ok(centre.isTownCentre, 'the rate of the city centre misleads, and is said to')

  const msoas = await asked({ unit: 'msoa' })
  assert.equal(msoas.areas.length, 125)
  assert.equal(
    msoas.areas.reduce((sum, area) => sum + area.count, 0),
    293_792,
  )
  assert.ok(
    msoas.areas.every((area) => area.imdDecile === null),
    'an MSOA has no decile',
  )

  const profile = await areaProfile(store, { force, unit: 'lsoa' }, core.code)
  assert.equal(profile!.series.length, 35)
  assert.ok(profile!.neighbours.length > 0)
  assert.equal(profile!.alike.length, 5)
  assert.equal(await areaProfile(store, { force, unit: 'lsoa' }, 'E99999999'), null)
})

test('Northumbria’s thirteen months and the City’s six areas screen, with what they lack said', async (t) => {
  const paths = [
    sharedData('police/northumbria_2013-06_to_2014-06_street_and_outcomes.zip', t),
    sharedData('police/city-of-london_2017-12_to_2020-11_street_and_stop-and-search.zip', t),
    sharedData('boundaries/city-of-london_lsoa11.geojson', t),
  ]
  if (paths.includes(null)) return
  const { store, loads } = await trialStore(t)
  await loads(...(paths as string[]))
  const north = await screen(store, { force: 'northumbria' as ForceSlug, unit: 'lsoa' })
  assert.ok(north.ok)
  assert.equal(north.value.monthsKnown, 13)
  assert.equal(north.value.unplaced.withoutLsoa, 38)
  assert.ok(
    north.value.areas.every((area) => area.rate === null && area.giStar === null),
    'unknown, not zero',
  )
  const missing = north.value.criteriaUnavailable.map(({ key }) => key)
  assert.deepEqual(missing, ['vulnerability', 'stakeholders', 'rate', 'cluster', 'deprivation'])
  const city = await screen(store, { force: 'city-of-london' as ForceSlug, unit: 'lsoa' })
  assert.ok(city.ok)
  assert.ok(city.value.areas.length >= 6)
})

test('a question the store cannot answer is refused in one sentence that says what it holds', async (t) => {
  const { store, loads, files } = await trialStore(t)
  const row = (month: string) =>
    `,${month},Averley,Averley,0.9,54.9,On or near A Street,E01900001,Averley 001A,Burglary,,`
  const header =
    'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
  const ask = async (question: object) => {
    const answer = await screen(store, { force: 'averley', unit: 'lsoa', ...question } as ScreeningQuestion)
    return answer.ok ? answer.value : answer.reason.sentence
  }
  assert.match(String(await ask({})), /No recorded crime of “averley” is loaded/)
  await loads(
    files({
      '2023-10-averley-street.csv': `${header}\n${row('2023-10')}\n${row('2023-10')}\n`,
      '2023-12-averley-street.csv': `${header}\n${row('2023-12')}\n`,
    }),
  )
  assert.match(String(await ask({ force: 'borough' })), /No recorded crime of “borough” is loaded/)
  assert.match(String(await ask({ from: '2023-12', to: '2023-10' })), /ends \(2023-10\) before it begins/)
  assert.match(
    String(await ask({ from: '2020-01', to: '2020-02' })),
    /runs from October 2023 to December 2023/,
  )
  assert.match(String(await ask({ types: ['Arson'] })), /Types are: Burglary/)
  assert.match(String(await ask({ unit: 'neighbourhood' })), /No look-up says which neighbourhood/)
  const answer = await ask({})
  assert.ok(typeof answer !== 'string')
  assert.deepEqual(answer.monthsUnknown, ['2023-11' as IsoMonth], 'a month no file gives is unknown')
  assert.equal(answer.monthsKnown, 2)
  assert.equal(answer.areas[0]!.count, 3)
})
