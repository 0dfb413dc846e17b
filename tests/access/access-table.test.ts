import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { isStaff } from '#core/access/viewer.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { findProject, listEntries } from '#features/projects/index.ts'
import { addressOf } from '#tests/support/access-address.ts'
import { accessSite, type Column } from '#tests/support/access-site.ts'
import { ROOT } from '#tests/support/import-graph.ts'
import { accessDocument } from './access-document.ts'
import { COLUMNS, KIND_ACTS, KINDS, TABLE } from './access-table.ts'

const site = accessSite()
const columns = COLUMNS.map(([column]) => column)
const cellOf = (cells: string, column: Column) => cells[columns.indexOf(column)]

/** What an address must look like is the app's own; the table names its parts. */
const plain = (pattern: string) => pattern.replaceAll(/\{(?:[^{}]|\{[^{}]*\})*\}/g, '')

type Asked = Readonly<{ route: string; cells: string; isElsewhere: boolean }>

// One route answers for every kind of a sort: for the others the file, the withdrawing and the bringing back are not asked.
const firstOfSort = new Set(
  Object.values(KINDS).map((sort) => Object.keys(KINDS).find((kind) => KINDS[kind] === sort)),
)

function everyRoute(): Asked[] {
  return [
    ...TABLE.flatMap(({ rows }) =>
      rows.flatMap(({ cells, routes, elsewhere }) =>
        routes.map((route) => ({ route, cells, isElsewhere: elsewhere !== undefined })),
      ),
    ),
    ...PLATFORM_TEMPLATE.kinds.flatMap(({ id, path }) => {
      const sort = KINDS[id]
      assert.ok(sort, `the kind “${id}” has no row in the access table`)
      const [read, add, change] = KIND_ACTS[sort]
      const at = `/projects/:number/${path}`
      const entry = `${at}/:entry`
      const asPage = (cells: string) => cells.replaceAll('w', 's')
      return [
        ...[at, `${at}.csv`, entry].map((one) => ({ route: `GET ${one}`, cells: read })),
        { route: `GET ${at}/new`, cells: asPage(add) },
        { route: `POST ${at}`, cells: add },
        ...['correct', 'withdraw'].map((act) => ({ route: `GET ${entry}/${act}`, cells: asPage(change) })),
        ...['correct', 'withdraw', 'restore'].map((act) => ({
          route: `POST ${entry}/${act}`,
          cells: change,
        })),
      ].map((one) => ({
        ...one,
        isElsewhere: !firstOfSort.has(id) && /\.csv$|withdraw$|restore$/.test(one.route),
      }))
    }),
  ]
}

test('every page and form that the app mounts has a row, and every row is a page or form that it mounts', () => {
  const mounted = site()
    .app.routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${plain(path)}`)
  const rows = everyRoute().map(({ route }) => route)
  assert.deepEqual([...new Set(mounted)].sort(), [...rows].sort())
})

test('every row has a word for every column, and names tests that there are', () => {
  for (const { rows } of TABLE)
    for (const { what, cells, elsewhere } of rows) {
      assert.match(cells, /^[swxi-]{13}$/, what)
      if (elsewhere) assert.ok(existsSync(join(ROOT, elsewhere)), elsewhere)
    }
  const kinds = PLATFORM_TEMPLATE.kinds.map(({ id }) => id)
  assert.deepEqual(Object.keys(KINDS).sort(), [...kinds].sort())
})

// Complete enough to come past each form to what is asked of the role.
function answers(of: ReturnType<typeof site>, version: number): Record<string, string> {
  const why = 'Because it has to be.'
  return {
    _key: randomUUID(),
    _version: String(version),
    ...Object.fromEntries(
      ['why', 'reason', 'return-why', 'withdraw-why', 'words', 'note'].map((name) => [name, why]),
    ),
    owner: '',
    outcome: 'will be done',
    'doneBy-day': '1',
    'doneBy-month': '6',
    'doneBy-year': '2999',
    wasDone: 'yes',
    answer: 'It will be mended.',
    as: 'Head of lighting',
    on: '2026-03-02',
    came: 'letter',
    organisation: 'Averley City Council',
    level: 'inspector',
    contact: of.ids.contact,
    joined: of.ids.escalation,
    move: 'same',
    post: 'Head of lighting',
    name: 'Head of lighting',
    answersFor: 'anything',
    areaCode: '',
    personId: '',
    reach: '1',
    permission: 'agreed',
    visibleTo: 'staff',
    keeperId: of.people.sergeant.personId,
    checkedOn: '2026-03-01',
  }
}

async function given(route: string, column: Column, isAllowed: boolean): Promise<string> {
  const of = site()
  const [method = '', pattern = ''] = route.split(' ')
  const path = addressOf(pattern, { ids: of.ids, number: of.project.number, people: of.people })
  // Who is refused sends the version as it stands, so that nothing but their role can be in the way; who is allowed an
  // older one, so that the record stays as it is for whoever is asked next.
  const body = method === 'GET' ? undefined : new URLSearchParams(answers(of, isAllowed ? 999 : 1))
  const response = await of.as(of.people[column]).request(path, body ? { method, body } : {})
  await response.arrayBuffer()
  const { status } = response
  if (status === 404) return '-'
  if (status === 403) return 'x'
  if (status === 303 && response.headers.get('location') === '/sign-in') return 'i'
  if (status < 400 || status === 409 || status === 422) return method === 'GET' ? 's' : 'w'
  return String(status)
}

/** Puts back what an earlier request took away, and the escalation into the state that the act is for. */
async function afresh(route: string): Promise<void> {
  const { owner } = site().database
  await owner.updateTable('brief_link').set({ revoked_at: null, revoked_as: null }).execute()
  await owner
    .updateTable('group_invitation')
    .set({ revoked_at: null, revoked_by: null, revoked_as: null })
    .execute()
  const answered = {
    state: 'answered',
    answer: 'Mended by Friday.',
    outcome: 'will be done',
    answered_on: '2026-03-02',
    done_by: '2026-03-06',
  }
  const open = { state: 'raised', answer: null, outcome: null, answered_on: null, done_by: null }
  const state = /\/(close|was-done)$/.test(route) ? answered : open
  await owner
    .updateTable('escalation')
    .set({ ...state, was_done: null, was_done_as: null, was_done_at: null, version: 1 })
    .execute()
}

const auditedSoFar = async () =>
  (await sql<{ n: string }>`select count(*) as n from audit_entry`.execute(site().database.owner)).rows[0]?.n

async function whereItDiffers(asked: readonly Asked[]): Promise<string[]> {
  const wrong: string[] = []
  for (const { route, cells } of asked) {
    const isRefused = (column: Column) => 'x-i'.includes(cellOf(cells, column) ?? '')
    const before = route.startsWith('GET') ? null : await auditedSoFar()
    const ask = async (column: Column) => {
      if (before !== null) await afresh(route)
      const got = await given(route, column, !isRefused(column))
      const expected = cellOf(cells, column)
      if (got !== expected) wrong.push(`${route}: ${column} is “${got}”, not “${expected}”`)
    }
    for (const column of columns.filter(isRefused)) await ask(column)
    if (before !== null && (await auditedSoFar()) !== before) wrong.push(`${route}: a refused request wrote`)
    for (const column of columns.filter((one) => !isRefused(one))) await ask(column)
  }
  return wrong
}

const checkedHere = (isPage: boolean) =>
  everyRoute().filter(({ route, isElsewhere }) => !isElsewhere && route.startsWith('GET') === isPage)

test('each page answers each role as the table says', async () => {
  assert.deepEqual(await whereItDiffers(checkedHere(true)), [])
})

test('in SQL each gets the entries of the kinds that the table gives them, and none of the answers kept for staff', async () => {
  const { database, people, project } = site()
  for (const column of columns) {
    const viewer = people[column]
    if (!viewer) continue
    await database.as(viewer, async (tx) => {
      const found = await findProject(viewer, tx, '2026-03-02', project.number)
      const cell = cellOf(KIND_ACTS.reads[0], column)
      assert.equal(found !== null, cell === 's', `${column}: the project`)
      if (!found) return
      const entries = await listEntries(viewer, tx, found, PLATFORM_TEMPLATE)
      const seen = [...new Set(entries.map(({ kind }) => kind))].sort()
      const expected = PLATFORM_TEMPLATE.kinds
        .map(({ id }) => id)
        .filter((id) => cellOf(KIND_ACTS[KINDS[id] ?? 'nothing'][0], column) === 's')
      assert.deepEqual(seen, expected.sort(), column)
      if (isStaff(viewer)) return
      for (const kind of PLATFORM_TEMPLATE.kinds)
        for (const { name } of kind.fields.filter(({ isStaffOnly }) => isStaffOnly))
          for (const entry of entries.filter((one) => one.kind === kind.id))
            assert.equal(entry.content[name] ?? null, null, `${column}: ${kind.id} ${name}`)
    })
  }
})

test('in SQL a draft is its writer’s alone, and a mark of a round that goes on is its giver’s alone', async () => {
  const { database, people, ids } = site()
  for (const column of columns) {
    const rows = await database.as(people[column], async (tx) => ({
      drafts: (await tx.selectFrom('draft').select('person_id').execute()).length,
      marks: (
        await tx.selectFrom('rating_mark').select('person_id').where('round_id', '=', ids.round).execute()
      ).map(({ person_id }) => person_id),
    }))
    const viewer = people[column]
    assert.equal(rows.drafts, column === 'officer' ? 1 : 0, `${column}: drafts`)
    const gave = column === 'officer' || column === 'sergeant'
    assert.deepEqual(rows.marks, gave ? [viewer?.personId, viewer?.personId] : [], `${column}: marks`)
  }
})

// Last: some of what is sent here is taken.
test('each form answers each role as the table says, and what is refused writes nothing', async () => {
  assert.deepEqual(await whereItDiffers(checkedHere(false)), [])
})

test('docs/access.md is the table', () => {
  assert.equal(readFileSync(join(ROOT, 'docs/access.md'), 'utf8'), accessDocument())
})
