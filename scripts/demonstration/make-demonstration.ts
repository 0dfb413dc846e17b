import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type IsoMonth, monthAt, monthIndex, monthsBetween } from '#core/time/month.ts'
import { boundariesFile, lookUpFile } from './area-files.ts'
import { deprivationFile, householdsFile, populationFile, qualificationsFile } from './indicators.ts'
import { plantedMonths } from './planted.ts'
import { surveyCounty } from './small-areas.ts'
import { stopAndSearchFile } from './stop-and-search.ts'
import { busySnapPoints, drawStreetMonths, OUTCOMES_HEADER, STREET_HEADER } from './street-months.ts'

export type DemonstrationRequest = Readonly<{
  folder: string
  /** Changes what is drawn, never the county, its people or what is planted. */
  seed?: number
  months?: number
  lastMonth: IsoMonth
}>

/** Absolute or relative as `folder` was given. Load areas, then indicators, then the police folder. */
export type DemonstrationFiles = Readonly<{
  /** Months as folders, as in a data.police.uk archive. */
  policeFolder: string
  street: readonly string[]
  outcomes: readonly string[]
  stopAndSearch: readonly string[]
  boundaries: string
  lookUp: string
  population: string
  households: string
  qualifications: string
  deprivation: string
  readme: string
  firstMonth: IsoMonth
  lastMonth: IsoMonth
  streetRows: number
}>

const MONTHS_OF_OUTCOMES = 12
const MONTHS_OF_STOP_AND_SEARCH = 2

const README = `Averley Constabulary is invented.

The force, its county (drawn in the open North Sea), streets, area codes, residents, deprivation scores and every
crime in these files were made by a program to show and test software. They follow the shapes in which data.police.uk,
the Office for National Statistics and the Ministry of Housing publish real data; none of the figures are real, and
the deprivation ranks, though out of England's 32,844, were measured by nobody.
`

/**
 * Writes the demonstration force as files in published shapes. The same request writes the same bytes. About 130,000
 * street rows for 48 months; takes a second or two.
 */
export async function makeDemonstration(request: DemonstrationRequest): Promise<DemonstrationFiles> {
  const { folder, seed = 1, months = 48, lastMonth } = request
  if (!Number.isInteger(months) || months < 1)
    throw new RangeError(`months must be a whole number from 1: ${months}`)
  const firstMonth = monthAt(monthIndex(lastMonth) - months + 1)
  const { unknownMonth, recordingChangeFrom } = plantedMonths(lastMonth)
  const published = monthsBetween(firstMonth, lastMonth).filter((month) => month !== unknownMonth)
  const county = surveyCounty()

  const policeFolder = join(folder, 'police')
  for (const month of published) await mkdir(join(policeFolder, month), { recursive: true })
  const policeFile = async (month: IsoMonth, kind: string, text: string) => {
    const path = join(policeFolder, month, `${month}-averley-${kind}.csv`)
    await writeFile(path, text)
    return path
  }
  const lines = (header: string, rows: readonly string[]) => `${header}\n${rows.join('\n')}\n`

  const street: string[] = []
  let streetRows = 0
  const withOutcomes = new Map(published.slice(-MONTHS_OF_OUTCOMES).map((month) => [month, [] as string[]]))
  const span = { seed, firstMonth, lastMonth, months: published }
  for (const { month, rows, outcomes } of drawStreetMonths(county, span, recordingChangeFrom)) {
    street.push(await policeFile(month, 'street', lines(STREET_HEADER, rows)))
    streetRows += rows.length
    for (const outcome of outcomes) withOutcomes.get(outcome.month)?.push(outcome.row)
  }
  const outcomes: string[] = []
  for (const [month, rows] of withOutcomes) {
    outcomes.push(await policeFile(month, 'outcomes', lines(OUTCOMES_HEADER, rows)))
  }
  const stopAndSearch: string[] = []
  const points = busySnapPoints(county)
  for (const month of published.slice(-MONTHS_OF_STOP_AND_SEARCH)) {
    stopAndSearch.push(await policeFile(month, 'stop-and-search', stopAndSearchFile(seed, month, points)))
  }

  const other = async (room: string, name: string, text: string) => {
    await mkdir(join(folder, room), { recursive: true })
    await writeFile(join(folder, room, name), text)
    return join(folder, room, name)
  }
  const { areas } = county
  return {
    policeFolder,
    street,
    outcomes,
    stopAndSearch,
    boundaries: await other('areas', 'averley-lsoa21.geojson', boundariesFile(areas)),
    lookUp: await other('areas', 'averley-area-look-up.csv', lookUpFile(areas)),
    population: await other('indicators', 'averley-population-mid-2024.csv', populationFile(areas)),
    households: await other('indicators', 'census2021-ts041-lsoa.csv', householdsFile(areas)),
    qualifications: await other('indicators', 'census2021-ts067-lsoa.csv', qualificationsFile(areas)),
    deprivation: await other('indicators', 'averley-iod2019-file-7.csv', deprivationFile(areas)),
    readme: await other('.', 'README.txt', README),
    firstMonth,
    lastMonth,
    streetRows,
  }
}
