import type { ForceSlug } from './viewer.ts'

/** Whether the text could name a force as data.police.uk's files do: small letters, digits and hyphens. */
export function isForceSlug(text: string): text is ForceSlug {
  return /^[a-z0-9][a-z0-9-]{0,60}$/.test(text)
}
