import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { keepsPeople } from './person.access.ts'
import type { Organisation, OrganisationKind } from './person.ts'

/** The force's organisations by name, with how many active people each has; at most 1,000. */
export async function listOrganisations(viewer: Viewer, tx: Tx): Promise<Organisation[]> {
  if (!keepsPeople(viewer)) return []
  const rows = await tx
    .selectFrom('organisation')
    .leftJoin('person', (join) =>
      join
        .onRef('person.force_id', '=', 'organisation.force_id')
        .onRef('person.organisation_id', '=', 'organisation.id')
        .on('person.is_active', '=', true),
    )
    .select((row) => [
      'organisation.id',
      'organisation.name',
      'organisation.kind',
      row.fn.count<number>('person.id').as('people'),
    ])
    .where('organisation.force_id', '=', viewer.forceId)
    .groupBy(['organisation.id', 'organisation.name', 'organisation.kind'])
    .orderBy('organisation.name')
    .limit(1000)
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as OrganisationKind }))
}

export async function addOrganisation(
  viewer: Viewer,
  tx: Tx,
  fresh: Readonly<{ name: string; kind: OrganisationKind }>,
  at: Date,
): Promise<Outcome<string, 'name-taken'>> {
  if (!keepsPeople(viewer)) throw new Error('only an administrator adds organisations')
  const existing = await listOrganisations(viewer, tx)
  if (existing.some(({ name }) => name.toLowerCase() === fresh.name.toLowerCase()))
    return refused('name-taken')
  const { id } = await tx
    .insertInto('organisation')
    .values({ force_id: viewer.forceId, ...fresh })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordAudit(tx, viewer, at, {
    action: 'organisation added',
    subject: { kind: 'organisation', id },
    after: fresh,
  })
  return done(id)
}

export type AreaChoice = Readonly<{ code: string; name: string; kind: string; parentName: string | null }>

/** Areas a role can be held for: policing areas and neighbourhoods, not the hundreds of small areas in them. */
export async function listRoleAreas(viewer: Viewer, tx: Tx): Promise<AreaChoice[]> {
  return tx
    .selectFrom('area')
    .leftJoin('area as parent', (join) =>
      join.onRef('parent.force_id', '=', 'area.force_id').onRef('parent.code', '=', 'area.parent_code'),
    )
    .select(['area.code', 'area.name', 'area.kind', 'parent.name as parentName'])
    .where('area.force_id', '=', viewer.forceId)
    .where('area.kind', 'in', ['lpa', 'neighbourhood'])
    .orderBy((row) => row.fn.coalesce('parent.name', 'area.name'))
    .orderBy('area.kind')
    .orderBy('area.name')
    .limit(2000)
    .execute()
}
