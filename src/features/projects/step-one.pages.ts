import { randomUUID } from 'node:crypto'
import { maySignOff } from '#core/access/viewer.ts'
import { type ParsedForm, parseForm, parseQuery } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { figuresPage } from './figures.view.ts'
import { itemFormPage, withdrawPage } from './item-form.view.ts'
import { addItem, correctItem, listItems, signOffStepOne, withdrawItem } from './justification.store.ts'
import { justificationPage } from './justification.view.ts'
import type {
  ItemContent,
  ItemKind,
  ItemRefusal,
  JustificationItem,
  StepRefusal,
  Strength,
} from './justification-item.ts'
import { type OpenProject, openProjectOf, type ProjectPageNeeds } from './page-needs.pages.ts'
import { partialDate } from './partial-date.ts'
import { mayWrite } from './project.access.ts'
import { AddItemForm, CorrectItemForm, KindQuery, SignOffForm, WithdrawItemForm } from './project.schema.ts'

const REFUSALS: Readonly<
  Record<Exclude<ItemRefusal, 'absent' | 'not-your-role'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  'needs-reopen-reason': { field: 'reopenReason', text: 'Say why Step 1 needs to change after sign-off' },
  changed: {
    field: null,
    text: 'Somebody else saved this entry while you were writing. Nothing of yours is lost: choose below.',
  },
  withdrawn: { field: null, text: 'This entry has been withdrawn, so it cannot be changed.' },
  closed: { field: null, text: 'This project is closed, so it cannot be changed.' },
}
const STEP_REFUSALS: Readonly<Record<Exclude<StepRefusal, 'not-your-role'> | 'out-of-date', string>> = {
  'out-of-date': OUT_OF_DATE.text,
  'same-person': 'You reopened Step 1, so another inspector must sign it off.',
  'not-reopened': 'Step 1 is not waiting for sign-off.',
  changed: 'Step 1 changed after you opened the page. Read it again, then sign it off.',
  closed: 'This project is closed, so it cannot be changed.',
}

/** Step 1, the justification: reading it, adding, correcting and withdrawing entries, signing it off again. */
export function stepOnePages(routes: Routes, needs: ProjectPageNeeds): void {
  const AT = '/projects/:number/steps/1'

  routes.get(AT, async (c) => c.html(await show(c, await openProjectOf(c, needs), [])))

  routes.post(`${AT}/sign-off`, async (c) => {
    const { viewer, project } = await openProjectOf(c, needs)
    const sent = await parseForm(c.req, SignOffForm)
    if (!sent.ok) return c.html(await show(c, await openProjectOf(c, needs), sent.errors), 422)
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(project), (tx) =>
      signOffStepOne(viewer, tx, needs.clock(), project, sent.value._version),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    const errors = [{ field: null, text: STEP_REFUSALS[outcome.reason] }]
    const status = outcome.reason === 'out-of-date' ? 422 : 409
    return c.html(await show(c, await openProjectOf(c, needs), errors), status)
  })

  routes.get(`${AT}/figures`, async (c) => {
    const { project } = await openProjectOf(c, needs)
    const { force, unit, from, types, weights } = project.figures
    // Without a last month, so that today's answer reaches as far as what is loaded.
    const today = await needs.figuresToday({ force, unit, from, types, weights }, project.areaCode)
    return c.html(figuresPage(needs.frame(c), project, today))
  })

  routes.get(`${AT}/items/new`, async (c) => {
    const open = await writing(c)
    const query = parseQuery(c.req, KindQuery)
    return c.html(form(c, open, found(query.ok ? query.value.kind : null), null, {}))
  })

  routes.post(`${AT}/items`, async (c) => {
    const open = await writing(c)
    const { viewer, project } = open
    const sent = await parseForm(c.req, AddItemForm)
    const kind = KindQuery.safeParse({ kind: sent.values.kind })
    if (!kind.success) throw new NotFound()
    const read = contentOf(sent, kind.data.kind)
    if (!read.ok) return c.html(form(c, open, kind.data.kind, null, read.state), 422)
    const item = { kind: kind.data.kind, ...read.content }
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(project), (tx) =>
      addItem(viewer, tx, needs.clock(), { project, reopenReason: read.reopenReason }, randomUUID(), item),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return c.html(form(c, await writing(c), item.kind, null, state), 422)
  })

  routes.get(`${AT}/items/:item`, async (c) => {
    const open = await writing(c)
    const item = await itemOf(c, open)
    return c.html(form(c, open, item.kind, item, {}))
  })

  routes.post(`${AT}/items/:item`, async (c) => {
    const open = await writing(c)
    const { viewer, project } = open
    const item = await itemOf(c, open)
    const sent = await parseForm(c.req, CorrectItemForm)
    const read = contentOf(sent, item.kind)
    if (!read.ok || !sent.ok) return c.html(form(c, open, item.kind, item, read.ok ? sent : read.state), 422)
    // A period keeps its first month while its last is left as it was.
    const datedFrom = read.content.dated === item.dated ? item.datedFrom : null
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(project), (tx) =>
      correctItem(
        viewer,
        tx,
        needs.clock(),
        { project, reopenReason: read.reopenReason },
        { id: item.id, version: sent.value._version },
        { ...read.content, datedFrom },
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const isConflict = outcome.reason === 'changed'
    const state = { errors: [said(outcome.reason)], values: sent.values }
    const again = await writing(c)
    return c.html(
      form(c, again, item.kind, await itemOf(c, again), state, isConflict),
      isConflict ? 409 : 422,
    )
  })

  routes.get(`${AT}/items/:item/withdraw`, async (c) => {
    const open = await writing(c)
    const item = await itemOf(c, open)
    return c.html(withdrawPage(needs.frame(c), { project: open.project, item, key: randomUUID(), state: {} }))
  })

  routes.post(`${AT}/items/:item/withdraw`, async (c) => {
    const open = await writing(c)
    const { viewer, project } = open
    const item = await itemOf(c, open)
    const sent = await parseForm(c.req, WithdrawItemForm)
    const again = (item: JustificationItem, state: FormState, status: 409 | 422) =>
      c.html(withdrawPage(needs.frame(c), { project, item, key: randomUUID(), state }), status)
    if (!sent.ok) return again(item, sent, 422)
    const { _version: version, why, reopenReason } = sent.value
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(project), (tx) =>
      withdrawItem(viewer, tx, needs.clock(), { project, reopenReason }, { id: item.id, version }, why),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return again(await itemOf(c, open), state, outcome.reason === 'changed' ? 409 : 422)
  })

  async function writing(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!mayWrite(open.viewer)) throw new NotAllowed()
    return open
  }

  async function itemOf(c: RequestContext, { viewer, project }: OpenProject): Promise<JustificationItem> {
    const items = await needs.database.as(viewer, (tx) => listItems(viewer, tx, project))
    return found(items.find((item) => item.id === c.req.param('item')))
  }

  async function show(
    c: RequestContext,
    { viewer, project }: OpenProject,
    errors: readonly FieldProblem[],
  ): Promise<string> {
    const items = await needs.database.as(viewer, (tx) => listItems(viewer, tx, project))
    const step = project.steps[0]
    const isOpen = project.state === 'open'
    return justificationPage(needs.frame(c), {
      project,
      items,
      mayWrite: isOpen && mayWrite(viewer),
      maySignOff:
        isOpen && maySignOff(viewer) && step?.state === 'reopened' && step.reopened?.by !== viewer.personId,
      key: randomUUID(),
      errors,
    })
  }

  function form(
    c: RequestContext,
    { project }: OpenProject,
    kind: ItemKind,
    item: JustificationItem | null,
    state: FormState,
    isConflict = false,
  ): string {
    return itemFormPage(needs.frame(c), { project, kind, item, key: randomUUID(), state, isConflict })
  }
}

const home = (project: OpenProject['project']) => `/projects/${project.number}/steps/1`

function said(reason: ItemRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}

type Part = number | ''
type SentItem = Readonly<{
  title: string
  detail: string
  source: string
  day: Part
  month: Part
  year: Part
  strength?: Strength | undefined
  reopenReason: string
}>

/** [P6] What was typed as an entry, or what is wrong with it: evidence needs a source, a date and a strength. */
function contentOf(
  sent: ParsedForm<SentItem>,
  kind: ItemKind,
):
  | Readonly<{ ok: true; content: ItemContent; reopenReason: string }>
  | Readonly<{ ok: false; state: FormState }> {
  if (!sent.ok) return { ok: false, state: sent }
  const { title, detail, source, strength, reopenReason } = sent.value
  const dated = partialDate(sent.value)
  const errors: FieldProblem[] = []
  if (kind === 'evidence' && !source) errors.push({ field: 'source', text: 'Enter where it comes from' })
  if (dated === undefined) errors.push({ field: 'year', text: 'Enter a real date, or the year alone' })
  if (kind === 'evidence' && dated === null) errors.push({ field: 'year', text: 'Enter when it is from' })
  if (kind === 'evidence' && !strength) errors.push({ field: 'strength', text: 'Say how sure it lets us be' })
  if (errors.length) return { ok: false, state: { errors, values: sent.values } }
  const content = {
    title,
    detail,
    source,
    datedFrom: null,
    dated: dated ?? null,
    strength: kind === 'evidence' ? (strength ?? null) : null,
  }
  return { ok: true, content, reopenReason }
}
