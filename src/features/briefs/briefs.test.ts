import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Content } from '#core/proforma/entry.ts'
import type { Overlay } from '#core/proforma/overlay.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addEntry, type Project } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { BRIEF_READS } from './brief.ts'
import { briefPages } from './index.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
let now = new Date('2026-04-01T10:00:00Z')

const force = await openMadeForce()
const { database, officer, sergeant, inspector, coach, resident, stranger, outsider } = force
const site = viewerApp((routes) =>
  briefPages(routes, {
    ...pageNeeds(database, () => now),
    config: { publicUrl: 'https://wardmote.example' },
  }),
)

async function opened(): Promise<{ project: Project; at: string; add: Adding }> {
  const project = await openMadeProject(database, force, now)
  await putOnTeam(database, project, resident, 'resident')
  const change = { project, template: PLATFORM_TEMPLATE, reopenReason: 'More is known' }
  const add: Adding = async (kind, content) => {
    const outcome = await database.as(officer, (tx) => addEntry(officer, tx, now, change, { kind, content }))
    assert.ok(outcome.ok, JSON.stringify(outcome))
  }
  return { project, at: `/projects/${project.number}/brief`, add }
}
type Adding = (kind: string, content: Content) => Promise<void>

async function share(at: string, fields: Record<string, string> = {}) {
  const { text } = await site.as(sergeant).get(`${at}/links`)
  return site.as(sergeant).post(`${at}/links`, {
    ...hiddenFields(text, '/links'),
    madeFor: 'Parish council',
    days: '30',
    ...fields,
  })
}
const addressIn = (text: string) => /href="https:\/\/wardmote\.example(\/brief\/[^"]+)"/.exec(text)?.[1] ?? ''

test('[B2] all that the brief reads is what the template shares with partners and residents', () => {
  for (const [id, names] of Object.entries(BRIEF_READS)) {
    const kind = PLATFORM_TEMPLATE.kinds.find((one) => one.id === id)
    assert.ok(kind && kind.forMembers !== 'none', id)
    for (const name of names) {
      const field = kind.fields.find((one) => one.name === name)
      assert.ok(field && !field.isStaffOnly, `${id}.${name}`)
    }
  }
})

test('[B2] [B3] it says what, where, who and what is done from the record, and names no member', async () => {
  const { at, add } = await opened()
  await add('issue', { title: 'Cars are raced at night', source: 'Residents' })
  await add('vision', {
    place: `People sleep. ${'x '.repeat(300)}`,
    people: 'They walk home',
    saidBy: 'Hidden speaker',
  })
  await add('intervention', {
    what: HOSTILE,
    mechanism: 'Hidden why',
    owner: 'Hidden owner',
    organisationKind: 'council',
    progress: 'under way',
    due: '2026-05-01',
  })
  await add('member', {
    name: 'Hidden member',
    organisationKind: 'resident',
    why: 'Hidden reason',
    email: 'hidden@example.test',
  })
  await add('stakeholder', { name: 'Hidden stakeholder', group: 'residents' })
  const { status, text } = await site.as(resident).get(at)
  assert.equal(status, 200)
  assert.match(text, /Cars are raced at night/)
  assert.match(text, /PCSO Olu Fficer/)
  assert.match(text, /A working group of 1: residents \(1\)/)
  assert.match(text, /\(Council\): under way/)
  assert.match(text, /eight steps called LISP/)
  assert.match(text, /Why here\? <span class="wm-answer__name">\((done|under way)\)/)
  assert.doesNotMatch(text, /Hidden|hidden@|<script>alert|<img src=x/)
  assert.doesNotMatch(text, /brief\/words|brief\/links/)
  assert.equal((await site.as(stranger).get(at)).status, 404)
  assert.equal((await site.as(outsider).get(at)).status, 404)
})

test('[B9] it gives the latest number of what was measured, with the one before and the aim', async () => {
  const { project, at, add } = await opened()
  assert.doesNotMatch((await site.as(resident).get(at)).text, /What was measured/)
  const measure = { countIs: 'outcome', unit: 'of twenty asked', comparison: 'None', comparisonWhy: 'Hidden' }
  await add('measure', { ...measure, what: 'Use the steps after dark', baseline: 4, target: 14 })
  await add('measure', { ...measure, what: 'Never read', baseline: 4, target: 14 })
  await add('measure', { ...measure, what: `Unknown before ${HOSTILE}` })
  const { text: list } = await site.as(resident).get(at)
  assert.doesNotMatch(list, /What was measured/)
  const rows = await database.owner
    .selectFrom('project_entry')
    .select(['id', 'content'])
    .where('project_id', '=', project.id)
    .where('kind', '=', 'measure')
    .orderBy('position')
    .execute()
  const read = (index: number, readOn: string, value: number) =>
    add('result', {
      measure: rows[index]!.id,
      readOn,
      value,
      source: 'Hidden source',
      meaning: 'Hidden meaning',
    })
  await read(0, '2026-03-20', 11)
  await read(0, '2026-02-20', 7)
  await read(2, '2026-03-01', 2000)
  const text = (await site.as(resident).get(at)).text.replace(/<[^>]+>/g, '')
  assert.match(
    text,
    /Use the steps after dark: 11 of twenty asked, read on 20 March 2026\. Before: 4\. Aim: 14\./,
  )
  assert.match(text, /2,000 of twenty asked, read on 1 March 2026\. The number before is not known\./)
  assert.ok(text.indexOf('11 of twenty') < text.indexOf('2,000 of twenty'))
  assert.doesNotMatch(text, /Never read|Hidden|7 of twenty/)
})

test('[B1] it reads the same for whoever may read it', async () => {
  const { at, add } = await opened()
  await add('issue', { title: 'Cars are raced at night', source: 'Residents' })
  const address = addressIn((await share(at)).text)
  const parts = (text: string) => /<div class="wm-brief__parts">.*<\/article>/s.exec(text)?.[0] ?? ''
  const { text } = await site.as(officer).get(at)
  assert.match(parts(text), /Cars are raced at night/)
  assert.equal(parts((await site.as(resident).get(at)).text), parts(text))
  assert.equal(parts((await site.as(null).get(address)).text), parts(text))
})

test('[B2] [B3] an answer of the force’s own is given in its words, to the team and by link', async () => {
  const youthClub = { value: 'own-youth-club', text: 'Youth club' }
  const changes: Overlay = {
    steps: {},
    kinds: { member: { fields: { organisationKind: { choices: [youthClub] } } } },
  }
  await database.as(inspector, (tx) =>
    tx
      .insertInto('template_version')
      .values({
        force_id: inspector.forceId,
        version: 2,
        changes: JSON.stringify(changes),
        note: 'Youth clubs take part',
        made_by: inspector.personId,
        made_as: 'Inspector Ines Pector',
        made_at: now,
      })
      .execute(),
  )
  const { at, add } = await opened()
  await add('member', { name: 'A youth worker', organisationKind: youthClub.value, why: 'Knows them all' })
  assert.match((await site.as(resident).get(at)).text, /A working group of 1: youth club \(1\)/)
  const address = addressIn((await share(at)).text)
  assert.match((await site.as(null).get(address)).text, /A working group of 1: youth club \(1\)/)
})

test('[B4] officers write its words; whoever is second sees both', async () => {
  const { at } = await opened()
  const words = { problem: 'People cannot sleep.', help: 'Come on Tuesday.', contact: 'Call 101' }
  const { text } = await site.as(officer).get(`${at}/words`)
  const first = { ...hiddenFields(text, '/words'), ...words }
  const second = { ...hiddenFields((await site.as(sergeant).get(`${at}/words`)).text, '/words') }
  assert.equal((await site.as(officer).post(`${at}/words`, { ...first, problem: '' })).status, 422)
  assert.equal((await site.as(officer).post(`${at}/words`, { ...first, help: 'x'.repeat(401) })).status, 422)
  assert.equal((await site.as(officer).post(`${at}/words`, first)).status, 303)
  assert.equal((await site.as(officer).post(`${at}/words`, first)).status, 303)
  const late = await site.as(sergeant).post(`${at}/words`, { ...second, problem: HOSTILE })
  assert.equal(late.status, 409)
  assert.match(late.text, /Saved meanwhile by somebody else/)
  assert.match(late.text, /People cannot sleep/)
  assert.match(late.text, /&lt;script&gt;/)
  const merged = { ...hiddenFields(late.text, '/words'), ...words, problem: 'Both of ours.' }
  assert.equal((await site.as(sergeant).post(`${at}/words`, merged)).status, 303)
  assert.match((await site.as(resident).get(at)).text, /Both of ours/)
  for (const viewer of [coach, resident]) assert.equal((await site.as(viewer).get(`${at}/words`)).status, 403)
})

test('[B5] [B6] [B7] a link shows the brief to anybody until it is ended or runs out, and is kept as a hash', async () => {
  const { project, at } = await opened()
  assert.match((await share(at, { madeFor: '' })).text, /Say who it is for/)
  assert.equal((await share(at, { days: '4000' })).status, 422)
  const made = await share(at)
  assert.equal(made.status, 200)
  const address = addressIn(made.text)
  assert.match(address, /^\/brief\/averley\/[A-Za-z0-9_-]{43}$/)
  const token = address.split('/').at(-1)!
  const kept = await database.owner.selectFrom('brief_link').selectAll().execute()
  const history = await database.owner.selectFrom('audit_entry').select('after').execute()
  assert.ok(!JSON.stringify([kept, history]).includes(token))
  assert.ok(!(await site.as(sergeant).get(`${at}/links`)).text.includes(token))

  const reply = await site.app.request(address)
  assert.equal(reply.status, 200)
  assert.equal(reply.headers.get('x-robots-tag'), 'noindex, nofollow, noarchive')
  assert.equal(reply.headers.get('referrer-policy'), 'no-referrer')
  const text = await reply.text()
  assert.match(text, /<meta name="robots" content="noindex, nofollow">/)
  assert.match(text, /Harbour Row, in brief/)
  assert.doesNotMatch(text, /\/projects\//)
  assert.equal((await site.as(null).get(address)).status, 200)
  assert.match((await site.as(sergeant).get(`${at}/links`)).text, /2 times/)

  for (const wrong of [
    address.replace('/averley/', '/borough/'),
    address.replace('/averley/', '/nowhere/'),
    `/brief/averley/${'A'.repeat(43)}`,
    '/brief/averley/short',
  ])
    assert.equal((await site.as(null).get(wrong)).status, 404)

  const { text: links } = await site.as(sergeant).get(`${at}/links`)
  const path = /action="([^"]+\/end)"/.exec(links)![1]!
  assert.equal((await site.as(officer).post(path, hiddenFields(links, '/end'))).status, 403)
  assert.equal((await site.as(sergeant).post(path, hiddenFields(links, '/end'))).status, 303)
  assert.equal((await site.as(null).get(address)).status, 404)
  assert.match((await site.as(sergeant).get(`${at}/links`)).text, /Ended by Sergeant Sam Geant/)

  const second = addressIn((await share(at, { days: '7' })).text)
  now = new Date('2026-04-08T10:00:01Z')
  assert.equal((await site.as(null).get(second)).status, 404)
  assert.match((await site.as(sergeant).get(`${at}/links`)).text, /Ran out/)
  now = new Date('2026-04-01T10:00:00Z')
  assert.ok(project.id)
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[B5] sent twice makes one link; officers, coaches, residents and other forces make none', async () => {
  const { at } = await opened()
  const { text } = await site.as(sergeant).get(`${at}/links`)
  const fields = { ...hiddenFields(text, '/links'), madeFor: HOSTILE, days: '30' }
  const replies = [
    await site.as(sergeant).post(`${at}/links`, fields),
    await site.as(sergeant).post(`${at}/links`, fields),
  ]
  assert.deepEqual(
    replies.map(({ status }) => status),
    [200, 303],
  )
  const after = await site.as(sergeant).get(`${at}/links`)
  assert.equal(after.text.match(/\/end"/g)?.length, 1)
  assert.doesNotMatch(after.text, /<script>alert|<img src=x/)
  for (const [viewer, status] of [
    [officer, 403],
    [coach, 403],
    [resident, 403],
    [stranger, 404],
    [outsider, 404],
  ] as const)
    assert.equal((await site.as(viewer).get(`${at}/links`)).status, status)
})

test('[B8] a project marked sensitive has no working link and makes none', async () => {
  const { project, at } = await opened()
  const address = addressIn((await share(at)).text)
  const { text } = await site.as(sergeant).get(`${at}/links`)
  const mark = (is_sensitive: boolean) =>
    database.owner.updateTable('project').set({ is_sensitive }).where('id', '=', project.id).execute()
  await mark(true)
  assert.equal((await site.as(null).get(address)).status, 404)
  const fields = { ...hiddenFields(text, '/links'), madeFor: 'Council', days: '7' }
  const refused = await site.as(sergeant).post(`${at}/links`, fields)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /marked sensitive, so no link can be made/)
  await mark(false)
  assert.equal((await site.as(null).get(address)).status, 200)
})
