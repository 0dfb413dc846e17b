import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { once, parseFormKey } from '#platform/forms/form-key.ts'
import { many, parseForm } from '#platform/forms/parse-form.ts'
import { NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { PageTools } from './page-tools.pages.ts'
import { savesScreenings } from './screening.access.ts'
import { addBreak, listBreaks, removeBreak } from './series-break.store.ts'
import { BUILT_IN_BREAKS } from './series-break.ts'
import { breaksPage, readBreak } from './series-break.view.ts'

const text = z.string().catch('')
const Sent = z.object({ _key: text, label: text, from: text, to: text, types: many(z.string()).catch([]) })
const Id = z.uuid()
const PATH = '/screening/breaks'

/** `/screening/breaks`: what a force knows of its own series [S12]. */
export function seriesBreakPages(routes: Routes, { reader, database, clock, frame }: PageTools): void {
  const show = async (c: RequestContext, state: FormState, status: 200 | 422 = 200) => {
    const viewer = reader(c)
    const own = await database.as(viewer, (tx) => listBreaks(viewer, tx))
    return c.html(
      breaksPage(frame(c), {
        breaks: [...BUILT_IN_BREAKS, ...own],
        mayChange: savesScreenings(viewer),
        state,
        addKey: randomUUID(),
        removeKeys: new Map(own.flatMap(({ id }) => (id ? [[id, randomUUID()] as const] : []))),
      }),
      status,
    )
  }

  routes.get(PATH, (c) => show(c, {}))

  routes.post(PATH, async (c) => {
    const viewer = changer(c)
    const parsed = await parseForm(c.req, Sent)
    if (!parsed.ok) return show(c, { errors: parsed.errors, values: parsed.values }, 422)
    const { value, errors } = readBreak(parsed.value)
    const key = parseFormKey(parsed.value._key)
    if (!value || !key) return show(c, { errors: value ? [EXPIRED] : errors, values: parsed.values }, 422)
    await database.as(viewer, (tx) =>
      once(tx, viewer, key, PATH, () => addBreak(viewer, tx, clock(), { id: key, ...value })),
    )
    return c.redirect(PATH, 303)
  })

  routes.post(`${PATH}/:id/remove`, async (c) => {
    const viewer = changer(c)
    const id = Id.safeParse(c.req.param('id'))
    const parsed = await parseForm(c.req, Sent)
    const key = parsed.ok ? parseFormKey(parsed.value._key) : null
    if (!id.success || !key) throw new NotFound()
    // A break that somebody else removed meanwhile is gone all the same.
    await database.as(viewer, (tx) =>
      once(tx, viewer, key, PATH, () => removeBreak(viewer, tx, clock(), id.data)),
    )
    return c.redirect(PATH, 303)
  })

  function changer(c: RequestContext) {
    const viewer = reader(c)
    if (!savesScreenings(viewer)) throw new NotAllowed()
    return viewer
  }
}

const EXPIRED = { field: null, text: 'The form had expired. Check it and send it again.' } as const
