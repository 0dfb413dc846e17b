import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Manifest = Readonly<
  Record<string, { file: string; css?: readonly string[]; imports?: readonly string[] } | undefined>
>

export type PageAssets = Readonly<{ styles: readonly string[]; scripts: readonly string[] }>

/** Where `npm run build` leaves scripts and styles. */
export const ASSET_FOLDER = fileURLToPath(new URL('../../dist/assets/', import.meta.url))

const STYLESHEET = 'src/ui/styles/wardmote.scss'
const SCRIPT = 'src/ui/browser/main.ts'

let manifest: Manifest | null = null

/**
 * Addresses of the style sheets and module scripts a page needs, hashed names included. Islands are named
 * `feature/entry`: `screening/map` is `src/features/screening/island/map.ts`. Refuses an island that is not built,
 * so a page without its map is found when it is made, not when it is read. Before the first build there are no
 * assets at all and pages are plain HTML.
 */
export function pageAssets(islands: readonly string[] = []): PageAssets {
  manifest ??= readManifest()
  const entries = [STYLESHEET, SCRIPT, ...islands.map(islandSource)]
  return Object.keys(manifest).length === 0 ? { styles: [], scripts: [] } : collect(manifest, entries)
}

function collect(known: Manifest, entries: readonly string[]): PageAssets {
  const styles = new Set<string>()
  const scripts = new Set<string>()
  const visited = new Set<string>()
  const addStyles = (name: string) => {
    if (visited.has(name)) return
    visited.add(name)
    for (const file of known[name]?.css ?? []) styles.add(address(file))
    for (const imported of known[name]?.imports ?? []) addStyles(imported)
  }
  for (const name of entries) {
    const entry = known[name]
    if (!entry) throw new Error(`${name} is not among the built assets; run npm run build`)
    addStyles(name)
    if (entry.file.endsWith('.css')) styles.add(address(entry.file))
    else scripts.add(address(entry.file))
  }
  return { styles: [...styles], scripts: [...scripts] }
}

function islandSource(island: string): string {
  const [feature, entry] = island.split('/')
  return `src/features/${feature}/island/${entry}.ts`
}

function address(file: string): string {
  return `/assets/${file}`
}

function readManifest(): Manifest {
  try {
    return JSON.parse(readFileSync(`${ASSET_FOLDER}manifest.json`, 'utf8')) as Manifest
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw problem
  }
}
