import type { HonoRequest } from 'hono'
import { z } from 'zod'

/** What is wrong with one field, or with the form as a whole where the field is `null`. */
export type FormProblem = Readonly<{ field: string | null; text: string }>
/** What was typed, to show again; a field sent more than once is a list. Files are not among them. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>

/** A form as its schema gives it, or what was typed with a problem for each field. */
export type ParsedForm<Value> =
  | Readonly<{ ok: true; value: Value; values: FormValues }>
  | Readonly<{ ok: false; errors: readonly FormProblem[]; values: FormValues }>

type Body = Record<string, string | File | (string | File)[]>

/**
 * Reads a sent form with a schema. Text arrives trimmed, with plain line ends and without control characters; a
 * field that was sent once is text, more than once a list (see {@link many}). Each field has at most one problem,
 * in the schema's order. A body that is no form at all is a problem, not an exception.
 */
export async function parseForm<Schema extends z.ZodType>(
  request: HonoRequest,
  schema: Schema,
): Promise<ParsedForm<z.output<Schema>>> {
  let body: Body
  try {
    body = await request.parseBody({ all: true })
  } catch (problem) {
    if (!(problem instanceof TypeError)) throw problem
    return {
      ok: false,
      errors: [{ field: null, text: 'The form could not be read. Send it again.' }],
      values: {},
    }
  }
  return parseFields(body, schema)
}

/** As {@link parseForm}, for the query of a filter form. */
export function parseQuery<Schema extends z.ZodType>(
  request: HonoRequest,
  schema: Schema,
): ParsedForm<z.output<Schema>> {
  const fields = Object.entries(request.queries()).map(([name, sent]) => [
    name,
    sent.length === 1 ? sent[0]! : sent,
  ])
  return parseFields(Object.fromEntries(fields) as Body, schema)
}

/** A field that may be sent any number of times, such as a set of checkboxes: always a list. */
export function many<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent]),
    z.array(item),
  )
}

/** Parses fields that were read already; the pure part of {@link parseForm}. */
export function parseFields<Schema extends z.ZodType>(
  body: Body,
  schema: Schema,
): ParsedForm<z.output<Schema>> {
  const fields: Record<string, unknown> = Object.create(null)
  const values: Record<string, string | readonly string[]> = Object.create(null)
  for (const [name, sent] of Object.entries(body)) {
    const clean = Array.isArray(sent) ? sent.map(cleanField) : cleanField(sent)
    fields[name] = clean
    const typed = Array.isArray(clean) ? clean.filter((item) => typeof item === 'string') : clean
    if (typeof typed === 'string' || Array.isArray(typed)) values[name] = typed
  }
  const parsed = schema.safeParse({ ...fields })
  if (parsed.success) return { ok: true, value: parsed.data, values }
  const problems = new Map<string | null, FormProblem>()
  for (const issue of parsed.error.issues) {
    const field = issue.path.length > 0 ? String(issue.path[0]) : null
    if (!problems.has(field)) problems.set(field, { field, text: issue.message })
  }
  return { ok: false, errors: [...problems.values()], values }
}

function cleanField<Sent extends string | File>(sent: Sent): Sent | string {
  return typeof sent === 'string' ? cleanText(sent) : sent
}

// PostgreSQL refuses NUL and halves of characters in text, and the other controls print as nothing anybody meant to send.
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}
