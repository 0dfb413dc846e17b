import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { sharedData } from '#tests/support/shared-data.ts'
import { findIndicator, INDICATORS, loadTable, recogniseTable } from './index.ts'
import { yearInFileName } from './recognise-population.ts'

const headerOf = (line: string) => line.split(',').map((cell) => cell.replace(/^"|"$/g, ''))

async function load(t: TestContext, content: string | Buffer, name = 'table.csv') {
  const folder = mkdtempSync(join(tmpdir(), 'wardmote-[tables]-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  t.after(() => {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true, force: true })
  })
  const path = join(folder, name)
  writeFileSync(path, content)
  const shape = recogniseTable(headerOf(content.toString('utf8').split(/\r?\n/)[0]!))
  assert.ok(shape, 'not recognised')
  const out = join(folder, 'out.parquet')
  const result = await loadTable(connection, { name, path }, shape, out)
  const ask = async (sql: string) =>
    (
      await connection.runAndReadAll(sql.replace('loaded', `read_parquet('${out.replaceAll('[', '[[]')}')`))
    ).getRowsJS()
  return { result, ask, connection }
}

function published(t: TestContext, name: string): Buffer | null {
  const path = sharedData(name, t)
  return path ? gunzipSync(readFileSync(path)) : null
}

const GENERIC = 'area code,period,indicator,value,source'

test('the generic table loads in any column order and case, with a byte order mark', async (t) => {
  const { result, ask } = await load(
    t,
    '\uFEFFSource,VALUE,Area_Code,Indicator,Period,Note\r\n"Calls, 2024",1234,AV1,Calls for service,2024-03,x\r\nCensus,"1,979",E01000001,Workday population,2021,\r\n',
    'Our calls.csv',
  )
  assert.deepEqual(await ask('select * from loaded order by area_code'), [
    ['AV1', null, '2024-03', 'calls-for-service', 1234, 'Calls, 2024'],
    ['E01000001', null, '2021', 'workday-population', 1979, 'Census'],
  ])
  assert.equal(result.rowsRead, 2)
  assert.equal(result.rowsLoaded, 2)
  assert.deepEqual(result.indicators, ['calls-for-service', 'workday-population'])
  assert.equal(result.source, 'indicators-our-calls')
  assert.deepEqual(result.unknownColumns, ['Note'])
})

test('each fault is refused with its line; a blank value is unknown, not refused and not zero', async (t) => {
  const rows = [
    GENERIC,
    'E01000001,2024,calls,5,s',
    'E01000002,2024,calls,,s',
    'E01000003,2024,calls,many,s',
    ',2024,calls,1,s',
    "E0'; drop table x,2024,calls,1,s",
    'E01000004,,calls,1,s',
    'E01000004,2024-13,calls,1,s',
    'E01000004,2024,,1,s',
    'E01000001,2024,calls,6,s',
    'E01000004,2024,imd-decile,11,s',
    'E01000004,2024,income-score,25.8,s',
    'E01000005,2024,calls,nan,s',
    'E01000006,2024,calls,1e999,s',
    'E01000007,2024,calls',
    'E01000008,2024,"two',
    'lines",3,s',
    '',
    'E01000009,2024,calls,0x10,s',
  ]
  const { result, ask } = await load(t, `${rows.join('\n')}\n`)
  const linesOf = Object.entries(
    Object.groupBy(result.refused, ({ reason }) => reason) as Record<string, typeof result.refused>,
  ).map(([reason, list]) => [reason, list.map(({ example }) => example.line)])
  assert.deepEqual(Object.fromEntries(linesOf), {
    'the row does not have as many columns as the header, or its quotes do not close': [15],
    'a value is not a number': [4, 13, 14, 19],
    'the area code is blank': [5],
    'the area code is not an area code': [6],
    'the period is blank': [7],
    'the period is neither a year (2024) nor a month (2024-03)': [8],
    'the indicator is blank': [9],
    'the area, period and indicator were given before in this file': [10],
    'a value is not possible for its indicator': [11, 12],
  })
  for (const { example } of result.refused) {
    assert.ok(
      example.text.startsWith(rows[example.line - 1]!.slice(0, 20)),
      `${example.line}: ${example.text}`,
    )
  }
  assert.deepEqual(await ask('select area_code, indicator, value from loaded order by 1'), [
    ['E01000001', 'calls', 5],
    ['E01000008', 'two-lines', 3],
  ])
  assert.equal(result.rowsRead, 16)
  assert.equal(result.rowsLoaded, 2)
  assert.equal(result.rowsUnknown, 1)
  assert.equal(result.rowsRefused, 13)
  assert.equal(result.blankValues, 1)
})

test('a header short of a column is not recognised, nor is one of police records', () => {
  assert.equal(recogniseTable(headerOf('area code,period,indicator,value')), null)
  assert.equal(
    recogniseTable(headerOf('Crime ID,Month,Reported by,Falls within,LSOA code,LSOA name,Crime type')),
    null,
  )
  assert.equal(recogniseTable([]), null)
  assert.equal(recogniseTable(['', '']), null)
})

const FILE_7 = (census: string, districts: string, mid: string) =>
  `LSOA code (${census}),LSOA name (${census}),Local Authority District code (${districts}),Local Authority District name (${districts}),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSO,Income Score (rate),Income Rank (where 1 is most deprived),Employment Score (rate),"Education, Skills and Training Score",Income Deprivation Affecting Children Index (IDACI) Score (rate),Income Deprivation Affecting Older People (IDAOPI) Score (rate),Barriers to Housing and Services Score,Living Environment Score,Adult Skills Sub-domain Score,Total population: mid ${mid}`

const FILE_7_ROW =
  'E01000001,City of London 001A,E09000001,City of London,6.208,29199,9,0.007,32831,0.01,0.024,0.006,0.005,29.508,31.516,0.016,1296'

test('the published all-indices file is told by its header: 2019 and 2025, a byte order mark, cut-short headers', async (t) => {
  for (const [census, districts, mid, edition] of [
    ['2011', '2019', '2015 (excluding prisoners)', '2019'],
    ['2021', '2024', '2022', '2025'],
  ] as const) {
    const header = FILE_7(census, districts, mid)
    // The comma within quotes makes splitting by hand wrong, so the shape is checked on the cells themselves.
    const cells = header.match(/"[^"]*"|[^,]+/g)!.map((cell) => cell.replace(/^"|"$/g, ''))
    const shape = recogniseTable([`\uFEFF${cells[0]}`, ...cells.slice(1)])
    assert.equal(shape?.source, `iod-${edition}`)
    assert.deepEqual(shape?.vintage, { stated: census })
    assert.deepEqual(shape?.unknownColumns, [])
    const plain = header.replace('"Education, Skills and Training Score"', 'Education Score')
    const { result, ask } = await load(t, `${plain}\n${FILE_7_ROW}\n`)
    assert.equal(result.vintage, census)
    assert.deepEqual(
      Object.fromEntries((await ask('select indicator, value from loaded')) as [string, number][]),
      {
        'imd-score': 6.208,
        'imd-rank': 29199,
        'imd-decile': 9,
        'income-score': 0.007,
        'income-rank': 32831,
        'employment-score': 0.01,
        'education-score': 0.024,
        'idaci-score': 0.006,
        'idaopi-score': 0.005,
        'housing-score': 29.508,
        'environment-score': 31.516,
        'adult-skills-score': 0.016,
        'iod--total-population': 1296,
      },
    )
  }
})

test('IMD 2019 as shared loads ranks and deciles only: no score is made of a decile', async (t) => {
  const content = published(t, 'deprivation/imd2019_england_lsoa11.csv.gz')
  if (!content) return
  const { result, ask } = await load(t, content, 'imd2019_england_lsoa11.csv')
  assert.deepEqual([result.rowsRead, result.rowsLoaded, result.values], [32844, 32844, 32844 * 16])
  assert.deepEqual(result.refused, [])
  assert.equal(result.vintage, '2011')
  assert.ok(!result.indicators.some((name) => name.endsWith('-score')))
  assert.deepEqual(
    await ask(
      "select indicator, period, value from loaded where area_code = 'E01000001' and indicator like 'imd-%' order by 1",
    ),
    [
      ['imd-decile', '2019', 9],
      ['imd-rank', '2019', 29199],
    ],
  )
})

test('IMD 2025 as shared loads scores, ranks and deciles of LSOAs of 2021', async (t) => {
  const content = published(t, 'deprivation/imd2025_england_lsoa21.csv.gz')
  if (!content) return
  const { result, ask } = await load(t, content)
  assert.deepEqual([result.rowsLoaded, result.values, result.vintage], [33755, 33755 * 24, '2021'])
  assert.deepEqual(
    await ask(
      "select period, value from loaded where area_code = 'E01000001' and indicator = 'income-score'",
    ),
    [['2025', 0.013]],
  )
})

test('the UK composite gives English scores as rates, and other nations none of the English names', async (t) => {
  const content = published(t, 'deprivation/UK_IMD_E.csv.gz')
  if (!content) return
  const { result, ask } = await load(t, content)
  assert.equal(result.rowsLoaded, 42619)
  assert.deepEqual(
    await ask(
      "select indicator, count(*)::int, max(value) < 1 from loaded where indicator in ('income-score', 'employment-score') group by 1 order by 1",
    ),
    [
      ['employment-score', 32844, true],
      ['income-score', 32844, true],
    ],
  )
  assert.deepEqual(
    await ask("select count(*)::int from loaded where indicator not like 'uk-%' and area_code not like 'E%'"),
    [[0]],
  )
})

test('the underlying indicators load under their own names, blanks unknown', async (t) => {
  const content = published(t, 'deprivation/imd2019_england_lsoa11_indicators.csv.gz')
  if (!content) return
  const { result } = await load(t, content)
  assert.equal(result.rowsLoaded, 32844)
  assert.equal(result.values + result.blankValues, 32844 * 28)
  assert.deepEqual(result.refused, [])
  assert.ok(result.indicators.every((name) => findIndicator(name) === undefined))
})

test('mid-2020 population sums to 59,719,724 by LSOA and by MSOA, ages to the total, and to 1,107,597 over the 611', async (t) => {
  const lsoa = published(t, 'population/population20_lsoa11.csv.gz')
  const msoa = published(t, 'population/population20_msoa11.csv.gz')
  const reference = sharedData('spatial/leicestershire/leicestershire_lsoa_burglary_reference.csv', t)
  if (!lsoa || !msoa || !reference) return
  for (const [content, level, rows] of [
    [lsoa, 'lsoa', 34753],
    [msoa, 'msoa', 7201],
  ] as const) {
    const { result, ask } = await load(t, content, `population20_${level}11.csv`)
    assert.deepEqual([result.rowsLoaded, result.source], [rows, `population-2020-${level}-2011`])
    const sums = Object.fromEntries(
      (await ask("select indicator, sum(value) from loaded where period = '2020' group by 1")) as [
        string,
        number,
      ][],
    )
    assert.equal(sums.population, 59719724)
    const bands = ['0-14', '15-24', '25-64', '65-and-over'].map((band) => sums[`population-${band}`]!)
    assert.equal(
      bands.reduce((a, b) => a + b),
      59719724,
    )
    if (level === 'lsoa') {
      assert.deepEqual(
        await ask(`select sum(value) from loaded where indicator = 'population'
          and area_code in (select LSOA11CD from read_csv('${reference}'))`),
        [[1107597]],
      )
    }
  }
})

test('the long census tables give each category and the total once', async (t) => {
  for (const [file, total, categories] of [
    ['household_tenure21_lsoa21', 'households', 8],
    ['ethnicity21_lsoa21', 'population', 5],
    ['household_deprivation21_lsoa21', 'households', 5],
  ] as const) {
    const content = published(t, `population/${file}.csv.gz`)
    if (!content) return
    const { result, ask } = await load(t, content)
    assert.equal(result.values, 35672 * (categories + 1), file)
    assert.deepEqual(result.refused, [])
    assert.deepEqual(await ask(`select count(*)::int from loaded where indicator = '${total}'`), [[35672]])
    const own = `select sum(value) from loaded where indicator <> '${total}'`
    const [[sum], [whole]] = [
      await ask(own),
      await ask(`select sum(value) from loaded where indicator = '${total}'`),
    ]
    assert.deepEqual(sum, whole)
  }
})

test('any census table in the bulk layout loads; known figures take their registered names', async (t) => {
  const { result, ask } = await load(
    t,
    'date,geography,geography code,Highest level of qualification: Total: All usual residents aged 16 years and over; measures: Value,Highest level of qualification: No qualifications; measures: Value,Highest level of qualification: Other: vocational; measures: Value\n2021,City of London 001A,E01000001,1350,60,\n2021,Hartlepool 001,E02002483,x,60,4\n',
  )
  assert.deepEqual(await ask('select * exclude (source) from loaded order by area_code, indicator'), [
    ['E01000001', '2021', '2021', 'no-qualifications', 60],
    ['E01000001', '2021', '2021', 'residents-16-and-over', 1350],
    ['E02002483', '2021', '2021', 'highest-level-of-qualification--other-vocational', 4],
    ['E02002483', '2021', '2021', 'no-qualifications', 60],
  ])
  assert.deepEqual(
    result.refused.map(({ reason, example }) => [reason, example.line]),
    [['a value is not a number', 3]],
  )
  assert.equal(result.rowsLoaded, 2)
  assert.equal(result.blankValues, 1)
})

test('the census age table gives the broad ages', async (t) => {
  const bands = [
    '4 years and under',
    ...Array.from({ length: 16 }, (_, i) => `${5 * i + 5} to ${5 * i + 9} years`),
    '85 years and over',
  ]
  const header = [
    'date',
    'geography',
    'geography code',
    'Age: Total',
    ...bands.map((band) => `Age: Aged ${band}`),
  ]
  const { ask } = await load(
    t,
    `${header.join(',')}\n2021,A,E01000001,180,${bands.map(() => 10).join(',')}\n`,
  )
  assert.deepEqual(
    await ask("select indicator, value from loaded where indicator not like 'age%' order by 1"),
    [
      ['population', 180],
      ['population-0-14', 30],
      ['population-15-24', 20],
      ['population-25-64', 80],
      ['population-65-and-over', 50],
    ],
  )
})

test('an age left blank makes its band unknown, not smaller', async (t) => {
  const ages = Array.from({ length: 91 }, (_, age) => (age === 90 ? '90+' : String(age)))
  const values = ages.map((age) => (age === '17' ? '' : '1'))
  const { result, ask } = await load(
    t,
    `LSOA21CD,Total,${ages.join(',')}\nE01000001,91,${values.join(',')}\n`,
    'mid-2022.csv',
  )
  assert.deepEqual(await ask('select indicator, value from loaded order by 1'), [
    ['population', 91],
    ['population-0-14', 15],
    ['population-25-64', 40],
    ['population-65-and-over', 26],
  ])
  assert.equal(result.source, 'population-2022-lsoa-2021')
})

test('a population file whose name has no year has an unknown period, and says so', async (t) => {
  const ages = Array.from({ length: 91 }, (_, age) => String(age))
  const { result, ask } = await load(
    t,
    `LSOA21CD,${ages.join(',')}\nE01000001,${ages.map(() => 2).join(',')}\n`,
  )
  assert.deepEqual(await ask("select period, value from loaded where indicator = 'population'"), [
    [null, 182],
  ])
  assert.match(result.notes[0]!, /does not say which year/)
  assert.equal(yearInFileName('a.zip › sape23dt2mid2020lsoa.csv'), '2020')
  assert.equal(yearInFileName('/2019/population20_lsoa11.csv'), '2020')
  assert.equal(yearInFileName('lsoa11.csv'), null)
})

test('loading leaves nothing behind in the connection, whether it succeeds or fails', async (t) => {
  const { connection } = await load(t, `${GENERIC}\nE01000001,2024,calls,5,s\n`)
  const shape = recogniseTable(headerOf(GENERIC))!
  await assert.rejects(
    loadTable(connection, { name: 'gone.csv', path: '/nowhere/gone.csv' }, shape, '/nowhere/out'),
  )
  const tables = await connection.runAndReadAll('select table_name from duckdb_tables()')
  assert.deepEqual(tables.getRows(), [])
})

test('every registered indicator has one name and its denominator is registered', () => {
  assert.equal(new Set(INDICATORS.map(({ name }) => name)).size, INDICATORS.length)
  for (const { denominator, low, high, name } of INDICATORS) {
    assert.ok(denominator === null || findIndicator(denominator), name)
    assert.ok(low < high, name)
  }
})
