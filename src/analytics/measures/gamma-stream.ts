import { normalOfBits } from './normal-table.ts'
import { seededRandom } from './random.ts'

/** Writes the next draw of every area; each call gives another. */
export type DrawStream = (into: Float64Array) => void

/** From this shape on a gamma is drawn as the cube of a normal. */
export const NEAR_ENOUGH = 8

/**
 * Draws of gammas with these shapes (> 0) and rate 1, one of each at every call; NaN where the shape is not a positive
 * finite number. The same seed and shapes give the same draws on every machine.
 *
 * From shape 8 on as `wilsonHilferty` in `gamma.ts` has it, 5 ns each: no probability is more than 0.0009 off, nor one in
 * the tails of 2.5 % more than 0.0005, where 200 draws by themselves are 0.011 off. At shape ½, half the square of a
 * normal. Elsewhere G. Marsaglia & W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000),
 * 20 ns each; under shape 1, where that does not hold, drawn at shape + 1 and pulled back by U^(1/shape).
 */
export function gammaStream(shapes: Float64Array, seed: number): DrawStream {
  const areas = shapes.length
  const unknown: number[] = []
  const halves: number[] = []
  const few: number[] = []
  const many: number[] = []
  for (let i = 0; i < areas; i++) {
    const shape = shapes[i]!
    if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) unknown.push(i)
    else if (shape >= NEAR_ENOUGH) many.push(i)
    else if (shape === 0.5) halves.push(i)
    else few.push(i)
  }
  const start = shapes.map((shape) => 1 - 1 / (9 * shape))
  const scale = shapes.map((shape) => 1 / Math.sqrt(9 * shape))

  const nextWords = wordSource(seed)
  // One word an area at every call, and others for whoever needs more.
  const words = new Int32Array(areas)
  const more = new Int32Array(256)
  let at = more.length
  function word(): number {
    if (at === more.length) {
      nextWords(more)
      at = 0
    }
    return more[at++]!
  }
  /** In (0, 1), 32 bits. */
  const uniform = () => ((word() >>> 0) + 0.5) / 4294967296

  function fewer(shape: number, bits: number): number {
    const third = shape - 1 / 3 + Number(shape < 1)
    const spread = 1 / Math.sqrt(9 * third)
    for (let normal = normalOfBits(bits); ; normal = normalOfBits(word())) {
      const root = 1 + spread * normal
      if (root <= 0) continue
      const cube = root * root * root
      const square = normal * normal
      const u = uniform()
      if (
        u < 1 - 0.0331 * square * square ||
        Math.log(u) < 0.5 * square + third * (1 - cube + Math.log(cube))
      ) {
        return shape < 1 ? third * cube * uniform() ** (1 / shape) : third * cube
      }
    }
  }

  return (into) => {
    nextWords(words)
    for (let k = 0; k < many.length; k++) {
      const i = many[k]!
      const root = start[i]! + scale[i]! * normalOfBits(words[i]!)
      into[i] = shapes[i]! * root * root * root
    }
    for (let k = 0; k < halves.length; k++) {
      const normal = normalOfBits(words[halves[k]!]!)
      into[halves[k]!] = (normal * normal) / 2
    }
    for (let k = 0; k < few.length; k++) into[few[k]!] = fewer(shapes[few[k]!]!, words[few[k]!]!)
    for (let k = 0; k < unknown.length; k++) into[unknown[k]!] = Number.NaN
  }
}

/** xoshiro128** as in `random.ts`, many words at a time: its state stays in registers, which is five times as quick. */
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
