import { isStaff, type PersonId, type Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { mayPrepare } from './decision.access.ts'
import type { ShortlistEntry } from './shortlist.ts'

/** A screening's shortlist in the order areas were added. Served by the primary key; one row an area. */
export async function listShortlist(viewer: Viewer, tx: Tx, screeningId: string): Promise<ShortlistEntry[]> {
  if (!isStaff(viewer)) return []
  const rows = await tx
    .selectFrom('shortlist_entry')
    .innerJoin('person', (join) =>
      join
        .onRef('person.id', '=', 'shortlist_entry.added_by')
        .onRef('person.force_id', '=', 'shortlist_entry.force_id'),
    )
    .select([
      'area_code',
      'note',
      'added_by',
      'added_at',
      'shortlist_entry.version as version',
      'person.name as name',
    ])
    .where('shortlist_entry.force_id', '=', viewer.forceId)
    .where('screening_id', '=', screeningId)
    .where('is_removed', '=', false)
    .orderBy('added_at')
    .orderBy('area_code')
    .execute()
  return rows.map((row) => ({
    areaCode: row.area_code as AreaCode,
    note: row.note,
    addedBy: row.added_by as PersonId,
    addedByName: row.name,
    addedAt: row.added_at,
    version: row.version,
  }))
}

/** [D2] Puts areas on the shortlist; those already on it are left as they are. */
export async function addToShortlist(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  screeningId: string,
  areaCodes: readonly AreaCode[],
  note: string,
): Promise<Outcome<number, 'not-your-role'>> {
  if (!mayPrepare(viewer)) return refused('not-your-role')
  const added: AreaCode[] = []
  for (const areaCode of areaCodes) {
    const row = await tx
      .insertInto('shortlist_entry')
      .values({
        force_id: viewer.forceId,
        screening_id: screeningId,
        area_code: areaCode,
        note,
        added_by: viewer.personId,
        added_at: at,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['force_id', 'screening_id', 'area_code'])
          .doUpdateSet((eb) => ({
            is_removed: false,
            note,
            added_by: viewer.personId,
            added_at: at,
            version: eb('shortlist_entry.version', '+', 1),
          }))
          .where('shortlist_entry.is_removed', '=', true),
      )
      .returning('area_code')
      .executeTakeFirst()
    if (row) added.push(areaCode)
  }
  if (added.length)
    await recordAudit(tx, viewer, at, {
      action: 'areas shortlisted',
      subject: { kind: 'shortlist', id: screeningId },
      after: { areaCodes: added, note },
    })
  return done(added.length)
}

/** [D2] Changes an area's note, or takes the area off the list; refuses when it changed since it was read. */
export async function changeShortlist(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  entry: Readonly<{ screeningId: string; areaCode: AreaCode; version: number }>,
  change: Readonly<{ note: string } | { isRemoved: true }>,
): Promise<Outcome<true, 'not-your-role' | 'changed' | 'absent'>> {
  if (!mayPrepare(viewer)) return refused('not-your-role')
  const before = await tx
    .selectFrom('shortlist_entry')
    .select(['note', 'version'])
    .where('force_id', '=', viewer.forceId)
    .where('screening_id', '=', entry.screeningId)
    .where('area_code', '=', entry.areaCode)
    .where('is_removed', '=', false)
    .forUpdate()
    .executeTakeFirst()
  if (!before) return refused('absent')
  if (before.version !== entry.version) return refused('changed')
  const isRemoved = 'isRemoved' in change
  await tx
    .updateTable('shortlist_entry')
    .set({ version: entry.version + 1, ...(isRemoved ? { is_removed: true } : { note: change.note }) })
    .where('force_id', '=', viewer.forceId)
    .where('screening_id', '=', entry.screeningId)
    .where('area_code', '=', entry.areaCode)
    .execute()
  await recordAudit(tx, viewer, at, {
    action: isRemoved ? 'area taken off the shortlist' : 'shortlist note changed',
    subject: { kind: 'shortlist', id: entry.screeningId },
    before: { areaCode: entry.areaCode, note: before.note },
    after: isRemoved ? null : { areaCode: entry.areaCode, note: change.note },
  })
  return done(true)
}
