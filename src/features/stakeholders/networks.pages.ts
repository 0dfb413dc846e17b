import { type NetworkFigures, networkFigures } from '#analytics/index.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { listEntries, type OpenProject } from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { questionOf, readNetwork, type StakeholderNetwork } from './stakeholder-network.ts'

export type Measured = Readonly<{
  net: StakeholderNetwork
  figures: NetworkFigures
  entries: readonly Entry[]
}>

/*
 * What a network's figures rest on is its people's groups and its ties, and working them out takes longer than reading
 * them. They are kept by project until the entries are others: the key is what they are worked out from, so nothing
 * stale is ever shown, on this node or another.
 */
const MOST_KEPT = 50
const kept = new Map<string, Readonly<{ question: string; figures: NetworkFigures }>>()

// One page asks more than once, for its part of a step and for what stands in its way.
const read = new WeakMap<OpenProject, Promise<Measured>>()

/** A project's network as this viewer may read it, with its figures; empty for those who may not. */
export function networkOf(database: Database, open: OpenProject): Promise<Measured> {
  const known = read.get(open)
  if (known) return known
  const made = measured(database, open)
  read.set(open, made)
  return made
}

async function measured(database: Database, { viewer, project, template }: OpenProject): Promise<Measured> {
  const entries = await database.as(viewer, (tx) =>
    listEntries(viewer, tx, project, template, ['stakeholder', 'tie']),
  )
  const net = readNetwork(entries)
  const asked = questionOf(net)
  const question = JSON.stringify(asked)
  const before = kept.get(project.id)
  kept.delete(project.id)
  const figures = before?.question === question ? before.figures : networkFigures(asked)
  kept.set(project.id, { question, figures })
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  return { net, figures, entries }
}
