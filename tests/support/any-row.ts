import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/db/index.ts'

const VALUES: Readonly<Record<string, (n: number) => unknown>> = {
  text: (n) => `text ${n} ${randomUUID()}`,
  uuid: () => randomUUID(),
  bool: () => true,
  int2: (n) => n,
  int4: (n) => n,
  int8: (n) => n,
  float8: (n) => n,
  date: () => '2026-01-01',
  timestamptz: () => '2026-01-01T00:00:00Z',
  jsonb: () => '{}',
  _text: () => ['x'],
  bytea: () => new Uint8Array([1]),
}

/**
 * Takes checks and foreign keys off every table of a test's own database. Who may see a row depends on neither, and
 * without them any table can be given a row that nobody had to describe.
 */
export async function dropChecksAndForeignKeys(database: Database): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select format('alter table %I drop constraint %I', c.relname, k.conname) as statement
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.connamespace = 'public'::regnamespace and k.contype in ('c', 'f')`.execute(database.owner)
  for (const { statement } of rows) await sql.raw(statement).execute(database.owner)
}

/** A row with something in every column that needs it; refuses a column type it cannot fill. */
export async function anyRow(
  database: Database,
  table: string,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const { rows: columns } = await sql<{ column_name: string; udt_name: string }>`
    select column_name, udt_name from information_schema.columns
    where table_schema = 'public' and table_name = ${table}
      and is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'
    order by ordinal_position`.execute(database.owner)
  const row: Record<string, unknown> = { ...given }
  for (const [at, { column_name, udt_name }] of columns.entries()) {
    if (column_name in row) continue
    const make = VALUES[udt_name]
    if (!make) throw new Error(`${table}.${column_name}: no value for the type ${udt_name}`)
    row[column_name] = make(at + 1)
  }
  return row
}
