import { join } from 'node:path'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Unit } from '#core/area/area.ts'
import { done, type Outcome } from '#core/outcome.ts'
import type { AreaProfile } from '#core/screening/area-profile.ts'
import { CRITERIA, DEFAULT_WEIGHTS } from '#core/screening/criterion.ts'
import type { Screening, ScreeningQuestion } from '#core/screening/screening.ts'
import { readAreaLinks } from '../engine/area-look-up.ts'
import { readCatalogue, seenBy } from '../engine/catalogue.ts'
import { insideOf, type Store } from '../engine/store.ts'
import { turnstile } from '../engine/turnstile.ts'
import { computeApart, readyToCompute } from './compute-pool.ts'
import { gatherInputs, type ScreeningRefusal } from './gather.ts'
import { profileOf } from './profile.ts'
import { answerScreening, type PreparedScreening } from './screen.ts'

/*
 * What was prepared is kept as long as the store's catalogue has not moved, so that moving a weight only ranks again
 * and fifty readers of one page cost one gathering. Keys are questions; a new catalogue revision drops everything.
 * Promises are kept rather than results: readers who ask while the first is being worked out wait for it.
 */
type Kept = Readonly<{
  revision: number
  prepared: Map<string, Promise<Outcome<PreparedScreening, ScreeningRefusal>>>
  answers: Map<string, Promise<Outcome<Screening, ScreeningRefusal>>>
  shapes: Map<string, Promise<string | null>>
}>

const KEPT_OF_A_KIND = 24
// More at once gain nothing: they only push each other's counts out of the processor's cache.
const gatherInTurn = turnstile(3)
const keptByStore = new WeakMap<Store, Kept>()

/** Ranks the areas of one force. Refused in one sentence when the store cannot answer. First time about 0.2 s for a
 * force, then microseconds until something is loaded; another weighting of the same question about 15 ms. The
 * statistics and the ranking are made in another thread. */
export async function screen(
  store: Store,
  question: ScreeningQuestion,
): Promise<Outcome<Screening, ScreeningRefusal>> {
  const kept = await keptOf(store)
  return keep(kept.answers, JSON.stringify([keyOf(question), weightsOf(question)]), async () => {
    const prepared = await prepare(store, kept, question)
    if (!prepared.ok) return prepared
    const { weights = DEFAULT_WEIGHTS } = question
    const ranking = await computeApart({ kind: 'rank', criteria: prepared.value.criteria, weights })
    return done(answerScreening(prepared.value, ranking, { ...question, weights }))
  })
}

/** One area of that screening with its months, its like and its neighbours; null when the area is not in it. */
export async function areaProfile(
  store: Store,
  question: ScreeningQuestion,
  code: string,
): Promise<AreaProfile | null> {
  const prepared = await prepare(store, await keptOf(store), question)
  const screening = await screen(store, question)
  return prepared.ok && screening.ok ? profileOf(screening.value, prepared.value.inputs, code) : null
}

/**
 * Outlines of the units of a force for drawing, as GeoJSON text with `code` and `name`; null where no boundaries are
 * loaded. Small areas are simplified with their shared borders kept shared, larger units dissolved from them.
 */
export async function areaShapes(
  store: Store,
  asked: Readonly<{ force: ForceSlug; unit: Unit }>,
): Promise<string | null> {
  const kept = await keptOf(store)
  return keep(kept.shapes, JSON.stringify([asked.force, asked.unit]), () => shapesOf(store, kept, asked))
}

/** An area that a look-up puts into another, of one force: LPAs first, then neighbourhoods, then LSOAs. */
export type AreaInHierarchy = Readonly<{
  code: string
  kind: 'lpa' | 'neighbourhood' | 'lsoa'
  name: string
  parentCode: string | null
  vintage: '2011' | '2021' | null
}>

/** The force's LPAs, neighbourhoods and LSOAs as the loaded look-ups draw them; empty where none does. */
export async function areaHierarchy(store: Store, force: ForceSlug): Promise<AreaInHierarchy[]> {
  const { folder, withConnection } = insideOf(store)
  const catalogue = seenBy(await readCatalogue(folder), force)
  const links = await withConnection((connection) =>
    readAreaLinks(connection, folder, catalogue, ['lpa', 'neighbourhood', 'force']),
  )
  const own = links.filter((link) => link.force === force)
  const areas = new Map<string, AreaInHierarchy>()
  const put = (
    code: string,
    kind: AreaInHierarchy['kind'],
    name: string | null,
    parentCode: string | null,
    vintage: string | null,
  ) =>
    areas.set(code, {
      code,
      kind,
      name: name ?? areas.get(code)?.name ?? code,
      parentCode: parentCode ?? areas.get(code)?.parentCode ?? null,
      vintage: vintage === '2011' || vintage === '2021' ? vintage : null,
    })
  for (const link of own) {
    if (link.parentLevel === 'lpa') put(link.parentCode, 'lpa', link.parentName, null, null)
  }
  for (const link of own) {
    if (link.parentLevel === 'neighbourhood')
      put(link.parentCode, 'neighbourhood', link.parentName, null, null)
  }
  for (const link of own) {
    if (link.childLevel === 'neighbourhood' && link.parentLevel === 'lpa') {
      put(link.childCode, 'neighbourhood', link.childName, link.parentCode, null)
    }
  }
  for (const link of own) {
    if (link.childLevel === 'lsoa' && link.parentLevel === 'neighbourhood') {
      put(link.childCode, 'lsoa', link.childName, link.parentCode, link.vintage)
    }
  }
  return [...areas.values()]
}

async function keptOf(store: Store): Promise<Kept> {
  const { revision } = await readCatalogue(insideOf(store).folder)
  const kept = keptByStore.get(store)
  if (kept?.revision === revision) return kept
  const fresh: Kept = { revision, prepared: new Map(), answers: new Map(), shapes: new Map() }
  keptByStore.set(store, fresh)
  return fresh
}

function prepare(store: Store, kept: Kept, question: ScreeningQuestion) {
  return keep(kept.prepared, keyOf(question), async () => {
    readyToCompute()
    const { folder, withConnection } = insideOf(store)
    const catalogue = seenBy(await readCatalogue(folder), question.force)
    const inputs = await gatherInTurn(() =>
      withConnection((connection) => gatherInputs({ folder, catalogue, connection }, question)),
    )
    if (!inputs.ok) return inputs
    const computed = await computeApart({ kind: 'prepare', inputs: inputs.value })
    return done({ inputs: inputs.value, ...computed })
  })
}

async function shapesOf(
  store: Store,
  kept: Kept,
  { force, unit }: Readonly<{ force: ForceSlug; unit: Unit }>,
): Promise<string | null> {
  const prepared = await prepare(store, kept, { force, unit })
  if (!prepared.ok) return null
  const { codes, names, members, vintage } = prepared.value.inputs
  const { folder } = insideOf(store)
  const files = seenBy(await readCatalogue(folder), force)
    .boundaries.filter((set) => set.level === 'lsoa' && set.vintage === vintage)
    .map((set) => join(folder, set.areasFile))
  return computeApart({ kind: 'shapes', asked: { files, unit, codes, names, members } })
}

async function keep<Value>(
  kept: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const found = kept.get(key)
  if (found) return found
  if (kept.size >= KEPT_OF_A_KIND) kept.delete(kept.keys().next().value!)
  const made = make()
  kept.set(key, made)
  made.catch(() => kept.delete(key))
  return made
}

function keyOf(question: ScreeningQuestion): string {
  const types = [...(question.types ?? [])].sort()
  return JSON.stringify([question.force, question.unit, question.from ?? null, question.to ?? null, types])
}

function weightsOf(question: ScreeningQuestion): number[] | null {
  const { weights } = question
  return weights ? CRITERIA.map(({ key }) => weights[key]) : null
}
