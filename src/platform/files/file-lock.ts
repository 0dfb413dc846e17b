import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const heldHere = new Set<string>()

/** A lock taken, or who has it: the process's id where the system tells it. */
export type FileLock = Readonly<{ release(): void } | { heldBy: number | null }>

/**
 * Takes the lock named by that file, unless another process on the machine, or this one, has it. Waits for nobody.
 *
 * The lock is the operating system's own, taken by opening the file as a database, which the engine does exclusively.
 * It goes when its holder does, however it dies, so there is no stale lock to judge. Such locks belong to a whole
 * process, hence the second guard for two takers in one. The file stays when the lock is let go: removing it would let
 * one process lock the old file while another locks a fresh one of the same name.
 */
export async function takeFileLock(file: string): Promise<FileLock> {
  const path = resolve(file)
  if (heldHere.has(path)) return { heldBy: process.pid }
  heldHere.add(path)
  try {
    await makeLockFile(path)
    const instance = await DuckDBInstance.create(path, { memory_limit: '32MB', threads: '1' })
    return {
      release() {
        instance.closeSync()
        heldHere.delete(path)
      },
    }
  } catch (error) {
    heldHere.delete(path)
    if (!(error instanceof Error) || !/could not set lock/i.test(error.message)) throw error
    const pid = Number(/\bPID (\d+)/.exec(error.message)?.[1] ?? 0)
    return { heldBy: pid > 0 ? pid : null }
  }
}

// Made whole under another name first: a process killed while making it must not leave half a file for the next.
async function makeLockFile(path: string): Promise<void> {
  if (existsSync(path)) return
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}-${randomUUID()}`
  try {
    const instance = await DuckDBInstance.create(draft)
    instance.closeSync()
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}
