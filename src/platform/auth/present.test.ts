import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { startAccountSite } from '#tests/support/account-site.ts'
import { deviceInWords } from './device.ts'
import { findEntrantByAccount } from './entrant.ts'
import { hashToken } from './token.ts'

test('the function every request begins with finds what the query for an entrant finds', async (t) => {
  const site = await startAccountSite(t)
  const { owner, door } = site.database
  const { viewer } = await site.member('Jo Bell', 'officer')
  const row = { force_id: viewer.forceId, person_id: viewer.personId }
  await owner
    .insertInto('area')
    .values({ force_id: viewer.forceId, code: 'N1', kind: 'neighbourhood', name: 'Quay' })
    .execute()
  await owner
    .insertInto('role_held')
    .values([
      { ...row, role: 'coach', area_code: 'N1', from_on: '2026-03-02', until_on: '2026-03-02' },
      { ...row, role: 'analyst', from_on: '2026-03-03' },
      { ...row, role: 'leader', from_on: '2026-01-01', until_on: '2026-03-01' },
    ])
    .execute()
  const person = await owner
    .selectFrom('person')
    .select('account_id')
    .where('id', '=', viewer.personId)
    .executeTakeFirstOrThrow()
  const accountId = person.account_id!
  const now = site.clock()
  await owner
    .insertInto('account_session')
    .values({
      token_hash: hashToken('t'),
      account_id: accountId,
      awaits_code: false,
      method: 'password',
      device: 'Firefox',
      started_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + 1000),
    })
    .execute()
  for (const days of [-1, 0, 1, 2]) {
    const at = new Date(now.getTime() + days * 86_400_000)
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from session_entrant(${hashToken('t')}, ${now}::timestamptz,
      ${new Date(0)}::timestamptz, ${at.toISOString().slice(0, 10)}::date)`.execute(door)
    const { sessionId, awaitsCode, method, seenAt, ...found } = rows[0]!
    assert.deepEqual(found, await findEntrantByAccount(door, accountId, at))
  }
})

test('a device is told by browser and system, and nothing else of the header is kept', () => {
  const told = (agent: string | undefined) => deviceInWords(agent)
  assert.equal(
    told('Mozilla/5.0 (Linux; Android 16; SM-X) AppleWebKit/537 Chrome/150 Mobile Safari/537'),
    'Chrome on Android',
  )
  assert.equal(
    told('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/150 Safari/537 Edg/150'),
    'Edge on Windows',
  )
  assert.equal(
    told('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/19 Safari/605'),
    'Safari on Mac',
  )
  assert.equal(told('<script>'), 'Unknown browser')
  assert.equal(told(undefined), 'Unknown browser')
  assert.ok(told('x'.repeat(100_000)).length <= 100)
})
