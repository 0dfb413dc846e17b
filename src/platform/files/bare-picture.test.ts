import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { isBarePicture } from './bare-picture.ts'
import { cleanPicture } from './clean-picture.ts'

const folder = await mkdtemp(join(tmpdir(), 'wardmote-bare-'))
after(() => rm(folder, { recursive: true, force: true }))

const FORMATS = ['jpeg', 'png', 'webp'] as const
type Format = (typeof FORMATS)[number]

async function isBare(format: Format, bytes: Uint8Array): Promise<boolean> {
  const path = join(folder, 'asked')
  await writeFile(path, bytes)
  return isBarePicture(path, `image/${format}`)
}

/** A picture as it is kept: drawn anew from dots of any kind. */
async function kept(format: Format, width: number, height: number, channels: 3 | 4, dots: Uint8Array) {
  const path = join(folder, 'sent')
  const grey = channels === 3 && dots[0]! < 64
  const drawn = sharp(dots, { raw: { width, height, channels } })
  await (grey ? drawn.greyscale() : drawn)
    .withExifMerge({ IFD0: { Make: 'PhoneMaker' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    [format]({ ...(format === 'png' && dots[1]! < 64 ? { palette: true } : {}) })
    .toFile(path)
  const clean = await cleanPicture(path, `image/${format}`, folder)
  assert.ok(clean.ok)
  const [sent, made] = await Promise.all(
    [path, clean.value.path].map((one) => isBarePicture(one, `image/${format}`)),
  )
  return { sent, made, path: clean.value.path }
}

const anyDots = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.constantFrom(3, 4),
  })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      dots: fc.uint8Array({
        minLength: size.width * size.height * size.channels,
        maxLength: size.width * size.height * size.channels,
      }),
    }),
  )

for (const format of FORMATS)
  test(`[AT11] every ${format} that is kept is bare, and what a camera writes is not`, async () => {
    await fc.assert(
      fc.asyncProperty(anyDots, async ({ size: { width, height, channels }, dots }) => {
        const { sent, made } = await kept(format, width, height, channels as 3 | 4, dots)
        assert.deepEqual([sent, made], [false, true])
      }),
      { numRuns: 30 },
    )
  })

for (const format of FORMATS)
  test(`[AT11] a ${format} with anything behind its end, cut off or spoilt is not bare`, async () => {
    const { path } = await kept(
      format,
      40,
      30,
      3,
      new Uint8Array(40 * 30 * 3).map((_, index) => index * 7),
    )
    const bytes = await sharp(path).toFormat(format).toBuffer()
    assert.equal(await isBare(format, bytes), true)
    const more = Buffer.concat([bytes, Buffer.from('<script>')])
    const ends = Buffer.concat([bytes, Buffer.from('<script>\xff\xd9', 'latin1')])
    for (const other of [more, ends, bytes.subarray(0, -9), bytes.subarray(0, 24), Buffer.alloc(0)])
      assert.equal(await isBare(format, other), false)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (tail) => {
        assert.equal(typeof (await isBare(format, Buffer.concat([bytes.subarray(0, 30), tail]))), 'boolean')
      }),
    )
  })
