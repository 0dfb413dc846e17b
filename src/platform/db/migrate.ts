import { readdir, readFile } from 'node:fs/promises'
import type { Database } from './database.ts'
import type { Client } from './pool.ts'

const FOLDER = new URL('../../../migrations/', import.meta.url)

// Any constant will do: it only has to be the same in every Wardmote process on one database.
const LOCK = 7_210_133

/** The numbered SQL files, in the order they apply. */
export async function listMigrations(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort()
}

/**
 * Applies what has not been applied, each in a transaction of its own; gives the names applied. Two nodes racing
 * are safe: a session lock lets one work while the other waits and then finds nothing to do. The embedded database
 * is one session, so its migrations run in the client it holds.
 */
export async function migrate(database: Database): Promise<string[]> {
  const client = await database.ownerPool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    return await applyMissing(client)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {})
    client.release()
  }
}

async function applyMissing(client: Client): Promise<string[]> {
  await client.query(
    'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
  )
  const applied = new Set((await client.query('select name from migration')).rows.map((row) => row.name))
  const missing = (await listMigrations()).filter((name) => !applied.has(name))
  for (const name of missing) {
    const text = await readFile(new URL(name, FOLDER), 'utf8')
    await client.query('begin')
    try {
      await client.query(`${text};`)
      await client.query('insert into migration (name) values ($1)', [name])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
    }
  }
  return missing
}
