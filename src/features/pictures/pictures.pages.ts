import { randomUUID } from 'node:crypto'
import { signature } from '#core/access/signature.ts'
import {
  ELEMENTS_MOST,
  type Element,
  elementTitle,
  inSight,
  isInWords,
  LINKS_MOST,
  roomAt,
  spotOf,
} from '#core/picture/element.ts'
import { PICTURE_KINDS } from '#core/proforma/steps/pictures.ts'
import { reopenField } from '#features/projects/index.ts'
import { type FormValues, parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import type { RequestContext, Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem, Frame } from '#ui/frame/page.view.ts'
import { ActForm, ElementForm, KeptQuery, LinkForm, ListQuery } from './element.schema.ts'
import { elementPage } from './element.view.ts'
import { listPage } from './list.view.ts'
import {
  type Change,
  draw,
  elementOf,
  type OpenPicture,
  openPictureOf,
  openToDraw,
  type PicturePageNeeds,
  refusalInWords,
} from './open-picture.pages.ts'
import { addElement, addLink, changeElement, removeLink } from './picture-doc.ts'

const NO_KIND: FieldProblem = { field: 'kind', text: 'Choose what it is' }

/** [PI1] [PI2] The list of what a picture shows: the same picture, read and changed by keyboard and without scripts. */
export function picturesPages(routes: Routes, needs: PicturePageNeeds): void {
  for (const { path, id } of PICTURE_KINDS)
    listPages(routes, needs, `/projects/:number/${path}/:picture{[0-9a-f-]{36}}`, id)
}

function listPages(routes: Routes, needs: PicturePageNeeds, at: string, kind: string): void {
  const { database, clock, frame } = needs
  const element = `${at}/elements/:element{[0-9A-Fa-f-]{36}}`

  routes.get(`${at}/list`, async (c) => {
    const query = parseQuery(c.req, ListQuery)
    const filter = query.ok ? query.value : { search: '', kind: '' as const, page: 1 }
    const open = await openPictureOf(c, needs, kind)
    return c.html(listPage(frameTelling(c, open, wasPutOn), { ...open, filter }))
  })

  routes.get(`${at}/elements/new`, async (c) => c.html(show(c, await openToDraw(c, needs, kind), null, {})))

  routes.post(`${at}/elements`, async (c) => {
    const open = await openToDraw(c, needs, kind)
    const sent = await parseForm(c.req, ElementForm)
    if (!sent.ok) return c.html(show(c, open, null, sent), 422)
    if (!isInWords(sent.value.kind))
      return c.html(show(c, open, null, { errors: [NO_KIND], values: sent.values }), 422)
    const { kind: of, words, spot, reopenReason } = sent.value
    const now = clock()
    const added = {
      id: randomUUID(),
      kind: of,
      words,
      addedBy: signature(open.viewer),
      addedAt: now.toISOString(),
    }
    const said = { action: 'put on a picture', after: { element: added.id, kind: of, words } }
    const outcome = await writeOnce(
      database,
      open.viewer,
      sent.values._key,
      `${open.at}/list?kept=${added.id}`,
      (tx) =>
        draw(open, tx, now, reopenReason, said, (doc, drawn) => {
          if (drawn.elements.length >= ELEMENTS_MOST) return 'full'
          addElement(doc, { ...added, ...roomAt(spot, of, inSight(drawn).elements) })
          return null
        }),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const errors = [refusalInWords(outcome.reason)]
    return c.html(show(c, open, null, { errors, values: sent.values }), 422)
  })

  routes.get(element, async (c) => {
    const open = await openPictureOf(c, needs, kind)
    return c.html(show(c, open, elementOf(c, open), {}))
  })

  routes.post(element, async (c) => {
    const open = await openToDraw(c, needs, kind)
    const one = elementOf(c, open)
    const sent = await parseForm(c.req, ElementForm)
    if (!sent.ok) return c.html(show(c, open, one, sent), 422)
    const { kind: of, words, spot, was, wasKind, wasSpot } = sent.value
    if (!isInWords(of) && of !== one.kind)
      return c.html(show(c, open, one, { errors: [NO_KIND], values: sent.values }), 422)
    // [PI6] What the form left as it found it is not this person's change.
    const change = {
      ...(of === wasKind ? {} : { kind: of }),
      ...(words === was ? {} : { words }),
      ...(spot === wasSpot ? {} : { spot }),
    }
    return act(c, open, one, sent, { action: 'changed on a picture', after: change }, (doc, drawn) => {
      const saved = drawn.elements.find(({ id }) => id === one.id)
      if (!saved) return null
      // [PI6] Somebody else's words are not lost under these without being read.
      const isReworded = was !== saved.words.trim() && words !== saved.words
      if (isReworded && change.words !== undefined) return 'reworded'
      const { spot: to, ...parts } = change
      const others = inSight(drawn).elements.filter(({ id }) => id !== one.id)
      const isThere = to === undefined || to === spotOf(saved)
      const place = isThere ? {} : roomAt(to, change.kind ?? saved.kind, others)
      changeElement(doc, one.id, { ...parts, ...place })
      return null
    })
  })

  routes.post(`${element}/off`, async (c) => {
    const open = await openToDraw(c, needs, kind)
    const one = elementOf(c, open)
    const goneAt = one.goneAt ?? clock().toISOString()
    return act(c, open, one, await parseForm(c.req, ActForm), { action: 'taken off a picture' }, (doc) => {
      changeElement(doc, one.id, { goneAt })
      return null
    })
  })

  routes.post(`${element}/back`, async (c) => {
    const open = await openToDraw(c, needs, kind)
    const one = elementOf(c, open)
    return act(
      c,
      open,
      one,
      await parseForm(c.req, ActForm),
      { action: 'brought back to a picture' },
      (doc) => {
        changeElement(doc, one.id, { goneAt: null })
        return null
      },
    )
  })

  routes.post(`${element}/links`, async (c) => {
    const open = await openToDraw(c, needs, kind)
    const one = elementOf(c, open)
    const sent = await parseForm(c.req, LinkForm)
    if (!sent.ok) return c.html(show(c, open, one, sent), 422)
    const { to, linkWords: words } = sent.value
    if (to === one.id || !there(open).some(({ id }) => id === to)) {
      const errors = [{ field: 'to', text: 'Choose something else on this picture' }]
      return c.html(show(c, open, one, { errors, values: sent.values }), 422)
    }
    return act(c, open, one, sent, { action: 'linked on a picture', after: { to, words } }, (doc, drawn) => {
      if (drawn.links.length >= LINKS_MOST) return 'full of links'
      addLink(doc, { id: randomUUID(), from: one.id, to, words })
      return null
    })
  })

  // One that is gone already is as it was asked to be.
  routes.post(`${element}/links/:leads{[0-9A-Fa-f-]{36}}/remove`, async (c) => {
    const open = await openToDraw(c, needs, kind)
    const one = elementOf(c, open)
    const link = c.req.param('leads')
    return act(
      c,
      open,
      one,
      await parseForm(c.req, ActForm),
      { action: 'link taken off a picture' },
      (doc) => {
        removeLink(doc, link)
        return null
      },
    )
  })

  // The words are made from the picture, so that no address can say anything that is not so.
  function frameTelling(c: RequestContext, { shown }: OpenPicture, tell: (one: Element) => string): Frame {
    const asked = parseQuery(c.req, KeptQuery)
    const one = asked.ok ? shown.elements.find(({ id }) => id === asked.value.kept) : undefined
    return one ? { ...frame(c), flash: { tone: 'success', text: tell(one) } } : frame(c)
  }

  function show(
    c: RequestContext,
    open: OpenPicture,
    one: Element | null,
    state: FormState,
    isConflict = false,
  ) {
    return elementPage(frameTelling(c, open, wasChanged), {
      ...open,
      placeName: open.project.placeName,
      element: one,
      reopenField: reopenField(open.project, open.kind, state),
      key: randomUUID,
      state,
      isConflict,
    })
  }

  // What is done to a part of a picture leads back to that part's page.
  async function act(
    c: RequestContext,
    open: OpenPicture,
    one: Element,
    sent:
      | Readonly<{ ok: true; value: { reopenReason: string }; values: FormValues }>
      | Readonly<{ ok: false; errors: readonly FieldProblem[]; values: FormValues }>,
    { action, after = {} }: Readonly<{ action: string; after?: object }>,
    change: Change,
  ) {
    if (!sent.ok) return c.html(show(c, open, one, sent), 422)
    const said = { action, after: { element: one.id, called: elementTitle(one), ...after } }
    const home = `${open.at}/elements/${one.id}`
    const outcome = await writeOnce(database, open.viewer, sent.values._key, `${home}?kept=${one.id}`, (tx) =>
      draw(open, tx, clock(), sent.value.reopenReason, said, change),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    // It is as it was asked to be.
    if (outcome.reason === 'as it was') return c.redirect(home, 303)
    const errors = [refusalInWords(outcome.reason)]
    if (outcome.reason === 'reworded') {
      const again = await openToDraw(c, needs, kind)
      return c.html(show(c, again, elementOf(c, again), { errors, values: sent.values }, true), 409)
    }
    return c.html(show(c, open, one, { errors, values: sent.values }), 422)
  }
}

const there = ({ shown }: OpenPicture) => inSight(shown).elements

const isOff = (one: Element) => `“${elementTitle(one)}” is off the picture. It can be brought back.`

const wasPutOn = (one: Element) =>
  one.goneAt === null ? `“${elementTitle(one)}” is on the picture.` : isOff(one)

const wasChanged = (one: Element) =>
  one.goneAt === null ? `The change to “${elementTitle(one)}” is kept.` : isOff(one)
