import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seededRandom } from '#analytics/measures/random.ts'
import { benchFolder } from './bench-folder.ts'
import { type MadeArea, madeForces } from './made-country.ts'

/** What screening reads beside crime: figures and outlines of every area of the made country, as files to import. */
export async function contextFiles(): Promise<string> {
  const folder = join(benchFolder(), 'context')
  if (existsSync(folder)) return folder
  const draft = `${folder}-${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  const areas = madeForces().flatMap((force) => force.areas)
  await writeFile(join(draft, 'indicators.csv'), figures(areas))
  await writeFile(
    join(draft, 'made_lsoa21.geojson'),
    `{"type":"FeatureCollection","features":[\n${areas.map(outline).join(',\n')}\n]}\n`,
  )
  await rename(draft, folder)
  return folder
}

function figures(areas: readonly MadeArea[]): string {
  const random = seededRandom(21)
  const lines = ['area code,period,indicator,value,source,vintage']
  for (const [at, { code }] of areas.entries()) {
    const people = 1000 + Math.floor(random.uniform() * 1500)
    const values: Readonly<Record<string, number>> = {
      population: people,
      'population-15-24': Math.floor(people * (0.06 + random.uniform() * 0.15)),
      households: Math.floor(people / 2.3),
      'income-score': Number((random.uniform() * 0.4).toFixed(3)),
      'employment-score': Number((random.uniform() * 0.3).toFixed(3)),
      'imd-score': Number((random.uniform() * 80).toFixed(3)),
      'imd-decile': (at % 10) + 1,
      'no-qualifications': Math.floor(people * 0.15 * random.uniform()),
      'residents-16-and-over': Math.floor(people * 0.8),
    }
    for (const [name, value] of Object.entries(values)) lines.push(`${code},2021,${name},${value},made,2021`)
  }
  return `${lines.join('\n')}\n`
}

// A cell of the grid its force's areas stand on, so that neighbours share a border.
function outline({ code, name, longitude, latitude }: MadeArea): string {
  const [west, south] = [round(longitude), round(latitude)]
  const [east, north] = [round(longitude + 0.008), round(latitude + 0.006)]
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return JSON.stringify({
    type: 'Feature',
    properties: { LSOA21CD: code, LSOA21NM: name },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
