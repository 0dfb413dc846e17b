import { join } from 'node:path'
import { takeFileLock } from '#platform/files/file-lock.ts'

/** Takes the store for one import; `null` when another import has it, in this process or any other on the machine. */
export async function takeImportLock(folder: string): Promise<(() => void) | null> {
  const lock = await takeFileLock(join(folder, 'import.lock'))
  return 'release' in lock ? lock.release : null
}
