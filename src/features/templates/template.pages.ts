import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Viewer } from '#core/access/viewer.ts'
import type { Outcome } from '#core/outcome.ts'
import { differenceOf } from '#core/proforma/difference.ts'
import type { Choice } from '#core/proforma/field.ts'
import { applyOverlay, NO_OVERLAY, type Overlay } from '#core/proforma/overlay.ts'
import { kindOf, PLATFORM_TEMPLATE, stepOf, type Template } from '#core/proforma/template.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Database, Tx } from '#platform/db/index.ts'
import { type FormProblem, parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import {
  found,
  NotAllowed,
  NotFound,
  type RequestContext,
  type Routes,
  signedIn,
} from '#platform/http/request.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { sheetStyle } from '#ui/frame/sheet-style.ts'
import { blankPage } from './blank.view.ts'
import { draftPage, kindWordsPage, stepWordsPage } from './draft.view.ts'
import { withKindWords, withStepWords } from './edit-overlay.ts'
import { mayEditTemplate, mayReadTemplate } from './template.access.ts'
import { MarkForm, PublishForm, parseKindWords, parseStepNumber, StepWordsForm } from './template.schema.ts'
import {
  currentVersion,
  dropDraft,
  findDraft,
  listVersions,
  loadCurrentTemplate,
  loadTemplate,
  type Published,
  publishDraft,
  readMark,
  saveDraft,
} from './template.store.ts'
import { templatePage } from './template.view.ts'
import type { TemplateRefusal } from './template-version.ts'

export type TemplatePageNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  /** [V6] Moves every open project of the force to the version, in the transaction given. */
  moveProjects(viewer: Viewer, tx: Tx, at: Date, published: Published): Promise<unknown>
  countOpenProjects(viewer: Viewer, tx: Tx): Promise<number>
}>

const REFUSALS: Readonly<Record<Exclude<TemplateRefusal, 'not-your-role'> | 'out-of-date', FormProblem>> = {
  'out-of-date': OUT_OF_DATE,
  changed: savedMeanwhile('or published the next version'),
  'no-difference': { field: null, text: 'This version changes nothing yet, so there is nothing to publish.' },
}

/** What the force's proforma asks: reading it, printing it blank, and writing and publishing the next version. */
export function templatePages(routes: Routes, needs: TemplatePageNeeds): void {
  const { database, clock } = needs

  routes.get('/template', async (c) => {
    const viewer = reader(c)
    const { template, versions, draft } = await database.as(viewer, async (tx) => ({
      template: await loadCurrentTemplate(viewer, tx),
      versions: await listVersions(viewer, tx),
      draft: await findDraft(viewer, tx),
    }))
    const asOf = (overlay: Overlay, version: number) => applyOverlay(PLATFORM_TEMPLATE, overlay, version)
    return c.html(
      templatePage(needs.frame(c), {
        template,
        versions: versions.map((one, index) => ({
          ...one,
          difference: differenceOf(
            asOf(versions[index + 1]?.overlay ?? NO_OVERLAY, 1),
            asOf(one.overlay, one.version),
          ),
        })),
        draft,
        mayEdit: mayEditTemplate(viewer),
      }),
    )
  })

  routes.get('/template/blank', async (c) => {
    const viewer = reader(c)
    const template = await database.as(viewer, (tx) => loadCurrentTemplate(viewer, tx))
    const only = parseStepNumber(c.req.query('step'))
    return c.html(blankPage(needs.frame(c), template, viewer.forceName, only))
  })

  routes.get('/template/blank.css', async (c) => {
    const viewer = reader(c)
    const version = await database.as(viewer, (tx) => currentVersion(viewer, tx))
    const style = sheetStyle(`LISP proforma, version ${version}. ${viewer.forceName}`)
    return c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })

  routes.get('/template/draft', async (c) => c.html(await showDraft(c, editor(c), {})))

  routes.post('/template/draft/publish', async (c) => {
    const viewer = editor(c)
    const sent = await parseForm(c.req, PublishForm)
    if (!sent.ok) return c.html(await showDraft(c, viewer, sent), 422)
    const { _version: read, note } = sent.value
    const at = clock()
    const outcome = await writeOnce(database, viewer, sent.values._key, '/template#versions', (tx) =>
      publishDraft(viewer, tx, at, read, note, (published) => needs.moveProjects(viewer, tx, at, published)),
    )
    return answer(c, outcome, (errors) => showDraft(c, viewer, { errors, values: sent.values }))
  })

  routes.post('/template/draft/discard', async (c) => {
    const viewer = editor(c)
    const sent = await parseForm(c.req, MarkForm)
    if (!sent.ok) return c.html(await showDraft(c, viewer, sent), 422)
    const outcome = await writeOnce(database, viewer, sent.values._key, '/template', (tx) =>
      dropDraft(viewer, tx, clock(), sent.value._version),
    )
    return answer(c, outcome, (errors) => showDraft(c, viewer, { errors, values: sent.values }))
  })

  routes.get('/template/draft/steps/:step', async (c) => c.html(await showStep(c, editor(c), {})))

  routes.post('/template/draft/steps/:step', async (c) => {
    const viewer = editor(c)
    const step = found(parseStepNumber(c.req.param('step')))
    const sent = await parseForm(c.req, StepWordsForm)
    if (!sent.ok) return c.html(await showStep(c, viewer, sent), 422)
    const { _version: read, ...words } = sent.value
    const outcome = await writeOnce(database, viewer, sent.values._key, '/template/draft', (tx) =>
      saveDraft(viewer, tx, clock(), read, (overlay) =>
        withStepWords(overlay, stepOf(PLATFORM_TEMPLATE, step), words),
      ),
    )
    return answer(c, outcome, (errors) => showStep(c, viewer, { errors, values: sent.values }))
  })

  routes.get('/template/draft/kinds/:kind', async (c) => c.html(await showKind(c, editor(c), {})))

  routes.post('/template/draft/kinds/:kind', async (c) => {
    const viewer = editor(c)
    const platform = found(kindOf(PLATFORM_TEMPLATE, c.req.param('kind')))
    const { values } = await parseForm(c.req, z.looseObject({}))
    const { overlay } = await writing(viewer)
    const sent = parseKindWords(platform, overlay.kinds[platform.id]?.added ?? [], values)
    if (!sent.ok) return c.html(await showKind(c, viewer, { errors: sent.errors, values }), 422)
    const outcome = await writeOnce(database, viewer, values._key, '/template/draft', (tx) =>
      saveDraft(viewer, tx, clock(), sent.read, (draft, current) =>
        withKindWords(draft, current, platform, sent.words),
      ),
    )
    return answer(c, outcome, (errors) => showKind(c, viewer, { errors, values }))
  })

  /** The draft as it stands, or the current version where there is none. */
  async function writing(viewer: Viewer) {
    return database.as(viewer, async (tx) => {
      const version = await currentVersion(viewer, tx)
      const draft = await findDraft(viewer, tx)
      const published = (await listVersions(viewer, tx))[0]?.overlay ?? NO_OVERLAY
      const overlay = draft?.overlay ?? published
      return {
        draft,
        overlay,
        published,
        current: await loadTemplate(viewer, tx, version),
        template: applyOverlay(PLATFORM_TEMPLATE, overlay, version + 1),
        read: readMark(version, draft),
        openProjects: await needs.countOpenProjects(viewer, tx),
      }
    })
  }

  async function showDraft(c: RequestContext, viewer: Viewer, state: FormState): Promise<string> {
    const { current, template, ...rest } = await writing(viewer)
    const difference = differenceOf(current, template)
    return draftPage(needs.frame(c), { ...rest, template, difference, key: randomUUID(), state })
  }

  async function showStep(c: RequestContext, viewer: Viewer, state: FormState): Promise<string> {
    const step = found(parseStepNumber(c.req.param('step')))
    const { template, read } = await writing(viewer)
    return stepWordsPage(needs.frame(c), stepOf(template, step), { key: randomUUID(), read, state })
  }

  async function showKind(c: RequestContext, viewer: Viewer, state: FormState): Promise<string> {
    const id = c.req.param('kind') ?? ''
    const platform = found(kindOf(PLATFORM_TEMPLATE, id))
    const { template, overlay, published, read } = await writing(viewer)
    return kindWordsPage(needs.frame(c), {
      platform,
      kind: found(kindOf(template, id)),
      own: overlay.kinds[id]?.added ?? [],
      published: choicesOf(applyOverlay(PLATFORM_TEMPLATE, published, 1), id),
      key: randomUUID(),
      read,
      state,
    })
  }
}

function choicesOf(template: Template, kindId: string): Record<string, readonly string[]> {
  const kind = kindOf(template, kindId)
  const texts = (choices: readonly Choice[]) => choices.map(({ text }) => text)
  return Object.fromEntries(
    [...(kind?.fields ?? []), ...(kind?.earlier ?? [])].flatMap((field) =>
      'choices' in field ? [[field.name, texts(field.choices)]] : [],
    ),
  )
}

async function answer(
  c: RequestContext,
  outcome: Outcome<string, TemplateRefusal | 'out-of-date'>,
  again: (errors: readonly FormProblem[]) => Promise<string>,
) {
  if (outcome.ok) return c.redirect(outcome.value, 303)
  if (outcome.reason === 'not-your-role') throw new NotAllowed()
  return c.html(await again([REFUSALS[outcome.reason]]), outcome.reason === 'changed' ? 409 : 422)
}

// [V2] Whoever may not read it does not learn that it is there.
function reader(c: RequestContext): Viewer {
  const viewer = signedIn(c)
  if (!mayReadTemplate(viewer)) throw new NotFound()
  return viewer
}

function editor(c: RequestContext): Viewer {
  const viewer = reader(c)
  if (!mayEditTemplate(viewer)) throw new NotAllowed()
  return viewer
}
