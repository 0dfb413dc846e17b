/** A seeded source of randomness: the same seed gives the same numbers on every machine. */
export type Random = Readonly<{
  /** In [0, 1), 53 bits. */
  uniform(): number
  /** A whole number in [0, below), without bias; `below` up to 2³². */
  int(below: number): number
  /** Standard normal. */
  normal(): number
  /** Gamma with this shape (> 0) and rate 1. */
  gamma(shape: number): number
}>

/**
 * xoshiro128** (D. Blackman & S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), its
 * state filled from `seed` by SplitMix-style hashing. Normals by Marsaglia's polar method; gammas by G. Marsaglia &
 * W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000). Not for secrets.
 *
 * All steps are 32-bit integers or IEEE arithmetic, apart from the logarithm, which V8 computes in software and so
 * alike on every processor.
 */
export function seededRandom(seed: number): Random {
  let state = Math.trunc(seed) | 0
  function fill(): number {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  let a = fill()
  let b = fill()
  let c = fill()
  let d = fill()

  function bits(): number {
    const scrambled = Math.imul(b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }

  function uniform(): number {
    return ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992
  }

  function int(below: number): number {
    // Draws past the last whole multiple of `below` are thrown away, or low numbers would come up more often.
    const limit = 4294967296 - (4294967296 % below)
    let drawn = bits()
    while (drawn >= limit) drawn = bits()
    return drawn % below
  }

  let spare = Number.NaN
  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = Number.NaN
      return kept
    }
    let u: number
    let v: number
    let square: number
    do {
      u = 2 * uniform() - 1
      v = 2 * uniform() - 1
      square = u * u + v * v
    } while (square >= 1 || square === 0)
    const scale = Math.sqrt((-2 * Math.log(square)) / square)
    spare = v * scale
    return u * scale
  }

  function gamma(shape: number): number {
    // Below 1 the method does not hold: draw at shape + 1 and pull back by U^(1/shape).
    if (shape < 1) return gamma(shape + 1) * Math.exp(Math.log(1 - uniform()) / shape)
    const third = shape - 1 / 3
    const scale = 1 / Math.sqrt(9 * third)
    for (;;) {
      const x = normal()
      const root = 1 + scale * x
      if (root <= 0) continue
      const cube = root * root * root
      const u = 1 - uniform()
      const square = x * x
      if (u < 1 - 0.0331 * square * square) return third * cube
      if (Math.log(u) < 0.5 * square + third * (1 - cube + Math.log(cube))) return third * cube
    }
  }

  return { uniform, int, normal, gamma }
}
