import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { screen } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Screening } from '#core/screening/screening.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { saveMadeScreening } from '#tests/support/made-screening.ts'
import { addForce } from '#tests/support/people.ts'
import { sharedData } from '#tests/support/shared-data.ts'
import { trialStore } from '#tests/support/trial-store.ts'
import { findDecision } from './decision.store.ts'
import { comparableAreas, type DecisionId, exceptionsNeeded, whatIsMissing } from './decision.ts'
import { decide } from './decision-act.store.ts'
import { draftDecision, saveReasons, saveText } from './decision-text.store.ts'

const AT = new Date('2026-04-01T10:00:00Z')

async function screened(t: TestContext, force: string, names: readonly string[]): Promise<Screening | null> {
  const paths = names.map((name) => sharedData(name, t))
  if (paths.includes(null)) return null
  const { store, loads } = await trialStore(t)
  await loads(...(paths as string[]))
  const answer = await screen(store, { force: force as ForceSlug, unit: 'lsoa' })
  assert.ok(answer.ok, answer.ok ? '' : answer.reason.sentence)
  return answer.value
}

test('[D9] the thirteen months of Northumbria cannot be decided on without the written exception', async (t) => {
  const screening = await screened(t, 'northumbria', [
    'police/northumbria_2013-06_to_2014-06_street_and_outcomes.zip',
  ])
  if (!screening) return
  assert.equal(screening.monthsKnown, 13)
  const chosen = screening.areas[0]!
  assert.deepEqual(exceptionsNeeded(screening, chosen.code), ['short-period'])

  const database = await openTestDatabase(t)
  const sergeant = await (await addForce(database, 'northumbria')).person('Sam', 'supervisor', 'sergeant')
  const saved = await saveMadeScreening(database, sergeant, screening)
  const id = randomUUID() as DecisionId
  const text = {
    reason: 'Highest of all',
    placeName: 'The middle of town',
    areaCodes: [chosen.code],
    boundaryReason: '',
    exceptions: { 'short-period': '', 'outside-top-band': '' },
    leadOfficerId: sergeant.personId,
    supervisorId: sergeant.personId,
  }
  const place = { areaCode: chosen.code, areaCodes: [chosen.code] }
  const others = comparableAreas(screening, [], place).map(({ code }) => ({ areaCode: code, version: 0 }))
  await database.as(sergeant, async (tx) => {
    await draftDecision(sergeant, tx, AT, {
      id,
      screeningId: saved.id,
      areaCode: chosen.code,
      placeName: text.placeName,
      supervisorId: sergeant.personId,
    })
    const saves = await saveText(sergeant, tx, AT, { id, textVersion: 1 }, text)
    assert.ok(saves.ok)
    if (others.length) await saveReasons(sergeant, tx, AT, id, others, 'Partners work there already')
  })
  const found = () => database.as(sergeant, (tx) => findDecision(sergeant, tx, id))
  const decideNow = async () => {
    const { version } = (await found())!
    return database.as(sergeant, (tx) => decide(sergeant, tx, AT, { id, version }, saved))
  }
  assert.deepEqual(whatIsMissing((await found())!, screening, []), [
    { what: 'exception', kind: 'short-period' },
  ])
  assert.deepEqual(await decideNow(), { ok: false, reason: 'incomplete' })

  const exceptions = { ...text.exceptions, 'short-period': 'Nothing older is published for this force' }
  const { textVersion } = (await found())!
  await database.as(sergeant, (tx) =>
    saveText(sergeant, tx, AT, { id, textVersion }, { ...text, exceptions }),
  )
  assert.ok((await decideNow()).ok)
})

test('[D9] the thirty-six months of the City need no exception for their length', async (t) => {
  const screening = await screened(t, 'city-of-london', [
    'police/city-of-london_2017-12_to_2020-11_street_and_stop-and-search.zip',
    'boundaries/city-of-london_lsoa11.geojson',
  ])
  if (!screening) return
  assert.equal(screening.monthsKnown, 36)
  for (const area of screening.areas)
    assert.ok(!exceptionsNeeded(screening, area.code).includes('short-period'))
})
