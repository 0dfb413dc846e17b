import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { readsScreenings, savesScreenings } from './screening.access.ts'
import type { SeriesBreak } from './series-break.ts'

/** The force's own breaks, oldest first. A force has a handful; at most 200 are read. */
export async function listBreaks(viewer: Viewer, tx: Tx): Promise<SeriesBreak[]> {
  if (!readsScreenings(viewer)) return []
  const rows = await tx
    .selectFrom('series_break')
    .select(['id', 'label', 'from_month', 'to_month', 'types'])
    .where('force_id', '=', viewer.forceId)
    .orderBy('from_month')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    from: row.from_month as IsoMonth,
    to: row.to_month as IsoMonth | null,
    types: row.types,
    explanation: null,
  }))
}

/** [S2] [S12] Audited. */
export async function addBreak(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  added: Readonly<{
    id: string
    label: string
    from: IsoMonth
    to: IsoMonth | null
    types: readonly string[]
  }>,
): Promise<Outcome<true, 'not-your-role'>> {
  if (!savesScreenings(viewer)) return refused('not-your-role')
  const { id, label, from, to, types } = added
  await tx
    .insertInto('series_break')
    .values({
      force_id: viewer.forceId,
      id,
      label,
      from_month: from,
      to_month: to,
      types: [...types],
      created_by: viewer.personId,
      created_at: at,
    })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'series break added',
    subject: { kind: 'series break', id },
    after: { label, from, to, types },
  })
  return done(true)
}

/** [S2] Audited with what it said. */
export async function removeBreak(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  id: string,
): Promise<Outcome<true, 'not-your-role' | 'absent'>> {
  if (!savesScreenings(viewer)) return refused('not-your-role')
  const row = await tx
    .deleteFrom('series_break')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', id)
    .returning(['label', 'from_month', 'to_month', 'types'])
    .executeTakeFirst()
  if (!row) return refused('absent')
  await recordAudit(tx, viewer, at, {
    action: 'series break removed',
    subject: { kind: 'series break', id },
    before: { label: row.label, from: row.from_month, to: row.to_month, types: row.types },
  })
  return done(true)
}
