import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AreaCode } from '#core/area/area.ts'
import type { LonLat } from '#core/area/outlined-area.ts'
import { areasInside } from './drawn-boundary.ts'
import { byNearness } from './nearness.ts'
import { partsInWords, placeParts } from './place-parts.ts'

const at = (code: string, ...middle: [number, number]) => ({ code: code as AreaCode, middle })
const codes = (...all: string[]) => all as AreaCode[]

test('[D16] an area is picked when its middle is inside the line, however little of the area is', () => {
  const square: LonLat[] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ]
  const areas = [at('in', 2, 2), at('corner', 3.99, 3.99), at('above', 2, 4.01), at('left', -0.01, 2)]
  assert.deepEqual(areasInside(square, areas), ['in', 'corner'])
  assert.deepEqual(areasInside(square.toReversed(), areas), ['in', 'corner'])
  assert.deepEqual(areasInside([...square, square[0]!], areas), ['in', 'corner'], 'closed by hand')
  assert.deepEqual(areasInside([], areas), [])
  assert.deepEqual(areasInside([[2, 2]], areas), [])
  assert.deepEqual(areasInside(square.slice(0, 2), areas), [])
})

test('[D16] a bay of the line stays outside, and a line that overshoots its start leaves no hole', () => {
  const bay: LonLat[] = [
    [0, 0],
    [6, 0],
    [6, 6],
    [3, 1],
    [0, 6],
  ]
  assert.deepEqual(areasInside(bay, [at('arm', 5.5, 4), at('bay', 3, 3), at('base', 3, 0.5)]), [
    'arm',
    'base',
  ])
  const once: LonLat[] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ]
  assert.deepEqual(areasInside([...once, ...once, [4, 0]], [at('in', 1, 2), at('out', 5, 2)]), ['in'])
})

test('[D16] a circle picks what is nearer to its centre than its edge is', () => {
  const share = fc.double({ min: -2, max: 2, noNaN: true })
  fc.assert(
    fc.property(share, share, fc.boolean(), (x, y, isClockwise) => {
      const distance = Math.hypot(x, y)
      fc.pre(Math.abs(distance - 1) > 0.01)
      const circle = Array.from({ length: 90 }, (_, i): LonLat => {
        const turn = ((isClockwise ? -1 : 1) * 2 * Math.PI * i) / 90
        return [Math.cos(turn), Math.sin(turn)]
      })
      return (areasInside(circle, [at('it', x, y)]).length === 1) === distance < 1
    }),
  )
})

test('[D17] a place is as many parts as there are groups that touch', () => {
  const around = [
    { code: 'a' as AreaCode, touches: codes('b') },
    { code: 'b' as AreaCode, touches: codes('a', 'c') },
    { code: 'c' as AreaCode, touches: codes('b') },
    { code: 'd' as AreaCode, touches: codes() },
  ]
  assert.deepEqual(placeParts(['a', 'b', 'c'], around), [['a', 'b', 'c']])
  assert.deepEqual(placeParts(['a', 'c', 'd'], around), [['a'], ['c'], ['d']])
  assert.deepEqual(placeParts(['a', 'not outlined'], around), [['a']])
  assert.equal(partsInWords(placeParts(['a', 'b'], around)), null)
  assert.match(partsInWords(placeParts(['a', 'c'], around))!, /2 separate parts.*may keep it so/)
})

test('[D10] areas stand by how near they are, those that touch first, and none twice', () => {
  const home = { code: 'home' as AreaCode, metres: 0, touches: codes('beside') }
  const area = (code: string, metres: number) => ({ code: code as AreaCode, metres, touches: codes() })
  const beside = { code: 'beside' as AreaCode, metres: 2400, touches: codes('home') }
  const areas = [home, area('close', 1000), area('near', 1001), beside, area('far', 12_000)]
  assert.deepEqual(
    byNearness(home, areas).map((group) => [group.title, group.areas.map((one) => one.code)]),
    [
      ['Touching it', ['beside']],
      ['Up to 1 km away', ['close']],
      ['1 to 2 km away', ['near']],
      ['More than 10 km away', ['far']],
    ],
  )
})
