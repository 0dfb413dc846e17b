import type { Config } from '#app/config/config.ts'
import { type Database, migrate, openDatabase } from '#platform/db/index.ts'
import { lockDataFolder } from '#platform/files/data-lock.ts'

/** The database, and what lets it and its folder go. */
export type OwnDatabase = Readonly<{ database: Database; close(): Promise<void> }>

/**
 * Opens the database of the settings for this process and leaves its schema alone. The embedded one is taken first, and
 * `DataFolderInUse` thrown when another process has it; a server can be used by many.
 */
export async function openOwnDatabase(config: Config): Promise<OwnDatabase> {
  const unlock = config.databaseUrl ? () => {} : await lockDataFolder(config.dataFolder)
  try {
    const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder })
    return { database, close: () => database.close().finally(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Brings the schema up to date, does the work and lets the database go, also when either throws. */
export async function withOwnDatabase<Result>(
  config: Config,
  work: (database: Database, applied: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const own = await openOwnDatabase(config)
  try {
    return await work(own.database, await migrate(own.database))
  } finally {
    await own.close()
  }
}
