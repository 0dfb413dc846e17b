import { sql } from 'kysely'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tx } from '#platform/db/index.ts'
import type { Contact, ContactDetails, Permission, VisibleTo } from './contact.ts'
import { mayKeep, mayReadRegister, seesReach } from './escalation.access.ts'
import { type AnswersFor, type Standing, whoStandsAt } from './ladder.ts'

export type ContactRefusal = 'not-your-role' | 'absent' | 'changed' | 'retired' | 'names-another'

export type ContactFilter = Readonly<{ search: string; level: string; withRetired: boolean }>

/** [E17] One page of the register by organisation and name, and how many fit. Hundreds of lines at most. */
export async function listContacts(
  viewer: Viewer,
  tx: Tx,
  filter: ContactFilter,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ contacts: Contact[]; total: number }> {
  if (!mayReadRegister(viewer)) return { contacts: [], total: 0 }
  let query = contacts(viewer, tx)
  if (!filter.withRetired) query = query.where('contact.retired_at', 'is', null)
  if (filter.level) query = query.where('contact.level', '=', filter.level)
  for (const word of filter.search.split(/\s+/).filter(Boolean).slice(0, 5)) {
    const like = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    query = query.where((eb) =>
      eb.or([
        eb('contact.name', 'ilike', like),
        eb('contact.post', 'ilike', like),
        eb('contact.organisation', 'ilike', like),
        eb('area.name', 'ilike', like),
      ]),
    )
  }
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .orderBy('contact.organisation')
    .orderBy('contact.name')
    .orderBy('contact.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { contacts: rows.map((row) => asContact(viewer, row)), total }
}

/** [E17] One line of the register; `null` where there is none for this viewer. */
export async function findContact(viewer: Viewer, tx: Tx, id: string): Promise<Contact | null> {
  if (!mayReadRegister(viewer)) return null
  const row = await contacts(viewer, tx).where('contact.id', '=', id).executeTakeFirst()
  return row ? asContact(viewer, row) : null
}

/** [E17] Puts somebody in the register. */
export async function addContact(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  id: string,
  details: ContactDetails,
): Promise<Outcome<true, ContactRefusal>> {
  if (!mayKeep(viewer, null)) return refused('not-your-role')
  if (!(await namesOnlyItsOwn(viewer, tx, details))) return refused('names-another')
  await tx
    .insertInto('escalation_contact')
    .values({ force_id: viewer.forceId, id, ...asRow(details) })
    .execute()
  await audit(viewer, tx, at, id, 'contact added', null, details)
  return done(true)
}

/** [E15] [E17] Corrects a line of the register, if it is still what was read. */
export async function changeContact(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: Readonly<{ id: string; version: number }>,
  details: ContactDetails,
): Promise<Outcome<true, ContactRefusal>> {
  const before = await asRead(viewer, tx, read)
  if (!before.ok) return before
  if (!(await namesOnlyItsOwn(viewer, tx, details))) return refused('names-another')
  await change(viewer, tx, read, asRow(details))
  await audit(viewer, tx, at, read.id, 'contact changed', before.value, details)
  return done(true)
}

/** [E17] Says that a line is right today. */
export async function checkContact(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  today: string,
  read: Readonly<{ id: string; version: number }>,
): Promise<Outcome<true, ContactRefusal>> {
  const before = await asRead(viewer, tx, read)
  if (!before.ok) return before
  await change(viewer, tx, read, { checked_on: today })
  await audit(viewer, tx, at, read.id, 'contact checked', null, { checkedOn: today })
  return done(true)
}

/** [E17] Takes somebody out of use, with the reason; escalations that ask them stay with the line as it is. */
export async function retireContact(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: Readonly<{ id: string; version: number }>,
  why: string,
): Promise<Outcome<true, ContactRefusal>> {
  const before = await asRead(viewer, tx, read)
  if (!before.ok) return before
  await change(viewer, tx, read, { retired_at: at, retire_reason: why })
  await audit(viewer, tx, at, read.id, 'contact retired', null, { why })
  return done(true)
}

/** [E8] Who stands at a level of the force's ladder for a place (`null`: for the whole force), or `null` for nobody. */
export async function findStanding(
  scope: Pick<Scope, 'forceId'>,
  tx: Tx,
  matter: Readonly<{ level: string; organisation: string; areaCode: string | null }>,
): Promise<(Standing & Readonly<{ name: string; post: string }>) | null> {
  const rows = await tx
    .selectFrom('escalation_contact')
    .selectAll()
    .where('force_id', '=', scope.forceId)
    .where('level', '=', matter.level)
    .where('retired_at', 'is', null)
    .execute()
  const standing = rows.map((row) => ({
    id: row.id,
    organisation: row.organisation,
    level: row.level,
    areaCode: row.area_code,
    answersFor: row.answers_for as AnswersFor,
    checkedOn: row.checked_on,
    name: row.name,
    post: row.post,
  }))
  const areas = matter.areaCode === null ? [] : await areasUpwards(scope, tx, matter.areaCode)
  return whoStandsAt(standing, { ...matter, areas })
}

// The look-up of areas has three levels, so the walk up is short.
async function areasUpwards(scope: Pick<Scope, 'forceId'>, tx: Tx, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`with recursive above as (
      select ${code}::text as code, 0 as steps
      union all
      select area.parent_code, steps + 1 from area join above on area.code = above.code
      where area.force_id = ${scope.forceId} and area.parent_code is not null and steps < 5
    ) select code from above order by steps`.execute(tx)
  return rows.map((row) => row.code)
}

function contacts(viewer: Viewer, tx: Tx) {
  return tx
    .selectFrom('escalation_contact as contact')
    .leftJoin('area', (join) =>
      join.onRef('area.force_id', '=', 'contact.force_id').onRef('area.code', '=', 'contact.area_code'),
    )
    .leftJoin('person', (join) =>
      join.onRef('person.force_id', '=', 'contact.force_id').onRef('person.id', '=', 'contact.person_id'),
    )
    .innerJoin('person as keeper', (join) =>
      join.onRef('keeper.force_id', '=', 'contact.force_id').onRef('keeper.id', '=', 'contact.keeper_id'),
    )
    .selectAll('contact')
    .select([
      'area.name as area_name',
      'person.name as person_name',
      'person.is_active as person_is_active',
      'keeper.name as keeper_name',
    ])
    .where('contact.force_id', '=', viewer.forceId)
}

type Row = Awaited<ReturnType<ReturnType<typeof contacts>['executeTakeFirstOrThrow']>>

function asContact(viewer: Viewer, row: Row): Contact {
  const keeperId = row.keeper_id as PersonId
  const visibleTo = row.visible_to as VisibleTo
  return {
    id: row.id,
    organisation: row.organisation,
    name: row.name,
    post: row.post,
    level: row.level,
    areaCode: row.area_code,
    areaName: row.area_name,
    answersFor: row.answers_for as AnswersFor,
    person:
      row.person_id === null
        ? null
        : {
            id: row.person_id as PersonId,
            name: row.person_name ?? '',
            isActive: row.person_is_active ?? false,
          },
    reach: seesReach(viewer, { visibleTo, keeperId }) ? row.reach : null,
    permission: row.permission as Permission,
    visibleTo,
    keeperId,
    keeperName: row.keeper_name ?? '',
    checkedOn: row.checked_on,
    retired: row.retired_at && { at: row.retired_at, why: row.retire_reason ?? '' },
    version: row.version,
  }
}

function asRow(details: ContactDetails) {
  return {
    organisation: details.organisation,
    name: details.name,
    post: details.post,
    level: details.level,
    area_code: details.areaCode,
    answers_for: details.answersFor,
    person_id: details.personId,
    reach: details.reach,
    permission: details.permission,
    visible_to: details.visibleTo,
    keeper_id: details.keeperId,
    checked_on: details.checkedOn,
  }
}

async function asRead(
  viewer: Viewer,
  tx: Tx,
  read: Readonly<{ id: string; version: number }>,
): Promise<Outcome<object, ContactRefusal>> {
  const row = await tx
    .selectFrom('escalation_contact')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', read.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !mayReadRegister(viewer)) return refused('absent')
  if (!mayKeep(viewer, { keeperId: row.keeper_id as PersonId })) return refused('not-your-role')
  if (row.version !== read.version) return refused('changed')
  const { force_id, id, version, retired_at, retire_reason, ...before } = row
  return retired_at ? refused('retired') : done(before)
}

function change(
  viewer: Viewer,
  tx: Tx,
  read: Readonly<{ id: string; version: number }>,
  fields: Partial<ReturnType<typeof asRow>> & Readonly<{ retired_at?: Date; retire_reason?: string }>,
) {
  return tx
    .updateTable('escalation_contact')
    .set({ ...fields, version: read.version + 1 })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', read.id)
    .execute()
}

// Ids that a form sends are of this force's own people and areas; the foreign keys say the same less kindly.
async function namesOnlyItsOwn(viewer: Viewer, tx: Tx, details: ContactDetails): Promise<boolean> {
  const people = [...new Set([details.keeperId, ...(details.personId ? [details.personId] : [])])]
  const found = await tx
    .selectFrom('person')
    .select('id')
    .where('force_id', '=', viewer.forceId)
    .where('is_active', '=', true)
    .where('id', 'in', people)
    .execute()
  if (found.length !== people.length) return false
  if (details.areaCode === null) return true
  const area = await tx
    .selectFrom('area')
    .select('code')
    .where('force_id', '=', viewer.forceId)
    .where('code', '=', details.areaCode)
    .executeTakeFirst()
  return area !== undefined
}

function audit(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  id: string,
  action: string,
  before: object | null,
  after: object,
) {
  return recordAudit(tx, viewer, at, { action, subject: { kind: 'escalation contact', id }, before, after })
}

/** Everybody in use in the register, for the forms that ask somebody. */
export async function listInUse(viewer: Viewer, tx: Tx): Promise<Contact[]> {
  const everybody = { search: '', level: '', withRetired: false }
  return (await listContacts(viewer, tx, everybody, { limit: 1000, offset: 0 })).contacts
}
