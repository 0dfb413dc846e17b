import type { Viewer } from '#core/access/viewer.ts'
import type { Tx } from '#platform/db/index.ts'

export type Neighbourhood = Readonly<{ code: string; name: string }>

/** The force's neighbourhoods by name; empty where no look-up is loaded. Some dozens of rows. */
export async function listNeighbourhoods(viewer: Viewer, tx: Tx): Promise<Neighbourhood[]> {
  return tx
    .selectFrom('area')
    .select(['code', 'name'])
    .where('force_id', '=', viewer.forceId)
    .where('kind', '=', 'neighbourhood')
    .orderBy('name')
    .orderBy('code')
    .execute()
}

/** Policing areas and neighbourhoods of the force, in that order and by name; at most 2,000. */
export async function listPolicingAreas(viewer: Viewer, tx: Tx): Promise<Neighbourhood[]> {
  return tx
    .selectFrom('area')
    .select(['code', 'name'])
    .where('force_id', '=', viewer.forceId)
    .where('kind', 'in', ['lpa', 'neighbourhood'])
    .orderBy('kind')
    .orderBy('name')
    .limit(2000)
    .execute()
}

/** Codes of the small areas of a neighbourhood of the force; empty where there is no such one. By `area_by_parent`. */
export async function listMembers(viewer: Viewer, tx: Tx, neighbourhood: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('area')
    .select('code')
    .where('force_id', '=', viewer.forceId)
    .where('parent_code', '=', neighbourhood)
    .where('kind', '=', 'lsoa')
    .orderBy('code')
    .execute()
  return new Set(rows.map(({ code }) => code))
}
