import assert from 'node:assert/strict'
import { test } from 'node:test'
import { projectsPages } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { paperParts } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = '<script>alert(1)</script>'

const force = await openMadeForce()
const { database, officer, resident } = force
const site = viewerApp((routes) =>
  projectsPages(routes, { ...pageNeeds(database, () => AT), entryParts: paperParts({ database }) }),
)
const project = await openMadeProject(database, force, AT, { team: [resident] })

const at = (path: string, of = project) => `/projects/${of.number}/${path}`

async function receive(of = project): Promise<string> {
  const form = await site.as(officer).get(at('as-received/new', of))
  const reply = await site.as(officer).post(at('as-received', of), {
    ...hiddenFields(form.text, '/as-received'),
    title: `Proforma of 2014 ${HOSTILE}`,
    'received-day': '2',
    'received-month': '3',
    'received-year': '2026',
    from: 'Station files',
    form: 'Proforma of 2014',
  })
  assert.equal(reply.status, 303, reply.text)
  const list = await site.as(officer).get(at('as-received', of))
  return /as-received\/([0-9a-f-]{36})/.exec(list.text)![1]!
}

const asset = { name: 'Harbour Boxing Club', kind: 'group', does: 'Free sessions' }

test('[PA1] [PA2] a paper asks for no reason while Step 1 is signed off, and its page leads to every form', async () => {
  const paper = await receive()
  const { text } = await site.as(officer).get(at(`as-received/${paper}`))
  assert.ok(text.includes(at(`assets/new?received=${paper}`)))
  assert.ok(text.includes('Nothing has been typed in yet'))
  assert.ok(!text.includes(HOSTILE))
  assert.match((await site.as(officer).get(at('steps/1'))).text, /This step is signed off/)
})

test('[P29] [PA3] what is typed in says that it came from paper, names the paper, and is listed on it', async () => {
  const paper = await receive()
  const form = await site.as(officer).get(at(`assets/new?received=${paper}`))
  assert.match(form.text, /You are typing in what stands on/)
  const sent = { ...hiddenFields(form.text, `/assets\\?received=${paper}`), ...asset }
  const refused = await site.as(officer).post(at(`assets?received=${paper}`), { ...sent, name: '' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /You are typing in what stands on/)
  const reply = await site.as(officer).post(at(`assets?received=${paper}`), sent)
  assert.ok(reply.location.startsWith(at(`as-received/${paper}?kept=`)))
  const listed = await site.as(officer).get(reply.location)
  const entry = /\/assets\/[0-9a-f-]{36}/.exec(listed.text)![0]
  const page = await site.as(officer).get(at(entry.slice(1)))
  assert.match(page.text, /Olu Fficer[^<]*, from paper as received/)
  assert.match(page.text, /Typed in from a paper as received/)
  const record = JSON.parse((await site.as(officer).get(at('record.json'))).text)
  const kept = record.entries.find((one: { kind: string }) => one.kind === 'asset')
  assert.deepEqual([kept.origin, kept.content.receivedFrom], ['as received', paper])
  const theirs = await site.as(resident).get(at(entry.slice(1)))
  assert.equal(theirs.status, 200)
  assert.ok(!theirs.text.includes(paper), 'which paper is the staff’s')
})

test('[PA4] saving and adding another stays with the paper', async () => {
  const paper = await receive()
  const form = await site.as(officer).get(at(`assets/new?received=${paper}`))
  const reply = await site.as(officer).post(at(`assets?received=${paper}`), {
    ...hiddenFields(form.text, `/assets\\?received=${paper}`),
    ...asset,
    _next: 'another',
  })
  assert.ok(reply.location.startsWith(at(`assets/new?received=${paper}&kept=`)))
})

test('[P29] [P18] a paper of another project, none at all, or a resident’s guess is absent', async () => {
  const other = await openMadeProject(database, force, AT, { placeName: 'Mill End' })
  const theirs = await receive(other)
  const ours = await receive()
  for (const id of [theirs, 'nonsense', '11111111-1111-4111-8111-111111111111'])
    assert.equal((await site.as(officer).get(at(`assets/new?received=${id}`))).status, 404, id)
  assert.equal((await site.as(resident).get(at(`assets/new?received=${ours}`))).status, 404)
  assert.equal((await site.as(resident).get(at('as-received'))).status, 404)
  assert.equal((await site.as(resident).get(at(`as-received/${ours}`))).status, 404)
})
