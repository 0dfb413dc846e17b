import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openEmbeddedSession } from './embedded-session.ts'

async function session(t: { after(work: () => unknown): void }) {
  const opened = await openEmbeddedSession('memory://', {})
  t.after(() => opened.close())
  await opened.exec(
    'create table note (id int primary key, words text, kept jsonb, tags text[], at timestamptz)',
  )
  return opened
}

test('a statement asked again gives the same and takes every kind of value', async (t) => {
  const { query } = await session(t)
  const at = new Date('2026-03-04T05:06:07.089Z')
  const put = 'insert into note values ($1, $2, $3, $4, $5)'
  const first = await query('one', put, [1, 'a ‘quoted’ word', { a: [1, null] }, ['x', 'y "z"'], at])
  const second = await query('one', put, [2, null, ['list'], [], null])
  assert.deepEqual([first.affectedRows, second.affectedRows], [1, 1])
  for (const _ of [1, 2, 3, 4, 5, 6, 7]) {
    const { rows } = await query('one', 'select * from note where id <= $1 order by id', [2])
    assert.deepEqual(rows, [
      { id: 1, words: 'a ‘quoted’ word', kept: { a: [1, null] }, tags: ['x', 'y "z"'], at },
      { id: 2, words: null, kept: ['list'], tags: [], at: null },
    ])
  }
})

test('a statement that failed may be asked again, and a broken one leaves the session whole', async (t) => {
  const { query, exec } = await session(t)
  const put = 'insert into note (id) values ($1)'
  await query('one', put, [1])
  await assert.rejects(query('one', put, [1]), { code: '23505' })
  await assert.rejects(query('one', 'select nothing from note where id = $1', [1]), { code: '42703' })
  await exec('begin')
  await assert.rejects(query('one', put, [1]), { code: '23505' })
  await assert.rejects(query('one', put, [2]), { code: '25P02' }, 'the transaction is over')
  await exec('rollback')
  await query('one', put, [2])
  assert.equal((await exec('select id from note'))[0]!.rows.length, 2)
})

test('a statement prepared for one role shows another only its own rows, under a plan of either', async (t) => {
  const { query, exec } = await session(t)
  await exec(`create role mole; create role vole; grant all on note to mole, vole;
    insert into note (id, words) values (1, 'mole'), (2, 'vole');
    alter table note enable row level security;
    create policy own on note using (words = current_user)`)
  const seen = async (name: string) =>
    (await query(name, 'select id from note where id > $1', [0])).rows.map((row) => row.id)
  for (const _ of [1, 2, 3, 4, 5, 6, 7]) {
    await exec('set role mole')
    assert.deepEqual(await seen('mole'), [1])
    assert.deepEqual(await seen('shared'), [1])
    await exec('set role vole')
    assert.deepEqual(await seen('vole'), [2])
    assert.deepEqual(await seen('shared'), [2])
  }
  await exec('reset role; drop policy own on note; set role vole')
  assert.deepEqual(await seen('vole'), [], 'a policy that is gone shows nothing')
  await exec('reset role; revoke all on note from vole; set role vole')
  await assert.rejects(seen('vole'), { code: '42501' })
})

test('a statement whose rows have come to look otherwise is refused once and then answers as they are', async (t) => {
  const { query, exec } = await session(t)
  await query('one', 'insert into note (id) values ($1)', [1])
  const ask = () => query('one', 'select * from note where id = $1', [1])
  assert.equal(Object.keys((await ask()).rows[0]!).length, 5)
  await exec('alter table note drop column kept, drop column tags, drop column at')
  await assert.rejects(ask(), { code: '0A000' })
  assert.deepEqual((await ask()).rows, [{ id: 1, words: null }])
})

test('a partial index named through a parameter is found however often it is asked', async (t) => {
  const { query, exec } = await session(t)
  await exec(`create unique index one_kept on note (words) where tags = '{kept}'`)
  const put = `insert into note (id, words, tags) values ($1, 'w', '{kept}')
    on conflict (words) where tags = $2 do nothing`
  for (let id = 0; id < 9; id++)
    assert.equal((await query('one', put, [id, ['kept']])).affectedRows, id ? 0 : 1)
})

test('more statements than are kept still work, the first one too', async (t) => {
  const { query, exec } = await session(t)
  const ask = async (at: number) => (await query('one', `select $1::int + ${at} as sum`, [1])).rows[0]!.sum
  for (let at = 0; at < 230; at++) assert.equal(await ask(at), at + 1)
  assert.equal(await ask(0), 1)
  const [kept] = await exec('select count(*)::int as n from pg_prepared_statements')
  assert.equal(kept!.rows[0]!.n, 200)
})
