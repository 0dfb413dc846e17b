import { LAYERS, NORMAL_TAIL, normalLayers } from './normal-layers.ts'
import { seededRandom } from './random.ts'

/** Writes the next draw of every area; each call gives another. */
export type DrawStream = (into: Float64Array) => void

/**
 * Draws of gammas with these shapes (> 0) and rate 1, one of each at every call; NaN where the shape is not a positive
 * finite number. The same seed and shapes give the same draws on every machine.
 *
 * G. Marsaglia & W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), on normals by their
 * ziggurat (`normal-layers.ts`): exact up to the 24 bits of a normal. Below shape 1 the method does not hold: drawn at
 * shape + 1 and pulled back by U^(1/shape), except that a gamma of shape ½ is half the square of a normal. About 11 ns each.
 */
export function gammaStream(shapes: Float64Array, seed: number): DrawStream {
  const { width, height, inside } = normalLayers
  const areas = shapes.length
  const third = new Float64Array(areas)
  const scale = new Float64Array(areas)
  const pull = new Float64Array(areas)
  for (let i = 0; i < areas; i++) {
    const shape = shapes[i]!
    third[i] = shape > 0 && shape < Number.POSITIVE_INFINITY ? shape - 1 / 3 + Number(shape < 1) : Number.NaN
    scale[i] = 1 / Math.sqrt(9 * third[i]!)
    if (shape < 1) pull[i] = 1 / shape
  }
  const refill = wordSource(seed)
  const words = new Int32Array(WORDS)
  let at = WORDS

  function uniform(): number {
    if (at === WORDS) {
      refill(words)
      at = 0
    }
    return fraction(words[at++]!)
  }

  // The one normal in eighty that its layer does not settle; NaN when it must be drawn again.
  function edgeOfLayer(layer: number, x: number): number {
    if (layer > 0) {
      const level = height[layer]! + uniform() * (height[layer - 1]! - height[layer]!)
      return level < Math.exp(-0.5 * x * x) ? x : Number.NaN
    }
    for (;;) {
      const beyond = -Math.log(uniform()) / NORMAL_TAIL
      if (-2 * Math.log(uniform()) >= beyond * beyond)
        return x > 0 ? NORMAL_TAIL + beyond : -NORMAL_TAIL - beyond
    }
  }

  return (into) => {
    let next = at
    for (let i = 0; i < areas; i++) {
      const centre = third[i]!
      if (Number.isNaN(centre)) {
        into[i] = Number.NaN
        continue
      }
      const power = pull[i]!
      for (;;) {
        if (next === WORDS) {
          refill(words)
          next = 0
        }
        const bits = words[next++]!
        const layer = bits & (LAYERS - 1)
        const place = bits >> 8
        let x = place * width[layer]!
        if (Math.abs(place) >= inside[layer]!) {
          at = next
          x = edgeOfLayer(layer, x)
          next = at
          if (Number.isNaN(x)) continue
        }
        const square = x * x
        if (power === 2) {
          into[i] = square / 2
          break
        }
        const root = 1 + scale[i]! * x
        if (root <= 0) continue
        const cube = root * root * root
        if (next === WORDS) {
          refill(words)
          next = 0
        }
        const u = fraction(words[next++]!)
        if (
          u < 1 - 0.0331 * square * square ||
          Math.log(u) < 0.5 * square + centre * (1 - cube + Math.log(cube))
        ) {
          into[i] = centre * cube
          break
        }
      }
      if (power > 0 && power !== 2) {
        at = next
        into[i] = into[i]! * uniform() ** power
        next = at
      }
    }
    at = next
  }
}

/** In (0, 1), 32 bits. */
function fraction(word: number): number {
  return ((word >>> 0) + 0.5) / 4294967296
}

const WORDS = 1024

/** xoshiro128** as in `random.ts`, a block at a time: its state stays in registers, which is five times as quick. */
function wordSource(seed: number): (words: Int32Array) => void {
  const random = seededRandom(seed)
  const state = Int32Array.from({ length: 4 }, () => random.int(4294967296))
  return (words) => {
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let d = state[3]!
    for (let at = 0; at < words.length; at++) {
      const scrambled = Math.imul(b, 5)
      words[at] = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
  }
}
