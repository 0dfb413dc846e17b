import { sql } from 'kysely'
import { z } from 'zod'
import type { ForceSlug, Viewer } from '#core/access/viewer.ts'
import { UNITS } from '#core/area/area.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { CRITERIA, type Weights } from '#core/screening/criterion.ts'
import type { Screening, ScreeningQuestion } from '#core/screening/screening.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { SavedScreening, SavedSummary } from './saved-screening.ts'
import { deletesScreening, readsScreenings, savesScreenings } from './screening.access.ts'

const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .transform((text) => text as IsoMonth)
const Question = z.object({
  force: z.string().transform((text) => text as ForceSlug),
  unit: z.enum(UNITS),
  from: month.optional(),
  to: month.optional(),
  types: z.array(z.string()).optional(),
  weights: z
    .record(z.enum(CRITERIA.map(({ key }) => key)), z.number())
    .transform((weights) => weights as Weights)
    .optional(),
})
// Written whole by this store and never changed, so only that it is an answer at all is checked.
const Result = z.custom<Screening>(
  (value) => typeof value === 'object' && value !== null && Array.isArray((value as Screening).areas),
)

/** [S2] Keeps the question with its answer as it is; audited. */
export async function saveScreening(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  saved: Readonly<{ id: string; name: string; question: ScreeningQuestion; screening: Screening }>,
): Promise<Outcome<true, 'not-your-role'>> {
  if (!savesScreenings(viewer)) return refused('not-your-role')
  await tx
    .insertInto('screening')
    .values({
      force_id: viewer.forceId,
      id: saved.id,
      name: saved.name,
      question: JSON.stringify(saved.question),
      inputs: saved.screening.inputs,
      result: JSON.stringify(saved.screening),
      created_by: viewer.personId,
      created_at: at,
    })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'screening saved',
    subject: { kind: 'screening', id: saved.id },
    after: { name: saved.name, question: saved.question, inputs: saved.screening.inputs },
  })
  return done(true)
}

/** Newest first, one page; `total` counts all whose name holds the text. Served by `screening_by_time`. */
export async function listSavedScreenings(
  viewer: Viewer,
  tx: Tx,
  text: string,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ screenings: SavedSummary[]; total: number }> {
  if (!readsScreenings(viewer)) return { screenings: [], total: 0 }
  let query = withAuthor(viewer, tx)
  if (text !== '') query = query.where(sql<boolean>`position(lower(${text}) in lower(screening.name)) > 0`)
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .select(SUMMARY)
    .orderBy('screening.created_at', 'desc')
    .orderBy('screening.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { screenings: rows.map(toSummary), total: Number(total) }
}

/** One saved screening as it was, or `null` when there is none for this viewer [S1]. One row by primary key. */
export async function findSavedScreening(viewer: Viewer, tx: Tx, id: string): Promise<SavedScreening | null> {
  if (!readsScreenings(viewer)) return null
  const row = await withAuthor(viewer, tx)
    .select([...SUMMARY, 'screening.result'])
    .where('screening.id', '=', id)
    .executeTakeFirst()
  return row ? { ...toSummary(row), screening: Result.parse(row.result) } : null
}

/** Without the result: for pages that keep the answer, which never changes. */
export async function findSavedSummary(viewer: Viewer, tx: Tx, id: string): Promise<SavedSummary | null> {
  if (!readsScreenings(viewer)) return null
  const row = await withAuthor(viewer, tx).select(SUMMARY).where('screening.id', '=', id).executeTakeFirst()
  return row ? toSummary(row) : null
}

/** [S2] Audited. Refuses what a shortlist or decision refers to: the database's own references say so. */
export async function deleteSavedScreening(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  id: string,
): Promise<Outcome<true, 'absent' | 'not-yours' | 'in-use'>> {
  const saved = await findSavedSummary(viewer, tx, id)
  if (!saved) return refused('absent')
  if (!deletesScreening(viewer, saved)) return refused('not-yours')
  await sql`savepoint deletion`.execute(tx)
  try {
    await tx.deleteFrom('screening').where('force_id', '=', viewer.forceId).where('id', '=', id).execute()
  } catch (error) {
    if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error
    await sql`rollback to savepoint deletion`.execute(tx)
    return refused('in-use')
  }
  await recordAudit(tx, viewer, at, {
    action: 'screening deleted',
    subject: { kind: 'screening', id },
    before: { name: saved.name, question: saved.question, savedAt: saved.savedAt.toISOString() },
  })
  return done(true)
}

const FOREIGN_KEY_VIOLATION = '23503'

const SUMMARY = [
  'screening.id',
  'screening.name',
  'screening.question',
  'screening.created_by',
  'screening.created_at',
  'person.name as author',
] as const

function withAuthor(viewer: Viewer, tx: Tx) {
  return tx
    .selectFrom('screening')
    .innerJoin('person', (join) =>
      join
        .onRef('person.id', '=', 'screening.created_by')
        .onRef('person.force_id', '=', 'screening.force_id'),
    )
    .where('screening.force_id', '=', viewer.forceId)
}

function toSummary(row: {
  id: string
  name: string
  question: unknown
  created_by: string
  created_at: Date
  author: string
}): SavedSummary {
  return {
    id: row.id,
    name: row.name,
    question: Question.parse(row.question),
    savedBy: row.created_by,
    savedByName: row.author,
    savedAt: row.created_at,
  }
}
