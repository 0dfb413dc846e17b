import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaCode, Unit } from '#core/area/area.ts'
import { readAreaLinks } from '../engine/area-look-up.ts'
import { readCatalogue, seenBy } from '../engine/catalogue.ts'
import { readIndicators } from '../engine/indicator-values.ts'
import { insideOf, type Store } from '../engine/store.ts'

/** One indicator over several areas together. */
export type IndicatorTotal = Readonly<{
  name: string
  /** Of those small areas that have a value; `isWhole` says whether all have. */
  total: number
  isWhole: boolean
  source: string
  loadedAt: string
}>

/**
 * Counts of people and households of a place, its areas' latest values added up; an indicator that no loaded table
 * gives for any of them is absent. Only counts can be added: the caller asks for no scores. About 10 ms once read.
 */
export async function areaIndicators(
  store: Store,
  asked: Readonly<{ force: ForceSlug; unit: Unit; codes: readonly AreaCode[]; names: readonly string[] }>,
): Promise<IndicatorTotal[]> {
  const { folder, withConnection } = insideOf(store)
  const catalogue = seenBy(await readCatalogue(folder), asked.force)
  return withConnection(async (connection) => {
    const isAsked = new Set<string>(asked.codes)
    const links =
      asked.unit === 'lsoa' ? [] : await readAreaLinks(connection, folder, catalogue, [asked.unit])
    const inside = links.filter((link) => link.childLevel === 'lsoa' && isAsked.has(link.parentCode))
    const codes = asked.unit === 'lsoa' ? asked.codes : [...new Set(inside.map((link) => link.childCode))]
    if (codes.length === 0) return []
    const found = await readIndicators(connection, folder, catalogue, {
      names: asked.names,
      codes,
      vintage: inside[0]?.vintage ?? null,
    })
    return [...found].map(([name, { values, from }]) => {
      const known = values.filter((value) => !Number.isNaN(value))
      return {
        name,
        total: known.reduce((sum, value) => sum + value, 0),
        isWhole: known.length === values.length,
        source: from.map(({ source }) => source).join(', '),
        loadedAt: from[0]!.loadedAt,
      }
    })
  })
}
