import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'

/** A file as a record names it. */
export type KeptFile = Readonly<{ sha256: string; bytes: number }>

/**
 * Files that never change, by owner and by what they hold. A file is whole on the disk before any record names it: it
 * is written aside, flushed, and renamed into place. What no record names is an orphan of a process that died between
 * the two, and goes after a month. Any number of processes may use one folder.
 */
export type KeptFiles = Readonly<{
  /** A new folder for files on their way in. Whoever made it removes it; a sweep does otherwise. */
  begin(): Promise<string>
  /** Moves a file from such a folder in, for good. */
  keep(owner: string, path: string): Promise<KeptFile>
  /** Its bytes, or `null` where there is no such file. */
  read(owner: string, sha256: string): Promise<ReadableStream<Uint8Array> | null>
  /** Whether it is here. */
  has(owner: string, sha256: string): Promise<boolean>
  /**
   * Removes kept files that are not wanted and older than a month, and what has been on its way in for more than a day;
   * gives how many kept files went. Files of an owner whose records are not here (`null`) stay.
   */
  sweep(now: Date, wanted: (owner: string) => Promise<ReadonlySet<string> | null>): Promise<number>
}>

const DAY_MS = 86_400_000
// Long enough for records that were put back from the wrong backup to be put back from the right one.
const ORPHAN_MS = 30 * DAY_MS
const INCOMING = 'incoming'
const SHA256 = /^[0-9a-f]{64}$/
const OWNER = /^[0-9a-f-]{36}$/

/** Opens the folder, which is made with the first file. */
export function openKeptFiles(folder: string): KeptFiles {
  const incoming = join(folder, INCOMING)
  // A folder of 256 keeps listings short at a million files.
  const placeOf = (owner: string, sha256: string) => {
    if (!OWNER.test(owner) || !SHA256.test(sha256)) throw new Error('not the name of a kept file')
    return join(folder, owner, sha256.slice(0, 2))
  }

  return {
    async begin() {
      const own = join(incoming, randomUUID())
      await mkdir(own, { recursive: true })
      return own
    },

    async keep(owner, path) {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of createReadStream(path)) {
        hash.update(chunk as Buffer)
        bytes += (chunk as Buffer).length
      }
      const sha256 = hash.digest('hex')
      const place = placeOf(owner, sha256)
      await mkdir(place, { recursive: true })
      await flush(path)
      // Over the same content kept before: its age begins again, so no sweep takes it before its record is there.
      await rename(path, join(place, sha256))
      await flush(place)
      return { sha256, bytes }
    },

    async read(owner, sha256) {
      try {
        const file = await open(join(placeOf(owner, sha256), sha256))
        return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },

    async has(owner, sha256) {
      return (await stat(join(placeOf(owner, sha256), sha256)).catch(() => null)) !== null
    },

    async sweep(now, wanted) {
      const isOlder = async (path: string, milliseconds: number) =>
        now.getTime() - ((await stat(path).catch(() => null))?.mtimeMs ?? now.getTime()) > milliseconds
      const isOld = (path: string) => isOlder(path, ORPHAN_MS)
      for (const name of await listed(incoming))
        if (await isOlder(join(incoming, name), DAY_MS))
          await rm(join(incoming, name), { recursive: true, force: true })
      let removed = 0
      for (const owner of (await listed(folder)).filter((name) => OWNER.test(name))) {
        const kept = await wanted(owner)
        if (kept === null) continue
        for (const part of await listed(join(folder, owner)))
          for (const name of await listed(join(folder, owner, part))) {
            const path = join(folder, owner, part, name)
            if (kept.has(name) || !(await isOld(path))) continue
            // Set aside first: the same content may be kept again at this very moment, and then it is put back.
            const aside = join(incoming, randomUUID())
            await mkdir(incoming, { recursive: true })
            if (!(await isMoved(path, aside))) continue
            if (await isOld(aside)) {
              await rm(aside)
              removed++
            } else await rename(aside, path)
          }
      }
      return removed
    },
  }
}

// Another node's sweep may have been quicker.
async function isMoved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

async function flush(path: string): Promise<void> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
