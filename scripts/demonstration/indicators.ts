import { DISTRICTS } from './county.ts'
import { type Random, seededRandom } from './random.ts'
import type { SmallArea } from './small-areas.ts'

// Invented figures in published shapes. Codes stand for LSOAs unchanged between the 2011 and 2021 censuses, so the
// 2019 deprivation file names them by its own vintage.
const ENGLISH_LSOAS_2019 = 32844

/** Mid-year population by single year of age, 0 to 90 and over. */
export function populationFile(areas: readonly SmallArea[]): string {
  const ages = [...Array.from({ length: 90 }, (_, age) => String(age)), '90+']
  const random = seededRandom(1, 'ages')
  const rows = areas.map((area) => [area.name, area.code, area.residents, ...residentsByAge(area, random)])
  return csv(['lsoa21_name', 'lsoa21_code', 'total_population', ...ages], rows)
}

/** Whole people at each age, summing exactly to the residents. */
export function residentsByAge(area: SmallArea, random: Random): number[] {
  const young =
    area.kind === 'centre' ? 2.1 : area.kind === 'rural' ? 0.75 : 1 + Math.max(0, area.deprivation) * 0.25
  const old = area.kind === 'rural' ? 1.35 : area.kind === 'centre' ? 0.55 : 1 - area.deprivation * 0.1
  const weights = Array.from({ length: 91 }, (_, age) => {
    const survival = 1 / (1 + Math.exp((age - 80) / 6))
    const shape = age >= 15 && age < 25 ? young : age >= 60 ? old : 1
    return age === 90 ? 0.5 * old : survival * shape * random.between(0.75, 1.25)
  })
  const perWeight = area.residents / weights.reduce((sum, weight) => sum + weight, 0)
  let reached = 0
  return weights.map((weight) => {
    const before = Math.round(reached)
    reached += weight * perWeight
    return Math.round(reached) - before
  })
}

/** Census 2021 TS041 in the bulk layout. */
export function householdsFile(areas: readonly SmallArea[]): string {
  const rows = areas.map(({ name, code, households }) => [2021, name, code, households])
  return csv(['date', 'geography', 'geography code', 'Number of households'], rows)
}

const QUALIFICATIONS = [
  'No qualifications',
  'Level 1 and entry level qualifications',
  'Level 2 qualifications',
  'Apprenticeship',
  'Level 3 qualifications',
  'Level 4 qualifications or above',
  'Other qualifications',
]

/** Census 2021 TS067 in the bulk layout: residents aged 16 and over by highest qualification. */
export function qualificationsFile(areas: readonly SmallArea[]): string {
  const topic = 'Highest level of qualification: '
  const random = seededRandom(1, 'qualifications')
  const rows = areas.map(({ name, code, residents, deprivation }) => {
    const tilt = [0.45, 0.2, 0.08, 0.02, 0, -0.42, 0.05]
    const usual = [18, 10, 13, 5, 17, 34, 3]
    const counts = usual.map((share, i) => {
      const weight = share * Math.exp(tilt[i]! * deprivation + 0.06 * random.normal())
      return Math.round((residents * 0.81 * weight) / 100)
    })
    return [2021, name, code, counts.reduce((sum, count) => sum + count, 0), ...counts]
  })
  const columns = ['Total: All usual residents aged 16 years and over', ...QUALIFICATIONS]
  return csv(['date', 'geography', 'geography code', ...columns.map((column) => topic + column)], rows)
}

type Domain = readonly [
  label: string,
  scoreLabel: string,
  middle: number,
  perDeviation: number,
  follows: number,
]

// The last number is how closely a domain follows the area's deprivation; housing and living environment hardly do.
const DOMAINS: readonly Domain[] = [
  ['Index of Multiple Deprivation (IMD)', 'Score', 17.5, 0.6, 1],
  ['Income', 'Score (rate)', 0.1, 0.55, 0.97],
  ['Employment', 'Score (rate)', 0.084, 0.52, 0.95],
  ['Education, Skills and Training', 'Score', 15.8, 0.75, 0.9],
  ['Health Deprivation and Disability', 'Score', 0, 0, 0.85],
  ['Crime', 'Score', 0, 0, 0.7],
  ['Barriers to Housing and Services', 'Score', 20.6, 0.4, 0],
  ['Living Environment', 'Score', 17.6, 0.6, 0.3],
]

/** Scores, ranks and deciles under the headers of File 7 of the English Indices of Deprivation 2019. */
export function deprivationFile(areas: readonly SmallArea[]): string {
  const random = seededRandom(1, 'domains')
  const columns = DOMAINS.map(([label, scoreLabel, middle, perDeviation, follows]) => {
    const deviations = areas.map(
      ({ deprivation }) => follows * deprivation + Math.sqrt(1 - follows ** 2) * 0.8 * random.normal(),
    )
    const ranks = nationalRanks(deviations)
    return {
      headers: [
        `${label} ${scoreLabel}`,
        `${label} Rank (where 1 is most deprived)`,
        `${label} Decile (where 1 is most deprived 10% of LSOAs)`,
      ],
      cells: deviations.map((deviation, i) => [
        (perDeviation === 0 ? deviation : middle * Math.exp(perDeviation * deviation)).toFixed(3),
        ranks[i]!,
        Math.ceil((ranks[i]! / ENGLISH_LSOAS_2019) * 10),
      ]),
    }
  })
  const headers = [
    'LSOA code (2011)',
    'LSOA name (2011)',
    'Local Authority District code (2019)',
    'Local Authority District name (2019)',
    ...columns.flatMap(({ headers }) => headers),
    'Total population: mid 2015 (excluding prisoners)',
  ]
  const rows = areas.map((area, i) => {
    const district = DISTRICTS[area.district]!
    return [
      area.code,
      area.name,
      district.code,
      district.name,
      ...columns.flatMap(({ cells }) => cells[i]!),
      area.residents,
    ]
  })
  return csv(headers, rows)
}

/** Places in a national order of normal deviates; no two areas share one. */
function nationalRanks(deviations: readonly number[]): number[] {
  const taken = new Set<number>()
  return deviations.map((deviation) => {
    let rank = Math.max(1, Math.round((1 - shareBelow(deviation)) * ENGLISH_LSOAS_2019))
    while (taken.has(rank)) rank = (rank % ENGLISH_LSOAS_2019) + 1
    taken.add(rank)
    return rank
  })
}

/** The logistic stand-in for the normal distribution function (within 0.01), enough to invent a rank by. */
function shareBelow(deviation: number): number {
  return 1 / (1 + Math.exp(-1.702 * deviation))
}

/** Quotes a cell only where a comma asks for it, as the published files do. */
export function csv(headers: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell) => (String(cell).includes(',') ? `"${cell}"` : cell)).join(',')
  return `${[headers, ...rows].map(line).join('\n')}\n`
}
