import type { LonLat } from '#core/area/outlined-area.ts'
import { type Entry, textOf } from '#core/proforma/entry.ts'

/** What the marks on the map mean, in the order of the legend. */
export const MARKS = {
  asset: { letter: 'A', text: 'Asset' },
  vulnerability: { letter: 'V', text: 'Who or what could be harmed' },
  works: { letter: 'W', text: 'Works well' },
  good: { letter: 'G', text: 'Seen on a walk: good' },
  bad: { letter: 'B', text: 'Seen on a walk: bad' },
} as const
export type Mark = keyof typeof MARKS

/** Kinds of entry that have a place on the map. */
export const MAPPED_KINDS = ['asset', 'vulnerability', 'works', 'audit-sighting'] as const

/** One entry as the map and its list show it. */
export type MappedEntry = Readonly<{
  id: string
  mark: Mark
  title: string
  href: string
  where: string
  /** `null` where it is only in the list. */
  at: LonLat | null
}>

/** [AS1] The mark of an entry; `null` for an entry that is on no map. */
export function markOf(entry: Pick<Entry, 'kind' | 'content'>): Mark | null {
  if (entry.kind === 'audit-sighting') return entry.content.seems === 'good' ? 'good' : 'bad'
  return entry.kind === 'asset' || entry.kind === 'vulnerability' || entry.kind === 'works'
    ? entry.kind
    : null
}

/** Longitude and latitude of an entry's point; `null` for none, and for a person whatever is written. */
export function pointOf({ kind, content }: Pick<Entry, 'kind' | 'content'>): LonLat | null {
  if (kind === 'asset' && content.kind === 'person') return null
  const [latitude, longitude] = textOf(content, 'point').split(',').map(Number)
  return latitude === undefined || longitude === undefined || Number.isNaN(latitude + longitude)
    ? null
    : [longitude, latitude]
}
