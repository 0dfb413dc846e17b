import type { Selectable } from 'kysely'
import { isStaff, type PersonId, type Viewer } from '#core/access/viewer.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import type { Tables, Tx } from '#platform/db/index.ts'
import { mayReadRatings } from './rating.access.ts'
import type { Ask, Mark, PartMark, RaterPart, Round } from './rating.ts'

/** The project a round is of, as its page opened it. */
export type RatedProject = Readonly<{ id: string; state: string }>

/** [R3] [R8] A project's rounds, latest first; what was given is among those that have ended, and nowhere else. */
export async function listRounds(
  viewer: Viewer,
  tx: Tx,
  project: Pick<RatedProject, 'id'>,
): Promise<Round[]> {
  if (!mayReadRatings(viewer)) return []
  const rounds = await tx
    .selectFrom('rating_round')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', project.id)
    .orderBy('number', 'desc')
    .execute()
  if (rounds.length === 0) return []
  const ids = rounds.map(({ id }) => id)
  const asks = await tx
    .selectFrom('rating_ask')
    .innerJoin('person', (join) =>
      join
        .onRef('person.id', '=', 'rating_ask.person_id')
        .onRef('person.force_id', '=', 'rating_ask.force_id'),
    )
    .select(['round_id', 'person_id', 'person.name', 'part', 'given_at'])
    .where('rating_ask.force_id', '=', viewer.forceId)
    .where('round_id', 'in', ids)
    .orderBy('person.name')
    .execute()
  const marks = await endedMarks(viewer, tx)
    .select(['rating_mark.round_id', 'rating_ask.part', 'step', 'level', 'cannot_say_why', 'note'])
    .where('rating_mark.round_id', 'in', ids)
    .orderBy('rating_mark.step')
    // In no order that tells who gave which.
    .orderBy('rating_mark.level')
    .orderBy('rating_mark.note')
    .execute()
  return rounds.map((row) =>
    roundOf(
      row,
      asks
        .filter(({ round_id }) => round_id === row.id)
        .map((ask) => ({
          personId: ask.person_id as PersonId,
          name: ask.name,
          part: ask.part as RaterPart,
          givenAt: ask.given_at,
        })),
      marks
        .filter(({ round_id }) => round_id === row.id)
        .map((mark) => ({ ...markOf(mark), part: mark.part as RaterPart })),
    ),
  )
}

/** What counts of ended rounds: the last giving of everybody who gave. The database hides the rest in any case [R3]. */
export function endedMarks(viewer: Viewer, tx: Tx) {
  return tx
    .selectFrom('rating_mark')
    .innerJoin('rating_ask', (join) =>
      join
        .onRef('rating_ask.force_id', '=', 'rating_mark.force_id')
        .onRef('rating_ask.round_id', '=', 'rating_mark.round_id')
        .onRef('rating_ask.person_id', '=', 'rating_mark.person_id')
        .onRef('rating_ask.giving', '=', 'rating_mark.giving'),
    )
    .innerJoin('rating_round', (join) =>
      join
        .onRef('rating_round.force_id', '=', 'rating_mark.force_id')
        .onRef('rating_round.id', '=', 'rating_mark.round_id'),
    )
    .where('rating_mark.force_id', '=', viewer.forceId)
    .where('rating_round.revealed_at', 'is not', null)
}

/** What this person gave last in a round; empty where they have not. */
export async function findOwnMarks(viewer: Viewer, tx: Tx, round: Pick<Round, 'id'>): Promise<Mark[]> {
  const rows = await tx
    .selectFrom('rating_mark')
    .innerJoin('rating_ask', (join) =>
      join
        .onRef('rating_ask.force_id', '=', 'rating_mark.force_id')
        .onRef('rating_ask.round_id', '=', 'rating_mark.round_id')
        .onRef('rating_ask.person_id', '=', 'rating_mark.person_id')
        .onRef('rating_ask.giving', '=', 'rating_mark.giving'),
    )
    .select(['step', 'level', 'cannot_say_why', 'note'])
    .where('rating_mark.force_id', '=', viewer.forceId)
    .where('rating_mark.round_id', '=', round.id)
    .where('rating_mark.person_id', '=', viewer.personId)
    .orderBy('step')
    .execute()
  return rows.map(markOf)
}

/** A round that waits for somebody's rating. */
export type WaitingRound = Readonly<{ number: string; placeName: string; roundId: string; dueOn: string }>

/** [R5] Open rounds that wait for this person, oldest first. Served by `rating_ask_missing`. */
export async function listWaitingRatings(viewer: Viewer, tx: Tx): Promise<WaitingRound[]> {
  if (!isStaff(viewer)) return []
  const rows = await tx
    .selectFrom('rating_ask')
    .innerJoin('rating_round', (join) =>
      join
        .onRef('rating_round.force_id', '=', 'rating_ask.force_id')
        .onRef('rating_round.id', '=', 'rating_ask.round_id'),
    )
    .innerJoin('project', (join) =>
      join
        .onRef('project.force_id', '=', 'rating_round.force_id')
        .onRef('project.id', '=', 'rating_round.project_id'),
    )
    .select(['project.number', 'project.place_name', 'rating_round.id', 'rating_round.due_on'])
    .where('rating_ask.force_id', '=', viewer.forceId)
    .where('rating_ask.person_id', '=', viewer.personId)
    .where('rating_ask.given_at', 'is', null)
    .where('rating_round.revealed_at', 'is', null)
    .where('project.state', '=', 'open')
    .orderBy('rating_round.due_on')
    .orderBy('project.number')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    placeName: row.place_name,
    roundId: row.id,
    dueOn: row.due_on,
  }))
}

type RoundRow = Selectable<Tables['rating_round']>

function roundOf(row: RoundRow, asks: readonly Ask[], marks: readonly PartMark[]): Round {
  return {
    id: row.id,
    number: row.number,
    steps: row.steps as StepNumber[],
    rubricVersion: row.rubric_version,
    askedOn: row.asked_on,
    dueOn: row.due_on,
    openedAs: row.opened_as,
    revealedAt: row.revealed_at,
    ended: row.end_reason && row.ended_as ? { as: row.ended_as, why: row.end_reason } : null,
    asks,
    marks,
    version: row.version,
  }
}

function markOf(
  row: Readonly<{ step: number; level: number | null; cannot_say_why: string | null; note: string }>,
): Mark {
  return {
    step: row.step as StepNumber,
    level: row.level,
    cannotSayWhy: row.cannot_say_why,
    note: row.note,
  }
}
