import { CRITERIA, type CriterionKey } from '#core/screening/criterion.ts'
import type { ScreenedArea } from '#core/screening/screening.ts'

/** The shares of the other areas, of those for which it is known, that are lower and higher on a criterion. */
export type Standing = Readonly<{ below: number; above: number }>
/** By criterion; `null` where the area's figure, or everybody else's, is unknown. */
export type Standings = Readonly<Record<CriterionKey, Standing | null>>

/** Where an area stands among the others on every criterion. One pass over the areas. */
export function standingsOf(areas: readonly ScreenedArea[], area: ScreenedArea): Standings {
  return Object.fromEntries(
    CRITERIA.map(({ key }) => [key, standing(areas, area, key)] as const),
  ) as Standings
}

function standing(areas: readonly ScreenedArea[], area: ScreenedArea, key: CriterionKey): Standing | null {
  const own = area.criteria[key]
  if (own === null) return null
  let [known, below, above] = [0, 0, 0]
  for (const other of areas) {
    const value = other.criteria[key]
    if (value === null || other.code === area.code) continue
    known++
    if (value < own) below++
    else if (value > own) above++
  }
  // A share told as a whole number of percent must not round up to all of them.
  const share = (count: number) => (count === known ? 1 : Math.floor((count / known) * 100) / 100)
  return known === 0 ? null : { below: share(below), above: above > 0 ? Math.max(0.01, share(above)) : 0 }
}
