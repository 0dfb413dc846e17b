import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { zipBytes } from '#tests/support/zip-bytes.ts'
import { openKeptFiles } from './kept-files.ts'
import { takeInFile } from './take-in-file.ts'

const OWNER = '11111111-1111-4111-8111-111111111111'

async function keeper(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-files-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const files = openKeptFiles(folder)
  const send = async (name: string, content: Uint8Array | string) => {
    const own = join(await files.begin(), '1')
    await mkdir(own)
    const path = join(own, 'sent')
    await writeFile(path, content)
    return takeInFile(files, OWNER, { path, name, person: 'jo' })
  }
  const bytesOf = async (sha256: string) => {
    const stream = await files.read(OWNER, sha256)
    return stream && Buffer.from(await new Response(stream).arrayBuffer())
  }
  return { folder, files, send, bytesOf }
}

const colour = { r: 200, g: 40, b: 40 }
const plain = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: colour } })

test('a photograph is turned upright and keeps nothing of where and with what it was taken', async (t) => {
  const { send, bytesOf } = await keeper(t)
  const sent = await plain()
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'PhoneMaker', Artist: 'Somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 38/1 4/1', GPSLongitudeRef: 'W' },
    })
    .toBuffer()
  assert.ok((await sharp(sent).metadata()).exif?.includes('PhoneMaker'), 'the sent file carries it')
  const taken = await send('IMG_0001.JPG', sent)
  assert.ok(taken.ok && taken.value.picture)
  assert.deepEqual([taken.value.picture.width, taken.value.picture.height], [40, 60])
  for (const { sha256 } of [taken.value, taken.value.picture.thumbnail]) {
    const bytes = await bytesOf(sha256)
    assert.equal(createHash('sha256').update(bytes!).digest('hex'), sha256)
    const { exif, icc, xmp, iptc, orientation } = await sharp(bytes!).metadata()
    assert.deepEqual([exif, icc, xmp, iptc, orientation], Array(5).fill(undefined))
    assert.ok(!bytes!.includes('GPS') && !bytes!.includes('PhoneMaker'))
  }
})

test('each picture type is taken by its content, whatever it is called, and a moving one stands still', async (t) => {
  const { send } = await keeper(t)
  const typeOf = async (name: string, content: Buffer) => {
    const taken = await send(name, content)
    return taken.ok ? taken.value.type : taken.reason
  }
  assert.equal(await typeOf('a.png', await plain().jpeg().toBuffer()), 'image/jpeg')
  assert.equal(await typeOf('a', await plain().png().toBuffer()), 'image/png')
  assert.equal(await typeOf('../../a.exe', await plain().webp().toBuffer()), 'image/webp')
  assert.equal(await typeOf('a.gif', await plain().gif().toBuffer()), 'image/png')
})

test('what was hidden behind a picture is not kept', async (t) => {
  const { send, bytesOf } = await keeper(t)
  const html = '<script>alert(document.cookie)</script>'
  const zip = zipBytes([{ name: 'a.html', content: html }])
  for (const picture of [
    await plain().jpeg().toBuffer(),
    await plain().png().toBuffer(),
    await plain().gif().toBuffer(),
  ]) {
    const taken = await send('a.jpg', Buffer.concat([picture, Buffer.from(html), zip]))
    // A decoder may refuse the tail; what it takes it has drawn anew.
    if (!taken.ok) continue
    const bytes = await bytesOf(taken.value.sha256)
    assert.ok(!bytes!.includes('script') && !bytes!.includes('PK\x03\x04'))
  }
})

test('pages, drawings and programs are refused whatever they are called', async (t) => {
  const { send } = await keeper(t)
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  for (const [name, content] of [
    ['a.svg', svg],
    ['a.jpg', svg],
    ['a.jpg', '<!doctype html><script>alert(1)</script>'],
    ['a.html', '<!doctype html>'],
    ['a.png', 'GIF'],
    ['a.exe', Buffer.from('MZ\x90\x00\x03')],
    ['a.txt', Buffer.from([0x41, 0x00, 0x42])],
    ['a.tiff', await plain().tiff().toBuffer()],
    ['a.avif', Buffer.from('\x00\x00\x00\x20ftypavif\x00\x00\x00\x00')],
    ['a.zip', zipBytes([{ name: 'a.txt', content: 'x' }])],
  ] as const)
    assert.deepEqual(await send(name, content), { ok: false, reason: 'unknown' }, name)
  assert.deepEqual(await send('a.heic', Buffer.from('\x00\x00\x00\x18ftypheic\x00\x00')), {
    ok: false,
    reason: 'heic',
  })
  assert.deepEqual(await send('a.pdf', ''), { ok: false, reason: 'empty' })
})

test('a picture too large inside is refused before it is decoded', async (t) => {
  const { send } = await keeper(t)
  const bomb = await sharp({
    create: { width: 8000, height: 8000, channels: 3, background: colour },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 6 })
    .toBuffer()
  assert.ok(bomb.length < 1_000_000)
  assert.deepEqual(await send('a.png', bomb), { ok: false, reason: 'too-many-pixels' })
})

test('a cut-off or spoilt file is refused', async (t) => {
  const { send } = await keeper(t)
  const noise = Buffer.from(Array.from({ length: 300 * 300 * 3 }, (_, at) => (at * 7919) % 251))
  const jpeg = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } })
    .jpeg()
    .toBuffer()
  assert.deepEqual(await send('a.jpg', jpeg.subarray(0, jpeg.length / 2)), {
    ok: false,
    reason: 'broken-picture',
  })
  assert.deepEqual(await send('a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])), {
    ok: false,
    reason: 'broken-picture',
  })
  assert.deepEqual(await send('a.pdf', '%PDF-1.7\n1 0 obj'), { ok: false, reason: 'cut-off' })
  const docx = zipBytes([{ name: '[Content_Types].xml', content: 'x' }])
  assert.deepEqual(await send('a.docx', docx.subarray(0, docx.length - 30)), { ok: false, reason: 'cut-off' })
})

test('documents are taken as they are; those with programs, with paths out, or that grow too far are not', async (t) => {
  const { send, bytesOf } = await keeper(t)
  const types = { name: '[Content_Types].xml', content: '<Types/>' }
  const word = { name: 'word/document.xml', content: '<w/>' }
  const kept = await send('Proforma 2014.docx', zipBytes([types, word]))
  assert.ok(kept.ok && /wordprocessingml/.test(kept.value.type))
  assert.deepEqual(await bytesOf(kept.value.sha256), zipBytes([types, word]))
  const sheet = await send('a', zipBytes([types, { name: 'xl/workbook.xml', content: 'x' }]))
  assert.ok(sheet.ok && /spreadsheetml/.test(sheet.value.type))
  assert.ok((await send('a.pdf', '%PDF-1.4\nx\n%%EOF\n')).ok)
  assert.ok((await send('a.csv', 'name,what\nŵ,é\n')).ok)
  const reasonOf = async (...more: Parameters<typeof zipBytes>[0][number][]) => {
    const taken = await send('a.docx', zipBytes([types, word, ...more]))
    return taken.ok ? 'taken' : taken.reason
  }
  assert.equal(await reasonOf({ name: 'word/vbaProject.bin', content: 'x' }), 'has-macros')
  assert.equal(await reasonOf({ name: '../../etc/passwd', content: 'x' }), 'cut-off')
  assert.equal(
    await reasonOf({ name: 'word/media/a', content: 'x', claimedBytes: 400 * 1024 * 1024 }),
    'too-large-inside',
  )
  assert.equal(
    await reasonOf(...Array.from({ length: 5000 }, (_, at) => ({ name: `word/${at}`, content: '' }))),
    'too-large-inside',
  )
})

test('any bytes at all are taken or refused, never an exception', async (t) => {
  const { send } = await keeper(t)
  const starts = [
    '',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'RIFF\0\0\0\0WEBP',
    'PK\x03\x04',
    '%PDF-1.5',
    '\0\0\0\0ftyp',
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ maxLength: 200 }),
      fc.string(),
      async (start, rest, name) => {
        const taken = await send(name, Buffer.concat([Buffer.from(start, 'latin1'), rest]))
        assert.equal(typeof taken.ok, 'boolean')
      },
    ),
    { numRuns: 120 },
  )
})

test('only the names of kept files lead anywhere', async (t) => {
  const { files } = await keeper(t)
  await assert.rejects(files.read('../..', 'a'.repeat(64)))
  await assert.rejects(files.read(OWNER, '../../../etc/passwd'))
  assert.equal(await files.read(OWNER, 'a'.repeat(64)), null)
})

test('what a process left behind goes after a month; what a record names, or was kept again, stays', async (t) => {
  const { folder, files, send } = await keeper(t)
  const [wanted, orphan, again] = await Promise.all(
    ['wanted', 'orphan', 'again'].map((text) => send('a.txt', text)),
  )
  assert.ok(wanted?.ok && orphan?.ok && again?.ok)
  const place = (sha256: string) => join(folder, OWNER, sha256.slice(0, 2), sha256)
  const longAgo = new Date(Date.now() - 31 * 86_400_000)
  for (const one of [wanted, orphan, again]) await utimes(place(one.value.sha256), longAgo, longAgo)
  for (const name of await readdir(join(folder, 'incoming')))
    await utimes(join(folder, 'incoming', name), longAgo, longAgo)
  await send('a.txt', 'again')
  assert.equal(await files.sweep(new Date(), async () => null), 0)
  const removed = await files.sweep(new Date(), async () => new Set([wanted.value.sha256]))
  assert.equal(removed, 1)
  assert.equal(await readFile(place(wanted.value.sha256), 'utf8'), 'wanted')
  assert.equal(await readFile(place(again.value.sha256), 'utf8'), 'again')
  await assert.rejects(stat(place(orphan.value.sha256)))
  assert.equal((await readdir(join(folder, 'incoming'))).length, 1, 'what is on its way in now stays')
  assert.deepEqual(await Promise.all([wanted, orphan].map(({ value }) => files.has(OWNER, value.sha256))), [
    true,
    false,
  ])
})
