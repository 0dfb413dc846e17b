import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { sharedData } from '#tests/support/shared-data.ts'
import { forceOfPoliceArea, loadAreaLookUp, msoaNameOf, recogniseAreaLookUp } from './index.ts'

async function load(t: TestContext, content: string) {
  const folder = mkdtempSync(join(tmpdir(), 'wardmote-look-up-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  t.after(() => {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true, force: true })
  })
  const path = join(folder, 'look-up.csv')
  writeFileSync(path, content)
  const shape = recogniseAreaLookUp(content.split(/\r?\n/)[0]!.split(','))
  assert.ok(shape, 'not recognised')
  const out = join(folder, 'out.parquet')
  const result = await loadAreaLookUp(connection, { name: 'look-up.csv', path }, shape, out)
  const ask = async (columns: string) =>
    (await connection.runAndReadAll(`select ${columns} from '${out}'`)).getRowsJS()
  return { result, ask }
}

test('an ONS look-up gives MSOA, district and police area, with the force as its archives name it', async (t) => {
  const { result, ask } = await load(
    t,
    '\uFEFFLSOA21CD,LSOA21NM,MSOA21CD,MSOA21NM,LAD24CD,LAD24NM,PFA24CD,PFA24NM,ObjectId,Odd\nE01000001,City of London 001A,E02000001,City of London 001,E09000001,City of London,E23000034,"London, City of",1,x\n',
  )
  assert.deepEqual(
    await ask('child_code, child_level, parent_code, parent_name, parent_level, vintage, force, child_name'),
    [
      [
        'E01000001',
        'lsoa',
        'E09000001',
        'City of London',
        'lad',
        '2021',
        'city-of-london',
        'City of London 001A',
      ],
      [
        'E01000001',
        'lsoa',
        'E02000001',
        'City of London 001',
        'msoa',
        '2021',
        'city-of-london',
        'City of London 001A',
      ],
      [
        'E01000001',
        'lsoa',
        'E23000034',
        'London, City of',
        'police-area',
        '2021',
        'city-of-london',
        'City of London 001A',
      ],
    ],
  )
  assert.deepEqual(result.levels, ['msoa', 'lad', 'police-area'])
  assert.deepEqual(result.forces, ['city-of-london'])
  assert.deepEqual(result.unknownColumns, ['Odd'])
})

test('an output-area look-up gives an LSOA once, in the ward with most of its output areas', async (t) => {
  const { result, ask } = await load(
    t,
    'OA21CD,LSOA21CD,WD24CD,WD24NM\nE00000001,E01000001,E05000001,Aldersgate\nE00000002,E01000001,E05000002,Bishopsgate\nE00000003,E01000001,E05000002,Bishopsgate\n',
  )
  assert.deepEqual(await ask('parent_code, parent_level, parent_vintage'), [['E05000002', 'ward', '2024']])
  assert.equal(result.rowsLoaded, 2)
  assert.deepEqual(
    result.refused.map(({ reason, example }) => [reason, example.line]),
    [['the area was given a different parent before in this file', 2]],
  )
})

test('the 2011 to 2021 look-up keeps splits and merges', async (t) => {
  const { result, ask } = await load(
    t,
    'LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHNGIND,LAD22CD,LAD22NM,LAD22NMW,ObjectId\nE01000001,A 001A,E01000001,A 001A,U,x,x,x,1\nE01000002,A 001B,E01033001,A 001F,S,x,x,x,2\nE01000002,A 001B,E01033002,A 001G,S,x,x,x,3\n',
  )
  assert.deepEqual(await ask('child_code, parent_code, vintage, parent_vintage, change'), [
    ['E01000001', 'E01000001', '2011', '2021', 'U'],
    ['E01000002', 'E01033001', '2011', '2021', 'S'],
    ['E01000002', 'E01033002', '2011', '2021', 'S'],
  ])
  assert.deepEqual(result.refused, [])
  assert.deepEqual(result.unknownColumns, [])
})

test("a force's own areas nest: LSOA, neighbourhood, LPA, force", async (t) => {
  const { result, ask } = await load(
    t,
    'force,lsoa_code,neighbourhood_code,neighbourhood_name,lpa_code,lpa_name\naverley,E01000001,NH1,Market,L1,North\naverley,E01000002,NH1,Market,L1,North\nAverley Police,E01000003,NH2,Hill,L1,North\naverley,,NH2,Hill,L1,North\naverley,E01000001,NH3,Dock,L1,North\naverley,E01000005,NH2\n',
  )
  assert.deepEqual(
    await ask("child_level || ' ' || child_code || ' > ' || parent_level || ' ' || parent_code"),
    [
      ['lpa L1 > force averley'],
      ['lsoa E01000001 > force averley'],
      ['lsoa E01000001 > lpa L1'],
      ['lsoa E01000001 > neighbourhood NH1'],
      ['lsoa E01000002 > force averley'],
      ['lsoa E01000002 > lpa L1'],
      ['lsoa E01000002 > neighbourhood NH1'],
      ['lsoa E01000003 > lpa L1'],
      ['lsoa E01000003 > neighbourhood NH2'],
      ['neighbourhood NH1 > lpa L1'],
      ['neighbourhood NH2 > lpa L1'],
      ['neighbourhood NH3 > lpa L1'],
    ],
  )
  const lines = Object.groupBy(result.refused, ({ reason }) => reason)
  assert.deepEqual(
    Object.fromEntries(
      Object.entries(lines).map(([reason, list]) => [reason, list!.map(({ example }) => example.line)]),
    ),
    {
      'the row does not have as many columns as the header, or its quotes do not close': [7],
      'the force is not written as in its archive files (lower case, hyphens)': [4],
      'the area code is blank or not an area code': [5],
      'the area was given a different parent before in this file': [6],
    },
  )
  assert.deepEqual(result.levels, ['neighbourhood', 'lpa', 'force'])
})

test('headers that are no look-up are not taken for one', () => {
  assert.equal(recogniseAreaLookUp(['LSOA21CD', 'LSOA21NM']), null)
  assert.equal(recogniseAreaLookUp(['area code', 'period', 'indicator', 'value', 'source']), null)
  assert.equal(recogniseAreaLookUp(['lsoa_code', 'neighbourhood_code']), null)
})

test('an LSOA is named after its MSOA with a letter more, in every published name', (t) => {
  assert.equal(msoaNameOf('Leicester 003A'), 'Leicester 003')
  assert.equal(msoaNameOf('Kingston upon Hull, City of 001AB'), 'Kingston upon Hull, City of 001')
  assert.equal(msoaNameOf('Leicester 003'), null)
  assert.equal(msoaNameOf(''), null)
  const [lsoa, msoa] = ['lsoa', 'msoa'].map((level) =>
    sharedData(`population/population20_${level}11.csv.gz`, t),
  )
  if (!lsoa || !msoa) return
  const names = (path: string) =>
    gunzipSync(readFileSync(path))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(1, line.indexOf('"', 1)))
  assert.deepEqual(new Set(names(lsoa).map(msoaNameOf)), new Set(names(msoa)))
})

test('police areas become the names archives use', () => {
  assert.equal(forceOfPoliceArea('Devon & Cornwall'), 'devon-and-cornwall')
  assert.equal(forceOfPoliceArea('London, City of'), 'city-of-london')
  assert.equal(forceOfPoliceArea('Metropolitan Police'), 'metropolitan')
  assert.equal(forceOfPoliceArea('Dyfed-Powys'), 'dyfed-powys')
  assert.equal(forceOfPoliceArea(' '), null)
})
