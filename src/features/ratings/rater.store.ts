import type { PersonId, Viewer } from '#core/access/viewer.ts'
import type { Tx } from '#platform/db/index.ts'
import type { RaterPart } from './rating.ts'
import type { RatedProject } from './round.store.ts'

/** Who may be asked today, by part: officers on the team, the force's supervisors, its coaches; by name. */
export async function listRaters(
  viewer: Viewer,
  tx: Tx,
  project: Pick<RatedProject, 'id'>,
  today: string,
): Promise<Readonly<Record<RaterPart, readonly Rater[]>>> {
  const onTeam = (parts: readonly string[]) =>
    tx
      .selectFrom('project_member')
      .select('person_id')
      .where('force_id', '=', viewer.forceId)
      .where('project_id', '=', project.id)
      .where('part', 'in', [...parts])
      .where('from_on', '<=', today)
      .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)]))
  const holding = (role: string) =>
    tx
      .selectFrom('role_held')
      .select('person_id')
      .where('force_id', '=', viewer.forceId)
      .where('role', '=', role)
      .where('from_on', '<=', today)
      .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)]))
  const idsOf = async (found: Promise<readonly Readonly<{ person_id: string }>[]>) =>
    (await found).map(({ person_id }) => person_id)
  const people = async (ids: readonly string[], firsts: readonly string[]): Promise<Rater[]> => {
    if (ids.length === 0) return []
    const rows = await tx
      .selectFrom('person')
      .select(['id', 'name', 'rank'])
      .where('force_id', '=', viewer.forceId)
      .where('is_active', '=', true)
      .where('id', 'in', [...ids])
      .orderBy('name')
      .execute()
    return rows.map(({ id, name, rank }) => ({
      personId: id as PersonId,
      name,
      rank,
      isOnProject: firsts.includes(id),
    }))
  }
  const officers = await idsOf(onTeam(['lead officer', 'officer']).execute())
  const supervisors = await idsOf(holding('supervisor').execute())
  const coaches = await idsOf(holding('coach').execute())
  return {
    team: await people(officers, officers),
    'line manager': await people(supervisors, await idsOf(onTeam(['supervisor']).execute())),
    reviewer: await people(coaches, await idsOf(onTeam(['coach']).execute())),
  }
}

/** Somebody who may be asked; those the project already knows in that part are asked first. */
export type Rater = Readonly<{ personId: PersonId; name: string; rank: string | null; isOnProject: boolean }>
