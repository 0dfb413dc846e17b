import assert from 'node:assert/strict'
import test from 'node:test'
import { DISTRICTS } from './county.ts'
import { NEIGHBOURHOODS } from './neighbourhoods.ts'
import { PEOPLE } from './people.ts'
import { PLANTED } from './planted.ts'
import { cross, isWithin } from './shore.ts'
import { surveyCounty } from './small-areas.ts'
import { placeSnapPoints } from './snap-points.ts'

const county = surveyCounty()
const { areas } = county
const byCode = new Map(areas.map((area) => [area.code, area]))
const corner = ([longitude, latitude]: readonly [number, number]) => `${longitude} ${latitude}`

test('300 small areas with distinct invented codes, in neighbourhoods of the planned size', () => {
  assert.equal(areas.length, 300)
  assert.equal(byCode.size, 300)
  assert.ok(areas.every(({ code, msoaCode }) => /^E019\d{5}$/.test(code) && /^E029\d{5}$/.test(msoaCode)))
  assert.equal(new Set(areas.map(({ name }) => name)).size, 300)
  for (const [index, { lsoas }] of NEIGHBOURHOODS.entries()) {
    assert.equal(areas.filter(({ neighbourhood }) => neighbourhood === index).length, lsoas)
  }
  assert.equal(new Set(areas.map(({ district }) => district)).size, DISTRICTS.length)
})

test('an MSOA is four to six LSOAs of one neighbourhood, and its name is theirs without the letter', () => {
  const msoas = Map.groupBy(areas, ({ msoaCode }) => msoaCode)
  for (const [code, members] of msoas) {
    assert.ok(members.length >= 4 && members.length <= 6, `${code} has ${members.length}`)
    assert.equal(new Set(members.map(({ neighbourhood }) => neighbourhood)).size, 1)
    for (const { name, msoaName } of members) assert.match(name, new RegExp(`^${msoaName}[A-F]$`))
  }
})

test('the outlines are one planar map: every edge is an edge of exactly one neighbour, run the other way, or of the limit', () => {
  const edges = new Map<string, string>()
  for (const { code, rings } of areas) {
    for (const ring of rings) {
      assert.deepEqual(ring[0], ring.at(-1))
      for (let i = 1; i < ring.length; i++) {
        const edge = `${corner(ring[i - 1]!)}|${corner(ring[i]!)}`
        assert.ok(!edges.has(edge), `${code} and ${edges.get(edge)} both lie left of ${edge}`)
        edges.set(edge, code)
      }
    }
  }
  const touching = new Map(areas.map(({ code }) => [code, new Set<string>()]))
  for (const [edge, code] of edges) {
    const other = edges.get(edge.split('|').toReversed().join('|'))
    if (other) touching.get(code)!.add(other)
  }
  for (const { code, neighbours } of areas) {
    assert.ok(neighbours.length >= 2, `${code} has ${neighbours.length} neighbours`)
    assert.deepEqual([...touching.get(code)!].sort(), [...neighbours].sort())
  }
})

test('every outline is simple, anticlockwise, and inside the plausible box for Britain', () => {
  for (const { code, rings } of areas) {
    const ring = rings[0]!
    let twice = 0
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!]
      twice += a[0] * b[1] - b[0] * a[1]
      assert.ok(a[0] > -9 && a[0] < 2 && a[1] > 49.5 && a[1] < 61)
      // Edges that share a corner are not compared.
      for (let j = i + 2; j < ring.length - (i === 1 ? 1 : 0); j++) {
        assert.ok(!cross(a, b, ring[j - 1]!, ring[j]!), `${code} crosses itself at ${a}`)
      }
    }
    assert.ok(twice > 0, `${code} runs clockwise`)
  }
})

test('snap points: 6 to 25 an area, all inside it, no street twice in a neighbourhood', () => {
  const placed = placeSnapPoints(county.mesh, areas)
  const streets = new Set<string>()
  for (const [index, area] of areas.entries()) {
    const { points } = placed[index]!
    assert.ok(points.length >= 6 && points.length <= 25)
    for (const { longitude, latitude, location } of points) {
      const inside = area.rings.filter((ring) => isWithin(ring, [Number(longitude), Number(latitude)])).length
      assert.equal(inside % 2, 1, `${location} lies outside ${area.name}`)
    }
    for (const { location } of points.slice(0, -1)) {
      const key = `${area.neighbourhood} ${location}`
      assert.ok(!streets.has(key), key)
      streets.add(key)
    }
  }
})

test('the planted hotspot is four residential neighbours around its core; the other plants are nowhere near it', () => {
  const { hotspot, rising, falling, seasonal, fewResidents } = PLANTED
  const around = hotspot.lsoas.filter((code) => code !== hotspot.core)
  assert.equal(around.length, 3)
  const core = byCode.get(hotspot.core)!
  const members = hotspot.lsoas.map((code) => byCode.get(code)!)
  assert.ok(
    members.every(
      ({ kind, neighbourhood }) => kind === 'urban' && NEIGHBOURHOODS[neighbourhood]!.name === 'Ropewalk',
    ),
  )
  for (const code of around) assert.ok(core.neighbours.includes(code), `${code} does not touch the core`)
  const others = [rising.lsoa, falling.lsoa, seasonal.lsoa, fewResidents.lsoa]
  assert.equal(new Set<string>([...hotspot.lsoas, ...others]).size, 8)
  for (const code of others) {
    assert.ok(byCode.has(code))
    assert.ok(members.every(({ neighbours }) => !neighbours.includes(code)))
  }
})

test('the promenade has a shore and the town centre few residents', () => {
  const seasonal = byCode.get(PLANTED.seasonal.lsoa)!
  assert.equal(NEIGHBOURHOODS[seasonal.neighbourhood]!.name, 'Saltmere Front')
  const inland = new Set(
    areas.flatMap(({ code, rings }) => (code === seasonal.code ? [] : rings.flat().map(corner))),
  )
  assert.ok(
    seasonal.rings[0]!.some((point) => !inland.has(corner(point))),
    'every corner is shared: no shore',
  )
  const centre = byCode.get(PLANTED.fewResidents.lsoa)!
  assert.equal(centre.residents, PLANTED.fewResidents.residents)
  assert.ok(areas.every(({ code, residents }) => code === centre.code || residents > 2 * centre.residents))
})

test('people hold their roles for areas there are, at the force’s own address', () => {
  const codes = new Set<string>([
    ...NEIGHBOURHOODS.map(({ code }) => code),
    ...DISTRICTS.map(({ lpaCode }) => lpaCode),
  ])
  for (const { email, roles } of PEOPLE) {
    assert.match(email, /^[a-z]+\.[a-z]+@averley\.example$/)
    for (const { areaCode } of roles)
      assert.ok(areaCode === null || codes.has(areaCode), `${email}: ${areaCode}`)
  }
  assert.equal(new Set(PEOPLE.map(({ key }) => key)).size, PEOPLE.length)
  const ropewalk = NEIGHBOURHOODS.find(({ name }) => name === 'Ropewalk')!
  assert.equal(PEOPLE.find(({ key }) => key === 'officer')!.roles[0].areaCode, ropewalk.code)
})
