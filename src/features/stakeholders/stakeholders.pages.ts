import { randomUUID } from 'node:crypto'
import { parseContent } from '#core/proforma/content.schema.ts'
import { kindOf } from '#core/proforma/template.ts'
import {
  addEntry,
  CLOSED,
  type EntryRefusal,
  listEntries,
  mayAddEntry,
  type OpenProject,
} from '#features/projects/index.ts'
import { parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import { changedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { coverage, INDICATORS_ASKED, otherGaps } from './coverage.ts'
import { coveragePage } from './coverage.view.ts'
import { gridPage } from './grid.view.ts'
import { NetworkQuery, TieForm } from './network.schema.ts'
import { networkPage } from './network.view.ts'
import { networkAsData } from './network-data.ts'
import { networkFilePages } from './network-files.pages.ts'
import { networkOf } from './networks.pages.ts'
import { mayChange, placeOf, type StakeholderPageNeeds, staffOpen } from './open-step.pages.ts'

const REFUSALS: Readonly<
  Record<Exclude<EntryRefusal, 'absent' | 'not-your-role'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  'needs-reopen-reason': {
    field: null,
    text: 'The step was signed off meanwhile. Add the tie on its own page, where you can say why.',
  },
  changed: changedMeanwhile('this'),
  withdrawn: { field: null, text: 'Somebody chosen here has been withdrawn.' },
  'not-withdrawn': { field: null, text: 'Nothing was withdrawn.' },
  closed: CLOSED,
  'names-another': { field: null, text: 'Somebody chosen here is not on this project. Choose again.' },
}

/** The network, the grid and the coverage of Step 3, for staff [N1]. */
export function stakeholderPages(routes: Routes, needs: StakeholderPageNeeds): void {
  const { database, frame } = needs
  const AT = '/projects/:number'

  networkFilePages(routes, needs)

  routes.get(`${AT}/network`, async (c) => c.html(await show(c, await staffOpen(c, needs), {})))

  routes.get(`${AT}/network.json`, async (c) => {
    const { net, figures } = await networkOf(database, await staffOpen(c, needs))
    return c.json(networkAsData(net, figures))
  })

  routes.post(`${AT}/network/ties`, async (c) => {
    const open = await staffOpen(c, needs)
    const { viewer, project, template } = open
    const kind = kindOf(template, 'tie')!
    if (!mayAddEntry(viewer, kind)) throw new NotAllowed()
    const sent = await parseForm(c.req, TieForm)
    const parsed = parseContent(kind, sent.ok ? sent.value : {})
    if (!sent.ok || !parsed.ok) {
      const errors = [...(sent.ok ? [] : sent.errors), ...(parsed.ok ? [] : parsed.problems)]
      return c.html(await show(c, open, { errors, values: sent.values }), 422)
    }
    const home = `/projects/${project.number}/network#add-tie`
    const outcome = await writeOnce(database, viewer, sent.values._key, home, (tx) =>
      addEntry(
        viewer,
        tx,
        needs.clock(),
        { project, template, reopenReason: '' },
        { kind: 'tie', content: parsed.content },
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(
      await show(c, await staffOpen(c, needs), { errors: [said(outcome.reason)], values: sent.values }),
      422,
    )
  })

  routes.get(`${AT}/stakeholders/grid`, async (c) => {
    const open = await staffOpen(c, needs)
    const { net } = await networkOf(database, open)
    return c.html(gridPage(frame(c), placeOf(open), net.people))
  })

  routes.get(`${AT}/coverage`, async (c) => {
    const open = await staffOpen(c, needs)
    const { viewer, project, template } = open
    const [{ net }, gaps, totals] = await Promise.all([
      networkOf(database, open),
      database.as(viewer, (tx) => listEntries(viewer, tx, project, template, ['gap'])),
      needs.indicatorsOf(project, INDICATORS_ASKED),
    ])
    return c.html(
      coveragePage(frame(c), {
        place: placeOf(open),
        lines: coverage(net.people, gaps, totals),
        others: otherGaps(gaps),
        mayAdd: mayChange(open),
      }),
    )
  })

  async function show(c: RequestContext, open: OpenProject, state: FormState): Promise<string> {
    const query = parseQuery(c.req, NetworkQuery)
    const { net, figures } = await networkOf(database, open)
    return networkPage(frame(c), {
      place: placeOf(open),
      net,
      figures,
      query: query.ok ? query.value : { sort: 'between', page: 1, ties: 1, find: '' },
      mayChange: mayChange(open),
      mayAddHere: open.project.steps[2]?.state !== 'signed off',
      key: randomUUID(),
      state,
    })
  }
}

function said(reason: EntryRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}
