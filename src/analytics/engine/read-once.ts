/*
 * What was read of files that never change once written. States of an entry: being read (a promise that readers who
 * come meanwhile share) → kept → dropped, the one not asked for the longest first. A reading that fails is not kept.
 */

/** Reads each file once and keeps what the last `most` of them gave. The path must name the content for ever. */
export function readOnce<Value>(most: number) {
  const kept = new Map<string, Promise<Value>>()
  return (path: string, read: () => Promise<Value>): Promise<Value> => {
    const found = kept.get(path) ?? read()
    kept.delete(path)
    kept.set(path, found)
    found.catch(() => kept.get(path) === found && kept.delete(path))
    const oldest = kept.size > most ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    return found
  }
}
