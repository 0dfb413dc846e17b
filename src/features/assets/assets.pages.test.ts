import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import type { Content } from '#core/proforma/entry.ts'
import { SIGHTING_KINDS } from '#core/proforma/steps/environmental-audit.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { attachmentsPages, attachmentsPart } from '#features/attachments/index.ts'
import { addEntry, projectsPages, withdrawEntry } from '#features/projects/index.ts'
import { openKeptFiles } from '#platform/files/kept-files.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { assetParts, assetsPages } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = `"><img src=x onerror=alert(1)>`
const AROUND: OutlinedArea[] = [
  {
    code: 'E01000002' as AreaCode,
    name: 'Averley 002',
    outline: [
      [
        [
          [-1.14, 52.62],
          [-1.12, 52.62],
          [-1.12, 52.64],
          [-1.14, 52.64],
          [-1.14, 52.62],
        ],
      ],
    ],
    middle: [-1.13, 52.63],
    metres: 0,
    touches: [],
  },
]

const force = await openMadeForce()
const { database, officer, coach, resident, stranger, outsider } = force
const folder = await mkdtemp(join(tmpdir(), 'wardmote-assets-'))
after(() => rm(folder, { recursive: true, force: true }))
const needs = {
  ...pageNeeds(database, () => AT),
  areasAround: async () => AROUND,
  files: openKeptFiles(folder),
}
const parts = assetParts(needs)
const site = viewerApp((routes) => {
  projectsPages(routes, {
    ...needs,
    stepParts: parts.stepParts,
    entryParts: [...parts.entryParts, attachmentsPart(needs)],
  })
  attachmentsPages(routes, needs)
  assetsPages(routes, needs)
})
const project = await openMadeProject(database, force, AT, { team: [resident] })

const at = (path: string, of = project) => `/projects/${of.number}/${path}`

async function written(kind: string, content: Content, by = officer, of = project): Promise<string> {
  const outcome = await database.as(by, (tx) =>
    addEntry(by, tx, AT, { project: of, template: PLATFORM_TEMPLATE, reopenReason: '' }, { kind, content }),
  )
  assert.ok(outcome.ok)
  return outcome.value
}

const walk = () => written('audit-walk', { on: '2026-02-03', from: '17:30', walkers: 'two residents' })

async function see(id: string, by: Viewer, fields: Record<string, string>, picture?: Buffer) {
  const form = new FormData()
  const sent = {
    _key: randomUUID(),
    title: 'Light out',
    seems: 'bad',
    sort: 'lighting',
    where: 'By the bins',
    point: '',
    ...fields,
  }
  for (const [name, value] of Object.entries(sent)) form.set(name, value)
  form.set('file', picture ? new File([new Uint8Array(picture)], 'IMG_2.jpg') : new File([], ''))
  return site.as(by).post(at(`audit-walks/${id}/files`), form)
}

const photograph = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#284' } })
    .jpeg()
    .toBuffer()

test('[AS1] what has a point is on the map, everything is in the list, and no person has a point', async () => {
  const own = await openMadeProject(database, force, AT, { placeName: 'Mill End' })
  const of = (kind: string, content: Content) => written(kind, content, officer, own)
  await of('asset', {
    name: `Club ${HOSTILE}`,
    kind: 'group',
    does: 'x',
    point: '52.63,-1.13',
    where: HOSTILE,
  })
  await of('asset', { name: 'caretaker', kind: 'person', named: 'no', does: 'x', point: '52.63,-1.13' })
  await of('works', { title: 'Playground', why: 'x' })
  const gone = await of('vulnerability', { title: 'Gone', why: 'x', point: '52.63,-1.13' })
  const change = { project: own, template: PLATFORM_TEMPLATE, reopenReason: '' }
  await database.as(officer, (tx) =>
    withdrawEntry(officer, tx, AT, change, { id: gone, version: 1 }, 'wrong'),
  )
  const { text } = await site.as(officer).get(at('assets/map', own))
  assert.equal(text.match(/data-at="-1.13,52.63"/g)?.length, 1)
  const picture = text.split('wm-place__points')[1]?.split('</g>')[0]
  assert.equal(picture?.match(/<circle /g)?.length, 1, 'and the picture without script has the same one')
  assert.ok(text.includes('caretaker') && text.includes('Playground') && !text.includes('>Gone<'))
  assert.ok(!text.includes(HOSTILE))
  const outlines = await site.as(officer).fetch(at('place.json', own))
  assert.deepEqual((await outlines.json()).features[0].properties, {
    code: 'E01000002',
    name: 'Averley 002',
    isOwn: true,
  })
})

test('[AS1] members see the map, and for all others every page of it is absent', async () => {
  const id = await walk()
  for (const path of ['assets/map', 'audit-sheet', 'place.json', `audit-walks/${id}/see`]) {
    assert.equal((await site.as(resident).get(at(path))).status, 200, path)
    for (const viewer of [stranger, outsider])
      assert.equal((await site.as(viewer).get(at(path))).status, 404, path)
  }
  assert.equal((await site.as(coach).get(at(`audit-walks/${id}/see`))).status, 403)
})

test('[AS2] a resident adds what they see with a photograph, and is led on to the next thing', async () => {
  const id = await walk()
  const reply = await see(id, resident, {}, await photograph())
  assert.equal(reply.status, 303)
  assert.equal(reply.location, at(`audit-walks/${id}/see`))
  const next = await site.as(resident).get(reply.location)
  assert.match(next.text, /Saved so far: 1\. Last: <a[^>]*>Light out/)
  assert.match(next.text, /type="file"[^>]*capture="environment"/)
  const page = await site.as(officer).get(at(`audit-walks/${id}`))
  assert.match(page.text, /<img src="\/files\/[0-9a-f-]{36}\/thumbnail" alt="Light out"/)
  const finish = await see(id, resident, { title: 'Bench', seems: 'good', sort: 'staying', next: 'finish' })
  assert.equal(finish.location, at(`audit-walks/${id}`))
})

test('[AS2] what is wrong is said beside its field, what was typed is kept, and nothing is written', async () => {
  const id = await walk()
  const picture = await photograph()
  for (const [fields, file, says] of [
    [{ title: '' }, undefined, 'Say what you saw'],
    [{ where: '' }, undefined, 'Say where it is'],
    [{ sort: 'people' }, undefined, 'Choose what it is about'],
    [{ point: '200, 0' }, undefined, 'Enter latitude and longitude'],
    [{}, Buffer.from('<svg/>'), 'This kind of file is not taken'],
    [{}, Buffer.from('%PDF-1.4\n%%EOF'), 'Choose a photograph'],
    [{ title: '' }, picture, 'Choose the photograph again'],
    [{ _key: '' }, undefined, 'This form is out of date'],
  ] as const) {
    const reply = await see(id, resident, { title: `Kept ${HOSTILE}`, ...fields }, file)
    assert.equal(reply.status, 422, says)
    assert.ok(reply.text.includes(says), says)
    assert.ok(!reply.text.includes(HOSTILE))
  }
  assert.ok(!(await site.as(officer).get(at(`audit-walks/${id}`))).text.includes('Kept'))
})

test('[AS2] the entry and its photograph are written together or not at all', async () => {
  const id = await walk()
  const seenBefore = await database.owner
    .selectFrom('project_entry')
    .select('id')
    .where('kind', '=', 'audit-sighting')
    .execute()
  // As if the process died between the two: the second write fails.
  await sql`alter table attachment add constraint dies check (bytes < 0) not valid`.execute(database.owner)
  await assert.rejects(see(id, resident, {}, await photograph()))
  await sql`alter table attachment drop constraint dies`.execute(database.owner)
  const seenAfter = await database.owner
    .selectFrom('project_entry')
    .select('id')
    .where('kind', '=', 'audit-sighting')
    .execute()
  assert.equal(seenAfter.length, seenBefore.length)
})

test('[AS2] only a walk of this project takes what is seen', async () => {
  const asset = await written('asset', { name: 'Hall', kind: 'place', does: 'x' })
  assert.equal((await see(asset, officer, {})).status, 404)
  assert.equal((await see(randomUUID(), officer, {})).status, 404)
  const id = await walk()
  assert.equal((await see(id, stranger, {})).status, 404)
  assert.equal((await see(id, coach, {})).status, 403)
})

test('[AS4] the sheet has every word that the form has to choose from', async () => {
  const { text } = await site.as(resident).get(at('audit-sheet'))
  for (const kind of SIGHTING_KINDS) assert.ok(text.includes(kind.text), kind.text)
})

test('a point in a form is typed, and the page brings the script that picks it', async () => {
  const { text } = await site.as(officer).get(at('assets/new'))
  assert.match(text, /data-wm-point="point"/)
  assert.match(text, /<script type="module" src="\/assets\/point-[\w-]+\.js">/)
  assert.ok(!(await site.as(officer).get(at('audit-walks/new'))).text.includes('/assets/point-'))
})
