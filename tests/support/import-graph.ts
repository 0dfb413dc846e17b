import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export type Import = Readonly<{ from: string; to: string; typeOnly: boolean; line: number }>

/** The project's TypeScript files, as paths from its root with forward slashes. */
export function listSources(folders: readonly string[] = ['src', 'scripts', 'tests', 'bench']): string[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: ROOT }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

export const readSource = (path: string) => readFileSync(join(ROOT, path), 'utf8')

// `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`, over as many lines as they take. A
// specifier made at run time is not seen; the house has no use for one.
const IMPORT =
  /^\s*(?:import|export)(?<clause>\s[^'"`;]*?\sfrom)?\s*['"](?<named>[^'"]+)['"]|\bimport\(\s*['"](?<lazy>[^'"]+)['"]\s*\)/gm

/**
 * What a file imports from the project itself, resolved to paths from its root; packages are left out. Comments and
 * template texts that look like an import line count as one, which has not mattered.
 */
export function importsOf(from: string, text: string): Import[] {
  const found: Import[] = []
  for (const match of text.matchAll(IMPORT)) {
    const { clause = '', named, lazy } = match.groups ?? {}
    const to = resolveSpecifier(from, named ?? lazy ?? '')
    if (to === null) continue
    const start = match.index + match[0].search(/\S/)
    const line = text.slice(0, start).split('\n').length
    found.push({ from, to, typeOnly: /^\s*type\s/.test(clause), line })
  }
  return found
}

const ALIASED = /^#(core|analytics|features|ui|platform|app)\//

function resolveSpecifier(from: string, specifier: string): string | null {
  if (ALIASED.test(specifier)) return `src/${specifier.slice(1)}`
  if (specifier.startsWith('#tests/')) return specifier.slice(1)
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier))
  return null
}

/** Groups of files that import each other in a ring (Tarjan's strongly connected components of two or more). */
export function cyclesIn(imports: readonly Import[]): string[][] {
  const next = Map.groupBy(imports, (one) => one.from)
  const order = new Map<string, { index: number; low: number; open: boolean }>()
  const stack: string[] = []
  const cycles: string[][] = []

  const walk = (file: string) => {
    const mine = { index: order.size, low: order.size, open: true }
    order.set(file, mine)
    stack.push(file)
    for (const { to } of next.get(file) ?? []) {
      const known = order.get(to)
      if (!known) mine.low = Math.min(mine.low, walk(to).low)
      else if (known.open) mine.low = Math.min(mine.low, known.index)
      if (to === file) cycles.push([file])
    }
    if (mine.low === mine.index) {
      const ring = stack.splice(stack.indexOf(file))
      for (const member of ring) order.get(member)!.open = false
      if (ring.length > 1) cycles.push(ring.sort())
    }
    return mine
  }
  for (const file of next.keys()) if (!order.has(file)) walk(file)
  return cycles
}

/** Everything a file reaches through its imports, itself included. */
export function reachedFrom(file: string, imports: readonly Import[]): Set<string> {
  const next = Map.groupBy(imports, (one) => one.from)
  const reached = new Set([file])
  for (const here of reached) for (const { to } of next.get(here) ?? []) reached.add(to)
  return reached
}
