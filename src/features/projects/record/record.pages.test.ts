import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { SaxesParser } from 'saxes'
import { fromBuffer } from 'yauzl'
import type { Viewer } from '#core/access/viewer.ts'
import type { NewEntry } from '#core/proforma/entry.ts'
import { moveOpenProjects } from '#features/projects/index.ts'
import { loadTemplate } from '#features/templates/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { addEntries, withdrawEntry } from '../entries/entry.store.ts'
import type { Project } from '../project.ts'
import { projectsPages } from '../projects.pages.ts'
import { addComment } from '../steps/comment.store.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = `<script>alert(1)</script>"'>]]><!-- &amp; \u202e =1+1 ${'x'.repeat(120)}`
let now = AT

const force = await openMadeForce()
const { database, officer, sergeant, analyst, resident, outsider } = force
const site = viewerApp((routes) =>
  projectsPages(
    routes,
    pageNeeds(database, () => now),
  ),
)

let from: string
const asset = (name: string, more: Record<string, string> = {}): NewEntry => ({
  kind: 'asset',
  content: { name, kind: 'group', does: 'Runs a club\non Fridays', ...more },
})

/** A project with entries that name one another, one of them withdrawn, and with a comment. */
async function filledProject(): Promise<Project> {
  const made = await openMadeProject(database, force, AT, { team: [resident] })
  const stakeholder = (name: string, id: string) => ({
    id,
    kind: 'stakeholder',
    content: { name, interest: HOSTILE, concern: 'Noise' },
  })
  from = randomUUID()
  const to = randomUUID()
  await database.as(officer, async (tx) => {
    const template = await loadTemplate(officer, tx, made.templateVersion)
    const change = { project: made, template, reopenReason: '' }
    const added = await addEntries(officer, tx, AT, change, [
      asset('Boxing club'),
      asset('Library', { agreement: 'Said yes to the PCSO', ownOpeningTimes: 'Late on Thursday' }),
      stakeholder('Caretaker', from),
      stakeholder(HOSTILE.slice(0, 150), to),
      { kind: 'tie', content: { from, to, kind: 'knows' } },
    ])
    assert.ok(added.ok)
    await withdrawEntry(officer, tx, AT, change, { id: added.value[0]!, version: 1 }, 'It closed')
    await addComment(officer, tx, AT, made, 2, `Well done ${HOSTILE}`)
  })
  return made
}

const project = await filledProject()

async function exported(viewer: Viewer, number: string) {
  const { status, text } = await site.as(viewer).get(`/projects/${number}/record.json`)
  assert.equal(status, 200)
  return JSON.parse(text)
}

async function send(viewer: Viewer, file: string | Blob | null, key?: string) {
  const page = await site.as(viewer).get('/projects/import')
  const body = new FormData()
  body.set('_key', key ?? hiddenFields(page.text, '/import/files')._key!)
  if (file !== null) body.set('file', new File([file], 'record.json'))
  const reply = await site.as(viewer).request('/projects/import/files', { method: 'POST', body })
  return { status: reply.status, text: await reply.text(), location: reply.headers.get('location') ?? '' }
}

async function imported(viewer: Viewer, record: object): Promise<string> {
  now = new Date(now.getTime() + 3600_000)
  const reply = await send(viewer, JSON.stringify(record))
  assert.equal(reply.status, 303, /<code>.*/.exec(reply.text)?.[0])
  const { location } = await site.as(viewer).get(reply.location)
  return location.replace('/projects/', '')
}

async function projects(): Promise<number> {
  const rows = await database.owner.selectFrom('project').select('id').execute()
  return rows.length
}

test('[P30] the published schema is JSON Schema, and what is exported fits it', async () => {
  const schema = JSON.parse((await site.as(null).get('/schemas/project-record.json')).text)
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
  const fits = new Ajv2020({ validateFormats: false, allErrors: true }).compile(schema)
  for (const viewer of [officer, resident]) {
    const record = await exported(viewer, project.number)
    assert.ok(fits(record), JSON.stringify(fits.errors?.slice(0, 3)))
  }
  const record = await exported(officer, project.number)
  for (const broken of [
    { ...record, format: 'wardmote-project-record/2' },
    { ...record, steps: record.steps.slice(1) },
    { ...record, secret: 1 },
    { ...record, entries: [{ ...record.entries[0], kind: 'suspect' }] },
  ])
    assert.equal(fits(broken), false)
})

test('[P31] export, import and export again are equal but for number, ids, the import itself and its line of history', async () => {
  const before = await exported(officer, project.number)
  const number = await imported(sergeant, before)
  const after = await exported(officer, number)
  assert.notEqual(number, project.number)

  const ids = new Map<string, string>(
    before.entries.map(({ id }: { id: string }, index: number) => [after.entries[index].id, id]),
  )
  assert.equal(ids.size, before.entries.length)
  for (const [made, was] of ids) assert.notEqual(made, was)
  const withOldIds = JSON.parse(
    JSON.stringify(after.entries).replace(
      /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      (id) => ids.get(id) ?? id,
    ),
  )
  assert.deepEqual(withOldIds, before.entries)
  const line = after.history.at(-1)
  assert.deepEqual([line.action, line.by], ['project imported', sergeant.name])
  assert.equal(after.imported.number, project.number)
  assert.deepEqual(
    { ...after, number: 0, imported: 0, entries: 0, history: after.history.slice(0, -1) },
    { ...before, number: 0, imported: 0, entries: 0, history: before.history },
  )
})

test('[P31] an imported project says on its pages where it came from, and that it was signed off elsewhere', async () => {
  const number = await imported(analyst, await exported(officer, project.number))
  const at = `/projects/${number}`
  for (const path of ['', '/steps/1', '/steps/2', '/record']) {
    const { text } = await site.as(officer).get(`${at}${path}`)
    assert.match(text, new RegExp(`Imported from ${project.number} \\(Averley Constabulary\\) on`), path)
    assert.match(text, /its decision was made elsewhere/, path)
  }
  assert.match((await site.as(officer).get(`${at}/steps/1`)).text, /elsewhere by Inspector Ines Pector/)
  assert.doesNotMatch((await site.as(officer).get(`${at}/steps/1`)).text, /decision’s own page/)
  assert.match((await site.as(officer).get(`${at}/record`)).text, /Signed off elsewhere by/)
  assert.match(
    (await site.as(officer).get(`${at}/team`)).text,
    new RegExp(`The team as ${project.number} had it`),
  )
  assert.match((await site.as(officer).get(`${at}/history`)).text, /Before it was imported/)
  assert.match((await site.as(officer).get(`${at}/steps/2`)).text, /Well done/)
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[P31] another force’s record takes that force’s number and template; its own questions stay as asked earlier', async () => {
  const record = await exported(officer, project.number)
  const number = await imported(outsider, { ...record, templateVersion: 41 })
  assert.match(number, /^BOR-/)
  const again = await exported(outsider, number)
  assert.equal(again.templateVersion, 1)
  assert.equal(again.force, 'Borough Constabulary')
  const { text } = await site.as(outsider).get(`/projects/${number}/record`)
  assert.match(text, /Asked by an earlier version/)
  assert.match(text, /Late on Thursday/)
  assert.equal((await site.as(officer).get(`/projects/${number}`)).status, 404)
  // What was imported can be worked on: an entry added, a step signed off here.
  const page = await site.as(outsider).get(`/projects/${number}/assets/new`)
  const fields = { ...hiddenFields(page.text, '/assets'), name: 'Park', kind: 'place', does: 'Trees' }
  assert.equal((await site.as(outsider).post(`/projects/${number}/assets`, fields)).status, 303)
})

test('[P31] supervisors and analysts import; others are refused, and the same form imports once', async () => {
  const file = JSON.stringify(await exported(officer, project.number))
  assert.equal((await site.as(officer).get('/projects/import')).status, 403)
  assert.equal((await site.as(resident).get('/projects/import')).status, 403)
  const body = new FormData()
  body.set('file', new File([file], 'record.json'))
  for (const viewer of [officer, resident])
    assert.equal(
      (await site.as(viewer).request('/projects/import/files', { method: 'POST', body })).status,
      403,
    )
  const count = await projects()
  const key = randomUUID()
  const replies = await Promise.all([send(analyst, file, key), send(analyst, file, key)])
  assert.equal(new Set(replies.map(({ location }) => location)).size, 1)
  assert.equal(await projects(), count + 1)
  assert.equal((await send(analyst, file, 'x')).status, 422)
  assert.equal(await projects(), count + 1)
})

// biome-ignore lint/suspicious/noExplicitAny: a record is broken here in ways its type would not allow
type Breaking = (record: any) => unknown // any: its type would not allow what is broken here
const HOSTILE_RECORDS: readonly (readonly [what: string, breaking: Breaking, told: RegExp])[] = [
  [
    'an unknown kind',
    (r) => (r.entries[0].kind = 'suspect'),
    /entries\[0\]\.kind<\/code> is not a kind of entry/,
  ],
  [
    'an id twice',
    (r) => (r.entries[1].id = r.entries[0].id),
    /entries\[1\]\.id<\/code> is the id of another entry/,
  ],
  [
    'an entry of another project',
    (r) => (r.entries.find((e: { kind: string }) => e.kind === 'tie').content.from = randomUUID()),
    /content\.from<\/code> names an entry that is not in this record/,
  ],
  [
    'an entry of the wrong kind',
    (r) =>
      (r.entries.find((e: { kind: string }) => e.kind === 'tie').content.from = r.entries.find(
        (e: { kind: string }) => e.kind === 'asset',
      ).id),
    /names an entry of another kind, “asset”/,
  ],
  [
    'a wrong answer',
    (r) => (r.entries[0].content.kind = 'soon'),
    /entries\[0\]\.content\.kind<\/code> is not/,
  ],
  [
    'too long an answer',
    (r) => (r.entries[0].content.name = 'x'.repeat(999)),
    /is longer than \d+ characters/,
  ],
  ['an answer that is an object', (r) => (r.entries[0].content.own = { a: 1 }), /entries\[0\]\.content\.own/],
  [
    'a name that is taken',
    (r) => (r.entries[0].content.entry = 'x'),
    /is not a name that an answer can have/,
  ],
  [
    'a name no answer has',
    (r) => (r.entries[0].content['a b<script>'] = 'x'),
    /is not a name that an answer/,
  ],
  ['a step too few', (r) => r.steps.pop(), /steps<\/code> is empty or too short/],
  ['steps out of order', (r) => r.steps.reverse(), /steps\[0\]\.step<\/code> is out of order/],
  ['a sign-off by nobody', (r) => (r.steps[0].signedOff = null), /steps\[0\]\.signedOff<\/code> is missing/],
  [
    'the future',
    (r) => (r.entries[0].written.at = '2999-01-01T00:00:00Z'),
    /written\.at<\/code> is in the future/,
  ],
  [
    'what no record has',
    (r) => (r.password = 'x'),
    /has “password”, which a record of this format does not have/,
  ],
  ['a place without its area', (r) => (r.areaCode = 'E09999999'), /does not hold the area/],
  [
    'a character that breaks a database',
    (r) => (r.placeName = 'a\u0000b'),
    /placeName<\/code> has a character/,
  ],
  [
    'half a character',
    (r) => (r.placeName = 'a\ud800'),
    /placeName<\/code> has a character that cannot be kept/,
  ],
  [
    'another format',
    (r) => (r.format = 'wardmote-project-record/2'),
    /format<\/code> must be “wardmote-project-record/,
  ],
  ['nothing missing but all', (r) => delete r.figures, /figures<\/code> is missing/],
]
for (const [what, breaking, told] of HOSTILE_RECORDS) {
  test(`[P31] a record with ${what} is refused with where and why, and nothing is imported`, async () => {
    const record = await exported(officer, project.number)
    breaking(record)
    const count = await projects()
    const { status, text } = await send(sergeant, JSON.stringify(record))
    assert.equal(status, 422)
    assert.match(text, told)
    assert.match(text, /Nothing was imported/)
    assert.doesNotMatch(text, /<script>/)
    assert.equal(await projects(), count)
  })
}

test('[P31] files that are no record are refused with a sentence, however deep, big or cut off they are', async () => {
  const record = JSON.stringify(await exported(officer, project.number))
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const prototypes = record.replace('"format"', '"__proto__":{"isAdmin":true},"format"')
  for (const [file, told] of [
    [deep, /lies deeper than anything in a record/],
    [prototypes, /has the name “__proto__”/],
    [record.replace('"content":{', '"content":{"constructor":1,'), /has the name “constructor”/],
    [record.slice(0, -20), /is not a JSON file, or was cut off/],
    ['null', /must be an object/],
    ['[]', /must be an object/],
    ['', /Choose a file that is not empty/],
    [`[${'0,'.repeat(2_100_000)}0]`, /has more values than any record has/],
    [new Blob([new Uint8Array(21 * 1024 * 1024)]), /must be 20 MB or smaller/],
    [null, /Choose a file/],
  ] as const) {
    const { status, text } = await send(sergeant, file)
    assert.equal(status, 422)
    assert.match(text, told)
  }
  assert.equal(({} as Record<string, unknown>).isAdmin, undefined)
})

async function docxOf(viewer: Viewer, number: string): Promise<Map<string, string>> {
  const reply = await site.as(viewer).request(`/projects/${number}/record.docx`)
  assert.equal(reply.status, 200)
  assert.match(reply.headers.get('content-disposition') ?? '', new RegExp(`filename="${number}.docx"`))
  return unzipped(Buffer.from(await reply.arrayBuffer()))
}

function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  return new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('end', () => resolve(files))
      zip.on('error', reject)
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, async (problem, stream) => {
          if (problem) return reject(problem)
          const parts: Buffer[] = []
          for await (const part of stream) parts.push(part as Buffer)
          files.set(entry.fileName, Buffer.concat(parts).toString('utf8'))
          zip.readEntry()
        }),
      )
      zip.readEntry()
    }),
  )
}

function wellFormed(xml: string): void {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
}

test('[P30] the document is well-formed, in British English, with a title, headings and table headings', async () => {
  const files = await docxOf(officer, project.number)
  for (const [name, xml] of files) if (/\.(xml|rels)$/.test(name)) wellFormed(xml)
  const text = files.get('word/document.xml')!
  assert.match(files.get('docProps/core.xml')!, new RegExp(`Harbour Row: LISP project ${project.number}`))
  assert.match(files.get('word/styles.xml')!, /w:lang w:val="en-GB"/)
  for (const style of ['Title', 'Heading1', 'Heading2', 'Heading3'])
    assert.ok(text.includes(`w:pStyle w:val="${style}"`))
  assert.ok((text.match(/<w:tblHeader\/>/g)?.length ?? 0) >= 2)
  for (const part of [
    'Boxing club',
    'It closed',
    'Places not chosen',
    'The figures it rests on',
    'Late on Thursday',
  ])
    assert.ok(text.includes(part), part)
  assert.ok(text.includes('&lt;script&gt;') && !text.includes('<script>'))
  assert.ok(files.has('word/header1.xml') && files.has('word/footer1.xml'))
})

test('[P30] characters that XML cannot hold are left out of the document, and the rest stays', async () => {
  const other = await filledProject()
  await database.owner
    .updateTable('project_entry')
    .set({ content: JSON.stringify({ name: 'Bell \u0007 and \uffff end', kind: 'group', does: 'x' }) })
    .where('project_id', '=', other.id)
    .where('kind', '=', 'asset')
    .where('withdrawn_by', 'is', null)
    .execute()
  const text = (await docxOf(officer, other.number)).get('word/document.xml')!
  wellFormed(text)
  assert.ok(text.includes('Bell  and  end'))
})

test('[P18] [P30] what a resident may not read is in none of the three', async () => {
  const other = await filledProject()
  const at = `/projects/${other.number}`
  const page = (await site.as(resident).get(`${at}/record`)).text
  const data = (await site.as(resident).get(`${at}/record.json`)).text
  const document = (await docxOf(resident, other.number)).get('word/document.xml')!
  const whole = (await docxOf(officer, other.number)).get('word/document.xml')!
  for (const text of [page, data, document]) {
    assert.ok(text.includes('Library'))
    for (const kept of ['Said yes to the PCSO', 'Late on Thursday', 'Well done', 'comment on Step 2'])
      assert.ok(!text.includes(kept), kept)
  }
  assert.ok(whole.includes('Said yes to the PCSO'))
  for (const path of ['record', 'record.json', 'record.docx'])
    assert.equal((await site.as(outsider).get(`${at}/${path}`)).status, 404)
})

test('[P31] why somebody left elsewhere, and the history until then, stay the staff’s', async () => {
  const record = await exported(officer, project.number)
  record.team[0] = { ...record.team[0], untilOn: '2026-04-01', endReason: 'A private matter' }
  const number = await imported(sergeant, record)
  const made = await database.owner
    .selectFrom('project')
    .select('id')
    .where('number', '=', number)
    .where('force_id', '=', sergeant.forceId)
    .executeTakeFirstOrThrow()
  await putOnTeam(database, made as Project, resident, 'resident')
  for (const path of ['', '/record', '/record.json', '/team', '/steps/1']) {
    const { status, text } = await site.as(resident).get(`/projects/${number}${path}`)
    assert.equal(status, 200, path)
    assert.doesNotMatch(text, /A private matter/, path)
  }
  assert.match((await site.as(officer).get(`/projects/${number}/record`)).text, /A private matter/)
})

test('[P27] two thousand open projects follow a published version in one transaction', async () => {
  const crowded = await addForce(database, 'crowded')
  const publisher = await crowded.person('Pub Lisher', 'supervisor', 'inspector')
  const { figures, decision } = project
  const rows = Array.from({ length: 2000 }, (_, index) => ({
    force_id: publisher.forceId,
    id: randomUUID(),
    number: `CRO-2026-${String(index + 1).padStart(3, '0')}`,
    decision_id: null,
    imported: JSON.stringify({}),
    imported_number: 'X',
    place_name: 'Place',
    area_code: 'E1',
    area_codes: ['E1'],
    template_version: 1,
    opened_by: publisher.personId,
    opened_at: AT,
    figures: JSON.stringify(figures),
    decision: JSON.stringify(decision),
  }))
  for (let start = 0; start < rows.length; start += 500)
    await database.owner
      .insertInto('project')
      .values(rows.slice(start, start + 500))
      .execute()
  const moved = await database.as(publisher, (tx) =>
    moveOpenProjects(publisher, tx, AT, {
      version: 2,
      note: 'A note',
      difference: ['Step 2 also asks “Who?”'],
    }),
  )
  assert.equal(moved, 2000)
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})
