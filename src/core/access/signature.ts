import type { Viewer } from './viewer.ts'

/** How a person is named on a record: `Inspector Jo Bell`, or the name alone for people without a police rank. */
export function signature(viewer: Pick<Viewer, 'name' | 'rank'>): string {
  if (!viewer.rank) return viewer.name
  return `${viewer.rank[0]?.toUpperCase()}${viewer.rank.slice(1)} ${viewer.name}`
}
