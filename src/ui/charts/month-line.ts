import { px, type Scale } from '#ui/charts/scale.ts'

/** Runs of months without a gap, as indexes from the first to the last. */
export function knownRuns(values: readonly (number | null)[]): (readonly [number, number])[] {
  return runs(values, (value) => value !== null)
}

/** Runs of months of which nothing is known. */
export function unknownRuns(values: readonly (number | null)[]): (readonly [number, number])[] {
  return runs(values, (value) => value === null)
}

function runs<Value>(
  values: readonly Value[],
  isIn: (value: Value) => boolean,
): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  let start = -1
  for (let index = 0; index <= values.length; index++) {
    const inside = index < values.length && isIn(values[index]!)
    if (inside && start < 0) start = index
    if (!inside && start >= 0) {
      found.push([start, index - 1])
      start = -1
    }
  }
  return found
}

/**
 * Path of a monthly line, each month at its middle. A gap breaks the line; a month alone between gaps is a short
 * dash, because a line of one point would not be seen.
 */
export function linePath(values: readonly (number | null)[], x: Scale, y: Scale): string {
  return knownRuns(values)
    .map(([from, to]) => {
      if (from === to) {
        const height = px(y(values[from]!))
        return `M${px(x(from + 0.2))},${height}L${px(x(from + 0.8))},${height}`
      }
      const points = []
      for (let index = from; index <= to; index++) {
        points.push(`${px(x(index + 0.5))},${px(y(values[index]!))}`)
      }
      return `M${points.join('L')}`
    })
    .join('')
}
