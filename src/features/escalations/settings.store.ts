import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tx } from '#platform/db/index.ts'
import { maySet } from './escalation.access.ts'
import { OPEN_STATES } from './escalation.ts'
import { PLATFORM_SETTINGS, type Settings } from './ladder.ts'

const Levels = z.array(z.object({ id: z.string(), name: z.string() })).min(1)

/** [E2] The force's own clock and ladder, or the platform's where it has set none. By primary key. */
export async function loadSettings(scope: Pick<Scope, 'forceId'>, tx: Tx): Promise<Settings> {
  const row = await tx
    .selectFrom('escalation_setting')
    .selectAll()
    .where('force_id', '=', scope.forceId)
    .executeTakeFirst()
  if (!row) return PLATFORM_SETTINGS
  return {
    acknowledgeDays: row.acknowledge_days,
    answerDays: row.answer_days,
    levels: Levels.parse(row.levels),
    extraDaysOff: row.extra_days_off,
    version: row.version,
  }
}

/** [E2] [E15] Puts the force's own clock and ladder in place of what was shown. Clocks that run stay as promised. */
export async function saveSettings(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  fresh: Settings,
): Promise<Outcome<true, 'not-your-role' | 'changed' | 'level-in-use'>> {
  if (!maySet(viewer)) return refused('not-your-role')
  // The first to save makes the row; whoever comes second at the same moment finds another version.
  await tx
    .selectFrom('force')
    .select('id')
    .where('id', '=', viewer.forceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const before = await loadSettings(viewer, tx)
  if (before.version !== fresh.version) return refused('changed')
  const kept = fresh.levels.map(({ id }) => id)
  if (await isAnyElseUsed(viewer, tx, kept)) return refused('level-in-use')
  const row = {
    acknowledge_days: fresh.acknowledgeDays,
    answer_days: fresh.answerDays,
    levels: JSON.stringify(fresh.levels),
    extra_days_off: [...fresh.extraDaysOff],
    version: fresh.version + 1,
  }
  await tx
    .insertInto('escalation_setting')
    .values({ force_id: viewer.forceId, ...row })
    .onConflict((conflict) => conflict.column('force_id').doUpdateSet(row))
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'escalation clock and ladder changed',
    subject: { kind: 'escalation settings', id: viewer.forceId },
    before,
    after: fresh,
  })
  return done(true)
}

async function isAnyElseUsed(viewer: Viewer, tx: Tx, kept: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select
    exists (select from escalation_contact where force_id = ${viewer.forceId} and retired_at is null
      and level <> all (${kept}::text[]))
    or exists (select from escalation where force_id = ${viewer.forceId}
      and state in (${sql.join(OPEN_STATES)}) and level <> all (${kept}::text[])) as used`.execute(tx)
  return rows[0]?.used ?? false
}
