import { randomUUID } from 'node:crypto'
import { isStaff } from '#core/access/viewer.ts'
import type { Outcome } from '#core/outcome.ts'
import type { Entry } from '#core/proforma/entry.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { kindsOf, stepOf } from '#core/proforma/template.ts'
import { draftState } from '#features/drafts/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { type ParsedForm, parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { nothing } from '#ui/html.view.ts'
import { fieldsFor, mayAddEntry, mayChangeEntry, mayReadKind } from '../entries/entry.access.ts'
import { countEntries, listNamed, listSome } from '../entries/entry.store.ts'
import { namesOf } from '../entries/entry-names.ts'
import { frameTelling } from '../entries/kept-entry.pages.ts'
import { figuresPage } from '../figures.view.ts'
import { CLOSED, type OpenProject, openProjectOf, type ProjectPageNeeds } from '../page-needs.pages.ts'
import { mayWrite } from '../project.access.ts'
import { listTeam } from '../team.store.ts'
import { addComment, listComments } from './comment.store.ts'
import { decisionParts, figuresLink } from './decision-parts.view.ts'
import { CommentForm, OwnerForm, parseStep, ReopenForm, StepForm } from './step.schema.ts'
import { reopenStep, sayReady, setStepOwner, signOffStep } from './step.store.ts'
import { stepPage } from './step.view.ts'
import {
  isOtherPerson,
  isWaitingForSignOff,
  maySignOffStep,
  type SignOffRefusal,
  stillNeeded,
} from './step-rules.ts'

// A step's page shows this many of each kind, and leads to the rest.
const SHOWN_OF_A_KIND = 12

const REFUSALS: Readonly<
  Record<Exclude<SignOffRefusal, 'not-your-role'> | 'not-on-team' | 'out-of-date', string>
> = {
  'out-of-date': OUT_OF_DATE.text,
  'same-person': 'You reopened this step or said that it was ready, so somebody else must sign it off.',
  'not-ready': 'The step is not where you saw it. Look at it again.',
  'still-needed': 'Something is still missing before this step can be signed off. It is listed below.',
  'not-on-team': 'Choose somebody who is on the team today.',
  changed: 'The step changed after you opened the page. Read it again, then go on.',
  closed: CLOSED.text,
}

type OpenStep = OpenProject & Readonly<{ step: OpenProject['project']['steps'][number] }>

/** Each step's page: its entries, who answers for it, its sign-off and what is said about it. */
export function stepPages(routes: Routes, needs: ProjectPageNeeds): void {
  const AT = '/projects/:number/steps/:step'

  routes.get(AT, async (c) => {
    const open = await opening(c)
    return c.html(await show(c, open, await draftState(needs.database, c, `${home(open)}/comments`)))
  })

  routes.get('/projects/:number/steps/1/figures', async (c) => {
    const { project } = await openProjectOf(c, needs)
    const { force, unit, from, types, weights } = project.figures
    // Without a last month, so that today's answer reaches as far as what is loaded.
    const today = await needs.figuresToday({ force, unit, from, types, weights }, project.areaCode)
    return c.html(figuresPage(needs.frame(c), project, today))
  })

  routes.post(`${AT}/ready`, async (c) => {
    const sent = await parseForm(c.req, StepForm)
    return act(c, sent, ({ viewer, project }, tx, read) => sayReady(viewer, tx, needs.clock(), project, read))
  })

  routes.post(`${AT}/sign-off`, async (c) => {
    const sent = await parseForm(c.req, StepForm)
    const missing = await missingFrom(await opening(c))
    return act(c, sent, ({ viewer, project }, tx, read) =>
      signOffStep(viewer, tx, needs.clock(), project, read, missing),
    )
  })

  routes.post(`${AT}/reopen`, async (c) => {
    const sent = await parseForm(c.req, ReopenForm)
    const why = sent.ok ? sent.value.why : ''
    return act(c, sent, ({ viewer, project }, tx, read) =>
      reopenStep(viewer, tx, needs.clock(), project, read, why),
    )
  })

  routes.post(`${AT}/owner`, async (c) => {
    const sent = await parseForm(c.req, OwnerForm)
    const owner = sent.ok ? sent.value.owner : null
    return act(c, sent, ({ viewer, project }, tx, read) =>
      setStepOwner(viewer, tx, needs.clock(), project, read, owner),
    )
  })

  routes.post(`${AT}/comments`, async (c) => {
    const open = await opening(c)
    const sent = await parseForm(c.req, CommentForm)
    if (!isStaff(open.viewer)) throw new NotAllowed()
    if (!sent.ok) return c.html(await show(c, open, sent), 422)
    const outcome = await writeOnce(
      needs.database,
      open.viewer,
      sent.values._key,
      `${home(open)}#comments`,
      (tx) => addComment(open.viewer, tx, needs.clock(), open.project, open.step.step, sent.value.words),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    const state = { errors: [{ field: null, text: REFUSALS[outcome.reason] }], values: sent.values }
    return c.html(await show(c, open, state), 422)
  })

  type Read = Readonly<{ step: StepNumber; version: number }>

  async function act(
    c: RequestContext,
    sent: ParsedForm<{ _version: number }>,
    write: (open: OpenStep, tx: Tx, read: Read) => Promise<Outcome<true, SignOffRefusal | 'not-on-team'>>,
  ) {
    const open = await opening(c)
    if (!sent.ok) return c.html(await show(c, open, sent), 422)
    const read = { step: open.step.step, version: sent.value._version }
    const outcome = await writeOnce(needs.database, open.viewer, sent.values._key, home(open), (tx) =>
      write(open, tx, read),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    const state = { errors: [{ field: null, text: REFUSALS[outcome.reason] }], values: sent.values }
    return c.html(await show(c, await opening(c), state), outcome.reason === 'out-of-date' ? 422 : 409)
  }

  async function opening(c: RequestContext): Promise<OpenStep> {
    const number = found(parseStep(c.req.param('step')))
    const open = await openProjectOf(c, needs)
    return { ...open, step: found(open.project.steps[number - 1]) }
  }

  async function missingFrom(open: OpenStep): Promise<string[]> {
    const { viewer, project, template, step } = open
    const counts = await needs.database.as(viewer, (tx) => countEntries(viewer, tx, project))
    const parts = (needs.stepParts ?? []).filter((part) => part.step === step.step)
    const others = await Promise.all(parts.map((part) => part.stillNeeded?.(open) ?? []))
    return [...stillNeeded(template, step.step, project.steps, counts), ...others.flat()]
  }

  async function show(c: RequestContext, open: OpenStep, state: FormState): Promise<string> {
    const { viewer, project, template, step } = open
    const kinds = kindsOf(template, step.step).filter((kind) => mayReadKind(viewer, kind))
    const { entries, named, counts, team, comments } = await needs.database.as(viewer, async (tx) => {
      const shown = { limit: SHOWN_OF_A_KIND, withWithdrawn: true }
      const entries = await listSome(viewer, tx, project, template, kinds, shown)
      return {
        entries,
        named: await listNamed(viewer, tx, project, template, entries),
        counts: await countEntries(viewer, tx, project),
        team: await listTeam(viewer, tx, project),
        comments: isStaff(viewer) ? await listComments(viewer, tx, project, step.step) : null,
      }
    })
    const isOpen = project.state === 'open'
    const of = (id: string) => entries.filter((entry) => entry.kind === id)
    const parts = (needs.stepParts ?? []).filter((part) => part.step === step.step)
    return stepPage(await frameTelling(c, needs, open), {
      project,
      step,
      words: stepOf(template, step.step),
      beside: [template.steps[step.step - 2] ?? null, template.steps[step.step] ?? null],
      kinds: kinds.map((kind) => ({
        kind,
        fields: fieldsFor(viewer, kind),
        entries: of(kind.id),
        total: counts.get(kind.id) ?? 0,
        mayAdd: isOpen && mayAddEntry(viewer, kind),
        mayChange: (entry: Entry) => isOpen && mayChangeEntry(viewer, kind, entry),
      })),
      nameOf: namesOf(template, [...entries, ...named], team),
      before: step.step === 1 ? figuresLink(project) : nothing,
      after: step.step === 1 ? decisionParts(project, { readsDecisions: isStaff(viewer) }) : nothing,
      parts: [...(await Promise.all(parts.map((part) => part.show(open))))],
      missing: await missingFrom(open),
      acts: actsOf(open),
      team: [
        ...new Map(
          team
            .filter((member) => member.untilOn === null)
            .map(({ personId, name }) => [personId, { id: personId as string, name }]),
        ).values(),
      ],
      comments,
      key: randomUUID(),
      state,
    })
  }
}

function actsOf({ viewer, project, step }: OpenStep) {
  const isOpen = project.state === 'open'
  const writes = isOpen && mayWrite(viewer)
  const signs = isOpen && maySignOffStep(viewer, step.step)
  return {
    ready: writes && step.step !== 1 && (step.state === 'in progress' || step.state === 'reopened'),
    signOff: signs && isWaitingForSignOff(step) && isOtherPerson(viewer.personId, step),
    reopen: (writes || signs) && (step.state === 'signed off' || step.state === 'ready for sign-off'),
    owner: writes,
    comment: isOpen && isStaff(viewer),
  }
}

const home = ({ project, step }: OpenStep) => `/projects/${project.number}/steps/${step.step}`
