import { readFile } from 'node:fs/promises'
import type { FileType } from './recognise-file.ts'

/**
 * True for a picture of which every part is needed to draw it: nothing of a camera, a place or a programme, and nothing
 * behind its end. What `cleanPicture` writes is so. Says nothing of whether it can be drawn.
 */
export async function isBarePicture(path: string, type: FileType): Promise<boolean> {
  const bytes = await readFile(path)
  if (type === 'image/jpeg') return isBareJpeg(bytes)
  if (type === 'image/png') return isBarePng(bytes)
  return type === 'image/webp' && isBareWebp(bytes)
}

// ITU-T T.81, table B.1: start, frame, tables of quantisation and entropy coding, restart interval and scans.
const JPEG_PARTS = new Set([0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd])
const JFIF = 0xe0
const JFIF_LENGTH = 16
const SCAN = 0xda
const END = 0xd9

function isBareJpeg(bytes: Buffer): boolean {
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false
    const part = bytes[at + 1] as number
    const length = bytes.readUInt16BE(at + 2)
    // The file format's own mark, without the small picture that it may carry.
    const isJfif =
      part === JFIF && length === JFIF_LENGTH && bytes.toString('latin1', at + 4, at + 9) === 'JFIF\0'
    if (!isJfif && !JPEG_PARTS.has(part)) return false
    at += 2 + length
    if (part === SCAN) at = endOfScan(bytes, at)
    if (bytes[at] === 0xff && bytes[at + 1] === END) return at + 2 === bytes.length
  }
  return false
}

// In a scan 0xFF is followed by 0 where it is data, and by D0 to D7 where decoding may start again.
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1] ?? END
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

// PNG, third edition, 5.6: what is needed to draw, and how large a dot is.
const PNG_PARTS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'pHYs'])

function isBarePng(bytes: Buffer): boolean {
  let at = 8
  while (at + 12 <= bytes.length) {
    const part = bytes.toString('latin1', at + 4, at + 8)
    if (!PNG_PARTS.has(part)) return false
    at += 12 + bytes.readUInt32BE(at)
    if (part === 'IEND') return at === bytes.length
  }
  return false
}

// RFC 9649, 2.3 to 2.7: one still picture, with how transparent it is.
const WEBP_PARTS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH'])

function isBareWebp(bytes: Buffer): boolean {
  if (bytes.length < 20 || bytes.readUInt32LE(4) + 8 !== bytes.length) return false
  let at = 12
  while (at + 8 <= bytes.length) {
    if (!WEBP_PARTS.has(bytes.toString('latin1', at, at + 4))) return false
    const length = bytes.readUInt32LE(at + 4)
    at += 8 + length + (length % 2)
  }
  return at === bytes.length
}
