import { createCipheriv } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seededRandom } from '#analytics/measures/random.ts'
import { benchFolder } from './bench-folder.ts'
import { forceName, MADE_MONTHS, type MadeForce, madeForces } from './made-country.ts'

const HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'

/** Types with about the share each has of a year of the national files. */
const TYPES: readonly (readonly [string, number])[] = [
  ['Anti-social behaviour', 0.2],
  ['Bicycle theft', 0.012],
  ['Burglary', 0.042],
  ['Criminal damage and arson', 0.082],
  ['Drugs', 0.028],
  ['Other crime', 0.018],
  ['Other theft', 0.076],
  ['Possession of weapons', 0.009],
  ['Public order', 0.074],
  ['Robbery', 0.012],
  ['Shoplifting', 0.058],
  ['Theft from the person', 0.018],
  ['Vehicle crime', 0.061],
  ['Violence and sexual offences', 0.31],
]
const OUTCOMES = [
  'Investigation complete; no suspect identified',
  'Unable to prosecute suspect',
  'Status update unavailable',
  'Court result unavailable',
  'Under investigation',
  'Local resolution',
  'Further investigation is not in the public interest',
  'Offender given a caution',
]
const STREETS = [
  'Church',
  'Mill',
  'Station',
  'Park',
  'Victoria',
  'Queen',
  'Albert',
  'Green',
  'Manor',
  'Grange',
]
const KINDS = ['Street', 'Road', 'Lane', 'Close', 'Avenue', 'Drive', 'Way', 'Crescent', 'Gardens', 'Place']

const NO_LOCATION = 0.03
const REPEATED_EXACTLY = 0.002
const REPEATED_OTHERWISE = 0.003
const SAME_AGAIN_WITHOUT_ID = 0.15

/**
 * A folder of street files in the published shape, `YYYY-MM/YYYY-MM-force-street.csv`: 43 forces × 36 months, about
 * `rows` rows of about 235 bytes. The faults of the published files are in it: rows without a location, Crime IDs that
 * come twice, identical rows without an ID. Made once for each size and kept under the machine's temporary folder.
 */
export async function streetFiles(rows: number): Promise<{ folder: string; files: string[] }> {
  const folder = join(benchFolder(), `street-${rows}`)
  if (!existsSync(folder)) {
    process.stderr.write(`  making ${rows} rows in ${folder}…\n`)
    const draft = `${folder}-${process.pid}`
    await rm(draft, { recursive: true, force: true })
    for (const month of MADE_MONTHS) await mkdir(join(draft, month), { recursive: true })
    for (const force of madeForces()) await writeForce(draft, force, rows)
    await rename(draft, folder)
  }
  const files: string[] = []
  for (const month of (await readdir(folder)).sort()) {
    for (const name of (await readdir(join(folder, month))).sort()) files.push(join(folder, month, name))
  }
  return { folder, files }
}

async function writeForce(folder: string, force: MadeForce, rows: number): Promise<void> {
  const random = seededRandom(1000 + force.no)
  // A stream cipher over zeros is the quickest source of IDs that repeat from run to run.
  const ids = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16, force.no))
  const perMonth = Math.max(20, Math.round((rows * force.share) / MADE_MONTHS.length))
  const name = forceName(force)
  for (const month of MADE_MONTHS) {
    const hex = ids.update(Buffer.alloc(32 * perMonth)).toString('hex')
    const lines = [HEADER]
    let before = ''
    let beforeHasId = false
    for (let row = 0; row < perMonth; row++) {
      const again = random.uniform()
      if (before !== '' && again < (beforeHasId ? REPEATED_EXACTLY : SAME_AGAIN_WITHOUT_ID)) {
        lines.push(before)
        continue
      }
      const type = pickType(random.uniform())
      beforeHasId = type !== TYPES[0]![0]
      const repeatsAnId = again > 1 - REPEATED_OTHERWISE && row > 0
      const id = beforeHasId ? hex.slice((repeatsAnId ? 0 : row) * 64, (repeatsAnId ? 1 : row + 1) * 64) : ''
      const outcome = beforeHasId ? OUTCOMES[Math.floor(random.uniform() ** 2 * OUTCOMES.length)]! : ''
      before = `${id},${month},${name},${name},${placeOf(force, random.uniform(), random.uniform())},${type},${outcome},`
      lines.push(before)
    }
    lines.push('')
    await writeFile(join(folder, month, `${month}-${force.slug}-street.csv`), lines.join('\n'))
  }
}

/** Longitude to LSOA name. Squared, so that a few areas have much of the crime. */
function placeOf(force: MadeForce, draw: number, within: number): string {
  if (within < NO_LOCATION) return ',,No Location,,'
  const area = force.areas[Math.floor(draw * draw * force.areas.length)]!
  const snap = Math.floor(within * 24)
  const street = `${STREETS[(area.no + snap) % 10]!} ${KINDS[(area.no * 7 + snap * 3) % 10]!}`
  const longitude = (area.longitude + (snap % 5) * 0.0013).toFixed(6)
  const latitude = (area.latitude + Math.floor(snap / 5) * 0.0011).toFixed(6)
  return `${longitude},${latitude},On or near ${street},${area.code},${area.name}`
}

function pickType(draw: number): string {
  let left = draw
  for (const [type, share] of TYPES) {
    left -= share
    if (left < 0) return type
  }
  return TYPES.at(-1)![0]
}
