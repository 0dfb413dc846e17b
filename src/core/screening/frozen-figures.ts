import type { AreaCode } from '#core/area/area.ts'
import type { ScreenedArea, Screening } from './screening.ts'

/** What a screening said about a place at the moment somebody decided on it. Never recomputed. */
export type FrozenFigures = Readonly<{
  screeningId: string
  screeningName: string
  /** ISO instant. */
  frozenAt: string
  /** How many areas were ranked: what a rank is out of. */
  areasRanked: number
  chosen: ScreenedArea
  /** Every area of the place with its figures, the chosen one among them, in rank order. */
  place: readonly ScreenedArea[]
}> &
  Omit<Screening, 'areas'>

/** The figures of `areaCode` and of the place's other areas as they stand; `null` when the area is not ranked. */
export function freezeFigures(
  saved: Readonly<{ id: string; name: string; screening: Screening }>,
  areaCode: AreaCode,
  areaCodes: readonly AreaCode[],
  at: Date,
): FrozenFigures | null {
  const { areas, ...rest } = saved.screening
  const chosen = areas.find((area) => area.code === areaCode)
  if (!chosen) return null
  return {
    ...rest,
    screeningId: saved.id,
    screeningName: saved.name,
    frozenAt: at.toISOString(),
    areasRanked: areas.length,
    chosen,
    place: areas.filter((area) => area.code === areaCode || areaCodes.includes(area.code)),
  }
}
