import { randomUUID } from 'node:crypto'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import {
  findEntry,
  listEntries,
  namesOf,
  type OpenProject,
  openProjectOf,
  touchStep,
} from '#features/projects/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { listInUse } from './contact.store.ts'
import { mayRaise } from './escalation.access.ts'
import { parseEscalationId, RaiseForm } from './escalation.schema.ts'
import { raise } from './escalation-act.store.ts'
import { raisePage } from './escalation-forms.view.ts'
import { askedNotices } from './escalation-mail.ts'
import { contactChosen, type EscalationNeeds, said, statusOf, tell, whenOf } from './page-needs.pages.ts'

const FROM = ['risk', 'intervention'] as const

/** [E3] Raising something a project cannot move, by itself or from a risk or an intervention. */
export function raisePages(routes: Routes, needs: EscalationNeeds): void {
  const AT = '/projects/:number/escalations'

  routes.get(`${AT}/new`, async (c) => {
    const open = await raising(c)
    const asked = FROM.map((kind) => c.req.query(kind)).find((id) => id !== undefined)
    return c.html(await form(c, open, asked ?? null, {}))
  })

  routes.post(AT, async (c) => {
    const open = await raising(c)
    const { viewer, project } = open
    const sent = await parseForm(c.req, RaiseForm)
    const entry = typeof sent.values.entry === 'string' ? sent.values.entry : null
    if (!sent.ok) return c.html(await form(c, open, entry, sent), 422)
    const { barrier, detail, organisation, level, contact } = sent.value
    const when = await whenOf(needs, viewer)
    const id = randomUUID()
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      `/escalations/${id}`,
      async (tx) => {
        // What is still open unsettles a step that was signed off [E18].
        const step = await touchStep(viewer, tx, when.at, project, 8, `Something was raised: ${barrier}`)
        if (!step.ok) return { ok: false, reason: 'closed' } as const
        const contactId = await contactChosen(
          viewer,
          tx,
          { contact, level },
          { organisation, areaCode: project.areaCode },
        )
        const raised = await raise(viewer, tx, when, project, {
          id,
          entryId: sent.value.entry,
          barrier,
          detail,
          organisation,
          level,
          contactId,
        })
        if (raised.ok) await tell(needs, viewer, tx, when, [{ id }], askedNotices)
        return raised
      },
    )
    if (outcome.ok) {
      await needs.mailSoon(viewer.forceId)
      return c.redirect(outcome.value, 303)
    }
    const state = { errors: [said(outcome.reason)], values: sent.values }
    return c.html(await form(c, open, entry, state), statusOf(outcome.reason))
  })

  async function raising(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!mayRaise(open.viewer) || open.project.state !== 'open') throw new NotAllowed()
    return open
  }

  async function form(
    c: RequestContext,
    { viewer, project, template }: OpenProject,
    asked: string | null,
    state: FormState,
  ): Promise<string> {
    const id = parseEscalationId(asked ?? undefined)
    const { from, contacts } = await needs.database.as(viewer, async (tx) => {
      const entry = id ? await findEntry(viewer, tx, project, template, id) : null
      const isFit = entry !== null && FROM.some((kind) => kind === entry.kind)
      const nameOf = isFit
        ? namesOf(template, await listEntries(viewer, tx, project, template, [entry.kind]))
        : null
      return {
        from: isFit && nameOf ? { entry, title: nameOf(entry.id) } : null,
        contacts: await listInUse(viewer, tx),
      }
    })
    const { settings } = await whenOf(needs, viewer)
    return raisePage(needs.frame(c), {
      project,
      from: from && { id: from.entry.id, title: from.title },
      begunWith: {
        barrier: from?.title.slice(0, 200) ?? '',
        detail: from ? detailOf(from.entry) : '',
        organisation: from ? textOf(from.entry.content, 'organisation').slice(0, 200) : '',
      },
      contacts,
      settings,
      key: randomUUID(),
      state,
    })
  }
}

function detailOf({ kind, content }: Entry): string {
  return kind === 'risk' ? textOf(content, 'why') : ''
}
