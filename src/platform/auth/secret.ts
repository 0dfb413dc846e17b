import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeToken } from './token.ts'

/**
 * The secret that keys are derived from: the environment's, else one made once and kept in the data folder, readable
 * by its owner only. Nodes that share a database must share it: authenticator secrets are encrypted under it.
 */
export async function loadSecret(given: string | null, dataFolder: string): Promise<string> {
  if (given) return given
  const path = join(dataFolder, 'secret')
  await mkdir(dataFolder, { recursive: true })
  try {
    // `wx`: of two processes starting at once, one makes it and the other reads it.
    const made = makeToken()
    await writeFile(path, made, { flag: 'wx', mode: 0o600 })
    return made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const kept = (await readFile(path, 'utf8')).trim()
  if (kept.length < 32) throw new Error(`The file ${path} does not hold a secret of at least 32 characters.`)
  return kept
}
