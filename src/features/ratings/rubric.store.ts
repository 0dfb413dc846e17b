import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { mayChangeRubric } from './rating.access.ts'
import { type LevelWords, PLATFORM_RUBRIC, type Rubric } from './rubric.ts'

/** [R7] The force's rubric: its latest, or the version asked for; `null` where there is no such version. */
export async function findRubric(viewer: Viewer, tx: Tx, version?: number): Promise<Rubric | null> {
  if (version === 0) return PLATFORM_RUBRIC
  const row = await tx
    .selectFrom('rating_rubric')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return version === undefined ? PLATFORM_RUBRIC : null
  return {
    version: row.version,
    levels: row.levels as Rubric['levels'],
    made: { as: row.made_as, at: row.made_at, why: row.why },
  }
}

/** [R7] The force's versions, latest first, the platform's last. */
export async function listRubricVersions(
  viewer: Viewer,
  tx: Tx,
): Promise<readonly Pick<Rubric, 'version' | 'made'>[]> {
  const rows = await tx
    .selectFrom('rating_rubric')
    .select(['version', 'made_as', 'made_at', 'why'])
    .where('force_id', '=', viewer.forceId)
    .orderBy('version', 'desc')
    .execute()
  return [
    ...rows.map((row) => ({
      version: row.version,
      made: { as: row.made_as, at: row.made_at, why: row.why },
    })),
    PLATFORM_RUBRIC,
  ]
}

/** [R7] Writes one step's levels anew as another version, if the rubric is still what was read. */
export async function changeLevels(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: Readonly<{ version: number; step: StepNumber }>,
  words: LevelWords,
  why: string,
): Promise<Outcome<true, 'not-your-role' | 'changed'>> {
  if (!mayChangeRubric(viewer)) return refused('not-your-role')
  const before = (await findRubric(viewer, tx)) ?? PLATFORM_RUBRIC
  if (before.version !== read.version) return refused('changed')
  const made = await tx
    .insertInto('rating_rubric')
    .values({
      force_id: viewer.forceId,
      version: read.version + 1,
      levels: JSON.stringify({ ...before.levels, [read.step]: words }),
      why,
      made_by: viewer.personId,
      made_as: signature(viewer),
      made_at: at,
    })
    // Two who write the same version at once: the second changes what the first wrote, unseen.
    .onConflict((conflict) => conflict.columns(['force_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  if (!made) return refused('changed')
  await recordAudit(tx, viewer, at, {
    action: 'rubric changed',
    subject: { kind: 'rating rubric', id: String(made.version) },
    before: { step: read.step, levels: before.levels[read.step] },
    after: { step: read.step, levels: words, why },
  })
  return done(true)
}
