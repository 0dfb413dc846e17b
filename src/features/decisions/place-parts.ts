import type { OutlinedArea } from '#core/area/outlined-area.ts'

/**
 * [D17] The pieces a place falls into: in each, every area touches another of it. Areas without an outline are in none,
 * since nobody can say what they touch.
 */
export function placeParts(
  codes: Iterable<string>,
  around: readonly Pick<OutlinedArea, 'code' | 'touches'>[],
): string[][] {
  const touches = new Map<string, readonly string[]>(around.map((area) => [area.code, area.touches]))
  const left = new Set([...codes].filter((code) => touches.has(code)))
  const parts: string[][] = []
  for (const start of left) {
    left.delete(start)
    const part = [start]
    for (const code of part) {
      for (const other of touches.get(code) ?? []) if (left.delete(other)) part.push(other)
    }
    parts.push(part)
  }
  return parts
}

/** The warning of a place in pieces; `null` where it is one. */
export function partsInWords(parts: readonly unknown[]): string | null {
  return parts.length < 2
    ? null
    : `These areas do not all touch: the place is in ${parts.length} separate parts. You may keep it so; say in the reason for the boundary why they belong together.`
}
