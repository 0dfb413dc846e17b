/** A seeded source of randomness: the same seed gives the same numbers on every machine. */
export type Random = Readonly<{
  /** In [0, 1), 53 bits. */
  uniform(): number
  /** A whole number in [0, below), without bias; `below` up to 2³². */
  int(below: number): number
}>

/**
 * xoshiro128** (D. Blackman & S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), its
 * state filled from `seed` by SplitMix-style hashing. Not for secrets. Gammas: `gamma-stream.ts`.
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

  return { uniform, int }
}
