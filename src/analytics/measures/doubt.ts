import { type DrawStream, gammaStream } from './gamma-stream.ts'

/**
 * What is believed of a figure of every area, in plain numbers: `base` + Σ `each` × a gamma of `shape`, or `each` × the
 * share that one gamma has of two (a beta). NaN where the figure is unknown.
 */
export type Doubt =
  | Readonly<{
      kind: 'sum'
      base: Float64Array
      terms: readonly Readonly<{ shape: Float64Array; each: Float64Array }>[]
    }>
  | Readonly<{ kind: 'share'; inside: Float64Array; outside: Float64Array; each: Float64Array }>

/** Draws from it without end; the same seed and the same areas in the same order give the same draws. */
export function doubtStream(doubt: Doubt, seed: number): DrawStream {
  if (doubt.kind === 'share') {
    const { inside, outside, each } = doubt
    const drawInside = gammaStream(inside, seed)
    const drawOutside = gammaStream(outside, seed + 1)
    const other = new Float64Array(each.length)
    return (into) => {
      drawInside(into)
      drawOutside(other)
      for (let i = 0; i < other.length; i++) into[i] = (each[i]! * into[i]!) / (into[i]! + other[i]!)
    }
  }
  const { base } = doubt
  const terms = doubt.terms.map(({ shape, each }, at) => ({ each, draw: gammaStream(shape, seed + at) }))
  const gammas = new Float64Array(base.length)
  return (into) => {
    into.set(base)
    for (const { each, draw } of terms) {
      draw(gammas)
      for (let i = 0; i < gammas.length; i++) into[i] = into[i]! + each[i]! * gammas[i]!
    }
  }
}
