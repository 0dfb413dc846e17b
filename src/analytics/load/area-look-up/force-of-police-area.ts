import type { ForceSlug } from '#core/access/viewer.ts'

/** Police force areas whose published name is not the name data.police.uk files go by, as slugs. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  'london-city-of': 'city-of-london',
  'metropolitan-police': 'metropolitan',
  'hampshire-and-isle-of-wight': 'hampshire',
}

/** The force of a police force area, as archives name it (`Devon & Cornwall` → `devon-and-cornwall`); `null` for a blank name. */
export function forceOfPoliceArea(name: string): ForceSlug | null {
  const slug = name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return slug === '' ? null : ((NAMED_OTHERWISE[slug] ?? slug) as ForceSlug)
}
