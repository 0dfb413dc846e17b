import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import sharp from 'sharp'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { RECORDED_STATES } from '#core/record/recorded-escalation.ts'
import type { Project } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { putOnTeam } from '#tests/support/open-project.ts'
import { anyEntries, type Data, openRecordSite, unzipped } from '#tests/support/record-site.ts'
import { type ZipEntry, zipBytes } from '#tests/support/zip-bytes.ts'

const site = await openRecordSite()
const { database, officer, resident, outsider, anyOnce, photograph } = site
const { projectWithFiles, exported, zipOf, send, imported } = site

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** A record without what an import makes anew: its number, its ids, the import itself and its line of history. */
function withoutWhatIsNew(record: Data): Data {
  const ids = new Map<string, string>()
  for (const [index, { id }] of [...record.entries, ...record.files].entries()) ids.set(id, `id ${index}`)
  const told = { ...record, number: '', imported: null, figures: null, decision: null }
  told.history = record.history.filter(({ action }: Data) => action !== 'project imported')
  return JSON.parse(JSON.stringify(told).replace(UUID, (id) => ids.get(id) ?? id))
}

test('[P31] [P34] [PI10] whatever a project holds, out, in and out again is equal but for number, ids and who imported it', async () => {
  const schema = JSON.parse((await site.as(null).get('/schemas/project-record.json')).text)
  const fits = new Ajv2020({ validateFormats: false, allErrors: true }).compile(schema)
  await fc.assert(
    fc.asyncProperty(anyEntries, async (entries) => {
      const { project } = await projectWithFiles(entries)
      const before = await exported(officer, project.number)
      assert.equal(fits(before), true, JSON.stringify(fits.errors?.slice(0, 3)))
      assert.equal(before.entries.length >= PLATFORM_TEMPLATE.kinds.length, true)
      assert.deepEqual(
        before.escalations.map(({ state }: Data) => state),
        [...RECORDED_STATES],
      )
      assert.deepEqual(
        before.ratings.map(({ endedAt }: Data) => endedAt !== null),
        [true, false],
      )
      assert.equal(before.files.length, 3)
      assert.deepEqual(
        before.drawings.map(({ elements, links }: Data) => [elements.length, links.length]),
        [[3, 2]],
      )

      const first = await zipOf(officer, project.number)
      const { number } = await imported(first)
      const after = await exported(officer, number)
      assert.deepEqual(withoutWhatIsNew(after), withoutWhatIsNew(before))
      assert.equal(fits(after), true, JSON.stringify(fits.errors?.slice(0, 3)))

      // And once more: what came is taken along.
      const again = await imported(await zipOf(officer, number))
      assert.deepEqual(withoutWhatIsNew(await exported(officer, again.number)), withoutWhatIsNew(before))

      // From data alone all but the files' bytes.
      const alone = await imported(JSON.stringify(before), 'record.json')
      assert.deepEqual(withoutWhatIsNew(await exported(officer, alone.number)), withoutWhatIsNew(before))
      assert.deepEqual([...(await unzipped(await zipOf(officer, alone.number))).keys()], ['record.json'])

      const bytesOf = async (of: string) =>
        [...(await unzipped(await zipOf(officer, of)))]
          .filter(([name]) => name !== 'record.json')
          .map(([, bytes]) => bytes)
      assert.deepEqual(await bytesOf(number), await bytesOf(project.number))
    }),
    { numRuns: 4 },
  )
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[P34] [E22] [R10] [Y7] what came stays to be read on its pages, is nobody’s to answer, and files that came open', async () => {
  const { project } = await projectWithFiles(anyOnce())
  const { number } = await imported(await zipOf(officer, project.number))
  const at = `/projects/${number}`
  const step = (await site.as(officer).get(`${at}/steps/8`)).text
  assert.match(step, /Nothing has been raised here/)
  assert.match(step, /Raised elsewhere, before it came here/)
  assert.ok(step.includes(`${project.number}/E3`) && step.includes('They are ours. By Friday.'))
  assert.doesNotMatch(step, /is neither answered nor withdrawn/)
  assert.match(
    (await site.as(officer).get(`/projects/${project.number}/steps/8`)).text,
    /is neither answered nor withdrawn/,
  )
  const rows = await database.owner
    .selectFrom('escalation')
    .select('id')
    .where('project_id', 'in', (eb) => eb.selectFrom('project').select('id').where('number', '=', number))
    .execute()
  assert.equal(rows.length, 0)
  const ratings = (await site.as(officer).get(`${at}/ratings`)).text
  assert.match(ratings, /No round has ended here yet/)
  assert.match(ratings, new RegExp(`Round 1 of ${project.number}`))
  assert.match(ratings, /It was open when the record was made/)
  assert.match(ratings, /1\.5 \(n\s=\s2\)/)
  assert.match(
    (await site.as(officer).get(`${at}/steps/1`)).text,
    new RegExp(`round 1 of ${project.number}, before it came here`),
  )
  const fidelity = (await site.as(officer).get(`${at}/fidelity`)).text
  assert.match(fidelity, /4 raised with those who could decide: 2 answered, 2 not/)
  assert.match(fidelity, /Rated by: team, line manager, reviewer/)
  const handover = (await site.as(officer).get(`${at}/handover`)).text
  assert.ok(handover.includes(`raised elsewhere as ${project.number}/E2, not answered before it came here`))
  const record = (await site.as(officer).get(`${at}/record`)).text
  for (const said of [
    `${project.number}/E4`,
    'before it came here)',
    'hall.jpg: What hall.jpg shows',
    'withdrawn by PCSO: Wrong one',
  ])
    assert.ok(record.includes(said), said)
  assert.doesNotMatch(record, /Note 0 of 1/)
  const reply = await site.as(officer).request(`${at}/record.docx`)
  const document = (await unzipped(Buffer.from(await reply.arrayBuffer())))
    .get('word/document.xml')!
    .toString()
  for (const said of [
    'Raised elsewhere, before it came here',
    `${project.number}/E4`,
    'before it came here)',
    'hall.jpg',
  ])
    assert.ok(document.includes(said), said)
  const photo = (await exported(officer, number)).files.find(({ name }: Data) => name === 'hall.jpg')
  const entry = await site.as(officer).get(`${at}/assets/${photo.entry}`)
  const picture = /\/files\/[0-9a-f-]{36}\/[^"]+\.jpg/.exec(entry.text)![0]
  const shown = await site.as(officer).request(picture)
  assert.equal(shown.headers.get('content-type'), 'image/jpeg')
  assert.ok(!Buffer.from(await shown.arrayBuffer()).includes('PhoneMaker'))
  assert.equal((await site.as(officer).get(picture.replace(/[^/]+$/, 'thumbnail'))).status, 200)
})

test('[P18] [P34] a resident takes out what they may read: no ratings, no names of who was asked, nothing withdrawn', async () => {
  const { project } = await projectWithFiles(anyOnce())
  const { number } = await imported(await zipOf(officer, project.number))
  const [made] = await database.owner
    .selectFrom('project')
    .select('id')
    .where('number', '=', number)
    .execute()
  await putOnTeam(database, made as Project, resident, 'resident')
  for (const which of [project.number, number]) {
    const parts = await unzipped(await zipOf(resident, which))
    const record = JSON.parse(parts.get('record.json')!.toString())
    assert.deepEqual(record.ratings, [])
    assert.deepEqual(
      record.files.map(({ name }: Data) => name),
      ['hall.jpg'],
    )
    assert.equal(parts.size, 2)
    assert.equal(record.escalations.length, 5)
    assert.doesNotMatch(JSON.stringify(record.escalations), /Lamplight|Olu|Ines|Asked twice|City Council/)
    for (const path of ['record', 'steps/8', 'record.json']) {
      const { text } = await site.as(resident).get(`/projects/${which}/${path}`)
      assert.doesNotMatch(text, /Lamplight|Note \d of|proforma\.csv|plan\.png/, path)
    }
    assert.equal((await site.as(resident).get(`/projects/${which}/ratings`)).status, 404)
    assert.equal((await site.as(outsider).get(`/projects/${which}/record.zip`)).status, 404)
  }
})

test('[P34] from data alone everything comes but the files, and it is said which did not', async () => {
  const { project } = await projectWithFiles(anyOnce())
  const before = await exported(officer, project.number)
  const { number, told } = await imported(JSON.stringify(before), 'record.json')
  assert.match(told, /Imported, without 3 files/)
  for (const name of ['hall.jpg', 'plan.png', 'proforma.csv']) assert.ok(told.includes(name))
  const { files } = await exported(officer, number)
  const entry = await site
    .as(officer)
    .get(`/projects/${number}/assets/${files.find(({ name }: Data) => name === 'hall.jpg').entry}`)
  assert.match(entry.text, /Did not come with the record/)
  assert.match(
    (await site.as(officer).get(`/projects/${number}/record`)).text,
    /did not come with the record/,
  )
  // The bytes are this force's own; a hash in a file that was sent opens nothing.
  assert.deepEqual([...(await unzipped(await zipOf(officer, number))).keys()], ['record.json'])
})

test('[P34] [AT11] a picture that is no copy is drawn anew, and nothing that its camera wrote is kept', async () => {
  const { project } = await projectWithFiles(anyOnce())
  const parts = await unzipped(await zipOf(officer, project.number))
  const record = JSON.parse(parts.get('record.json')!.toString())
  const [hall] = record.files.filter(({ name }: Data) => name === 'hall.jpg')
  const sent = await photograph(90)
  assert.ok(sent.includes('PhoneMaker'))
  const { number } = await imported(repacked(parts, record, hall, sent))
  const [came] = (await exported(officer, number)).files.filter(({ name }: Data) => name === 'hall.jpg')
  assert.notEqual(came.sha256, hall.sha256)
  const kept = (await unzipped(await zipOf(officer, number))).get(came.path)!
  assert.ok(!kept.includes('PhoneMaker'))
  assert.equal((await sharp(kept).metadata()).width, 90)
})

/** The ZIP with another file in place of one, the record saying so. */
function repacked(parts: ReadonlyMap<string, Buffer>, record: Data, file: Data, content: Buffer): Buffer {
  Object.assign(file, { bytes: content.length, sha256: sha256(content) })
  return zipBytes([
    { name: 'record.json', content: JSON.stringify(record) },
    ...[...parts]
      .filter(([name]) => name !== 'record.json')
      .map(([name, bytes]) => ({ name, content: name === file.path ? content : bytes })),
  ])
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('[P34] hostile ZIPs are refused with a sentence, and nothing is imported', async () => {
  const { project } = await projectWithFiles(anyOnce())
  const parts = await unzipped(await zipOf(officer, project.number))
  const text = parts.get('record.json')!.toString()
  const count = async () => (await database.owner.selectFrom('project').select('id').execute()).length
  const record = { name: 'record.json', content: text }
  const files = [...parts]
    .filter(([name]) => name !== 'record.json')
    .map(([name, content]) => ({ name, content }))
  const [first, ...others] = files
  const broken = (change: (record: Data) => unknown) => {
    const made = JSON.parse(text)
    change(made)
    return { name: 'record.json', content: JSON.stringify(made) }
  }
  const withFile = (content: Buffer, more: object = {}) => {
    const made = JSON.parse(text)
    const hall = made.files.find(({ name }: Data) => name === 'hall.jpg')
    Object.assign(hall, more)
    return repacked(parts, made, hall, content)
  }
  const at: [string, Buffer | ZipEntry[], RegExp][] = [
    ['no record', files, /holds no “record\.json”/],
    ['a name that leads out', [record, { name: '../../record.json', content: 'x' }], /cannot be read/],
    ['an absolute name', [record, { name: '/etc/passwd', content: 'x' }], /cannot be read/],
    ['two files of one name', [record, ...files, first!], /two files of one name/],
    ['two records', [record, record], /two files of one name/],
    [
      'thousands of files',
      [record, ...Array.from({ length: 4001 }, (_, index) => ({ name: `x${index}`, content: '' }))],
      /more than 4000 files/,
    ],
    ['a password', [{ ...record, isEncrypted: true }], /has a password/],
    [
      'a record that unpacks to more than it says',
      [{ ...record, content: Buffer.alloc(30_000_000, 32), claimedBytes: 1000 }],
      /cannot be read/,
    ],
    [
      'a record of 21 MB',
      [{ ...record, content: Buffer.alloc(21 * 1024 * 1024, 32) }],
      /must be 20 MB or smaller/,
    ],
    ['its end cut off', Buffer.from(zipBytes([record, ...files])).subarray(0, -40), /cannot be read/],
    [
      'another content than its hash',
      [record, { ...first!, content: Buffer.alloc(first!.content.length, 1) }, ...others],
      /files\[\d\]<\/code> is not the file that the record names/,
    ],
    [
      'another length',
      [record, { ...first!, content: Buffer.alloc(9) }, ...others],
      /is not as long in the ZIP/,
    ],
    [
      'a bomb in a file',
      [
        record,
        { name: first!.name, content: Buffer.alloc(40_000_000), claimedBytes: first!.content.length },
        ...others,
      ],
      /is spoilt in the ZIP/,
    ],
    [
      'a page as a picture',
      withFile(Buffer.from('<!doctype html><script>alert(1)</script>')),
      /This kind of file is not taken/,
    ],
    [
      'a picture as a paper',
      withFile(await photograph(), { type: 'application/pdf' }),
      /is of another type than the record says/,
    ],
    [
      'a picture that nothing describes',
      withFile(await photograph(), { shows: '' }),
      /nothing says what it shows/,
    ],
    [
      'a file of an entry that is not there',
      [broken((r) => (r.files[0].entry = randomUUID())), ...files],
      /files\[0\]\.entry<\/code> names an entry that is not/,
    ],
    ['one file twice', [broken((r) => r.files.push(r.files[0])), ...files], /is the id of another file too/],
    [
      'a path that is another file’s',
      [broken((r) => (r.files[0].path = r.files[1].path)), ...files],
      /files\[0\]\.path<\/code> is not the file’s own/,
    ],
    [
      'a path that leads out',
      [broken((r) => (r.files[0].path = 'files/../../x.txt')), ...files],
      /files\[0\]\.path<\/code> is not written/,
    ],
    [
      'a file above 20 MB',
      [broken((r) => (r.files[0].bytes = 99_999_999)), ...files],
      /files\[0\]\.bytes<\/code> is more than/,
    ],
    [
      'an answer that is not there',
      [broken((r) => (r.escalations[2].answer = null)), ...files],
      /escalations\[2\]\.answer<\/code> is missing/,
    ],
    [
      'an escalation of no entry',
      [broken((r) => (r.escalations[0].entry = randomUUID())), ...files],
      /escalations\[0\]\.entry<\/code> names an entry/,
    ],
    [
      'a drawing in what is no picture',
      [broken((r) => (r.drawings[0].entry = r.files[0].entry)), ...files],
      /drawings\[0\]\.entry<\/code> names no picture/,
    ],
    [
      'a link to what is not on the picture',
      [broken((r) => (r.drawings[0].links[0].to = randomUUID())), ...files],
      /drawings\[0\]\.links\[0\]<\/code> leads from or to/,
    ],
    [
      'two links of one id',
      [broken((r) => r.drawings[0].links.push({ ...r.drawings[0].links[0], words: 'Lost' })), ...files],
      /drawings\[0\]\.links\[2\]\.id<\/code> is the id of another link/,
    ],
    [
      'a moment in a year that no calendar here has',
      [broken((r) => (r.entries[0].added.at = '0000-01-01T00:00:00Z')), ...files],
      /entries\[0\]\.added\.at<\/code> is not written the way/,
    ],
    [
      'a part beyond every sheet',
      [broken((r) => (r.drawings[0].elements[0].x = 1e300)), ...files],
      /drawings\[0\]\.elements\[0\]\.x<\/code> is more than/,
    ],
    [
      'a rating of a person',
      [broken((r) => (r.ratings[0].asked[0].name = 'Olu')), ...files],
      /ratings\[0\]\.asked\[0\]<\/code> has “name”/,
    ],
    [
      'a rating in the future',
      [broken((r) => (r.ratings[0].endedAt = '2999-01-01T00:00:00Z')), ...files],
      /is in the future/,
    ],
  ]
  const before = await count()
  for (const [what, content, told] of at) {
    const reply = await send(Buffer.isBuffer(content) ? content : zipBytes(content))
    assert.equal(reply.status, 422, what)
    assert.match(reply.text, told, what)
  }
  assert.equal(await count(), before)
})

test('[P34] a file that is in the ZIP and not in the record is left where it is', async () => {
  const { project } = await projectWithFiles(anyOnce())
  const parts = await unzipped(await zipOf(officer, project.number))
  const { number, told } = await imported(
    zipBytes([
      ...[...parts].map(([name, content]) => ({ name, content })),
      { name: '__MACOSX/._record.json', content: 'x' },
      { name: 'files/shell.php', content: '<?php' },
    ]),
  )
  assert.equal(told, '')
  assert.equal((await exported(officer, number)).files.length, 3)
})
