import { createWriteStream, mkdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'

/** Thrown when what was sent is not a form with files, or was cut off; the message is for a person. */
export class UploadRefused extends Error {}

/** The plain fields, and the files where they were put. */
export type ReceivedUpload = Readonly<{
  fields: Readonly<Record<string, string>>
  /** In the order sent. `name` is as the sender's machine had it, without folders; `path` is where it is kept. */
  files: readonly Readonly<{ name: string; path: string; bytes: number }>[]
}>

const MOST_FILES = 200
const LONGEST_NAME_BYTES = 200

/**
 * Streams a multipart form to `folder` (made here, removed again when the upload fails); nothing is held in memory.
 * Each file is kept in a numbered folder under what is harmless of its name, because a sender's file name is hostile.
 */
export async function receiveUpload(request: Request, folder: string): Promise<ReceivedUpload> {
  const contentType = request.headers.get('content-type')
  if (!request.body || !contentType?.startsWith('multipart/form-data'))
    throw new UploadRefused('Choose a file to load.')
  const form = parserOf(contentType)
  await mkdir(folder, { recursive: true })
  const fields: Record<string, string> = {}
  const files: { name: string; path: string; bytes: number }[] = []
  const writing: Promise<void>[] = []
  try {
    form.on('field', (name, value) => {
      fields[name] = value
    })
    form.on('file', (_field, stream, name) => {
      // A file field left empty arrives as a file without a name.
      if (!name) return void stream.resume()
      const own = join(folder, String(files.length + 1))
      const file = { name: shownName(name), path: join(own, safeName(name)), bytes: 0 }
      files.push(file)
      mkdirSync(own)
      stream.on('data', (chunk: Buffer) => {
        file.bytes += chunk.length
      })
      writing.push(pipeline(stream, createWriteStream(file.path)))
    })
    const tooMany = new Promise<never>((_, reject) =>
      form.on('filesLimit', () =>
        reject(new UploadRefused(`Send at most ${MOST_FILES} files at once, or one zip.`)),
      ),
    )
    await Promise.race([pipeline(Readable.fromWeb(request.body as never), form), tooMany])
    await Promise.all(writing)
  } catch (error) {
    await Promise.allSettled(writing)
    await rm(folder, { recursive: true, force: true })
    if (/Unexpected end|Boundary not found|Malformed|aborted/i.test((error as Error).message)) {
      throw new UploadRefused('The upload was cut off before its end. Nothing was changed; send it again.')
    }
    throw error
  }
  if (files.length === 0) await rm(folder, { recursive: true, force: true })
  return { fields, files }
}

// The parser refuses a boundary that is missing, or longer than it can look for; RFC 2046 allows 70 characters.
function parserOf(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType as `multipart/form-data${string}` },
      limits: { files: MOST_FILES, fields: 20, fieldSize: 10_000 },
    })
  } catch {
    throw new UploadRefused('The form could not be read. Send it again from its page.')
  }
}

// What people read: no control characters (a database refuses some), and no more than a line.
function shownName(name: string): string {
  return name.replace(/\p{Cc}/gu, '').slice(0, 200) || 'file'
}

// Letters, digits and plain signs of the last part; whatever else a name holds is a file system's trap.
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  let safe = last.replace(/[^\p{L}\p{N} ._()-]/gu, '_').replace(/^\.+/, '_')
  // A file system counts bytes, and the ending is what tells a zip from a table.
  while (Buffer.byteLength(safe) > LONGEST_NAME_BYTES) safe = safe.slice(1)
  return safe || 'file'
}
