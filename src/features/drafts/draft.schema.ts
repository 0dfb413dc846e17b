import { z } from 'zod'

/** An address on this site, without its origin; never one that a browser reads as another site's. */
const path = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\/(?![/\\])[^\s\\\p{Cc}\p{Cs}]*$/u)

// The database refuses NUL and halves of characters.
const fieldName = z
  .string()
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)

/** What a page's script sends while somebody types. */
export const TypedWords = z.object({
  form: path(400),
  page: path(1000),
  key: z.uuid().nullable(),
  /** Who the page was for; somebody else may have signed in since, in another window. */
  writer: z.uuid().nullable().default(null),
  fields: z.record(fieldName, z.union([z.string(), z.array(z.string()).max(500)])),
})

export const OfQuery = z.object({ form: path(400), key: z.uuid().optional().catch(undefined) })

/** [F6] Whether a form at this address asks for passwords or codes. */
export const asksForSecrets = (form: string) => /^\/(account|sign-in|join)(\/|$)/.test(form)

export const DropForm = z.object({ form: path(400) })

/** The path of a page of this site that a `Referer` names; `null` for any other. */
export function pagePath(referer: string | undefined, origin: string): string | null {
  if (!referer || !URL.canParse(referer)) return null
  const url = new URL(referer)
  const from = url.pathname + url.search
  return url.origin === origin && path(1000).safeParse(from).success ? from : null
}
