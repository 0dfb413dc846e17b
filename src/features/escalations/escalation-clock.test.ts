import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verifyChains } from '#platform/audit/index.ts'
import { escalationSite, plain } from '#tests/support/escalation-site.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'
import { lookAtClocks } from './index.ts'

const site = escalationSite()

test('[E7] a missed clock moves it up once, whoever looks and however often; the history says to whom', async () => {
  const { officer, sergeant, superintendent, database, needs, taken, raised, contact, act, onDay, as } =
    site()
  await contact({
    name: 'Sue Perin',
    post: 'Superintendent',
    level: 'superintendent',
    personId: superintendent.personId,
    checkedOn: '2026-11-10',
  })
  await contact({ name: 'Chief Anna Officer', level: 'force' })
  const path = await raised({ barrier: 'Moves up' })
  await onDay('2026-11-19', async () => {
    await lookAtClocks(needs)
    assert.match((await as(officer).get(path)).text, /Acknowledgement due today/)
  })
  await onDay('2026-11-20', async () => {
    taken.length = 0
    await Promise.all([lookAtClocks(needs), lookAtClocks(needs), lookAtClocks(needs)])
    await lookAtClocks(needs)
    await needs.mailSoon(officer.forceId)
    const { text } = await as(officer).get(path)
    assert.equal(
      plain(text).match(/Not acknowledged in time: moved up to Superintendent, Sue Perin/g)?.length,
      1,
    )
    assert.match(plain(text), /The system, 20 November 2026/)
    assert.match(plain(text), /Acknowledgement due Wednesday 25 November/)
    const about = taken.filter(({ raw }) => raw.includes('Moves up'))
    assert.deepEqual(
      about.map(({ to }) => to).sort(),
      [officer, sergeant, superintendent].map(({ personId }) => `${personId}@example.test`).sort(),
    )
    await act(superintendent, path, 'acknowledge')
  })
  await onDay('2026-12-14', async () => {
    await lookAtClocks(needs)
    assert.match(
      plain((await as(officer).get(path)).text),
      /Not answered in time: moved up to Force or police and crime commissioner, Chief Anna Officer/,
    )
  })
  await onDay('2027-01-04', async () => {
    await lookAtClocks(needs)
    assert.match(
      plain((await as(officer).get(path)).text),
      /moved up to Regional or national body, nobody is named at this level/,
    )
  })
  await onDay('2027-03-01', async () => {
    await lookAtClocks(needs)
    await lookAtClocks(needs)
    const { text } = await as(officer).get(path)
    assert.match(text, /Overdue/)
    assert.match(text, /Nobody is named at this level/)
  })
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[E9] whoever is asked is reminded once, a working day before', async () => {
  const { officer, inspector, needs, taken, raised, contact, act, onDay } = site()
  const who = await contact({ name: 'Ines Again', personId: inspector.personId })
  const path = await raised({ contact: who, barrier: 'Remind me' })
  await onDay('2026-11-18', async () => {
    taken.length = 0
    await lookAtClocks(needs)
    await lookAtClocks(needs)
    await needs.mailSoon(officer.forceId)
    const mine = taken.filter(({ raw }) => raw.includes('Remind me'))
    assert.equal(mine.length, 1)
    assert.match(mine[0]!.subject, /Please say that you have it/)
  })
  taken.length = 0
  await act(officer, path, 'withdraw', { why: 'Mended' })
  assert.match(taken[0]?.subject ?? '', /No longer needed/)
})

test('[E2] the clock and the ladder are an inspector’s or administrator’s to change; what was promised stays', async () => {
  const { officer, sergeant, inspector, resident, administrator, outsider, project, raised, as } = site()
  const path = await raised({ barrier: 'Promised before' })
  for (const viewer of [officer, sergeant, resident, outsider].slice(0, 3))
    assert.equal((await as(viewer).get('/escalations/settings')).status, 404)
  const page = await as(administrator).get('/escalations/settings')
  assert.match(page.text, /platform’s default/)
  const ids = [...page.text.matchAll(/name="levelId" value="([^"]*)"/g)].map(([, id]) => id!)
  const names = ['Officer', 'Sergeant', 'Inspector', 'Superintendent', 'Force', 'Region', 'Home Office', '']
  const hidden = hiddenFields(page.text, '/settings')
  const fields = {
    _key: hidden._key!,
    _version: hidden._version!,
    acknowledgeDays: '2',
    answerDays: '10',
    extraDaysOff: '2026-11-17',
    levelId: ids,
    levelName: names,
    levelOrder: names.map((_, at) => String(at)),
  }
  const removed = await as(administrator).post('/escalations/settings', {
    ...fields,
    levelName: names.map((one) => (one === 'Inspector' ? '' : one)),
  })
  assert.equal(removed.status, 422)
  assert.match(removed.text, /Somebody stands at a level you removed/)
  for (const wrong of [
    { acknowledgeDays: 'x' },
    { answerDays: '1', acknowledgeDays: '3' },
    { extraDaysOff: '2026-02-30' },
  ])
    assert.equal((await as(administrator).post('/escalations/settings', { ...fields, ...wrong })).status, 422)
  assert.equal((await as(administrator).post('/escalations/settings', fields)).status, 303)
  const stale = await as(inspector).post('/escalations/settings', { ...fields, _key: crypto.randomUUID() })
  assert.equal(stale.status, 409)
  assert.match((await as(officer).get(path)).text, /Thursday 19 November/)
  const next = await raised({ barrier: 'Promised after' })
  assert.match((await as(officer).get(next)).text, /Thursday 19 November/)
  assert.match((await as(officer).get(next)).text, /answered by Tuesday 1 December/)
  assert.match((await as(officer).get(`/projects/${project.number}/escalations/new`)).text, /Home Office/)
})
