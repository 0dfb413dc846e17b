import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { parseGal } from '#tests/support/gal.ts'
import { sharedData } from '#tests/support/shared-data.ts'
import { gi, giStar } from './gi-star.ts'
import { localMoran } from './local-moran.ts'
import { moran } from './moran.ts'
import { pAdjust } from './p-adjust.ts'
import { neighbourWeights, withStyle } from './weights.ts'

function table(name: string, t: TestContext): ((column: string) => number[]) | null {
  const path = sharedData(`spatial/${name}`, t)
  if (!path) return null
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/)
  // The only quoted cells hold no comma.
  const cells = lines.map((line) => line.replaceAll('"', '').split(','))
  const names = header!.replaceAll('"', '').split(',')
  return (column) => cells.map((row) => Number(row[names.indexOf(column)]))
}

function gal(name: string, t: TestContext): number[][] | null {
  const path = sharedData(`spatial/${name}`, t)
  return path === null ? null : parseGal(readFileSync(path, 'utf8'))
}

function near(
  actual: ArrayLike<number> | number,
  expected: ArrayLike<number> | number,
  tolerance: number,
): void {
  const found = typeof actual === 'number' ? [actual] : Array.from(actual)
  const wanted = typeof expected === 'number' ? [expected] : Array.from(expected)
  assert.equal(found.length, wanted.length)
  assert.ok(wanted.length > 0)
  for (const [i, value] of wanted.entries()) {
    assert.ok(Math.abs(found[i]! - value) <= tolerance, `[${i}]: ${found[i]} is not ${value}`)
  }
}

test('Columbus crime: Moran 0.485770914 and its randomisation moments, local I and both Gi', (t) => {
  const column = table('columbus_with_local_stats.csv', t)
  const lists = gal('columbus_queen.gal', t)
  if (!column || !lists) return
  const weights = neighbourWeights(lists)
  const crime = column('CRIME')
  const overall = moran(crime, weights)
  near(overall.i, 0.485770914, 5e-10)
  near(overall.expected, -0.020833333, 5e-10)
  near(overall.variance, 0.008991121, 5e-10)
  const local = localMoran(crime, weights)
  near(local.i, column('Ii'), 1e-9)
  near(local.conditional.expected, column('E.Ii'), 1e-9)
  near(local.conditional.variance, column('Var.Ii'), 1e-9)
  near(local.conditional.z, column('Z.Ii'), 1e-9)
  near(local.conditional.p, column('P.Ii'), 1e-9)
  near(gi(crime, weights).z, column('Gi_z_binary'), 1e-9)
  near(giStar(crime, withStyle(weights, 'binary')).z, column('Gistar_z_binary'), 1e-9)
  near(giStar(crime, weights).z, column('Gistar_z_rowstd'), 1e-9)
})

test('the grid of Getis and Ord: Gi and Gi* within a distance of 30', (t) => {
  const column = table('getisord.csv', t)
  if (!column) return
  const [xs, ys] = [column('x'), column('y')]
  const lists = xs.map((x, i) =>
    xs.flatMap((other, j) => (j !== i && Math.hypot(other - x, ys[j]! - ys[i]!) <= 30 ? [j] : [])),
  )
  const weights = neighbourWeights(lists, 'binary')
  near(gi(column('val'), weights).z, column('Gi30'), 1e-9)
  near(giStar(column('val'), weights).z, column('Gistar30'), 1e-9)
})

test('the six points of the published example: Gi −1.01367 and Gi* −1.39728 at the first', () => {
  const points = [
    [10, 10],
    [20, 10],
    [40, 10],
    [15, 20],
    [30, 20],
    [30, 30],
  ] as const
  const lists = points.map(([x, y], i) =>
    points.flatMap(([a, b], j) => (j !== i && Math.hypot(a - x, b - y) <= 15 ? [j] : [])),
  )
  const weights = neighbourWeights(lists, 'binary')
  const values = [2, 3, 3.2, 5, 8, 7]
  near(gi(values, weights).z[0]!, -1.01367, 5e-6)
  near(giStar(values, weights).z[0]!, -1.39728, 5e-6)
})

test('Leicestershire burglary rate: Moran 0.35884, Gi* of every LSOA, 52 hot after Benjamini–Hochberg', (t) => {
  const column = table('leicestershire/leicestershire_lsoa_burglary_reference.csv', t)
  const lists = gal('leicestershire/leicestershire_queen_snap1m.gal', t)
  if (!column || !lists) return
  const weights = neighbourWeights(lists)
  const rate = column('burg_rate')
  const overall = moran(rate, weights)
  near(overall.i, 0.3588360202, 1e-9)
  near(overall.variance, 0.0005869422, 1e-9)
  near(localMoran(rate, weights).i, column('Ii'), 1e-9)
  near(localMoran(rate, weights).conditional.z, column('Z_Ii'), 1e-9)
  const { z, p } = giStar(rate, weights)
  near(z, column('Gistar_z_burg_rate'), 1e-9)
  near(giStar(column('burglary'), weights).z, column('Gistar_z_burg_count'), 1e-9)
  near(p, column('Gistar_p_two_sided'), 1e-9)
  const adjusted = pAdjust(p, 'BH')
  near(adjusted, column('Gistar_p_BH'), 1e-9)
  assert.equal([...adjusted].filter((value, i) => value < 0.05 && z[i]! > 0).length, 52)
})

/** A connected ring with random chords, and whole-number values that are not all equal. */
const map = fc
  .integer({ min: 6, max: 25 })
  .chain((n) =>
    fc.record({
      x: fc
        .array(fc.integer({ min: 0, max: 40 }), { minLength: n, maxLength: n })
        .filter((x) => new Set(x).size > 2),
      chords: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 8 }),
      order: fc.shuffledSubarray(
        Array.from({ length: n }, (_, i) => i),
        { minLength: n, maxLength: n },
      ),
    }),
  )
  .map(({ x, chords, order }) => {
    const n = x.length
    const sets = x.map((_, i) => new Set([(i + 1) % n, (i + n - 1) % n]))
    for (const [a, b] of chords) if (a !== b) sets[a]!.add(b).size && sets[b]!.add(a)
    return { x, order, lists: sets.map((set) => [...set]) }
  })

test('renaming the areas only renames the results', () => {
  fc.assert(
    fc.property(map, ({ x, lists, order }) => {
      const place = order.map((_, i) => order.indexOf(i))
      const weights = neighbourWeights(lists)
      const renamed = neighbourWeights(order.map((i) => lists[i]!.map((j) => place[j]!)))
      const moved = order.map((i) => x[i]!)
      near(moran(moved, renamed).i, moran(x, weights).i, 1e-9)
      near(moran(moved, renamed).variance, moran(x, weights).variance, 1e-9)
      const [a, b] = [giStar(x, weights).z, giStar(moved, renamed).z]
      order.forEach((i, k) => {
        assert.ok(Object.is(a[i], b[k]) || Math.abs(a[i]! - b[k]!) < 1e-9)
      })
    }),
  )
})

test('scores do not depend on the unit or the zero of the values', () => {
  fc.assert(
    fc.property(
      map,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: -500, max: 500 }),
      (m, scale, shift) => {
        const weights = neighbourWeights(m.lists)
        const other = m.x.map((value) => value * scale + shift)
        const [a, b] = [localMoran(m.x, weights), localMoran(other, weights)]
        near(b.i, a.i, 1e-8)
        const [c, d] = [giStar(m.x, weights).z, giStar(other, weights).z]
        c.forEach((value, i) => {
          assert.ok(Number.isNaN(value) === Number.isNaN(d[i]!) && !(Math.abs(value - d[i]!) > 1e-8))
        })
      },
    ),
  )
})

test('the local indicators average to the global one', () => {
  fc.assert(
    fc.property(map, ({ x, lists }) => {
      const weights = neighbourWeights(lists)
      const sum = localMoran(x, weights).i.reduce((total, value) => total + value, 0)
      near(sum / x.length, moran(x, weights).i, 1e-9)
    }),
  )
})

test('an area without neighbours has no local Moran and no Gi, and the rest are judged without it', () => {
  const weights = neighbourWeights([[1], [0, 2], [1, 3], [2], []])
  const x = [1, 2, 9, 8, 5]
  const local = localMoran(x, weights)
  assert.ok(Number.isNaN(local.i[4]!) && Number.isNaN(local.conditional.p[4]!) && local.quadrant[4] === null)
  assert.ok(Number.isNaN(gi(x, weights).z[4]!))
  assert.ok(local.i.subarray(0, 4).every(Number.isFinite))
  assert.equal(moran(x, weights).expected, -1 / 3)
  const alone = neighbourWeights([[], [], []])
  assert.ok(Number.isNaN(moran([1, 2, 3], alone).i) && localMoran([1, 2, 3], alone).i.every(Number.isNaN))
})

test('an unknown value is as if the area were not on the map', () => {
  const full = neighbourWeights([[1, 4], [0, 2], [1, 3, 4], [2], [0, 2]])
  const without = neighbourWeights([[1], [0, 2], [1, 3], [2]])
  const x = [3, 1, 4, 9]
  assert.deepEqual(moran([...x, Number.NaN], full), moran(x, without))
  assert.deepEqual([...giStar([...x, Number.NaN], full).z], [...giStar(x, without).z, Number.NaN])
  assert.deepEqual(localMoran([...x, Number.NaN], full).quadrant, [...localMoran(x, without).quadrant, null])
})

test('equal values everywhere have no score, not an infinite one', () => {
  const weights = neighbourWeights([[1], [0, 2], [1, 3], [2]])
  assert.ok(giStar([7, 7, 7, 7], weights).z.every(Number.isNaN))
  assert.ok(localMoran([7, 7, 7, 7], weights).i.every(Number.isNaN))
  assert.ok(Number.isNaN(moran([7, 7, 7, 7], weights).z))
})

test('neighbour lists that cannot be true are refused', () => {
  assert.throws(() => neighbourWeights([[1], [2]]), /area 1 names neighbour 2/)
  assert.throws(() => neighbourWeights([[0], [0]]), /names itself/)
  assert.throws(() => neighbourWeights([[1, 1], [0]]), /twice/)
})
