import { createReadStream } from 'node:fs'

/**
 * How a file's bytes spell its text. UTF-16 is told by its mark or by the zero bytes beside the letters of the
 * header; anything else starts as UTF-8, and a file that turns out not to be UTF-8 is read as Windows-1252, of which
 * Latin-1 is the printable part. Both are said in the report.
 */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export function encodingAtStart(bytes: Uint8Array): TextEncoding {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first && second === 0 && third && fourth === 0) return 'utf-16le'
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be'
  return 'utf-8'
}

/** The text of a file in pieces, without a byte-order mark. Throws a `TypeError` at bytes that are not of the encoding. */
export async function* readText(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) {
    yield decoder.decode(bytes as Buffer, { stream: true })
  }
  yield decoder.decode()
}

/** True when every byte of the file is of the encoding. */
export async function isWrittenIn(path: string, encoding: TextEncoding): Promise<boolean> {
  try {
    for await (const _ of readText(path, encoding));
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
