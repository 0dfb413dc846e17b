import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MiddlewareHandler } from 'hono'

const BUILT = fileURLToPath(new URL('../../../dist/assets/', import.meta.url))
const ENCODINGS = { br: '.br', gzip: '.gz' } as const
type Encoding = keyof typeof ENCODINGS

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pbf': 'application/x-protobuf',
}

// A build puts a hash of the content before the extension; such an address never means anything else.
const HASHED = /-[\w-]{8}\.[a-z0-9]+$/

type File = Readonly<{
  type: string
  etag: string
  cacheControl: string
  bytes: Uint8Array<ArrayBuffer>
  smaller: Readonly<Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>>
}>

/**
 * Serves the files that a build left in one flat folder, under `/assets/`. Only names found in the folder are
 * answered, so no path leads out of it. Files are held in memory (a few megabytes), read again after a new build;
 * names with a hash are kept by browsers for ever, others for an hour. Answers 404 itself.
 */
export function staticFiles(folder = BUILT): MiddlewareHandler {
  let files: ReadonlyMap<string, File> = new Map()
  let readAtMs = -1
  return async (c) => {
    const changedAtMs = changedAt(folder)
    if (changedAtMs !== readAtMs) {
      files = readFolder(folder)
      readAtMs = changedAtMs
    }
    const file = files.get(c.req.path.slice('/assets/'.length))
    if (!file) return c.text('Not found', 404, { 'Cache-Control': 'no-store' })
    const headers: Record<string, string> = {
      ETag: file.etag,
      'Cache-Control': file.cacheControl,
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
    }
    if (c.req.header('If-None-Match')?.includes(file.etag)) return c.body(null, 304, headers)
    const encoding = bestEncoding(file, c.req.header('Accept-Encoding') ?? '')
    if (encoding) headers['Content-Encoding'] = encoding
    return c.body(encoding ? file.smaller[encoding]! : file.bytes, 200, {
      ...headers,
      'Content-Type': file.type,
    })
  }
}

function changedAt(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? -1
}

function readFolder(folder: string): Map<string, File> {
  const names = readdirSync(folder)
  const present = new Set(names)
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
  const files = new Map<string, File>()
  for (const name of names) {
    const type = TYPES[extname(name)]
    if (!type || name === 'manifest.json') continue
    const bytes = read(name)
    files.set(name, {
      type,
      bytes,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      cacheControl: HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      smaller: Object.fromEntries(
        Object.entries(ENCODINGS)
          .filter(([, suffix]) => present.has(name + suffix))
          .map(([encoding, suffix]) => [encoding, read(name + suffix)]),
      ),
    })
  }
  return files
}

function bestEncoding(file: File, accepted: string): Encoding | null {
  const offered = accepted.split(',').map((part) => part.trim())
  const wants = (encoding: string) =>
    offered.some((part) => part.split(';')[0] === encoding && !/;\s*q=0(\.0+)?$/.test(part))
  for (const encoding of ['br', 'gzip'] as const)
    if (file.smaller[encoding] && wants(encoding)) return encoding
  return null
}
