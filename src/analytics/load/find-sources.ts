import { lstat, open, readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { ZipFile } from 'yauzl'
import type { ImportLimits } from './import-limits.ts'
import { ImportRefused } from './import-refusal.ts'
import { byName, type Source } from './source.ts'
import { isOfInterest, openZip } from './zip-archive.ts'

export type FoundSources = Readonly<{
  sources: Source[]
  /** Names passed over because nothing of their kind is imported, and links that were not followed. */
  ignored: string[]
  close(): void
}>

/**
 * Every file the paths lead to, in the order given and, within a folder or zip, of names. Links inside a folder are
 * not followed: they may lead anywhere on the machine.
 */
export async function findSources(paths: readonly string[], limits: ImportLimits): Promise<FoundSources> {
  const sources: Source[] = []
  const ignored: string[] = []
  const zips: ZipFile[] = []
  const close = () => {
    for (const zip of zips) zip.close()
  }

  // Names are shown from the path's own last part: where files lie on the server is nobody's business.
  async function takeFile(path: string, shownAs: string, isNamedByPerson: boolean): Promise<void> {
    const kind = await kindOfFile(path)
    if (kind === 'zip' || /\.zip$/i.test(path)) {
      const archive = await openZip(path, shownAs, limits)
      zips.push(archive.zip)
      sources.push(...archive.sources)
      ignored.push(...archive.ignored)
    } else if (isNamedByPerson || isOfInterest(path)) {
      sources.push(await fileSource(path, shownAs, kind === 'gzip'))
    } else {
      ignored.push(shownAs)
    }
  }

  async function takeFolder(folder: string, shownAs: string): Promise<void> {
    const inside = await readdir(folder, { withFileTypes: true })
    for (const item of inside.sort((a, b) => byName(a.name, b.name))) {
      const path = join(folder, item.name)
      const name = join(shownAs, item.name)
      if (item.isDirectory()) await takeFolder(path, name)
      else if (item.isFile()) await takeFile(path, name, false)
      else ignored.push(`${name} (a link, not followed)`)
    }
  }

  try {
    for (const path of paths) {
      const found = await stat(path).catch(() => null)
      if (!found) throw new ImportRefused(path, null, 'there is no such file or folder.')
      const shownAs = basename(resolve(path))
      if (found.isDirectory()) await takeFolder(path, shownAs)
      else if (found.isFile()) await takeFile(path, shownAs, true)
      else throw new ImportRefused(path, null, 'this is neither a file nor a folder.')
    }
    if (sources.length === 0) {
      throw new ImportRefused(paths.join(', '), null, 'there is no CSV or GeoJSON file in it to import.')
    }
  } catch (error) {
    close()
    throw error
  }
  return { sources, ignored, close }
}

async function fileSource(path: string, shownAs: string, isGzip: boolean): Promise<Source> {
  const { size, mtimeMs, ino } = await lstat(path)
  return {
    name: shownAs,
    baseName: basename(path).replace(/\.gz$/i, ''),
    bytes: size,
    identity: `${path} ${size} ${mtimeMs} ${ino}`,
    at: { kind: isGzip ? 'gzip' : 'file', path },
  }
}

async function kindOfFile(path: string): Promise<'zip' | 'gzip' | 'plain'> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead === 4 && buffer.readUInt16LE(0) === 0x4b50 && buffer[2]! < 9 && buffer[3]! < 9) return 'zip'
    return bytesRead >= 2 && buffer.readUInt16LE(0) === 0x8b1f ? 'gzip' : 'plain'
  } finally {
    await file.close()
  }
}
