import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { districtOf, forceAreas } from './force-areas.ts'
import { groupAreas, meanValues, membersOf, neighboursOfUnits, sumRows, sumValues } from './units.ts'

const letters = ['A', 'B', 'C', 'D', 'E']
const intoPairs = groupAreas('msoa', letters, letters, (code) => {
  const pair = { A: 'x', B: 'x', C: 'y', D: 'y' }[code]
  return pair ? { code: pair, name: `pair ${pair}` } : null
})

test('areas add up to their unit, and an area of no unit is in none', () => {
  assert.deepEqual(intoPairs.codes, ['x', 'y'])
  assert.deepEqual([...intoPairs.unitOf], [0, 0, 1, 1, -1])
  assert.deepEqual([...sumRows(Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 2, intoPairs)], [4, 6, 12, 14])
  assert.deepEqual(membersOf(intoPairs, letters), [
    ['A', 'B'],
    ['C', 'D'],
  ])
})

test('a sum with an unknown part is unknown; a mean leaves the unknown part out', () => {
  const values = Float64Array.of(10, 20, Number.NaN, 40, 50)
  assert.deepEqual([...sumValues(values, intoPairs)], [30, Number.NaN])
  assert.deepEqual([...meanValues(values, Float64Array.of(1, 3, 1, 1, 1), intoPairs)], [17.5, 40])
})

test('units touch where their areas do, both ways, and never themselves', () => {
  const touching = neighboursOfUnits([[1], [0, 2], [1, 3], [2, 4], [3]], intoPairs)
  assert.deepEqual(touching, [[1], [0]])
})

test('grouping by itself changes nothing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 }), (codes) => {
      const same = groupAreas('lsoa', codes, codes, () => null)
      const rows = Int32Array.from(codes.keys())
      assert.deepEqual(sumRows(rows, 1, same), rows)
    }),
  )
})

test('a force’s areas are those of the districts it polices, with or without crime', () => {
  assert.equal(districtOf('North West Leicestershire 010B'), 'North West Leicestershire')
  assert.equal(districtOf('Somewhere'), null)
  const counted = [
    { code: '1', name: 'Leicester 001A', rows: 900 },
    { code: '2', name: 'Derby 001A', rows: 2 },
  ]
  const drawn = [
    { code: '3', name: 'Leicester 001B' },
    { code: '4', name: 'Derby 001B' },
  ]
  const bounded = {
    nameOf: (code: string) => drawn.find((area) => area.code === code)?.name,
    ofDistrict: (district: string) => drawn.filter((area) => districtOf(area.name) === district),
  }
  const inferred = forceAreas(counted, [], bounded)
  assert.deepEqual(
    inferred.areas.map(({ code }) => code),
    ['1', '3'],
  )
  assert.match(inferred.note!, /No look-up/)
  const listed = forceAreas(counted, [{ code: '2', name: '2' }], bounded)
  assert.deepEqual(listed.areas, [{ code: '2', name: 'Derby 001A' }])
  assert.equal(listed.note, null)
})
