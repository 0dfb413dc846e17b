import type { Tx } from '#platform/db/index.ts'

/** Somebody who is to be reminded today, and of what. */
export type Chased = Readonly<{
  roundId: string
  personId: string
  email: string
  name: string
  number: string
  placeName: string
  dueOn: string
}>

/**
 * [R5] Marks those who were asked a week ago or reminded a week ago, and have not given theirs, as reminded on `today`,
 * and gives them. Two nodes at once: the second finds them marked. Days are `YYYY-MM-DD`.
 */
export async function markChased(
  tx: Tx,
  forceId: string,
  days: Readonly<{ today: string; weekAgo: string }>,
): Promise<Chased[]> {
  const rows = await tx
    .updateTable('rating_ask')
    .from('rating_round')
    .from('project')
    .from('person')
    .set({ chased_on: days.today })
    .whereRef('rating_round.force_id', '=', 'rating_ask.force_id')
    .whereRef('rating_round.id', '=', 'rating_ask.round_id')
    .whereRef('project.force_id', '=', 'rating_round.force_id')
    .whereRef('project.id', '=', 'rating_round.project_id')
    .whereRef('person.force_id', '=', 'rating_ask.force_id')
    .whereRef('person.id', '=', 'rating_ask.person_id')
    .where('rating_ask.force_id', '=', forceId)
    .where('rating_ask.given_at', 'is', null)
    .where('rating_round.revealed_at', 'is', null)
    .where('project.state', '=', 'open')
    .where('person.is_active', '=', true)
    .where((eb) => eb(eb.fn.coalesce('rating_ask.chased_on', 'rating_round.asked_on'), '<=', days.weekAgo))
    .returning([
      'rating_ask.round_id',
      'rating_ask.person_id',
      'person.email',
      'person.name',
      'project.number',
      'project.place_name',
      'rating_round.due_on',
    ])
    .execute()
  return rows.map((row) => ({
    roundId: row.round_id,
    personId: row.person_id,
    email: row.email,
    name: row.name,
    number: row.number,
    placeName: row.place_name,
    dueOn: row.due_on,
  }))
}
