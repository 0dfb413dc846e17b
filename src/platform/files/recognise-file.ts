import { open, stat } from 'node:fs/promises'
import { open as openZip, type ZipFile } from 'yauzl'
import { done, type Outcome, refused } from '#core/outcome.ts'

/** What a file is by its bytes; the only types that are ever taken in. */
export const FILE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
  'text/csv',
] as const
export type FileType = (typeof FILE_TYPES)[number]

/** Why a file is not taken in. */
export type FileRefusal =
  | 'empty'
  | 'heic'
  | 'unknown'
  | 'cut-off'
  | 'too-large-inside'
  | 'has-macros'
  | 'broken-picture'
  | 'too-many-pixels'
  | 'too-many-waiting'

const DOCX = FILE_TYPES[5]
const ODT = FILE_TYPES[6]
const XLSX = FILE_TYPES[7]
const TAIL_BYTES = 4096
const UNPACKED_MOST = 300 * 1024 * 1024
const PARTS_MOST = 5000

/**
 * The type of a file from its content; its name is asked only for text, which has no mark of its own. Nothing is
 * unpacked and no picture is decoded here: a picture is only a picture once `cleanPicture` has read it.
 */
export async function recogniseFile(path: string, name: string): Promise<Outcome<FileType, FileRefusal>> {
  const { size } = await stat(path)
  if (size === 0) return refused('empty')
  const { head, tail } = await endsOf(path, size)
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
  const says = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text
  if (starts(0xff, 0xd8, 0xff)) return done('image/jpeg')
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return done('image/png')
  if (says('RIFF') && says('WEBP', 8)) return done('image/webp')
  if (says('GIF87a') || says('GIF89a')) return done('image/gif')
  if (says('ftyp', 4))
    return refused(/^(hei|hev|mif|msf)/.test(head.toString('latin1', 8, 12)) ? 'heic' : 'unknown')
  if (/^%PDF-[12]\.\d/.test(head.toString('latin1', 0, 8)))
    return tail.includes('%%EOF') ? done('application/pdf') : refused('cut-off')
  if (says('PK\x03\x04')) return recogniseZip(path, head)
  const ending = /\.(txt|csv)$/i.exec(name)?.[1]?.toLowerCase()
  if (ending && (await isText(path))) return done(ending === 'csv' ? 'text/csv' : 'text/plain')
  return refused('unknown')
}

async function endsOf(path: string, size: number): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path)
  try {
    const part = Math.min(size, TAIL_BYTES)
    const [head, tail] = [Buffer.alloc(part), Buffer.alloc(part)]
    await file.read(head, 0, part, 0)
    await file.read(tail, 0, part, size - part)
    return { head, tail }
  } finally {
    await file.close()
  }
}

async function isText(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    for await (const chunk of file.createReadStream())
      for (const byte of chunk as Buffer)
        if (
          (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) ||
          byte === 0x7f
        )
          return false
    return true
  } finally {
    await file.close()
  }
}

// What the directory of the archive says is enough: nothing here ever unpacks it. yauzl refuses parts whose names lead
// out of a folder.
async function recogniseZip(path: string, head: Buffer): Promise<Outcome<FileType, FileRefusal>> {
  const isOdt = head.toString('latin1', 30).startsWith(`mimetype${ODT}`)
  let zip: ZipFile | null = null
  try {
    zip = await new Promise<ZipFile>((resolve, reject) =>
      openZip(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
        error ? reject(error) : resolve(opened as ZipFile),
      ),
    )
    if (zip.entryCount > PARTS_MOST) return refused('too-large-inside')
    const parts = new Set<string>()
    let unpacked = 0
    for await (const part of partsOf(zip)) {
      unpacked += part.uncompressedSize
      if (unpacked > UNPACKED_MOST) return refused('too-large-inside')
      if (/vbaProject|^(Basic|Scripts)\//i.test(part.fileName)) return refused('has-macros')
      parts.add(part.fileName)
    }
    if (isOdt) return parts.has('content.xml') ? done(ODT) : refused('unknown')
    if (!parts.has('[Content_Types].xml')) return refused('unknown')
    if (parts.has('word/document.xml')) return done(DOCX)
    return parts.has('xl/workbook.xml') ? done(XLSX) : refused('unknown')
  } catch {
    return refused('cut-off')
  } finally {
    zip?.close()
  }
}

async function* partsOf(
  zip: ZipFile,
): AsyncGenerator<Readonly<{ fileName: string; uncompressedSize: number }>> {
  for (;;) {
    const part = await new Promise<{ fileName: string; uncompressedSize: number } | null>(
      (resolve, reject) => {
        zip.once('entry', resolve)
        zip.once('end', () => resolve(null))
        zip.once('error', reject)
        zip.readEntry()
      },
    )
    zip.removeAllListeners()
    if (!part) return
    yield part
  }
}
