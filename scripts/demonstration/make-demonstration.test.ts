import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import type { IsoMonth } from '#core/time/month.ts'
import { type DemonstrationFiles, makeDemonstration } from './make-demonstration.ts'
import { PLANTED, plantedMonths } from './planted.ts'

type Crime = Readonly<{
  id: string
  month: string
  place: string
  lsoa: string
  type: string
  last: string
  row: string
}>

const lastMonth = '2025-12' as IsoMonth
const years = ['2022', '2023', '2024', '2025']
let folder = ''
let files: DemonstrationFiles
let crimes: Crime[] = []

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'averley-'))
  files = await makeDemonstration({ folder, lastMonth })
  const texts = await Promise.all(files.street.map((path) => readFile(path, 'utf8')))
  crimes = texts.flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => {
        const [id, month, , , longitude, latitude, location, lsoa, , type, last] = row.split(',') as string[]
        return {
          id: id!,
          month: month!,
          place: `${longitude} ${latitude} ${location}`,
          lsoa: lsoa!,
          type: type!,
          last: last!,
          row,
        }
      }),
  )
})
after(() => rm(folder, { recursive: true, force: true }))

/** Crimes by LSOA for the force's own areas, of those that `keep` keeps. */
function counts(keep: (crime: Crime) => boolean = () => true): Map<string, number> {
  const totals = new Map<string, number>()
  for (const crime of crimes) {
    if (crime.lsoa.startsWith('E01900') && keep(crime))
      totals.set(crime.lsoa, (totals.get(crime.lsoa) ?? 0) + 1)
  }
  return totals
}

const ranked = (totals: Map<string, number>) =>
  [...totals.keys()].sort((a, b) => totals.get(b)! - totals.get(a)!)
const inYear = (year: string) => counts(({ month }) => month.startsWith(year))

async function fingerprints(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hashes = paths.sort().map(async (path) => {
    const hash = createHash('sha256').update(await readFile(path))
    return [path.slice(root.length), hash.digest('hex')] as const
  })
  return Object.fromEntries(await Promise.all(hashes))
}

test('the same request writes the same bytes; another seed draws other crimes in the same county', async (t) => {
  const [again, other] = [`${folder}-again`, `${folder}-other`]
  t.after(() => Promise.all([again, other].map((path) => rm(path, { recursive: true, force: true }))))
  await makeDemonstration({ folder: again, lastMonth })
  await makeDemonstration({ folder: other, lastMonth, seed: 2, months: 3 })
  const [first, second, third] = await Promise.all([folder, again, other].map(fingerprints))
  assert.deepEqual(second, first)
  const street = '/police/2025-12/2025-12-averley-street.csv'
  assert.notEqual(third![street], first![street])
  for (const path of Object.keys(third!)) {
    if (!path.startsWith('/police/')) assert.equal(third![path], first![path], path)
  }
})

test('headers are those of the published files', async () => {
  const header = async (path: string | undefined) => (await readFile(path!, 'utf8')).split(/\r?\n/, 1)[0]
  assert.equal(
    await header(files.street[0]),
    'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context',
  )
  assert.equal(
    await header(files.outcomes[0]),
    'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type',
  )
  assert.match(
    (await header(files.stopAndSearch[0]))!,
    /^Type,Date,Part of a policing operation,.*,Latitude,Longitude,/,
  )
  assert.match((await header(files.population))!, /^lsoa21_name,lsoa21_code,total_population,0,1,.*,89,90\+$/)
  assert.equal(await header(files.households), 'date,geography,geography code,Number of households')
  assert.match(
    (await header(files.qualifications))!,
    /^date,geography,geography code,Highest level of qualification: /,
  )
  assert.match(
    (await header(files.deprivation))!,
    /^LSOA code \(2011\),.*,Income Score \(rate\),Income Rank \(where 1/,
  )
  assert.equal(
    await header(files.lookUp),
    'lsoa_code,neighbourhood_code,neighbourhood_name,lpa_code,lpa_name,force',
  )
})

test('ages sum to each area’s residents', async () => {
  const rows = (await readFile(files.population, 'utf8')).trimEnd().split('\n').slice(1)
  assert.equal(rows.length, 300)
  for (const row of rows) {
    const [total, ...ages] = row.split(',').slice(2).map(Number)
    assert.equal(ages.length, 91)
    assert.equal(
      ages.reduce((sum, age) => sum + age, 0),
      total,
    )
    assert.ok(ages.every((age) => age >= 0))
  }
})

test('rows are as the published ones: fourteen types, a few without place, repeated or from beyond the force', () => {
  assert.ok(crimes.length > 120_000 && crimes.length < 160_000, `${crimes.length} rows`)
  assert.equal(crimes.length, files.streetRows)
  assert.equal(new Set(crimes.map(({ type }) => type)).size, 14)
  const antiSocial = crimes.filter(({ type }) => type === 'Anti-social behaviour')
  assert.ok(antiSocial.every(({ id, last }) => id === '' && last === ''))
  assert.ok(antiSocial.length > new Set(antiSocial.map(({ row }) => row)).size, 'no identical rows')
  const identified = crimes.filter(({ type }) => type !== 'Anti-social behaviour')
  assert.ok(identified.every(({ id, last }) => /^[0-9a-f]{64}$/.test(id) && last !== ''))
  const unplaced = crimes.filter(({ lsoa }) => lsoa === '')
  assert.ok(unplaced.every(({ place }) => place === '  No Location'))
  assert.ok(Math.abs(unplaced.length / crimes.length - 0.025) < 0.003)
  const repeats = identified.length - new Set(identified.map(({ id }) => id)).size
  const exact = identified.length - new Set(identified.map(({ row }) => row)).size
  assert.ok(exact > 0 && repeats > exact && repeats < 100, `${repeats} repeats, ${exact} exact`)
  const beyond = crimes.filter(({ lsoa }) => lsoa !== '' && !lsoa.startsWith('E01900')).length
  assert.ok(beyond > 0 && beyond < 100)
})

test('every outcome belongs to a crime of an earlier or the same month', async () => {
  const monthOf = new Map(crimes.map(({ id, month }) => [id, month]))
  assert.equal(files.outcomes.length, 12)
  for (const path of files.outcomes) {
    const rows = (await readFile(path, 'utf8')).trimEnd().split('\n').slice(1)
    assert.ok(rows.length > 500)
    for (const row of rows) {
      const [id, month] = row.split(',') as [string, string]
      assert.ok(path.includes(`${month}-averley-outcomes`))
      assert.ok(monthOf.get(id)! <= month, row)
    }
  }
})

test('the hotspot leads every year and overall, its core first, with nothing else near its core', () => {
  const { core, lsoas } = PLANTED.hotspot
  const total = counts()
  assert.deepEqual(new Set(ranked(total).slice(0, 4)), new Set<string>(lsoas))
  assert.equal(ranked(total)[0], core)
  const nextOther = total.get(ranked(total)[4]!)!
  assert.ok(total.get(core)! > 1.6 * nextOther)
  for (const code of lsoas) assert.ok(total.get(code)! > 1.1 * nextOther, code)
  for (const year of years) {
    const first = ranked(inYear(year)).slice(0, 8)
    assert.equal(first[0], core)
    for (const code of lsoas) assert.ok(first.includes(code), `${code} in ${year}`)
  }
})

test('the rising area rises every year and the falling one falls; no other area changes as much', () => {
  const change = new Map<string, number>()
  const [before, after] = [inYear('2022'), inYear('2025')]
  for (const code of before.keys()) change.set(code, (after.get(code) ?? 0) / before.get(code)!)
  const yearly = (code: string) => years.map((year) => inYear(year).get(code) ?? 0)
  const perMonth = (code: string) => yearly(code).map((count, i) => count / (years[i] === '2024' ? 11 : 12))
  const rising = perMonth(PLANTED.rising.lsoa)
  assert.deepEqual(
    rising,
    rising.toSorted((a, b) => a - b),
  )
  const falling = perMonth(PLANTED.falling.lsoa)
  assert.deepEqual(
    falling,
    falling.toSorted((a, b) => b - a),
  )
  // Small rural counts swing widely by chance, so only areas with something to change are compared.
  const compared = [...change.keys()].filter((code) => before.get(code)! >= 60)
  const byChange = compared.sort((a, b) => change.get(a)! - change.get(b)!)
  assert.equal(byChange[0], PLANTED.falling.lsoa)
  assert.equal(byChange.at(-1), PLANTED.rising.lsoa)
})

test('the promenade peaks in summer and is ordinary over the years', () => {
  const here = crimes.filter(({ lsoa }) => lsoa === PLANTED.seasonal.lsoa)
  const inMonths = (...months: string[]) => here.filter(({ month }) => months.includes(month.slice(5))).length
  assert.ok(inMonths('07', '08') > 4 * inMonths('12', '01'))
  const place = ranked(counts()).indexOf(PLANTED.seasonal.lsoa)
  assert.ok(place > 60 && place < 240, `ranked ${place + 1} of 300`)
})

test('the unknown month has no files; every other month has', async () => {
  const { unknownMonth } = plantedMonths(lastMonth)
  assert.equal(unknownMonth, '2024-05')
  const months = (await readdir(files.policeFolder)).sort()
  assert.equal(months.length, 47)
  assert.ok(!months.includes(unknownMonth))
  assert.deepEqual([months[0], months.at(-1)], ['2022-01', '2025-12'])
})

test('the recording change is a step in one type, across the force', () => {
  const { recordingChangeFrom } = plantedMonths(lastMonth)
  assert.equal(recordingChangeFrom, '2023-04')
  const { crimeType, factor } = PLANTED.recordingChange
  // The same nine calendar months on either side, so that season cancels.
  const later = (month: string) => month >= '2023-04' && month <= '2023-12'
  const earlier = (month: string) => month >= '2022-04' && month <= '2022-12'
  const ratio = (keep: (crime: Crime) => boolean) => {
    const kept = crimes.filter(keep)
    return kept.filter(({ month }) => later(month)).length / kept.filter(({ month }) => earlier(month)).length
  }
  assert.ok(Math.abs(ratio(({ type }) => type === crimeType) - factor) < 0.08)
  assert.ok(Math.abs(ratio(({ type }) => type !== crimeType) - 1) < 0.06)
})

test('the empty town centre has the force’s highest rate, but not its highest count', async () => {
  const rows = (await readFile(files.population, 'utf8')).trimEnd().split('\n').slice(1)
  const residents = new Map(rows.map((row) => [row.split(',')[1]!, Number(row.split(',')[2])]))
  const total = counts()
  const byRate = [...total.keys()].sort(
    (a, b) => total.get(b)! / residents.get(b)! - total.get(a)! / residents.get(a)!,
  )
  assert.equal(byRate[0], PLANTED.fewResidents.lsoa)
  assert.ok(ranked(total).indexOf(PLANTED.fewResidents.lsoa) > 4)
})
