import { sql } from 'kysely'
import { signature } from '#core/access/signature.ts'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { listRaters } from './rater.store.ts'
import { mayOpenRound } from './rating.access.ts'
import type { Mark, RaterPart, RatingRefusal } from './rating.ts'
import { endedMarks, type RatedProject } from './round.store.ts'

// A round is *open* from its opening until everybody asked has given theirs or a supervisor ends it; then it is
// *ended* for good. Whoever gives, and whoever ends it, holds the round's row until their transaction ends, so that
// nothing is given into a round that has ended and the last two raters do not each think the other is missing.

/** What opening a round takes; days are `YYYY-MM-DD`. */
export type RoundOpening = Readonly<{
  id: string
  steps: readonly StepNumber[]
  rubricVersion: number
  askedOn: string
  dueOn: string
  asked: readonly Readonly<{ personId: PersonId; part: RaterPart }>[]
}>

/** [R1] Opens a round and gives its number. `raters` are those who may be asked today. */
export async function openRound(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: RatedProject,
  opening: RoundOpening,
): Promise<Outcome<number, RatingRefusal>> {
  if (!mayOpenRound(viewer)) return refused('not-your-role')
  if (project.state !== 'open') return refused('closed')
  if (new Set(opening.asked.map(({ personId }) => personId)).size < opening.asked.length)
    return refused('asked-twice')
  const raters = await listRaters(viewer, tx, project, opening.askedOn)
  for (const { personId, part } of opening.asked)
    if (!raters[part].some((rater) => rater.personId === personId)) return refused('not-a-rater')
  // Two rounds opened at once: the second waits here and then sees the first.
  await tx
    .selectFrom('project')
    .select('id')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', project.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const before = await tx
    .selectFrom('rating_round')
    .select(['number', 'revealed_at'])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (before && before.revealed_at === null) return refused('round-open')
  const number = (before?.number ?? 0) + 1
  await tx
    .insertInto('rating_round')
    .values({
      force_id: viewer.forceId,
      id: opening.id,
      project_id: project.id,
      number,
      steps: JSON.stringify(opening.steps),
      rubric_version: opening.rubricVersion,
      asked_on: opening.askedOn,
      due_on: opening.dueOn,
      opened_by: viewer.personId,
      opened_as: signature(viewer),
      opened_at: at,
    })
    .execute()
  await tx
    .insertInto('rating_ask')
    .values(
      opening.asked.map(({ personId, part }) => ({
        force_id: viewer.forceId,
        round_id: opening.id,
        person_id: personId,
        part,
      })),
    )
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'rating round opened',
    subject: { kind: 'project', id: project.id },
    after: {
      round: number,
      steps: opening.steps,
      dueOn: opening.dueOn,
      rubricVersion: opening.rubricVersion,
      asked: opening.asked,
    },
  })
  return done(number)
}

/** [R2] [R3] Gives this person's ratings of a round; the last missing ones end it. */
export async function giveRating(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: RatedProject,
  roundId: string,
  marks: readonly Mark[],
): Promise<Outcome<true, RatingRefusal>> {
  if (project.state !== 'open') return refused('closed')
  const round = await lockRound(viewer, tx, project, roundId)
  const ask = await tx
    .selectFrom('rating_ask')
    .select(['giving', 'part'])
    .where('force_id', '=', viewer.forceId)
    .where('round_id', '=', roundId)
    .where('person_id', '=', viewer.personId)
    .executeTakeFirst()
  if (!round || !ask) return refused('not-asked')
  if (round.revealed_at !== null) return refused('ended')
  const giving = ask.giving + 1
  await tx
    .insertInto('rating_mark')
    .values(
      marks.map(({ step, level, cannotSayWhy, note }) => ({
        force_id: viewer.forceId,
        round_id: roundId,
        person_id: viewer.personId,
        giving,
        step,
        level,
        cannot_say_why: cannotSayWhy,
        note,
      })),
    )
    .execute()
  await tx
    .updateTable('rating_ask')
    .set({ giving, given_at: at })
    .where('force_id', '=', viewer.forceId)
    .where('round_id', '=', roundId)
    .where('person_id', '=', viewer.personId)
    .execute()
  const missing = await tx
    .selectFrom('rating_ask')
    .select('person_id')
    .where('force_id', '=', viewer.forceId)
    .where('round_id', '=', roundId)
    .where('given_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!missing) await reveal(viewer, tx, at, round, null)
  await recordAudit(tx, viewer, at, {
    action: giving === 1 ? 'rating given' : 'rating given again',
    subject: { kind: 'project', id: project.id },
    after: { round: round.number, part: ask.part, steps: marks.length },
  })
  if (!missing) await auditEnd(viewer, tx, at, project, round, null)
  return done(true)
}

/** [R3] Ends a round before everybody has given theirs, with the reason, if it is still what was read. */
export async function endRound(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: RatedProject,
  read: Readonly<{ id: string; version: number }>,
  why: string,
): Promise<Outcome<true, RatingRefusal>> {
  if (!mayOpenRound(viewer)) return refused('not-your-role')
  const round = await lockRound(viewer, tx, project, read.id)
  if (!round || round.version !== read.version) return refused('changed')
  if (round.revealed_at !== null) return refused('ended')
  await reveal(viewer, tx, at, round, why)
  await auditEnd(viewer, tx, at, project, round, why)
  return done(true)
}

type LockedRound = Readonly<{ id: string; number: number; revealed_at: Date | null; version: number }>

function lockRound(
  viewer: Viewer,
  tx: Tx,
  project: Pick<RatedProject, 'id'>,
  id: string,
): Promise<LockedRound | undefined> {
  return tx
    .selectFrom('rating_round')
    .select(['id', 'number', 'revealed_at', 'version'])
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

async function reveal(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  round: LockedRound,
  why: string | null,
): Promise<void> {
  await tx
    .updateTable('rating_round')
    .set({
      revealed_at: at,
      end_reason: why,
      ended_as: why === null ? null : signature(viewer),
      version: round.version + 1,
    })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', round.id)
    .execute()
  // Apart, because until it has ended the database shows nobody what others gave.
  await tx
    .updateTable('rating_round')
    .set({ levels: sql`rating_levels(force_id, id)` })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', round.id)
    .execute()
}

// [R9] From here on the levels are part of the history, by part.
async function auditEnd(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: RatedProject,
  round: LockedRound,
  why: string | null,
): Promise<void> {
  const marks = await endedMarks(viewer, tx)
    .select(['rating_ask.part', 'step', 'level'])
    .where('rating_mark.round_id', '=', round.id)
    .orderBy('rating_mark.step')
    .orderBy('rating_ask.part')
    .orderBy('rating_mark.level')
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'rating round ended',
    subject: { kind: 'project', id: project.id },
    before: { round: round.number, revealed: false },
    after: { round: round.number, revealed: true, ...(why ? { why } : {}), levels: marks },
  })
}
