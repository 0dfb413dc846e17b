import { join } from 'node:path'
import { takeFileLock } from './file-lock.ts'

/** Thrown when another live process holds the lock; the message is for a person. */
export class DataFolderInUse extends Error {}

/**
 * Takes the folder for this process; gives the function that lets it go. The embedded database can be open in one
 * process only: a second one would corrupt it. Makes the folder when there is none.
 */
export async function lockDataFolder(folder: string): Promise<() => void> {
  const lock = await takeFileLock(join(folder, 'data.lock'))
  if ('release' in lock) return lock.release
  const holder = lock.heldBy === null ? '' : ` (process ${lock.heldBy})`
  throw new DataFolderInUse(
    `The data folder ${folder} is in use by another Wardmote${holder}. Stop it first.`,
  )
}
