/** Neighbour lists of a GAL file (header `[0] n …`, then `id count` and a line of ids, both 1-based), zero-based. */
export function parseGal(text: string): number[][] {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/)
  const head = header.trim().split(/\s+/)
  const size = Number(head.length > 1 ? head[1] : head[0])
  const lists: number[][] = Array.from({ length: size }, () => [])
  for (let k = 0; k < lines.length; k += 2) {
    const [id, count] = lines[k]!.trim().split(/\s+/).map(Number)
    const ids = lines[k + 1]!.trim().split(/\s+/).filter(Boolean).map(Number)
    if (ids.length !== count) throw new Error(`area ${id} has ${ids.length} neighbours, not ${count}`)
    lists[id! - 1] = ids.map((neighbour) => neighbour - 1)
  }
  return lists
}
