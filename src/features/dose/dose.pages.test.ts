import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { addEntry } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { dosePages } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')

const force = await openMadeForce()
const { database, officer, sergeant, resident, outsider } = force
const project = await openMadeProject(database, force, AT)
const at = `/projects/${project.number}`
const site = viewerApp((routes) =>
  dosePages(
    routes,
    pageNeeds(database, () => AT),
  ),
)

async function tap(viewer: Viewer, fields: Record<string, string>) {
  const { text } = await site.as(viewer).get(`${at}/time`)
  const { _key = '' } = hiddenFields(text, '/time')
  return site.as(viewer).post(`${at}/time`, { _key, ...fields })
}
const quick = (kind: string, minutes: string) => ({ quick: 'yes', kind, minutes })

test('[H1] two taps note today, once however often the form is sent, and a note can be struck out [H2]', async () => {
  const { text } = await site.as(officer).get(`${at}/time`)
  const fields = { ...hiddenFields(text, '/time'), ...quick('given', '60') }
  const replies = await Promise.all([
    site.as(officer).post(`${at}/time`, fields),
    site.as(officer).post(`${at}/time`, fields),
  ])
  assert.deepEqual(
    replies.map(({ status }) => status),
    [303, 303],
  )
  const noted = (await site.as(officer).get(`${at}/time`)).text
  assert.equal(noted.match(/1 April 2026: 1 hour on this project/g)?.length, 2, 'the line and its button')
  assert.doesNotMatch((await site.as(sergeant).get(`${at}/time`)).text, /1 April 2026: 1 hour/)
  const strike = /action="([^"]*\/strike)"/.exec(noted)?.[1] ?? ''
  assert.equal((await site.as(sergeant).post(strike, hiddenFields(noted, '/strike'))).status, 404)
  assert.equal((await site.as(officer).post(strike, hiddenFields(noted, '/strike'))).status, 303)
  assert.match((await site.as(officer).get(`${at}/time`)).text, /<s>1 April 2026: 1 hour/)
})

test('[H1] [H3] a day that has not come, no date, or more than 24 hours is refused with what was typed kept', async () => {
  const other = (hours: string, day: string) => ({ kind: 'given', hours, day, month: '4', year: '2026' })
  assert.match((await tap(officer, other('1', '2'))).text, /The day has not come yet/)
  assert.match((await tap(officer, { ...other('1', '31') })).text, /Enter a real date/)
  assert.match((await tap(officer, other('25', '1'))).text, /A day has 24 hours/)
  assert.equal((await tap(officer, other('20', '1'))).status, 303)
  const full = await tap(officer, other('5', '1'))
  assert.equal(full.status, 422)
  assert.match(full.text, /more than 24 hours on that day/)
  assert.match(full.text, /value="5"/)
  assert.match((await tap(officer, { ...quick('nothing', '1') })).text, /Choose one of the buttons/)
})

test('[H4] everybody on the staff reads sums and nobody’s own notes; others find nothing', async () => {
  await tap(sergeant, quick('taken', '240'))
  const { text } = await site.as(sergeant).get(`${at}/dose`)
  assert.match(text, /20 hours; 4 hours taken away for other duties/)
  assert.match(text, /Olu Fficer has led it for 100% of the days/)
  for (const viewer of [resident, outsider])
    for (const path of ['/time', '/dose', '/handover'])
      assert.equal((await site.as(viewer).get(at + path)).status, 404)
  assert.equal((await site.as(resident).post(`${at}/time`, quick('given', '60'))).status, 404)
})

test('[H5] [H7] contacts count, and the pack says what was heard', async () => {
  const change = { project, template, reopenReason: '' }
  await database.as(officer, async (tx) => {
    const who = await addEntry(officer, tx, AT, change, {
      kind: 'stakeholder',
      content: { name: 'The <b>caretaker</b>', group: 'residents', connected: 'yes' },
    })
    assert.ok(who.ok)
    const content = {
      what: 'Walked the row',
      on: '2026-03-30',
      method: 'walk',
      stakeholders: [who.value],
      heard: 'Lights are out',
    }
    assert.ok((await addEntry(officer, tx, AT, change, { kind: 'contact', content })).ok)
  })
  assert.match((await site.as(sergeant).get(`${at}/dose`)).text, /1 of the 1 named/)
  const { text } = await site.as(sergeant).get(`${at}/handover`)
  assert.match(text, /The &lt;b&gt;caretaker/)
  assert.match(text, /Lights are out/)
})
