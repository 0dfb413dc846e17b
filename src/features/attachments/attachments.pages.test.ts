import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import type { Viewer } from '#core/access/viewer.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { FILES_OF_AN_ENTRY } from '#core/record/recorded-file.ts'
import { addEntry, projectsPages } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openKeptFiles } from '#platform/files/kept-files.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { sweepFiles } from './attachment.jobs.ts'
import { attachmentsPages, attachmentsPart } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = `"><script>alert(1)</script>`

const force = await openMadeForce()
const { database, officer, coach, resident, otherResident, stranger, outsider } = force
const folder = await mkdtemp(join(tmpdir(), 'wardmote-attachments-'))
after(() => rm(folder, { recursive: true, force: true }))
const needs = pageNeeds(database, () => AT)
const site = viewerApp((routes) => {
  projectsPages(routes, { ...needs, entryParts: [attachmentsPart(needs)] })
  attachmentsPages(routes, { ...needs, files: openKeptFiles(folder) })
})
let project = await openMadeProject(database, force, AT, { team: [resident, otherResident] })
const photograph = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#284' } })
  .jpeg()
  .withMetadata({ orientation: 6 })
  .toBuffer()

const CONTENT = {
  asset: { name: 'Harbour Boxing Club', kind: 'group', does: 'Free evening sessions' },
  evidence: { title: 'Survey', source: 'Residents', dated: '2025', strength: 'some' },
}

async function written(kind: keyof typeof CONTENT, by = officer): Promise<string> {
  const outcome = await database.as(by, (tx) =>
    addEntry(
      by,
      tx,
      AT,
      { project, template: PLATFORM_TEMPLATE, reopenReason: 'More came in' },
      { kind, content: CONTENT[kind] },
    ),
  )
  assert.ok(outcome.ok)
  return outcome.value
}

const filesAt = (entry: string) => `/projects/${project.number}/entries/${entry}/files`

type Sent = { name?: string; content?: string | Buffer; shows?: string; reopenReason?: string; key?: string }

async function attach(entry: string, by: Viewer, sent: Sent = {}) {
  const form = new FormData()
  form.set('_key', sent.key ?? randomUUID())
  form.set('shows', sent.shows ?? 'The broken light behind the flats')
  form.set('reopenReason', sent.reopenReason ?? 'A picture came in')
  form.set(
    'file',
    new File([new Uint8Array(Buffer.from(sent.content ?? photograph))], sent.name ?? 'IMG_1.jpg'),
  )
  return site.as(by).post(filesAt(entry), form)
}

async function entryPage(entry: string, by = officer, path = 'assets') {
  return (await site.as(by).get(`/projects/${project.number}/${path}/${entry}`)).text
}

async function linkOf(entry: string): Promise<string> {
  return /href="(\/files\/[^"]+)"/.exec(await entryPage(entry))![1]!
}

test('[AT1] [AT4] a photograph is attached, shown small with what it shows, and opens in full', async () => {
  const entry = await written('asset')
  const form = await site.as(officer).get(filesAt(entry))
  assert.match(form.text, /type="file"[^>]*accept="image\/jpeg,/)
  assert.ok(!/accept="[^"]*heic/.test(form.text), 'phones then send JPEG')
  const reply = await attach(entry, officer)
  assert.equal(reply.status, 303)
  assert.equal(reply.location, `/projects/${project.number}/assets/${entry}#files`)
  const page = await entryPage(entry)
  assert.match(
    page,
    /<img src="\/files\/[0-9a-f-]{36}\/thumbnail" alt="The broken light behind the flats" width="60" height="90"/,
  )
  const link = await linkOf(entry)
  assert.ok(link.endsWith('/IMG_1.jpg'))
  const full = await site.as(officer).fetch(link)
  assert.equal(full.headers.get('Content-Type'), 'image/jpeg')
  assert.match(full.headers.get('Content-Disposition')!, /^inline/)
  const { width, height, exif } = await sharp(Buffer.from(await full.arrayBuffer())).metadata()
  assert.deepEqual([width, height, exif], [60, 90, undefined])
  const small = await site.as(officer).fetch(link.replace('IMG_1.jpg', 'thumbnail'))
  assert.equal(small.headers.get('Content-Type'), 'image/webp')
})

test('[AT8] documents are only saved, and nothing handed out may run or load anything', async () => {
  const entry = await written('asset')
  const reply = await attach(entry, officer, {
    name: `../../etc/${HOSTILE}\r\nSet-Cookie: a=b.txt`,
    content: '<script>alert(1)</script>',
    shows: '',
  })
  assert.equal(reply.status, 303)
  assert.ok(!(await entryPage(entry)).includes(HOSTILE))
  const got = await site.as(officer).fetch(await linkOf(entry))
  assert.equal(got.status, 200)
  assert.equal(got.headers.get('Content-Type'), 'text/plain; charset=utf-8')
  assert.equal(got.headers.get('X-Content-Type-Options'), 'nosniff')
  assert.equal(
    got.headers.get('Content-Security-Policy'),
    "default-src 'none'; sandbox; frame-ancestors 'none'",
  )
  assert.match(got.headers.get('Cache-Control')!, /^private/)
  assert.equal(got.headers.get('Set-Cookie'), null)
  const disposition = got.headers.get('Content-Disposition')!
  assert.match(disposition, /^attachment; filename="[^"/\\\r\n<>]+\.txt"; filename\*=UTF-8''[\w%.()-]+$/)
  const again = await site
    .as(officer)
    .fetch(await linkOf(entry), { 'If-None-Match': got.headers.get('ETag')! })
  assert.equal(again.status, 304)
})

test('[AT3] [AT4] a page named as a picture, a picture without words and no file at all are refused beside the field', async () => {
  const entry = await written('asset')
  for (const [sent, says] of [
    [{ content: '<!doctype html><script>1</script>', name: 'a.jpg' }, 'This kind of file is not taken'],
    [
      { content: '<svg xmlns="http://www.w3.org/2000/svg"/>', name: 'a.svg' },
      'This kind of file is not taken',
    ],
    [{ content: Buffer.alloc(0) }, 'The file is empty'],
    [{ shows: ' ' }, 'Say what the picture shows'],
    [{ content: photograph.subarray(0, 300) }, 'The picture cannot be read'],
    [{ content: Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), name: 'a.txt' }, 'more than 20 MB'],
    [{ name: '' }, 'Choose a picture or file'],
  ] as const) {
    const reply = await attach(entry, officer, sent)
    assert.equal(reply.status, 422, says)
    assert.ok(reply.text.includes(says), says)
  }
  const kept = await attach(entry, officer, { content: 'x', name: 'a.svg', shows: HOSTILE })
  assert.ok(kept.text.includes('&quot;&gt;&lt;script&gt;'), 'what was typed is kept')
  const cutOff = await site.app.request(filesAt(entry), {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf',
  })
  assert.equal(cutOff.status, 422)
  assert.ok(!(await entryPage(entry)).includes('/files/'), 'nothing was attached')
  assert.deepEqual(await readdir(join(folder, 'incoming')), [], 'nothing is left on its way in')
})

test('a form sent twice attaches once, and one without its key attaches nothing', async () => {
  const entry = await written('asset')
  const key = randomUUID()
  const replies = await Promise.all([attach(entry, officer, { key }), attach(entry, officer, { key })])
  assert.deepEqual(
    replies.map(({ status }) => status),
    [303, 303],
  )
  assert.equal((await attach(entry, officer, { key: '' })).status, 422)
  assert.equal((await entryPage(entry)).match(/<img /g)?.length, 1)
})

test('[AT1] [AT2] who may change the entry attaches; who may read it reads; for all others it is absent', async () => {
  const entry = await written('asset', resident)
  assert.equal((await attach(entry, resident)).status, 303)
  const link = await linkOf(entry)
  const thumbnail = link.replace(/[^/]+$/, 'thumbnail')
  for (const viewer of [officer, coach, resident, otherResident])
    for (const path of [link, thumbnail]) assert.equal((await site.as(viewer).fetch(path)).status, 200)
  for (const viewer of [stranger, outsider]) {
    for (const path of [link, thumbnail]) assert.equal((await site.as(viewer).fetch(path)).status, 404)
    assert.equal((await attach(entry, viewer)).status, 404)
  }
  assert.equal((await site.as(null).get(link)).location, '/sign-in')
  for (const viewer of [otherResident, coach]) assert.equal((await attach(entry, viewer)).status, 403)
  assert.equal((await site.as(officer).fetch(`/files/${randomUUID()}/a.jpg`)).status, 404)
  assert.equal((await site.as(officer).get(`${filesAt(randomUUID())}`)).status, 404)
})

test('[AT5] [AT10] a file on a signed-off step reopens it, with a reason, and stands in its history', async () => {
  const step = async () =>
    (
      await database.as(officer, (tx) =>
        tx
          .selectFrom('project_step')
          .select('state')
          .where('project_id', '=', project.id)
          .where('step', '=', 1)
          .executeTakeFirstOrThrow(),
      )
    ).state
  const entry = await written('evidence')
  await database.owner
    .updateTable('project_step')
    .set({ state: 'signed off' })
    .where('project_id', '=', project.id)
    .where('step', '=', 1)
    .execute()
  assert.match((await site.as(officer).get(filesAt(entry))).text, /name="reopenReason"/)
  assert.equal((await attach(entry, officer, { reopenReason: '' })).status, 422)
  assert.equal(await step(), 'signed off')
  assert.equal((await attach(entry, officer)).status, 303)
  assert.equal(await step(), 'reopened')
  assert.match(await entryPage(entry, officer, 'evidence'), /<strong>File added<\/strong> by Olu Fficer/)
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[AT7] a withdrawn file stays with its reason, for the staff alone', async () => {
  const entry = await written('asset', resident)
  await attach(entry, resident)
  const link = await linkOf(entry)
  const at = `${filesAt(entry)}/${link.split('/')[2]}/withdraw`
  const send = async (viewer: Viewer, why: string) => {
    const form = await site.as(viewer).get(at)
    if (form.status !== 200) return form
    return site.as(viewer).post(at, { ...hiddenFields(form.text, '/withdraw'), why })
  }
  assert.equal((await send(otherResident, 'x')).status, 403)
  assert.equal((await send(resident, '')).status, 422)
  assert.equal((await send(resident, `Shows a face ${HOSTILE}`)).status, 303)
  const page = await entryPage(entry, resident)
  assert.ok(
    page.includes('Withdrawn by Res Ident') && page.includes('Shows a face') && !page.includes('<img '),
  )
  assert.equal((await site.as(resident).fetch(link)).status, 404)
  assert.equal((await site.as(officer).fetch(link)).status, 200)
  assert.ok((await send(officer, 'again')).text.includes('withdrawn already'))
  assert.match(await entryPage(entry), /File withdrawn/)
})

test('[AT3] an entry has only so many files', async () => {
  const entry = await written('asset')
  const row = {
    force_id: officer.forceId,
    project_id: project.id,
    entry_id: entry,
    name: 'a.txt',
    type: 'text/plain',
  }
  await database.owner
    .insertInto('attachment')
    .values(
      Array.from({ length: FILES_OF_AN_ENTRY }, () => ({
        ...row,
        id: randomUUID(),
        bytes: 1,
        sha256: 'a'.repeat(64),
        shows: '',
        added_by: officer.personId,
        added_as: 'Olu',
        added_at: AT,
      })),
    )
    .execute()
  const reply = await attach(entry, officer)
  assert.equal(reply.status, 422)
  assert.match(reply.text, /60 files are attached already/)
})

test('[AT8] opening a file of a sensitive project is logged once, and no browser stores it', async () => {
  const own = await openMadeProject(database, force, AT, { placeName: 'Mill End' })
  const before = project
  project = own
  const entry = await written('asset')
  await attach(entry, officer)
  const link = await linkOf(entry)
  await database.owner.updateTable('project').set({ is_sensitive: true }).where('id', '=', own.id).execute()
  const readings = async () =>
    Number(
      (
        await database.owner
          .selectFrom('audit_entry')
          .select((eb) => eb.fn.countAll().as('count'))
          .where('action', '=', 'record read')
          .where('subject_id', '=', own.id)
          .executeTakeFirstOrThrow()
      ).count,
    )
  const reply = await site.as(coach).fetch(link)
  assert.equal(reply.headers.get('Cache-Control'), 'no-store')
  assert.equal(await readings(), 1)
  await site.as(coach).fetch(link.replace(/[^/]+$/, 'thumbnail'))
  assert.equal(await readings(), 1, 'a thumbnail is part of its page')
  project = before
})

test('[AT9] a kept file that no row names goes, and those of rows stay', async () => {
  const entry = await written('asset')
  await attach(entry, officer)
  const files = openKeptFiles(folder)
  const long = new Date(AT.getTime() - 40 * 86_400_000)
  const refused = await attach(entry, officer, { content: 'nobody names me', name: 'a.txt', key: '' })
  assert.equal(refused.status, 422)
  const all = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  for (const one of all) await utimes(join(one.parentPath, one.name), long, long)
  assert.ok((await sweepFiles({ database, files, clock: () => AT })) >= 1)
  assert.equal(await sweepFiles({ database, files, clock: () => AT }), 0)
  assert.equal((await site.as(officer).fetch(await linkOf(entry))).status, 200)
})
