import type { Routes } from '#platform/http/request.ts'
import { page } from '#ui/frame/page.view.ts'
import { EXPORT_FORMATS, EXPORT_TYPES, exportName, exportText } from './export-files.ts'
import { readColouring } from './map-classes.ts'
import type { PageTools } from './page-tools.pages.ts'
import { addressOf, type ReadQuestion, readQuestion } from './question.ts'
import { readTableChoice } from './ranked-list.ts'
import { queriesOf } from './request-query.ts'
import { type Results, resultsOf } from './results.ts'
import { resultsView } from './results.view.ts'
import { savesScreenings } from './screening.access.ts'
import { type Workbench, workbenchBody, workbenchFrame } from './workbench.view.ts'

/** `/screening`: the question and its answer, and the answer as a file. */
export function workbenchPages(routes: Routes, tools: PageTools): void {
  const { answers, reader, fresh, kept, frame, places } = tools

  routes.get('/screening', async (c) => {
    const viewer = reader(c)
    const queries = queriesOf(c.req.url)
    const read = readQuestion(viewer.forceSlug, queries)
    const bench = {
      ...read,
      screening: null,
      results: null,
      refusal: null,
      isEmpty: false,
      maySave: savesScreenings(viewer),
    }
    const show = (shown: Workbench, status: 200 | 400 = 200) =>
      c.html(page(workbenchFrame(frame(c), shown.problems), workbenchBody(viewer.forceName, shown)), status)
    if (read.problems.length > 0) return show(bench, 400)
    const outcome = await answers.screening(read.question)
    if (!outcome.ok) {
      const isEmpty = !(await answers.hasCrime(viewer.forceSlug))
      return show({ ...bench, isEmpty, refusal: outcome.reason.sentence })
    }
    const screening = outcome.value
    const choice = readTableChoice(queries)
    const known = await places(viewer, choice.neighbourhood)
    const shapes = await answers.shapes(viewer.forceSlug, screening.unit)
    const isFragment = queries.fragment?.[0] === '1'
    const results = () =>
      resultsOf({
        screening,
        question: read.question,
        savedId: null,
        // Whoever may save may prepare decisions too.
        mayShortlist: bench.maySave,
        choice,
        isPageAsked: queries.page !== undefined,
        colouring: readColouring(queries.colour?.[0]),
        ...known,
        hasMap: shapes !== null,
      })
    const made = [c.req.url, viewer.forceId, screening.inputs, bench.maySave, known, shapes !== null]
    return fresh(c, made, () => {
      const key = JSON.stringify(made)
      if (isFragment) return kept(key, () => Buffer.from(resultsView(results()).toString()))
      const body = kept(key, () => {
        const answered: Results = results()
        const markup = workbenchBody(viewer.forceName, { ...bench, screening, results: answered })
        return Buffer.from(markup.toString())
      })
      return { around: workbenchFrame(frame(c), []), body }
    })
  })

  for (const format of EXPORT_FORMATS) {
    routes.get(`/screening/export.${format}`, async (c) => {
      const viewer = reader(c)
      const read: ReadQuestion = readQuestion(viewer.forceSlug, queriesOf(c.req.url))
      const outcome = read.problems.length > 0 ? null : await answers.screening(read.question)
      // The page says what is wrong with the question.
      if (!outcome?.ok) return c.redirect(`/screening?${c.req.url.split('?')[1] ?? ''}`, 303)
      const screening = outcome.value
      const shapes = format === 'geojson' ? await answers.shapes(viewer.forceSlug, screening.unit) : null
      c.header('Content-Type', EXPORT_TYPES[format])
      c.header('Content-Disposition', `attachment; filename="${exportName(screening, format)}"`)
      return c.body(exportText(format, screening, shapes?.features ?? []))
    })
  }

  routes.get('/screening/', (c) =>
    c.redirect(addressOf('/screening', readQuestion(reader(c).forceSlug, {}).question), 301),
  )
}
