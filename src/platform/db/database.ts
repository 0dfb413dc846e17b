import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { type DbRole, EMBEDDED_PARSERS, embeddedPool, makeGate, type Pool, serverPool } from './pool.ts'
import type { Tables } from './tables.generated.ts'

/** One transaction, with the rights and the scope of whoever opened it. */
export type Tx = Transaction<Tables>

/** Whose rows a transaction may touch. A `Viewer` is one; background work names the person it acts for, or none. */
export type Scope = Readonly<{ forceId: string; personId: string | null }>

/** The records, through connections that differ in what they may touch. */
export type Database = Readonly<{
  kind: 'embedded' | 'server'
  /**
   * One transaction as `wardmote_app` within the scope's force. Row-level security hides every other force's rows,
   * and all rows when `scope` is null. Throwing rolls back.
   */
  as<Result>(scope: Scope | null, work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Sign-in's connection (`wardmote_door`): accounts, and people and roles of any force. */
  door: Kysely<Tables>
  /** The owner's connection, for migrations, jobs' own tables, set-up and checks. Not for features. */
  owner: Kysely<Tables>
  ownerPool: Pool
  close(): Promise<void>
}>

/** Which database to open. */
export type DatabaseOptions = Readonly<{
  /** A PostgreSQL 15+ server; without it the embedded database under `folder` is used. */
  url?: string | undefined
  /** Where the embedded database lives; `memory` keeps it in memory, for tests. */
  folder: string | 'memory'
  maxConnections?: number
  /** A dump of an embedded database to start from instead of an empty one: making one anew takes seconds. */
  startFrom?: Blob
}>

/** Opens the database and leaves its schema alone: see `migrate`. Cost: embedded ~0.3 s, server one connection. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { pools, end } = options.url
    ? serverPools(options.url, options.maxConnections ?? 10)
    : await embeddedPools(options.folder, options.startFrom)
  const ownerPool = pools(null)
  const app = kyselyOver(pools('wardmote_app'))
  return {
    kind: options.url ? 'server' : 'embedded',
    as: (scope, work) =>
      app.transaction().execute(async (tx) => {
        await sql`select set_config('wardmote.force_id', ${scope?.forceId ?? ''}, true), set_config('wardmote.person_id', ${scope?.personId ?? ''}, true)`.execute(
          tx,
        )
        return work(tx)
      }),
    door: kyselyOver(pools('wardmote_door')),
    owner: kyselyOver(ownerPool),
    ownerPool,
    close: end,
  }
}

function kyselyOver(pool: Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as never }) })
}

type Pools = { pools: (role: DbRole | null) => Pool; end: () => Promise<void> }

function serverPools(url: string, max: number): Pools {
  const open: Pool[] = []
  return {
    pools: (role) => {
      const pool = serverPool(url, role, role === 'wardmote_app' ? max : Math.max(2, Math.ceil(max / 3)))
      open.push(pool)
      return pool
    },
    end: async () => {
      await Promise.all(open.map((pool) => pool.end()))
    },
  }
}

async function embeddedPools(folder: string, startFrom: Blob | undefined): Promise<Pools> {
  // An installation on a server never loads the embedded database.
  const { openEmbeddedSession } = await import('./embedded-session.ts')
  if (folder !== 'memory') await mkdir(folder, { recursive: true })
  const session = await openEmbeddedSession(folder === 'memory' ? 'memory://' : join(folder, 'pglite'), {
    parsers: EMBEDDED_PARSERS,
    ...(startFrom ? { loadDataDir: startFrom } : {}),
    // PostgreSQL writes zeros over all of its 128 MB of buffers when it starts, a fifth of an opening.
    ...(folder === 'memory' ? { settings: { shared_buffers: '16MB' } } : {}),
  })
  const gate = makeGate()
  return {
    pools: (role) => embeddedPool(session, gate, role),
    end: async () => {
      const leave = await gate.enter()
      await session.close().finally(leave)
    },
  }
}
