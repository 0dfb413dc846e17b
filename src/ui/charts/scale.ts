export type Scale = (value: number) => number

/** Maps one interval on another; a domain of no length maps to the middle of the range. */
export function linear(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): Scale {
  const length = to - from
  if (length === 0) return () => (start + end) / 2
  return (value) => start + ((value - from) / length) * (end - start)
}

/**
 * About `count` round numbers (1, 2 or 5 times a power of ten) from at most `low` to at least `high`, ascending.
 * Steps are whole when both ends are whole and at least `count` apart.
 */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low]
  const step = roundStep((high - low) / count)
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step - 1e-9)
  const digits = Math.max(0, -Math.floor(Math.log10(step)))
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(digits)),
  )
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10
  return factor * power
}

/** One decimal is finer than a screen shows, and keeps pages small. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}
