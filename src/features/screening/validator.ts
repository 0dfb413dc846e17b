import { createHash } from 'node:crypto'

/** A weak validator of everything a page is made from, for `ETag`. */
export function validatorOf(...parts: readonly unknown[]): string {
  return `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`
}

/** Whether the reader already has it (RFC 9110, section 13.1.2: weak comparison). */
export function isKnown(validator: string, ifNoneMatch: string | undefined): boolean {
  if (!ifNoneMatch) return false
  const opaque = validator.replace(/^W\//, '')
  return ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === opaque)
}
