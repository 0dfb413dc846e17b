import { type NetworkFigures, networkFigures } from '#analytics/index.ts'
import { isStaff } from '#core/access/viewer.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { entriesStamp, listEntries, type OpenProject } from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { questionOf, readNetwork, type StakeholderNetwork } from './stakeholder-network.ts'

export type Measured = Readonly<{ net: StakeholderNetwork; figures: NetworkFigures }>

/*
 * Reading 3,500 entries takes some 25 ms and measuring them 20; asking whether any has changed takes 2. So a project's
 * network is kept with the stamp its entries had before they were read, and is used while they still have it: nothing
 * stale is shown, on this node or another. One large network is about a megabyte.
 */
const MOST_KEPT = 20
const kept = new Map<string, Readonly<{ stamp: number; measured: Measured }>>()
const KINDS = ['stakeholder', 'tie']

/** A project's network with its figures, for staff; empty for partners and residents [N1]. */
export async function networkOf(
  database: Database,
  { viewer, project, template }: OpenProject,
): Promise<Measured> {
  if (!isStaff(viewer)) return measure([])
  return database.as(viewer, async (tx) => {
    const stamp = await entriesStamp(viewer, tx, project, KINDS)
    const before = kept.get(project.id)
    kept.delete(project.id)
    const measured =
      before?.stamp === stamp
        ? before.measured
        : measure(await listEntries(viewer, tx, project, template, KINDS))
    kept.set(project.id, { stamp, measured })
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
    return measured
  })
}

/** The entries that the network is made of, withdrawn ones among them. */
export function networkEntries(
  database: Database,
  { viewer, project, template }: OpenProject,
): Promise<Entry[]> {
  return database.as(viewer, (tx) => listEntries(viewer, tx, project, template, KINDS))
}

function measure(entries: readonly Entry[]): Measured {
  const net = readNetwork(entries)
  return { net, figures: networkFigures(questionOf(net)) }
}
