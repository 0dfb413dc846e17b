import type { ForceSlug } from '#core/access/viewer.ts'
import { type IsoMonth, parseMonth } from '#core/time/month.ts'

export type ArchiveName = Readonly<{ month: IsoMonth; force: ForceSlug; kind: RowKind }>
export type RowKind = 'street' | 'outcomes' | 'stop-and-search'

/** What a file's name says when it is named as in the archive: `2024-01-averley-street.csv`; otherwise `null`. */
export function parseArchiveName(baseName: string): ArchiveName | null {
  const found = /^(\d{4}-\d{2})-([a-z0-9][a-z0-9-]*?)-(street|outcomes|stop-and-search)\.csv$/i.exec(baseName)
  const month = parseMonth(found?.[1] ?? '')
  if (!found || !month) return null
  return {
    month,
    force: found[2]!.toLowerCase() as ForceSlug,
    kind: found[3]!.toLowerCase() as RowKind,
  }
}

// Names whose slug in the archive does not follow from the words.
const SLUGS: Readonly<Record<string, string>> = {
  'police service of northern ireland': 'northern-ireland',
  'british transport police': 'btp',
  'heddlu gwent': 'gwent',
  'heddlu gogledd cymru': 'north-wales',
  'heddlu de cymru': 'south-wales',
}

/**
 * The archive's word for a force from the name inside its files: `Devon & Cornwall Police` is `devon-and-cornwall`.
 * `null` where nothing is left of the name. For files whose own name does not say.
 */
export function forceSlugOf(reportedBy: string): ForceSlug | null {
  const name = reportedBy.trim().toLowerCase()
  const slug =
    SLUGS[name] ??
    name
      .replaceAll('&', ' and ')
      .replace(/\b(police service|police|constabulary)\b/g, ' ')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
  return slug === '' ? null : (slug as ForceSlug)
}
