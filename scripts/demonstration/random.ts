/** A stream of pseudo-random draws. The same seed and name give the same stream on every machine. */
export type Random = Readonly<{
  /** Uniform on [0, 1). */
  next: () => number
  between: (low: number, high: number) => number
  /** Whole number from 0 to `below` − 1. */
  whole: (below: number) => number
  normal: () => number
  poisson: (mean: number) => number
  /** Counts with variance `mean + mean² / dispersion`. */
  negativeBinomial: (mean: number, dispersion: number) => number
  pick: <Item>(items: readonly Item[]) => Item
  /** An index drawn in proportion to steps of `cumulative`, which ascends to its total. */
  indexBy: (cumulative: readonly number[]) => number
  hex: (digits: number) => string
}>

// Four words of state from the text of the seed, so that streams named apart do not run in step (FNV-1a, avalanched).
function words(text: string): [number, number, number, number] {
  const word = (salt: number) => {
    let hash = (0x811c9dc5 ^ salt) >>> 0
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
    hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
    return (hash ^ (hash >>> 16)) >>> 0
  }
  return [word(1), word(2), word(3), word(4)]
}

const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function seededRandom(seed: number, stream: string): Random {
  let [a, b, c, d] = words(`${seed}/${stream}`)
  // Small fast counting generator (sfc32): 128 bits of state, passes PractRand.
  const bits = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 16; i++) bits()

  const next = () => bits() / 4294967296
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

  // Marsaglia & Tsang (2000) for shape ≥ 1; smaller shapes by their boost U^(1/shape).
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - next()) ** (1 / shape)
    const k = shape - 1 / 3
    const scale = 1 / Math.sqrt(9 * k)
    for (;;) {
      const x = normal()
      const v = (1 + scale * x) ** 3
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + k - k * v + k * Math.log(v)) return k * v
    }
  }

  // Knuth's product of uniforms, in parts of at most 30 so that exp(−mean) keeps its precision.
  const poisson = (mean: number): number => {
    if (mean > 30) return poisson(30) + poisson(mean - 30)
    const limit = Math.exp(-mean)
    let count = -1
    for (let product = 1; product > limit; count++) product *= 1 - next()
    return Math.max(0, count)
  }

  const indexBy = (cumulative: readonly number[]) => {
    const at = next() * (cumulative.at(-1) ?? 0)
    const index = cumulative.findIndex((step) => at < step)
    return index === -1 ? cumulative.length - 1 : index
  }

  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (below) => Math.floor(next() * below),
    normal,
    poisson,
    negativeBinomial: (mean, dispersion) => poisson((mean * gamma(dispersion)) / dispersion),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    indexBy,
    hex: (digits) => {
      let text = ''
      while (text.length < digits) {
        const word = bits()
        text +=
          HEX_BYTES[word >>> 24]! +
          HEX_BYTES[(word >>> 16) & 255]! +
          HEX_BYTES[(word >>> 8) & 255]! +
          HEX_BYTES[word & 255]!
      }
      return text.slice(0, digits)
    },
  }
}
