import { basename } from 'node:path'
import { promisify } from 'node:util'
import { type Entry, type Options, open, type ZipFile } from 'yauzl'
import type { ImportLimits } from './import-limits.ts'
import { ImportRefused } from './import-refusal.ts'
import { byName, type Source } from './source.ts'

const openFile = promisify<string, Options, ZipFile>(open)

/**
 * The files in a zip, in the order of their names. The whole directory is judged before anything is expanded: names
 * that lead out of the archive, encryption and sizes no archive of crime has refuse the import.
 */
export async function openZip(
  path: string,
  shownAs: string,
  limits: ImportLimits,
): Promise<{ zip: ZipFile; sources: Source[]; ignored: string[] }> {
  const zip = await openDirectory(path, shownAs)
  try {
    const entries = await readDirectory(zip, shownAs, limits)
    const sources: Source[] = []
    const ignored: string[] = []
    for (const entry of entries) {
      const name = `${shownAs} › ${entry.fileName}`
      if (!isOfInterest(entry.fileName)) ignored.push(name)
      else sources.push(sourceOf(zip, entry, name))
    }
    return { zip, sources, ignored }
  } catch (error) {
    zip.close()
    throw error
  }
}

function sourceOf(zip: ZipFile, entry: Entry, name: string): Source {
  return {
    name,
    baseName: basename(entry.fileName),
    bytes: entry.uncompressedSize,
    identity: `${entry.fileName} ${entry.uncompressedSize} ${entry.crc32}`,
    at: { kind: 'zip', zip, entry },
  }
}

async function openDirectory(path: string, shownAs: string): Promise<ZipFile> {
  try {
    return await openFile(path, { lazyEntries: true, autoClose: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error
    throw new ImportRefused(shownAs, null, 'this is not a zip archive, or its end is missing.')
  }
}

async function readDirectory(zip: ZipFile, shownAs: string, limits: ImportLimits): Promise<Entry[]> {
  if (zip.entryCount > limits.zipEntries) {
    throw new ImportRefused(
      shownAs,
      null,
      `this zip says it holds ${zip.entryCount} files, more than the ${limits.zipEntries} accepted.`,
    )
  }
  const entries: Entry[] = []
  let expanded = 0
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      if (entry.isEncrypted()) {
        throw new ImportRefused(
          shownAs,
          null,
          `${entry.fileName} is encrypted; import the archive without a password.`,
        )
      }
      if (!entry.canDecodeFileData()) {
        throw new ImportRefused(
          shownAs,
          null,
          `${entry.fileName} is compressed in a way Wardmote cannot read.`,
        )
      }
      expanded += entry.uncompressedSize
      refuseBomb(entry, expanded, zip.fileSize, shownAs, limits)
      entries.push(entry)
    }
  } catch (error) {
    if (error instanceof ImportRefused) throw error
    throw new ImportRefused(shownAs, null, faultOf(error as Error))
  }
  return entries.sort((a, b) => byName(a.fileName, b.fileName))
}

function refuseBomb(
  entry: Entry,
  expandedSoFar: number,
  archiveBytes: number,
  shownAs: string,
  limits: ImportLimits,
): void {
  const isLarge = expandedSoFar > limits.ratioAppliesFromBytes
  if (
    expandedSoFar > limits.expandedBytes ||
    (isLarge && expandedSoFar > archiveBytes * limits.expansionRatio)
  ) {
    throw new ImportRefused(
      shownAs,
      null,
      `this zip would expand to more than ${Math.floor(expandedSoFar / 1024 ** 2)} MB from ${Math.ceil(archiveBytes / 1024)} KB (at ${entry.fileName}), which no archive of crime records does.`,
    )
  }
}

function faultOf(error: Error): string {
  if (/relative path|absolute path|invalid characters in fileName/i.test(error.message)) {
    return `this zip has a file name that leads out of the archive (${error.message.replace(/^.*?: /, '')}), so none of it was read.`
  }
  if (/encryption/i.test(error.message)) return 'this zip is encrypted; import it without a password.'
  return 'this zip is damaged or cut short: its list of files cannot be read.'
}

/** Only these are looked at inside folders and zips; anything else there is passed over and told. */
export function isOfInterest(name: string): boolean {
  const base = basename(name)
  if (base.startsWith('._') || name.includes('__MACOSX/')) return false
  return /\.(csv|geojson|json)(\.gz)?$/i.test(base)
}
