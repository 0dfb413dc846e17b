import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database, Scope, Tables } from '#platform/db/index.ts'
import { anyRow, dropChecksAndForeignKeys } from '#tests/support/any-row.ts'
import { openTestDatabase } from '#tests/support/database.ts'

// Found in the catalogue, so that a table made later is tried without anybody remembering to.
async function tablesWith(database: Database, where: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and ${where} order by 1`.execute(
    database.owner,
  )
  return rows.map((row) => row.name)
}

const HAS_FORCE = sql`exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'force_id' and not a.attisdropped)`

function insert(table: string, row: Readonly<Record<string, unknown>>) {
  const names = sql.join(Object.keys(row).map((name) => sql.ref(name)))
  return sql`insert into ${sql.table(table)} (${names}) values (${sql.join(Object.values(row))})`
}

/** Rows touched, or `refused` where the database said no. Every attempt is a transaction of its own. */
async function attempt(database: Database, scope: Scope | null, statement: RawBuilder<unknown>) {
  try {
    return await database.as(scope, async (tx) => {
      const result = await statement.execute(tx)
      return Number(result.numAffectedRows ?? result.rows.length)
    })
  } catch (error) {
    assert.match((error as Error).message, /permission denied|row-level security|never changed or removed/)
    return 'refused' as const
  }
}

async function twoForces(database: Database) {
  await dropChecksAndForeignKeys(database)
  const tables = await tablesWith(database, HAS_FORCE)
  const [a, b] = [randomUUID(), randomUUID()]
  for (const id of [a, b]) await insert('force', { id, slug: id, name: id }).execute(database.owner)
  for (const table of tables) {
    for (const force_id of [a, b])
      await insert(table, await anyRow(database, table, { force_id })).execute(database.owner)
  }
  const everything = () => snapshot(database.owner, ['force', ...tables], a)
  return { tables, a, b, everything, before: await everything() }
}

async function personNamed(database: Database, table: string, force: string): Promise<string> {
  const key = sql.ref(table === 'force' ? 'id' : 'force_id')
  const { rows } = await sql<{ id: string | null }>`
    select to_jsonb(t)->>'person_id' as id from ${sql.table(table)} t where ${key} = ${force}`.execute(
    database.owner,
  )
  return rows[0]?.id ?? randomUUID()
}

async function snapshot(owner: Kysely<Tables>, tables: readonly string[], force: string) {
  const rows: Record<string, unknown> = {}
  for (const table of tables) {
    const key = sql.ref(table === 'force' ? 'id' : 'force_id')
    rows[table] = (
      await sql`select to_jsonb(t) as row from ${sql.table(table)} t where ${key} = ${force}`.execute(owner)
    ).rows
  }
  return rows
}

test("every table with a force's records: another force's person and nobody get and change nothing", async (t) => {
  const database = await openTestDatabase(t)
  const { tables, a, b, everything, before } = await twoForces(database)
  assert.ok(tables.length >= 8, 'the tables were found')
  let seenByTheirOwn = 0
  for (const table of ['force', ...tables]) {
    const name = sql.table(table)
    const key = sql.ref(table === 'force' ? 'id' : 'force_id')
    // Some rows are one person's alone: whoever a row names asks for it.
    const personId = await personNamed(database, table, a)
    const own = await attempt(database, { forceId: a, personId }, sql`select * from ${name}`)
    assert.ok(own === 1 || own === 'refused', `${table}: its own force sees its one row and no other`)
    if (own === 1) seenByTheirOwn++
    const inOther = await personNamed(database, table, b)
    for (const scope of [{ forceId: b, personId: inOther }, { forceId: b, personId: null }, null]) {
      const who = scope ? (scope.personId ? "another force's person" : "another force's work") : 'nobody'
      const harmless = (result: number | 'refused', what: string) =>
        assert.ok(result === 0 || result === 'refused', `${table}: ${who} could ${what}: ${result}`)
      harmless(await attempt(database, scope, sql`select * from ${name} where ${key} = ${a}`), 'read')
      harmless(
        await attempt(database, scope, sql`select 1 from ${name} where ${key} = ${a} for update`),
        'lock',
      )
      harmless(
        await attempt(database, scope, sql`update ${name} set ${key} = ${key} where ${key} = ${a}`),
        'change',
      )
      harmless(
        await attempt(database, scope, sql`update ${name} set ${key} = ${b} where ${key} = ${a}`),
        'take',
      )
      harmless(await attempt(database, scope, sql`delete from ${name} where ${key} = ${a}`), 'remove')
      const row = await anyRow(database, table, table === 'force' ? { id: randomUUID() } : { force_id: a })
      assert.equal(
        await attempt(database, scope, insert(table, row)),
        'refused',
        `${table}: ${who} could add`,
      )
      if (scope) {
        const given = await attempt(
          database,
          scope,
          sql`update ${name} set ${key} = ${a} where ${key} = ${b}`,
        )
        assert.equal(given, 'refused', `${table}: ${who} could push a row across`)
      } else {
        harmless(await attempt(database, scope, sql`select * from ${name}`), 'read anything')
      }
      assert.equal(
        await attempt(database, scope, sql`truncate ${name}`),
        'refused',
        `${table}: ${who} could empty`,
      )
    }
  }
  assert.ok(seenByTheirOwn >= 8, 'the same reads do find rows where they may')
  assert.deepEqual(await everything(), before)
})

test('every table but the list of migrations has row-level security on', async (t) => {
  const database = await openTestDatabase(t)
  const open = await tablesWith(database, sql`not c.relrowsecurity and c.relname <> 'migration'`)
  assert.deepEqual(open, [])
  const bare = await tablesWith(
    database,
    sql`c.relname = 'migration' and (has_table_privilege('wardmote_app', c.oid, 'select') or has_table_privilege('wardmote_door', c.oid, 'select'))`,
  )
  assert.deepEqual(bare, [])
})

test('no view and no function runs with its owner’s rights', async (t) => {
  const database = await openTestDatabase(t)
  const views =
    await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
    and not coalesce(reloptions::text[] && array['security_invoker=true', 'security_invoker=on'], false)`.execute(
      database.owner,
    )
  assert.deepEqual(views.rows, [])
  const functions =
    await sql`select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`.execute(
      database.owner,
    )
  assert.deepEqual(functions.rows, [])
})

test('pages can read and write nothing about accounts, whoever asks', async (t) => {
  const database = await openTestDatabase(t)
  const { a } = await twoForces(database)
  const tables = await tablesWith(database, sql`c.relname like 'account\\_%'`)
  assert.ok(tables.length >= 5, 'the tables were found')
  for (const table of tables) {
    const name = sql.table(table)
    for (const scope of [{ forceId: a, personId: randomUUID() }, null]) {
      const row = await anyRow(database, table, {})
      for (const statement of [sql`select * from ${name}`, sql`delete from ${name}`, insert(table, row)])
        assert.equal(await attempt(database, scope, statement), 'refused', table)
    }
  }
})

test('sign-in reads people, roles and forces, and no other record of a force', async (t) => {
  const database = await openTestDatabase(t)
  const { tables } = await twoForces(database)
  for (const table of tables) {
    const reading = sql`select * from ${sql.table(table)}`.execute(database.door)
    if (table === 'person' || table === 'role_held') assert.equal((await reading).rows.length, 2)
    else await assert.rejects(reading, /permission denied/, table)
  }
  await assert.rejects(sql`update person set name = 'x'`.execute(database.door), /permission denied/)
  await assert.rejects(
    sql`insert into role_held select * from role_held`.execute(database.door),
    /permission denied/,
  )
})

test('an audit entry is changed or removed by nobody, its owner included', async (t) => {
  const database = await openTestDatabase(t)
  const { a } = await twoForces(database)
  const statements = [
    sql`update audit_entry set action = 'x'`,
    sql`delete from audit_entry`,
    sql`truncate audit_entry`,
  ]
  for (const statement of statements) {
    assert.equal(await attempt(database, { forceId: a, personId: randomUUID() }, statement), 'refused')
    await assert.rejects(statement.execute(database.owner), /never changed or removed/)
  }
})
