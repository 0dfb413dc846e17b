import { randomUUID } from 'node:crypto'
import type { ForceSlug, Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { CRITERIA, type CriterionKey, DEFAULT_WEIGHTS } from '#core/screening/criterion.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import type { IsoMonth } from '#core/time/month.ts'
import type { Database } from '#platform/db/index.ts'

/** One area with plausible figures: lower-ranked areas have less crime. Any field can be set. */
export function madeArea(
  rank: number,
  fields: Partial<Omit<ScreenedArea, 'code'>> & { code?: string } = {},
): ScreenedArea {
  const count = Math.max(40, 2400 - rank * 120)
  const { code = `E0100000${rank}`, ...rest } = fields
  return {
    name: `Averley 00${rank}A`,
    count,
    rank,
    rankLow: Math.max(1, rank - 1),
    rankHigh: rank + 2,
    band: Math.ceil(rank / 3),
    score: 96 - rank * 4,
    criteria: Object.fromEntries(CRITERIA.map(({ key }) => [key, 90 - rank])) as Record<CriterionKey, number>,
    rate: 210.4,
    steadyRate: 201.2,
    steadyRateLow: 190.1,
    steadyRateHigh: 213.9,
    burglaryRate: 12.1,
    monthsInTopShare: 0.9,
    yearsInTopShare: 1,
    yearsInTop: 4,
    years: 4,
    slopePerYear: 3.2,
    trendP: 0.02,
    trend: 'rising',
    giStar: 3.4,
    giStarP: 0.004,
    quadrant: 'High-High',
    quadrantP: 0.01,
    vli: 214,
    vliInputs: 6,
    imdScore: 51.2,
    imdDecile: 1,
    population: 1650,
    households: 702,
    isTownCentre: false,
    mix: [
      { type: 'Violence and sexual offences', count: Math.round(count * 0.4) },
      { type: 'Anti-social behaviour', count: Math.round(count * 0.3) },
      { type: 'Burglary', count: Math.round(count * 0.2) },
      { type: 'Other crime', count: Math.round(count * 0.1) },
    ],
    ...rest,
    code: code as AreaCode,
  }
}

/** A screening of nine areas over 48 months, one of them unknown; any field can be set. */
export function madeScreening(fields: Partial<Screening> = {}): Screening {
  return {
    force: 'averley' as ForceSlug,
    unit: 'lsoa',
    from: '2021-01' as IsoMonth,
    to: '2024-12' as IsoMonth,
    types: [],
    weights: DEFAULT_WEIGHTS,
    monthsKnown: 47,
    monthsUnknown: ['2023-05' as IsoMonth],
    criteriaUnavailable: [],
    areas: Array.from({ length: 9 }, (_, index) => madeArea(index + 1)),
    moran: { i: 0.31, z: 4.2, p: 0.001 },
    vintage: '2021',
    unplaced: { withoutLocation: 12, withoutLsoa: 3, outsideForce: 4 },
    inputs: 'f3c1a0',
    sources: [
      { what: 'Recorded crime', source: 'Made archive', loadedAt: '2025-02-01T09:00:00Z' },
      { what: 'Deprivation', source: 'Made indices', loadedAt: '2025-02-01T09:00:00Z' },
    ],
    notes: [],
    ...fields,
  }
}

/** Saves it as the screening feature would, as the owner, and gives what a page is handed. */
export async function saveMadeScreening(
  database: Database,
  viewer: Viewer,
  screening: Screening = madeScreening(),
  name = 'Spring screening',
): Promise<{ id: string; name: string; screening: Screening }> {
  const id = randomUUID()
  const { force, unit, from, to, types, weights } = screening
  await database.owner
    .insertInto('screening')
    .values({
      force_id: viewer.forceId,
      id,
      name,
      question: JSON.stringify({ force, unit, from, to, types, weights }),
      inputs: screening.inputs,
      result: JSON.stringify(screening),
      created_by: viewer.personId,
      created_at: new Date('2025-03-01T09:00:00Z'),
    })
    .execute()
  return { id, name, screening }
}
