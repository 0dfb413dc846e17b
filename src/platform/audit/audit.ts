import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Scope, Tables, Tx } from '#platform/db/index.ts'

/** One thing that happened, as the caller states it. `before` and `after` are plain JSON; `null` where there is none. */
export type AuditEvent = Readonly<{
  /** Verb phrase in the past tense, stable enough to search for: `project opened`, `record read`. */
  action: string
  subject: Readonly<{ kind: string; id: string }>
  before?: unknown
  after?: unknown
}>

/**
 * Writes the event into the force's chain, in the caller's transaction: if the change is rolled back, so is its
 * entry. Entries of one force are written one at a time (the head row is locked until the transaction ends), so
 * call it last, and keep the rest of the transaction short. Cost: three statements by primary key.
 */
export function recordAudit(tx: Tx, scope: Scope, at: Date, event: AuditEvent): Promise<void> {
  return recordAudits(tx, scope, at, [event])
}

/** As {@link recordAudit}, for many events of one change, in their order. Cost: one statement more for every 500. */
export async function recordAudits(
  tx: Tx,
  scope: Scope,
  at: Date,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return
  await tx
    .insertInto('audit_head')
    .values({ force_id: scope.forceId })
    .onConflict((head) => head.doNothing())
    .execute()
  let head = await tx
    .selectFrom('audit_head')
    .select(['sequence', 'hash'])
    .where('force_id', '=', scope.forceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const rows = events.map((event) => {
    const entry = {
      force_id: scope.forceId,
      sequence: head.sequence + 1,
      at: at.toISOString(),
      person_id: scope.personId,
      action: event.action,
      subject_kind: event.subject.kind,
      subject_id: event.subject.id,
      before: asJson(event.before),
      after: asJson(event.after),
      previous_hash: head.hash,
    }
    head = { sequence: entry.sequence, hash: entryHash(entry) }
    return { ...entry, before: toJson(entry.before), after: toJson(entry.after), hash: head.hash }
  })
  for (let start = 0; start < rows.length; start += 500)
    await tx
      .insertInto('audit_entry')
      .values(rows.slice(start, start + 500))
      .execute()
  await tx.updateTable('audit_head').set(head).where('force_id', '=', scope.forceId).execute()
}

/** A record marked sensitive was looked at. */
export function recordRead(tx: Tx, scope: Scope, at: Date, subject: AuditEvent['subject']): Promise<void> {
  return recordAudit(tx, scope, at, { action: 'record read', subject })
}

/** One entry as a history shows it; `personName` is null for nobody and for somebody of another force. */
export type AuditEntry = Readonly<{
  sequence: number
  at: Date
  personId: string | null
  personName: string | null
  action: string
  subjectKind: string
  subjectId: string
  before: unknown
  after: unknown
}>

/**
 * The latest 500 entries of a record's history, oldest first. With `entry`, of those alone whose before or after names
 * it as its `entry`. Served by `audit_by_subject`.
 */
export async function listHistory(
  tx: Tx,
  subject: AuditEvent['subject'],
  entry?: string,
): Promise<AuditEntry[]> {
  const rows = await tx
    .selectFrom('audit_entry')
    .leftJoin('person', (join) =>
      join
        .onRef('person.id', '=', 'audit_entry.person_id')
        .onRef('person.force_id', '=', 'audit_entry.force_id'),
    )
    .select([
      'sequence',
      'at',
      'person_id',
      'person.name as person_name',
      'action',
      'subject_kind',
      'subject_id',
      'before',
      'after',
    ])
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .$if(entry !== undefined, (query) =>
      query.where(sql<boolean>`${entry} in (before->>'entry', after->>'entry')`),
    )
    .orderBy('sequence', 'desc')
    .limit(500)
    .execute()
  return rows.reverse().map((row) => ({
    sequence: row.sequence,
    at: row.at,
    personId: row.person_id,
    personName: row.person_name,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    before: row.before,
    after: row.after,
  }))
}

/** Where a chain first stops being what was written, or `null` when it is whole. */
export type ChainFault = Readonly<{ forceId: string; sequence: number; fault: string }>

/**
 * Walks every force's chain from its first entry, in batches; needs the owner's rights. Detects changed, missing,
 * reordered and cut-off entries (the last against the head row). Cost: one read of the whole table, in key order.
 */
export async function verifyChains(
  owner: Kysely<Tables>,
): Promise<{ entries: number; faults: ChainFault[] }> {
  // From the forces, not from the heads: a chain whose head is gone must not go unseen with it.
  const rows = await owner
    .selectFrom('force')
    .leftJoin('audit_head', 'audit_head.force_id', 'force.id')
    .select(['force.id', 'sequence', 'hash'])
    .execute()
  const heads = rows.map((row) => ({
    force_id: row.id,
    sequence: row.sequence ?? 0,
    hash: row.hash ?? '0'.repeat(64),
  }))
  const faults: ChainFault[] = []
  let entries = 0
  for (const head of heads) {
    let previous = '0'.repeat(64)
    let expected = 1
    for (let found = true; found && !faults.some((fault) => fault.forceId === head.force_id); ) {
      const batch = await owner
        .selectFrom('audit_entry')
        .selectAll()
        .where('force_id', '=', head.force_id)
        .where('sequence', '>=', expected)
        .orderBy('sequence')
        .limit(1000)
        .execute()
      found = batch.length > 0
      for (const row of batch) {
        const fault = entryFault(row, expected, previous)
        if (fault) {
          faults.push({ forceId: head.force_id, sequence: expected, fault })
          break
        }
        previous = row.hash
        expected++
        entries++
      }
    }
    if (
      !faults.some((fault) => fault.forceId === head.force_id) &&
      (head.sequence !== expected - 1 || head.hash !== previous)
    ) {
      faults.push({ forceId: head.force_id, sequence: expected, fault: 'entries after this one are missing' })
    }
  }
  return { entries, faults }
}

type Stored = Omit<Hashed, 'at'> & { at: Date; hash: string }

function entryFault(row: Stored, expected: number, previous: string): string | null {
  if (row.sequence !== expected) return 'an entry is missing'
  if (row.previous_hash !== previous) return 'it does not follow the entry before it'
  const hash = entryHash({ ...row, at: row.at.toISOString() })
  return hash === row.hash ? null : 'it is not what was written'
}

type Hashed = Readonly<{
  force_id: string
  sequence: number
  at: string
  person_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  before: unknown
  after: unknown
  previous_hash: string
}>

function entryHash(entry: Hashed): string {
  const content = [
    entry.force_id,
    entry.sequence,
    entry.at,
    entry.person_id,
    entry.action,
    entry.subject_kind,
    entry.subject_id,
    entry.before,
    entry.after,
    entry.previous_hash,
  ]
  return createHash('sha256').update(canonical(content)).digest('hex')
}

// jsonb forgets key order and spacing, so the hash is taken over a form that does not depend on them.
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

// What the database will give back, so that the hash is of that: a date becomes its text.
function asJson(value: unknown): unknown {
  return value === undefined || value === null ? null : JSON.parse(JSON.stringify(value))
}

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
