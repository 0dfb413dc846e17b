import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { type Database, listMigrations, migrate, openDatabase } from '#platform/db/index.ts'
import { ROOT } from './import-graph.ts'

/**
 * A migrated database of the test's own, closed when the test ends: embedded in memory, or a fresh database on the
 * server of `DATABASE_URL`.
 */
export async function openTestDatabase(t: Pick<TestContext, 'after'>): Promise<Database> {
  const url = process.env.DATABASE_URL
  const database = url
    ? await openOnServer(url, t)
    : await openDatabase({ folder: 'memory', startFrom: await template() })
  if (!url) t.after(() => database.close())
  await migrate(database)
  return database
}

/**
 * A dump of an empty migrated database, made once for these migrations and kept for every test process of the machine:
 * making a database takes several times as long as loading one.
 */
async function template(): Promise<Blob> {
  const migrations = await listMigrations()
  const texts = await Promise.all(migrations.map((name) => readFile(join(ROOT, 'migrations', name))))
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')))
  for (const text of texts) hash.update(text)
  const path = join(tmpdir(), `wardmote-template-${hash.digest('hex').slice(0, 16)}.tar`)
  const kept = await readFile(path).catch(() => null)
  if (kept) return new Blob([kept])
  const { PGlite } = await import('@electric-sql/pglite')
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-template-'))
  // A log in pieces of 1 MB instead of 16: two fifths of the dump less to read at each opening.
  await (await PGlite.create(join(folder, 'pglite'), { initDbStartParams: ['--wal-segsize=1'] })).close()
  const database = await openDatabase({ folder })
  await migrate(database)
  await database.close()
  const embedded = await PGlite.create(join(folder, 'pglite'))
  const dump = await embedded.dumpDataDir('none')
  await embedded.close()
  // Two test processes may both make it; whoever is last replaces the same thing.
  await writeFile(`${path}.${process.pid}`, Buffer.from(await dump.arrayBuffer()))
  await rename(`${path}.${process.pid}`, path)
  await rm(folder, { recursive: true, force: true })
  return dump
}

async function openOnServer(url: string, t: Pick<TestContext, 'after'>): Promise<Database> {
  const name = `wardmote_test_${randomUUID().replaceAll('-', '')}`
  await runAsAdmin(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = await openDatabase({ url: own.href, folder: 'memory' })
  t.after(async () => {
    await database.close()
    await runAsAdmin(url, `drop database if exists ${name} with (force)`)
  })
  return database
}

async function runAsAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
