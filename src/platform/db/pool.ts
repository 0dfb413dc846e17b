import pg from 'pg'
import type { EmbeddedSession } from './embedded-session.ts'

/** The part of a `pg` client that Kysely, migrations and jobs use; PGlite is dressed as one. */
export type Client = {
  query(text: string, values?: readonly unknown[]): Promise<QueryResult>
  release(error?: Error | boolean): void
}
/** The part of a `pg` result that is used here. */
export type QueryResult = { command: string; rowCount: number; rows: Record<string, unknown>[] }

/** Where clients come from; whoever connects releases. */
export type Pool = {
  connect(): Promise<Client>
  end(): Promise<void>
}

// The same JavaScript values from both drivers: dates stay `YYYY-MM-DD` text (a Date would drag a time zone in), and
// bigints are numbers (no count here passes 2^53).
const DATE = 1082
const BIGINT = 20
pg.types.setTypeParser(DATE, (text) => text)
pg.types.setTypeParser(BIGINT, Number)
export const EMBEDDED_PARSERS = { [DATE]: (text: string) => text, [BIGINT]: Number }

/** Database roles a connection can step down to; `null` stays the owner. */
export type DbRole = 'wardmote_app' | 'wardmote_door'

/** A pool over a PostgreSQL server. With a role, every connection starts stepped down to it. */
export function serverPool(connectionString: string, role: DbRole | null, max: number): Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: 'wardmote',
    ...(role ? { options: `-c role=${role}` } : {}),
  })
  // An idle connection that the server ends (a restart, a failover) is told here, when the pool has already dropped
  // it and will open another; unheard, it would end the process.
  pool.on('error', () => {})
  return pool as unknown as Pool
}

/**
 * A pool of one over the embedded database. PGlite is a single session, so whoever holds the client must hold it
 * alone: `gate` hands it over in order of asking, and anything that spoke to PGlite around it would land in the
 * middle of somebody's transaction. Pools for different roles over one PGlite share one gate. The session keeps the
 * role of its last holder and is stepped over only for a holder of another: most requests read several times in a row
 * as the same role, and each step is a statement.
 */
export function embeddedPool(session: EmbeddedSession, gate: Gate, role: DbRole | null): Pool {
  return {
    async connect() {
      const leave = await gate.enter()
      try {
        if (gate.role !== role) await session.exec(role ? `set role ${role}` : 'reset role')
        gate.role = role
      } catch (error) {
        leave()
        throw error
      }
      return {
        query: async (text, values) => asServerResult(text, values ?? [], session, role),
        release: leave,
      }
    },
    end: async () => {},
  }
}

async function asServerResult(
  text: string,
  values: readonly unknown[],
  session: EmbeddedSession,
  role: DbRole | null,
): Promise<QueryResult> {
  // The simple protocol knows no parameters, but takes several statements in one text (migrations).
  if (values.length === 0) {
    const results = await session.exec(text)
    // A RETURNING in the middle must not be lost behind a trailing COMMIT.
    const rows = results.flatMap((result) => result.rows)
    return { command: commandOf(text), rowCount: results.at(-1)?.affectedRows ?? rows.length, rows }
  }
  const result = await (role ? session.query(role, text, values) : session.queryOnce(text, values))
  return { command: commandOf(text), rowCount: result.affectedRows ?? result.rows.length, rows: result.rows }
}

// Kysely reports affected rows by the command's name.
function commandOf(text: string): string {
  const first = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? ''
  return first === 'WITH' ? 'SELECT' : first
}

/** A first-come, first-served lock, and the role the session behind it was last stepped to. */
export type Gate = { enter(): Promise<() => void>; role: DbRole | null }

/** An open gate: `enter` resolves in order of asking, with what lets the next one in. */
export function makeGate(): Gate {
  let last: Promise<void> = Promise.resolve()
  return {
    role: null,
    async enter() {
      const before = last
      let leave = () => {}
      last = new Promise((resolve) => {
        leave = resolve
      })
      await before
      return leave
    },
  }
}
