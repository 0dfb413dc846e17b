import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TestContext } from 'node:test'

/**
 * Path of a file in the shared data folder beside the project. Where it is absent the test is skipped, saying so, and
 * `null` comes back; where `CI=true` its absence is a failure.
 */
export function sharedData(name: string, t: TestContext): string | null {
  const path = resolve(import.meta.dirname, '../../../shared/data', name)
  if (existsSync(path)) return path
  if (process.env.CI === 'true') throw new Error(`shared data is missing: ${path}`)
  t.skip(`needs ${path}`)
  return null
}
