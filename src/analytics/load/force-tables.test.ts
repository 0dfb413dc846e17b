import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaHierarchy, screen } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import { STREET_HEADER, trialStore } from '#tests/support/trial-store.ts'

const averley = 'averley' as ForceSlug
const borough = 'borough' as ForceSlug
const INDICATORS = 'area code,period,indicator,value,source\n'
const LOOK_UP = 'lsoa_code,neighbourhood_code,neighbourhood_name,lpa_code,lpa_name,force\n'

test('what one force loads for itself changes no figure of another’s', async (t) => {
  const { store, loads, files } = await trialStore(t)
  const street = (force: string, code: string) =>
    `${STREET_HEADER}\n,2024-01,${force},${force},0.9,54.9,On or near A Street,${code},${force} 001A,Burglary,,\n`
  await loads(
    files({
      '2024-01-averley-street.csv': street('Averley', 'E01900001'),
      '2024-01-borough-street.csv': street('Borough', 'E01900002'),
      'people.csv': `${INDICATORS}E01900001,2023,population,1000,everybody’s\n`,
      'look-up.csv': `${LOOK_UP}E01900001,N1,Old Market,L1,Averley LPA,averley\n`,
    }),
  )
  const before = await screen(store, { force: averley, unit: 'lsoa' })
  assert.ok(before.ok)
  const hostile = await store.import(
    [
      files({
        'people.csv': `${INDICATORS}E01900001,2024,population,1,Borough’s own\n`,
        'look-up.csv': `${LOOK_UP}E01900001,N9,HACKED,L9,HACKED,averley\n`,
      }),
    ],
    { by: 'Bo Analyst', onlyForce: borough },
  )
  assert.ok(hostile.ok)
  assert.equal(hostile.value.owner, borough)
  const after = await screen(store, { force: averley, unit: 'lsoa' })
  assert.deepEqual(after, before)
  assert.doesNotMatch(JSON.stringify(await areaHierarchy(store, averley)), /HACKED/)

  const own = await store.import(
    [files({ 'people.csv': `${INDICATORS}E01900001,2024,population,1200,our own\n` })],
    {
      by: 'Ana Analyst',
      onlyForce: averley,
    },
  )
  assert.ok(own.ok)
  const mended = await screen(store, { force: averley, unit: 'lsoa' })
  assert.ok(mended.ok)
  assert.equal(mended.value.areas[0]!.population, 1200, 'a force’s own figure stands over everybody’s')
  assert.notEqual(mended.value.inputs, before.value.inputs)
})
