// Pictures are drawn one at a time, so that a hundred sent together take the memory of one. Whoever waits is served in
// turn, one picture a person and then round again, so that somebody who sends many keeps nobody else from their one.
// `waiting` holds whose turn comes next first; only `serve` takes from it, and one `serve` runs at a time.
const waiting = new Map<string, (() => Promise<void>)[]>()
let isServing = false

/** As many pictures of one person's may wait besides the one that is drawn. */
export const MOST_WAITING = 10

/** Does the work when it is that person's turn; `null` at once where too much of theirs waits already. */
export function inTurn<Value>(person: string, work: () => Promise<Value>): Promise<Value> | null {
  const own = waiting.get(person) ?? []
  if (own.length >= MOST_WAITING) return null
  return new Promise((resolve, reject) => {
    own.push(() => work().then(resolve, reject))
    waiting.set(person, own)
    if (!isServing) void serve()
  })
}

async function serve(): Promise<void> {
  isServing = true
  for (let next = takeNext(); next; next = takeNext()) await next()
  isServing = false
}

// Whoever had their turn goes behind everybody who waits.
function takeNext(): (() => Promise<void>) | undefined {
  const [first] = waiting
  if (!first) return undefined
  const [person, own] = first
  const work = own.shift()
  waiting.delete(person)
  if (own.length > 0) waiting.set(person, own)
  return work
}
