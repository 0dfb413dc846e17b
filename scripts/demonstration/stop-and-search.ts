import type { IsoMonth } from '#core/time/month.ts'
import { seededRandom } from './random.ts'
import type { SnapPoint } from './snap-points.ts'

export const STOP_AND_SEARCH_HEADER =
  'Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing'

const ETHNICITIES = [
  ['White - English/Welsh/Scottish/Northern Irish/British', 'White'],
  ['White - English/Welsh/Scottish/Northern Irish/British', 'White'],
  ['White - Any other White background', 'White'],
  ['Asian/Asian British - Any other Asian background', 'Asian'],
  ['Black/African/Caribbean/Black British - Caribbean', 'Black'],
  ['Other ethnic group - Not stated', 'White'],
] as const
const SEARCHES = [
  ['Misuse of Drugs Act 1971 (section 23)', 'Controlled drugs'],
  ['Misuse of Drugs Act 1971 (section 23)', 'Controlled drugs'],
  ['Police and Criminal Evidence Act 1984 (section 1)', 'Offensive weapons'],
  ['Police and Criminal Evidence Act 1984 (section 1)', 'Stolen goods'],
] as const
const AGES = ['10-17', '18-24', '18-24', '25-34', 'over 34', '']
const OUTCOMES = [
  'A no further action disposal',
  'A no further action disposal',
  'Arrest',
  'Community resolution',
]

/** A month's stop and search file, with its header. */
export function stopAndSearchFile(seed: number, month: IsoMonth, points: readonly SnapPoint[]): string {
  const random = seededRandom(seed, `stop-and-search/${month}`)
  const two = (value: number) => String(value).padStart(2, '0')
  const rows = Array.from({ length: 90 + random.whole(60) }, () => {
    const when = `${month}-${two(1 + random.whole(28))}T${two(random.whole(24))}:${two(random.whole(60))}:00+00:00`
    const point = random.next() < 0.06 ? null : random.pick(points)
    const [selfDefined, officerDefined] = random.pick(ETHNICITIES)
    const [legislation, object] = random.pick(SEARCHES)
    const outcome = random.pick(OUTCOMES)
    const gender = random.next() < 0.86 ? 'Male' : 'Female'
    const linked = outcome === 'Arrest' ? 'True' : 'False'
    const place = point ? `${point.latitude},${point.longitude}` : ','
    return `Person search,${when},,,${place},${gender},${random.pick(AGES)},${selfDefined},${officerDefined},${legislation},${object},${outcome},${linked},False`
  })
  return `${[STOP_AND_SEARCH_HEADER, ...rows.sort()].join('\r\n')}\r\n`
}
