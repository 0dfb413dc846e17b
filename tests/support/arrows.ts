import type { Import } from './import-graph.ts'

type Room = Readonly<{ name: string; feature?: string }>

// A feature's files sort into rooms by suffix; what carries none is pure.
function roomOf(path: string): Room {
  const feature = /^src\/features\/([^/]+)\//.exec(path)?.[1]
  if (feature) return { name: featureRoomOf(path), feature }
  const [top = '', second = ''] = path.split('/')
  if (top !== 'src') return { name: top }
  return { name: second.endsWith('.ts') ? 'app' : second }
}

function featureRoomOf(path: string): string {
  if (path.includes('/island/')) return 'island'
  if (/^src\/features\/[^/]+\/index\.ts$/.test(path)) return 'door'
  const suffix = /\.(store|pages|jobs)\.ts$/.exec(path)?.[1]
  return suffix === undefined ? 'pure' : suffix === 'store' ? 'store' : 'server'
}

/**
 * Why one file may not import another, or `null` where it may: docs/ARCHITECTURE.md, "Rooms". A test
 * may import anything its own room may, the tests' support, and any door.
 */
export function forbiddenArrow({ from, to, typeOnly }: Import): string | null {
  const source = roomOf(from)
  const target = roomOf(to)
  if (source.name === 'tests' || source.name === 'bench' || source.name === 'scripts') {
    return isDeepInto(target, to) && source.name === 'scripts' ? 'a feature is entered by its index.ts' : null
  }
  if (/\.test\.ts$/.test(from)) {
    // Integration is tested through real databases and real pages, so a test sees the whole house but no other
    // feature's inside.
    return isDeepInto(target, to) && target.feature !== source.feature
      ? 'another feature is entered by its index.ts'
      : null
  }
  if (target.name === 'tests') return 'only tests use the tests’ support'
  if (/\.test\.ts$/.test(to)) return 'nothing imports a test'
  if (source.feature && target.feature && source.feature !== target.feature) {
    if (source.name !== 'server') return 'only pages and jobs ask another feature'
    return target.name === 'door' ? null : 'another feature is entered by its index.ts'
  }
  if (source.feature) return insideFeature(source.name, target, to, typeOnly)
  return outsideFeatures(source.name, target, to)
}

const isDeepInto = (target: Room, to: string) =>
  target.feature !== undefined && target.name !== 'door' && !to.includes('/island/')

function insideFeature(source: string, target: Room, to: string, typeOnly: boolean): string | null {
  if (target.name === 'core') return null
  if (target.feature) {
    const reach: Record<string, readonly string[]> = {
      pure: ['pure'],
      island: ['pure', 'island'],
      store: ['pure', 'store'],
      server: ['pure', 'store', 'server'],
      door: ['pure', 'store', 'server'],
    }
    return reach[source]?.includes(target.name)
      ? null
      : `a feature’s ${source} files may not use its ${target.name}`
  }
  if (target.name === 'ui') {
    if (source === 'server' || source === 'door' || source === 'island') return null
    return source === 'pure' && /\.view\.ts$/.test(to)
      ? null
      : `a feature’s ${source} files use only ui’s *.view.ts`
  }
  if (target.name === 'platform') {
    if (source === 'server') return null
    // A form's key is claimed in the transaction that does what the form asks, and that is the store's.
    if (source === 'store' && /^src\/platform\/((db|audit)\/|forms\/form-key\.ts$)/.test(to)) return null
    if (source === 'island' && to.startsWith('src/platform/browser/')) return null
    return `a feature’s ${source} files may not use ${to.split('/').slice(1, 3).join('/')}`
  }
  // A type brings nothing along: a view may name the shape of an answer that only a page may ask for.
  if (target.name === 'analytics' && (source === 'server' || typeOnly)) {
    return to === 'src/analytics/index.ts' ? null : 'analytics is entered by its index.ts'
  }
  return `a feature’s ${source} files may not use ${target.name}`
}

function outsideFeatures(source: string, target: Room, to: string): string | null {
  if (source === target.name) return null
  const place = to.split('/').slice(1, 3).join('/')
  switch (source) {
    case 'core':
      return 'core uses nothing but core'
    case 'analytics':
      if (target.name === 'core' || /^platform\/(db|files|jobs|threads)$/.test(place)) return null
      return 'analytics uses core and platform/{db,files,jobs,threads}'
    case 'ui':
      return target.name === 'core' || place === 'platform/browser'
        ? null
        : 'ui uses core and platform/browser'
    case 'platform':
      return target.name === 'core' ? null : 'platform uses core'
    case 'app':
      return isDeepInto(target, to) ? 'a feature is entered by its index.ts' : null
    default:
      return `src/${source} is no room of the house`
  }
}
