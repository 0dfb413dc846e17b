/**
 * Lets at most so many works go on at once; the others wait in the order they came. A work that fails makes room like
 * any other.
 */
export function turnstile(most: number) {
  let inside = 0
  const waiting: (() => void)[] = []
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (inside < most) inside++
    else await new Promise<void>((enter) => waiting.push(enter))
    try {
      return await work()
    } finally {
      // Whoever waits takes the place over, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else inside--
    }
  }
}
