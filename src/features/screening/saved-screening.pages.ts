import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Viewer } from '#core/access/viewer.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import { once, parseFormKey } from '#platform/forms/form-key.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { EXPORT_FORMATS, EXPORT_TYPES, exportName, exportText } from './export-files.ts'
import { readColouring } from './map-classes.ts'
import type { PageTools, Places } from './page-tools.pages.ts'
import { addressOf, readQuestion } from './question.ts'
import { readTableChoice } from './ranked-list.ts'
import { compareScreenings } from './repeat.ts'
import { repeatPage } from './repeat.view.ts'
import { queriesOf } from './request-query.ts'
import { resultsOf } from './results.ts'
import { resultsView } from './results.view.ts'
import { deleteSavedScreening, listSavedScreenings, saveScreening } from './saved-screening.store.ts'
import type { SavedScreening } from './saved-screening.ts'
import { LISTED, savedListPage, savedPage, savePage } from './saved-screening.view.ts'
import { deletesScreening, savesScreenings, shortlistsFromScreenings } from './screening.access.ts'

const text = z.string().catch('')
const Key = z.object({ _key: text })
const ID = ':id{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}'

const WHY_NOT_DELETED = {
  'in-use': 'Areas were shortlisted or decided from this screening, so it stays as evidence.',
  'not-yours': 'Only the person who saved a screening can delete it.',
} as const

/** Screenings that were kept: saving, the list, one as it was, repeating it, its files, deleting it. */
export function savedScreeningPages(routes: Routes, tools: PageTools): void {
  const { answers, reader, database, clock, frame, places, saved: loadSaved, fresh, kept } = tools

  routes.get('/screening/save', (c) => showSave(c, {}))

  routes.post('/screening/saved', async (c) => {
    const viewer = saver(c)
    const sent = Object.fromEntries(
      Object.entries(await c.req.parseBody({ all: true })).map(([name, value]) => [
        name,
        [value].flat().filter((each) => typeof each === 'string'),
      ]),
    )
    const name = (sent.name?.[0] ?? '').replace(/\p{Cc}+/gu, ' ').trim()
    const key = parseFormKey(sent._key?.[0])
    const again = (problem: string) =>
      showSave(c, { errors: [{ field: 'name', text: problem }], values: { name } }, sent)
    if (name === '') return again('Give the screening a name')
    if (name.length > 200) return again('Give a name of 200 characters or fewer')
    if (!key) return again('The form had expired. Save again.')
    const { question, problems } = readQuestion(viewer.forceSlug, sent)
    if (problems.length > 0) throw new NotFound()
    const outcome = await answers.screening(question)
    if (!outcome.ok) return again(outcome.reason.sentence)
    const area = areaToShortlist(sent, outcome.value)
    const home = `/screening/${key}`
    const next = area ? `${home}/shortlist?add=${encodeURIComponent(area.code)}` : home
    const saved = await database.as(viewer, (tx) =>
      once(tx, viewer, key, next, () =>
        saveScreening(viewer, tx, clock(), { id: key, name, question, screening: outcome.value }),
      ),
    )
    if (!saved.ok) throw new NotAllowed()
    return c.redirect(saved.value, 303)
  })

  routes.get('/screening/saved', async (c) => {
    const viewer = reader(c)
    const queries = queriesOf(c.req.url)
    const searched = (queries.q?.[0] ?? '')
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, 200)
    const asked = readTableChoice({ page: queries.page }).page
    const read = (page: number) =>
      database.as(viewer, (tx) =>
        listSavedScreenings(viewer, tx, searched, { limit: LISTED, offset: (page - 1) * LISTED }),
      )
    const first = await read(asked)
    const page = Math.min(asked, Math.max(1, Math.ceil(first.total / LISTED)))
    const listed = page === asked ? first : await read(page)
    return c.html(savedListPage(frame(c), { ...listed, text: searched, page }))
  })

  routes.get(`/screening/${ID}`, async (c) => {
    const viewer = reader(c)
    const saved = await load(c, viewer)
    const queries = queriesOf(c.req.url)
    const choice = readTableChoice(queries)
    const known = await places(viewer, choice.neighbourhood)
    const hasMap = (await answers.shapes(viewer.forceSlug, saved.screening.unit)) !== null
    const made = [c.req.url, saved.id, viewer.forceId, known, hasMap, shortlistsFromScreenings(viewer)]
    const markup = () =>
      kept(`saved ${JSON.stringify(made)}`, () =>
        resultsView(resultsFor(viewer, saved, queries, known, hasMap)),
      )
    const deletes = deletesScreening(viewer, saved)
    // What deletes carries a key made for this page, so only a page without it is the same twice.
    const show = (deleteKey: string | null) =>
      queries.fragment?.[0] === '1'
        ? markup().toString()
        : savedPage(frame(c), { saved, markup: markup(), deleteKey, problem: null })
    return deletes ? c.html(show(randomUUID())) : fresh(c, made, () => show(null))
  })

  routes.get(`/screening/${ID}/repeat`, async (c) => {
    const viewer = reader(c)
    const saved = await load(c, viewer)
    const today = await answers.screening(saved.question)
    return c.html(
      today.ok
        ? repeatPage(frame(c), saved, compareScreenings(saved.screening, today.value), null)
        : repeatPage(frame(c), saved, null, today.reason.sentence),
    )
  })

  for (const format of EXPORT_FORMATS) {
    routes.get(`/screening/${ID}/export.${format}`, async (c) => {
      const viewer = reader(c)
      const { screening } = await load(c, viewer)
      const shapes = format === 'geojson' ? await answers.shapes(viewer.forceSlug, screening.unit) : null
      c.header('Content-Type', EXPORT_TYPES[format])
      c.header('Content-Disposition', `attachment; filename="${exportName(screening, format)}"`)
      return c.body(exportText(format, screening, shapes?.features ?? []))
    })
  }

  routes.post(`/screening/${ID}/delete`, async (c) => {
    const viewer = reader(c)
    const id = c.req.param('id')
    const parsed = await parseForm(c.req, Key)
    const key = parsed.ok ? parseFormKey(parsed.value._key) : null
    if (!key) throw new NotFound()
    const outcome = await database.as(viewer, (tx) =>
      once(tx, viewer, key, '/screening/saved', () => deleteSavedScreening(viewer, tx, clock(), id)),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'absent') throw new NotFound()
    const saved = await load(c, viewer)
    const hasMap = (await answers.shapes(viewer.forceSlug, saved.screening.unit)) !== null
    const results = resultsFor(viewer, saved, {}, await places(viewer, null), hasMap)
    const problem = WHY_NOT_DELETED[outcome.reason]
    const deleteKey = deletesScreening(viewer, saved) ? randomUUID() : null
    return c.html(savedPage(frame(c), { saved, markup: resultsView(results), deleteKey, problem }), 422)
  })

  async function showSave(c: RequestContext, state: FormState, sent?: Record<string, string[]>) {
    const viewer = saver(c)
    const asked = sent ?? queriesOf(c.req.url)
    const { question, problems } = readQuestion(viewer.forceSlug, asked)
    const outcome = problems.length > 0 ? null : await answers.screening(question)
    // The workbench says what is wrong with the question.
    if (!outcome?.ok) return c.redirect(addressOf('/screening', question), 303)
    return c.html(
      savePage(frame(c), {
        question,
        screening: outcome.value,
        area: areaToShortlist(asked, outcome.value),
        state,
        key: randomUUID(),
      }),
      state.errors ? 422 : 200,
    )
  }

  function resultsFor(
    viewer: Viewer,
    saved: SavedScreening,
    queries: Record<string, string[]>,
    known: Places,
    hasMap: boolean,
  ) {
    return resultsOf({
      screening: saved.screening,
      question: saved.question,
      savedId: saved.id,
      mayShortlist: shortlistsFromScreenings(viewer),
      choice: readTableChoice(queries),
      isPageAsked: queries.page !== undefined,
      colouring: readColouring(queries.colour?.[0]),
      ...known,
      hasMap,
    })
  }

  function load(c: RequestContext, viewer: Viewer): Promise<SavedScreening> {
    return loadSaved(viewer, c.req.param('id') ?? '')
  }

  function saver(c: RequestContext): Viewer {
    const viewer = reader(c)
    if (!savesScreenings(viewer)) throw new NotAllowed()
    return viewer
  }
}

/** The area whose row led here; `null` where none did, or the screening does not rank it. */
function areaToShortlist(asked: Record<string, string[]>, { areas }: Screening): ScreenedArea | null {
  return areas.find(({ code }) => code === asked.shortlist?.[0]) ?? null
}
