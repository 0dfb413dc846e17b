import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { projectsPages } from '../index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const ASSET = { kind: 'place', name: 'Chapel hall', does: 'A room to meet in' }
const PERSON = { name: 'Ada Owner', group: 'traders', interest: 'Trade' }

const force = await openMadeForce()
const { database, officer, resident } = force
const site = viewerApp((routes) =>
  projectsPages(
    routes,
    pageNeeds(database, () => AT),
  ),
)
const opened = async (placeName: string) =>
  `/projects/${(await openMadeProject(database, force, AT, { placeName, team: [resident] })).number}`
const at = await opened('Harbour Row')
const other = await opened('Mill End')

async function send(page: string, action: string, fields: Record<string, string>): Promise<string> {
  const { text } = await site.as(officer).get(page)
  const reply = await site.as(officer).post(action, { ...hiddenFields(text, action), ...fields })
  assert.equal(reply.status, 303, reply.text.slice(0, 600))
  return reply.location
}
const banner = (text: string) =>
  /<div class="govuk-notification-banner govuk-notification-banner--success"[\s\S]*?<\/p>/.exec(text)?.[0] ??
  ''

test('[P33] whoever adds, corrects, withdraws or brings back an entry is told so, and led to it', async () => {
  const added = await send(`${at}/assets/new`, `${at}/assets`, ASSET)
  const step = banner((await site.as(officer).get(added)).text)
  assert.match(step, /role="alert"/)
  assert.match(step, /“Chapel hall” is kept\./)
  const entry = new RegExp(`href="(${at}/assets/[0-9a-f-]{36})"`).exec(step)![1]!

  const another = await send(`${at}/assets/new`, `${at}/assets`, { ...ASSET, name: 'Shed', _next: 'another' })
  assert.ok(another.startsWith(`${at}/assets/new?`))
  assert.match(banner((await site.as(officer).get(another)).text), /“Shed” is kept\./)

  const corrected = await send(`${entry}/correct`, `${entry}/correct`, { ...ASSET, name: 'Chapel' })
  const shown = banner((await site.as(officer).get(corrected)).text)
  assert.match(shown, /The change to “Chapel” is kept\./)
  assert.doesNotMatch(shown, /See it/, 'it is on this page')

  const withdrawn = await send(`${entry}/withdraw`, `${entry}/withdraw`, { why: 'Pulled down' })
  assert.match(banner((await site.as(officer).get(withdrawn)).text), /“Chapel” is withdrawn\./)
  const restored = await send(entry, `${entry}/restore`, {})
  assert.match(banner((await site.as(officer).get(restored)).text), /The change to “Chapel” is kept\./)
})

test('[P33] an address tells only what the record says, and only to who reads it', async () => {
  const added = await send(`${at}/stakeholders/new`, `${at}/stakeholders`, PERSON)
  const query = added.slice(added.indexOf('?'))
  assert.match(banner((await site.as(officer).get(added)).text), /“Ada Owner” is kept/)
  for (const [viewer, address] of [
    [resident, `${at}/steps/3${query}`],
    [officer, `${other}/steps/3${query}`],
    [officer, `${at}/steps/3?kept=${crypto.randomUUID()}`],
    [officer, `${at}/steps/3?kept=%3Cb%3EAll%20is%20well`],
    [officer, `${at}/steps/3${query}&kept=${crypto.randomUUID()}`],
  ] as const) {
    const reply = await site.as(viewer).get(address)
    assert.equal(reply.status, 200)
    assert.equal(banner(reply.text), '')
  }
})
