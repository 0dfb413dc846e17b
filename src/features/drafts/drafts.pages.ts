import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '#core/time/clock.ts'
import type { Database, Scope } from '#platform/db/index.ts'
import { draftFields, dropDraft, findDraft, isTaken, keepDraft, listDrafts } from '#platform/forms/draft.ts'
import { parseFields, parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import { found, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { asksForSecrets, DropForm, OfQuery, pagePath, TypedWords } from './draft.schema.ts'
import { draftsPage } from './draft.view.ts'

export type DraftNeeds = Readonly<{
  database: Database
  clock: Clock
  logger: Logger
  frame(c: RequestContext): Frame
}>

/** Words that were typed and not saved: for the scripts that keep them, and as a page. */
export function draftsPages(routes: Routes, { database, clock, logger, frame }: DraftNeeds): void {
  // [F3] What a form posted and was taken is no draft any more. A redirect is how every form says so. What was taken is
  // written already, so a draft that cannot be dropped is left to its thirty days and the answer stands.
  routes.use(async (c, next) => {
    await next()
    const viewer = c.get('viewer')
    if (c.req.method !== 'POST' || !viewer || c.res.status !== 303 || c.error) return
    await database
      .as(viewer, (tx) => dropDraft(tx, viewer, c.req.path))
      .catch((error) => logger.error({ err: error }, 'a draft of a form that was taken could not be removed'))
  })

  routes.get('/drafts', async (c) => {
    const viewer = signedIn(c)
    const drafts = await database.as(viewer, (tx) => listDrafts(tx, viewer))
    return c.html(draftsPage(frame(c), drafts, randomUUID))
  })

  routes.post('/drafts/drop', async (c) => {
    const viewer = signedIn(c)
    const sent = await parseForm(c.req, DropForm)
    if (sent.ok) await database.as(viewer, (tx) => dropDraft(tx, viewer, sent.value.form))
    return c.redirect('/drafts', 303)
  })

  routes.get('/drafts/of', async (c) => {
    const viewer = signedIn(c)
    const query = parseQuery(c.req, OfQuery)
    const asked = found(query.ok ? query.value : null)
    return c.json(
      await database.as(viewer, async (tx) => ({
        writer: viewer.personId,
        draft: await findDraft(tx, viewer, asked.form),
        isTaken: asked.key !== undefined && (await isTaken(tx, viewer, asked.key)),
      })),
    )
  })

  routes.put('/drafts', async (c) => {
    const viewer = signedIn(c)
    const sent = TypedWords.safeParse(await c.req.json().catch(() => null))
    if (!sent.success || asksForSecrets(sent.data.form)) return c.json({ isKept: false }, 422)
    const { form, page, key, writer, fields } = sent.data
    if (writer !== null && writer !== viewer.personId) return c.json({ isKept: false }, 409)
    const draft = { form, page, fields: draftFields(parseFields(fields, z.any()).values) }
    return c.json({ isKept: await database.as(viewer, (tx) => keepDraft(tx, viewer, clock(), draft, key)) })
  })
}

/**
 * [F5] Keeps the form that a request sent after its session ran out, and gives the page to lead back to: where the form
 * is, or `null` when it cannot be told.
 */
export async function keepSent(
  { database, clock }: Pick<DraftNeeds, 'database' | 'clock'>,
  c: RequestContext,
  scope: Scope | null,
): Promise<string | null> {
  const page = pagePath(c.req.header('Referer'), new URL(c.req.url).origin)
  if (!page || !scope || asksForSecrets(c.req.path)) return page
  if (!c.req.header('Content-Type')?.startsWith('application/x-www-form-urlencoded')) return page
  const { values } = await parseForm(c.req, z.any())
  const draft = { form: c.req.path, page, fields: draftFields(values) }
  const isKept = await database.as(scope, (tx) => keepDraft(tx, scope, clock(), draft, null))
  return isKept ? `${page}${page.includes('?') ? '&' : '?'}draft=back` : page
}

/** [F2] What to begin a form with when its page is asked for with `?draft=back`; nothing otherwise. */
export async function draftState(database: Database, c: RequestContext, form: string): Promise<FormState> {
  const viewer = signedIn(c)
  if (c.req.query('draft') !== 'back') return {}
  const draft = await database.as(viewer, (tx) => findDraft(tx, viewer, form))
  return draft ? { values: draft.fields } : {}
}
