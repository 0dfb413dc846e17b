import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parseGal } from '#tests/support/gal.ts'
import { sharedData } from '#tests/support/shared-data.ts'
import { dissolve } from '../../geometry/dissolve.ts'
import { toNationalGrid } from '../../geometry/national-grid.ts'
import { isInside } from '../../geometry/point-in-polygon.ts'
import { areaOf, countPositions } from '../../geometry/polygon.ts'
import { simplify } from '../../geometry/simplify.ts'
import { msoaNameOf } from '../area-look-up/index.ts'
import { type LoadedBoundaries, loadBoundaries, readBoundaries, readNeighbours } from './index.ts'

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'wardmote-boundaries-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function load(t: TestContext, content: string | Buffer, name = 'areas.geojson') {
  const folder = scratch(t)
  const path = join(folder, name)
  writeFileSync(path, content)
  return loadBoundaries({ name, path }, join(folder, 'out'))
}

async function loaded(t: TestContext, content: string | Buffer): Promise<LoadedBoundaries> {
  const outcome = await load(t, content)
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.reason)
  return outcome.value
}

async function refusal(t: TestContext, content: string | Buffer): Promise<string> {
  const outcome = await load(t, content)
  assert.ok(!outcome.ok, 'was not refused')
  return outcome.reason
}

function published(t: TestContext, name: string): Buffer | null {
  const path = sharedData(`boundaries/${name}`, t)
  if (!path) return null
  return name.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)
}

const feature = (code: unknown, coordinates: unknown, type = 'Polygon', properties: object = {}) => ({
  type: 'Feature',
  properties: { LSOA21CD: code, LSOA21NM: 'Averley 001A', ...properties },
  geometry: { type, coordinates },
})
const collection = (features: readonly unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features })
const box = (x: number, y: number, size = 0.01) => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
]

test("Leicestershire's 611 areas load with the links spdep finds: 3,560, each the same", async (t) => {
  const content = published(t, 'leicestershire_lsoa11.geojson.gz')
  const gal = sharedData('spatial/leicestershire/leicestershire_queen_snap1m.gal', t)
  const reference = sharedData('spatial/leicestershire/leicestershire_lsoa_burglary_reference.csv', t)
  if (!content || !gal || !reference) return
  const result = await loaded(t, content)
  assert.deepEqual([result.areas, result.level, result.vintage], [611, 'lsoa', '2011'])
  assert.deepEqual(result.refused, [])
  assert.equal(result.repaired.length, 4)

  const codes = readFileSync(reference, 'utf8')
    .split('\n')
    .slice(1, 612)
    .map((line) => line.slice(1, 10))
  const expected = parseGal(readFileSync(gal, 'utf8'))
  const found = await readNeighbours(result.files.neighbours)
  assert.equal(
    [...found.values()].reduce((sum, list) => sum + list.length, 0),
    3560,
  )
  codes.forEach((code, i) => {
    assert.deepEqual(found.get(code) ?? [], expected[i]!.map((j) => codes[j]!).sort(), code)
  })
})

test('what is stored comes back: centroid inside its box, area in square kilometres, chosen codes only', async (t) => {
  const content = published(t, 'leicestershire_lsoa11.geojson.gz')
  if (!content) return
  const { files } = await loaded(t, content)
  const all = await readBoundaries([files.areas])
  assert.equal(all.length, 611)
  // Leicestershire with Leicester and Rutland is 2,538 km2; the outlines are generalised.
  const total = all.reduce((sum, { areaKm2 }) => sum + areaKm2, 0)
  assert.ok(Math.abs(total - 2538) < 25, String(total))
  const few = await readBoundaries([files.areas], ['E01013600', 'E99999999', "'; drop table x"])
  assert.deepEqual(
    few.map(({ code, name, vintage, level }) => [code, name, vintage, level]),
    [['E01013600', 'Leicester 003A', '2011', 'lsoa']],
  )
  assert.ok(isInside([few[0]!.lon, few[0]!.lat], few[0]!.geometry))
  assert.deepEqual(await readBoundaries([files.areas], []), [])
})

test('MSOA outlines made of LSOAs keep their area; simplified borders stay shared', async (t) => {
  const content = published(t, 'leicestershire_lsoa11.geojson.gz')
  if (!content) return
  const { files } = await loaded(t, content)
  const all = await readBoundaries([files.areas])
  const byMsoa = Map.groupBy(all, ({ name }) => msoaNameOf(name)!)
  assert.equal(byMsoa.size, 125)
  for (const [name, parts] of byMsoa) {
    const outline = dissolve(parts.map(({ geometry }) => geometry))
    const sum = parts.reduce((total, { geometry }) => total + areaOf(geometry), 0)
    assert.ok(Math.abs(areaOf(outline) - sum) < sum * 0.005, name)
  }
  const shapes = all.map(({ geometry }) => geometry)
  const small = simplify(shapes, 60)
  const count = (list: typeof shapes) => list.reduce((sum, shape) => sum + countPositions(shape), 0)
  assert.ok(count(small) < count(shapes) / 2, `${count(small)} of ${count(shapes)}`)
  for (const shape of small) assert.ok(areaOf(shape) > 0)
})

test('Northumbria loads 916, the City 6, and every ward file all its wards', async (t) => {
  const northumbria = published(t, 'northumbria_lsoa11.geojson.gz')
  const city = published(t, 'city-of-london_lsoa11.geojson')
  const wards = sharedData('boundaries/wards', t)
  if (!northumbria || !city || !wards) return
  assert.equal((await loaded(t, northumbria)).areas, 916)
  assert.equal((await loaded(t, city)).areas, 6)
  for (const name of readdirSync(wards)) {
    const content = readFileSync(join(wards, name))
    const result = await loaded(t, content)
    const { features } = JSON.parse(content.toString('utf8')) as { features: unknown[] }
    assert.deepEqual([result.level, result.vintage, result.areas], ['ward', '2013', features.length], name)
  }
})

test('a kilometre square of the National Grid measures one square kilometre, its centroid in its middle', async (t) => {
  const { files } = await loaded(t, collection([feature('E01000001', box(458_000, 304_000, 1000))]))
  const [area] = await readBoundaries([files.areas])
  assert.ok(Math.abs(area!.areaKm2 - 1) < 1e-4, String(area!.areaKm2))
  const [easting, northing] = toNationalGrid([area!.lon, area!.lat])
  assert.ok(Math.hypot(easting - 458_500, northing - 304_500) < 0.1)
})

test('British National Grid is read with a crs member and without, and lands where degrees do', async (t) => {
  const degrees = box(-1.1, 52.6)
  const metres = degrees.map((ring) => ring.map(([x, y]) => toNationalGrid([x!, y!])))
  const crs = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } } }
  const [expected] = await readBoundaries([
    (await loaded(t, collection([feature('E01000001', degrees)]))).files.areas,
  ])
  for (const content of [
    collection([feature('E01000001', metres)], crs),
    collection([feature('E01000001', metres)]),
    JSON.stringify({ type: 'FeatureCollection', features: [feature('E01000001', metres)], ...crs }),
  ]) {
    const [found] = await readBoundaries([(await loaded(t, content)).files.areas])
    assert.ok(Math.abs(found!.lon - expected!.lon) < 1e-6)
    assert.ok(Math.abs(found!.lat - expected!.lat) < 1e-6)
    assert.ok(Math.abs(found!.areaKm2 - expected!.areaKm2) < 1e-4)
  }
})

test('faults are mended and told by code, and no declared area is lost', async (t) => {
  const bow = [
    [
      [-1.1, 52.6],
      [-1.09, 52.61],
      [-1.09, 52.6],
      [-1.1, 52.61],
      [-1.1, 52.6],
    ],
  ]
  const unclosed = [box(-1, 52)[0]!.slice(0, -1)]
  const clockwise = [[...box(-1.2, 52)[0]!].reverse()]
  const result = await loaded(
    t,
    collection([
      feature('E01000001', bow),
      feature('E01000002', unclosed),
      feature('E01000003', clockwise),
      feature(
        'E01000004',
        box(-1.3, 52).map((ring) => ring.map(([x, y]) => [x, y, 17])),
      ),
    ]),
  )
  assert.equal(result.areas, 4)
  assert.deepEqual(result.repaired, [
    { code: 'E01000001', fault: 'the outline crossed or touched itself' },
    { code: 'E01000002', fault: 'a ring was not closed' },
    { code: 'E01000003', fault: 'its outline ran the wrong way round' },
  ])
})

test('a feature that cannot be used is left out and told by its place, the rest is kept', async (t) => {
  const good = feature('E01000001', box(-1, 52))
  const bad: [unknown, RegExp][] = [
    [feature(undefined, box(-1, 52)), /has no LSOA21CD/],
    [feature('banana', box(-1, 52)), /not an area code/],
    [feature('E01000001', box(-2, 52)), /repeats an earlier code/],
    [feature('E01000002', [-1, 52], 'Point'), /is a Point, not a polygon/],
    [feature('E01000002', [[[null, 52]]]), /not a number/],
    [feature('E01000002', [[['-1', 52]]]), /not a number/],
    [feature('E01000002', box(400, 52)), /outside the map/],
    [
      feature('E01000002', [
        [
          [-1, 52],
          [-1, 53],
          [-1, 52],
        ],
      ]),
      /encloses nothing/,
    ],
    [feature('E01000002', 'x'), /coordinates that are not rings/],
    [feature('E01000002', undefined, 'MultiPolygon'), /no coordinates/],
    [{ type: 'Feature', properties: { LSOA21CD: 'E01000002' } }, /has no geometry/],
    [{ type: 'Feature' }, /has no properties/],
  ]
  const result = await loaded(t, collection([good, ...bad.map(([value]) => value)]))
  assert.equal(result.areas, 1)
  assert.equal(result.features, 13)
  bad.forEach(([, why], i) => {
    const { example } = result.refused[i]!
    assert.equal(example.line, i + 2)
    assert.match(example.text, why)
    assert.match(example.text, new RegExp(`^feature ${i + 2} `))
  })
})

test('a file that is no use is refused in one sentence that names it', async (t) => {
  const deep = `{"type":"FeatureCollection","features":[{"a":${'['.repeat(100_000)}`
  const cases: [string | Buffer, RegExp][] = [
    ['', /cut short/],
    ['hello', /does not begin with \{/],
    ['[]', /does not begin with \{/],
    ['{}', /no "features"/],
    ['{"type":"Feature"}', /not a GeoJSON FeatureCollection/],
    [collection([]), /has no features/],
    [collection([1]), /not an object/],
    [collection([feature('E01000001', box(-1, 52))]).slice(0, -40), /cut short/],
    [`${collection([feature('E01000001', box(-1, 52))])} {}`, /text after its end/],
    ['{"type":"FeatureCollection","features":[{"type":nope}]}', /not well-formed JSON at feature 0/],
    [collection([feature('E01000001', [[[Number.NaN, 52]]])]), /no boundary that can be used/],
    [
      collection([{ ...feature('E01000001', box(-1, 52)), properties: { id: 1 } }]),
      /no LSOA, MSOA or ward code/,
    ],
    [
      collection([feature('E01000001', box(-1, 52))], { crs: { properties: { name: 'EPSG:3857' } } }),
      /neither WGS84/,
    ],
    [
      JSON.stringify({
        type: 'FeatureCollection',
        features: [feature('E01000001', box(-1, 52))],
        crs: { properties: { name: 'EPSG:27700' } },
      }),
      /not in the reference system it names/,
    ],
    [collection([feature('E01000001', box(900_000, 5_000_000, 10))]), /neither degrees nor/],
    [deep, /nested more than 32 levels/],
    [`{"note":"${'x'.repeat(100_000)}","features":[]}`, /far larger than GeoJSON needs/],
  ]
  for (const [content, why] of cases) {
    const sentence = await refusal(t, content)
    assert.match(sentence, why)
    assert.match(sentence, /^areas\.geojson .*\.$/)
  }
})

test('a byte order mark, odd spacing, escaped quotes and braces within text do not matter', async (t) => {
  const content = `\uFEFF { "type" : "FeatureCollection" ,\r\n "name":"a \\"}{[ name", "n": 1.5e3 , "b":true,"features" : [ ${JSON.stringify(
    feature('E01000001', box(-1, 52), 'Polygon', { note: '"]}\\', LSOA21NM: 'Llan‑y‑pwll é 001A' }),
  )} ] }\n`
  const result = await loaded(t, content)
  const [area] = await readBoundaries([result.files.areas])
  assert.equal(area!.name, 'Llan‑y‑pwll é 001A')
})

test('features split anywhere across reads come out whole', async (t) => {
  // Larger than one read of a mebibyte, with multi-byte letters throughout.
  const features = Array.from({ length: 4000 }, (_, i) =>
    feature(
      `E01${String(i).padStart(6, '0')}`,
      box(-3 + (i % 100) * 0.01, 52 + Math.floor(i / 100) * 0.01),
      'Polygon',
      {
        LSOA21NM: `Ÿ${'é€'.repeat(i % 70)} 001A`,
      },
    ),
  )
  const result = await loaded(t, collection(features))
  assert.equal(result.areas, 4000)
  const all = await readBoundaries([result.files.areas])
  all.forEach(({ name }, i) => {
    assert.equal(name, features[i]!.properties.LSOA21NM)
  })
  // A 100 by 40 lattice: every inner area has eight neighbours.
  const links = await readNeighbours(result.files.neighbours)
  assert.equal(links.get('E01000150')!.length, 8)
  assert.equal(links.get('E01000000')!.length, 3)
})
