import { randomUUID } from 'node:crypto'
import { isStaff } from '#core/access/viewer.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import { kindOf } from '#core/proforma/template.ts'
import { FILES_OF_AN_ENTRY } from '#core/record/recorded-file.ts'
import {
  CLOSED,
  type EntryPart,
  findEntry,
  mayChangeEntry,
  type OpenProject,
  openProjectOf,
  type ProjectPageNeeds,
  reopenField,
  touchStep,
} from '#features/projects/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { parseFields, parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { AttachForm, WithdrawFileForm } from './attachment.schema.ts'
import { addAttachment, findAttachment, listAttachments, withdrawAttachment } from './attachment.store.ts'
import type { Attachment } from './attachment.ts'
import { type AttachView, attachPage, filesPart, withdrawFilePage } from './attachment.view.ts'
import { receiveFile } from './receive-file.pages.ts'
import { type ServedFileNeeds, servedFilePages } from './served-file.pages.ts'

export type AttachmentPageNeeds = ServedFileNeeds & Pick<ProjectPageNeeds, 'frame'>

const REFUSALS: Readonly<
  Record<'out-of-date' | 'needs-reopen-reason' | 'closed' | 'too-many' | 'withdrawn', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  'needs-reopen-reason': { field: 'reopenReason', text: 'Say why the step needs to change after sign-off' },
  closed: CLOSED,
  'too-many': {
    field: 'file',
    text: `${FILES_OF_AN_ENTRY} files are attached already. Withdraw one, or begin another entry`,
  },
  withdrawn: { field: null, text: 'This file has been withdrawn already.' },
}

type OpenEntry = OpenProject & Readonly<{ kind: EntryKind; entry: Entry }>

/** Attaching files to entries, withdrawing them, and handing them out. */
export function attachmentsPages(routes: Routes, needs: AttachmentPageNeeds): void {
  const AT = '/projects/:number/entries/:entry{[0-9a-f-]{36}}/files'
  const WITHDRAW = `${AT}/:file{[0-9a-f-]{36}}/withdraw`

  servedFilePages(routes, needs)

  routes.get(AT, async (c) => c.html(attachPage(needs.frame(c), view(await changeable(c), {}))))

  routes.post(AT, async (c) => {
    const open = await changeable(c)
    const { viewer, project, entry } = open
    const received = await receiveFile(c, needs.files, viewer)
    const again = (errors: readonly FieldProblem[], values: FormState['values'] = {}) =>
      c.html(attachPage(needs.frame(c), view(open, { errors, values })), 422)
    if (!received.ok) return again([{ field: 'file', text: received.reason }])
    const { fields, file } = received.value
    const sent = parseFields({ ...fields }, AttachForm)
    const problem = received.value.problem ?? (file ? null : 'Choose a picture or file')
    const errors = [...(problem ? [{ field: 'file', text: problem }] : []), ...(sent.ok ? [] : sent.errors)]
    // [AT4]
    if (file?.picture && !fields.shows?.trim())
      errors.push({ field: 'shows', text: 'Say what the picture shows, then choose it again' })
    if (!file || !sent.ok || errors.length > 0) return again(errors, sent.values)
    const { shows, reopenReason } = sent.value
    const outcome = await writeOnce(
      needs.database,
      viewer,
      fields._key,
      `${home(open)}#files`,
      async (tx) => {
        const ready = await touch(open, tx, reopenReason)
        if (!ready.ok) return ready
        return addAttachment(
          viewer,
          tx,
          needs.clock(),
          { projectId: project.id, entryId: entry.id },
          { ...file, shows },
        )
      },
    )
    return outcome.ok ? c.redirect(outcome.value, 303) : again([REFUSALS[outcome.reason]], sent.values)
  })

  routes.get(WITHDRAW, async (c) => {
    const { open, file } = await withdrawable(c)
    return c.html(withdrawFilePage(needs.frame(c), { ...view(open, {}), file }))
  })

  routes.post(WITHDRAW, async (c) => {
    const { open, file } = await withdrawable(c)
    const { viewer } = open
    const sent = await parseForm(c.req, WithdrawFileForm)
    const again = (state: FormState) =>
      c.html(withdrawFilePage(needs.frame(c), { ...view(open, state), file }), 422)
    if (!sent.ok) return again(sent)
    const { why, reopenReason } = sent.value
    const outcome = await writeOnce(
      needs.database,
      viewer,
      sent.values._key,
      `${home(open)}#files`,
      async (tx) => {
        const ready = await touch(open, tx, reopenReason)
        return ready.ok ? withdrawAttachment(viewer, tx, needs.clock(), file.id, why) : ready
      },
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'absent') throw new NotFound()
    return again({ errors: [REFUSALS[outcome.reason]], values: sent.values })
  })

  async function changeable(c: RequestContext): Promise<OpenEntry> {
    const open = await openProjectOf(c, needs)
    const { viewer, project, template } = open
    const entry = found(
      await needs.database.as(viewer, (tx) =>
        findEntry(viewer, tx, project, template, c.req.param('entry') ?? ''),
      ),
    )
    const kind = found(kindOf(template, entry.kind))
    if (!mayAttach({ ...open, kind, entry })) throw new NotAllowed()
    return { ...open, kind, entry }
  }

  async function withdrawable(c: RequestContext): Promise<{ open: OpenEntry; file: Attachment }> {
    const open = await changeable(c)
    const file = await needs.database.as(open.viewer, (tx) =>
      findAttachment(open.viewer, tx, c.req.param('file') ?? ''),
    )
    if (file?.entryId !== open.entry.id) throw new NotFound()
    return { open, file }
  }

  // [AT5] A file belongs to what its step was signed off with.
  async function touch({ viewer, project, kind }: OpenEntry, tx: Tx, reopenReason: string) {
    const reason = kind.isAfterwards ? null : reopenReason
    return touchStep(viewer, tx, needs.clock(), project, kind.step, reason)
  }
}

/** Pictures and files of an entry, on the page of every kind of entry. */
export function attachmentsPart({ database }: Pick<AttachmentPageNeeds, 'database'>): EntryPart {
  return {
    async ofEntry(open, entry) {
      const { viewer, project, template } = open
      const kind = kindOf(template, entry.kind)
      const files = await database.as(viewer, (tx) => listAttachments(viewer, tx, project.id, [entry.id]))
      return filesPart({
        at: filesAt(project.number, entry.id),
        files,
        mayAdd: kind !== undefined && mayAttach({ ...open, kind, entry }),
        mayReadWithdrawn: isStaff(viewer),
        notHere: (project.imported?.filesNotHere ?? []).filter((file) => file.entry === entry.id),
      })
    },
  }
}

// [AT1]
function mayAttach({ viewer, project, kind, entry }: OpenEntry): boolean {
  return project.state === 'open' && !entry.withdrawn && mayChangeEntry(viewer, kind, entry)
}

function view(open: OpenEntry, state: FormState): AttachView {
  const { project, kind, entry } = open
  const title = entryTitle(kind, entry.content, () => '')
  return {
    at: filesAt(project.number, entry.id),
    backTo: { text: 'Back', href: home(open) },
    placeName: project.placeName,
    title,
    reopenField: reopenField(project, kind, state),
    key: randomUUID(),
    state,
  }
}

const filesAt = (number: string, entryId: string) => `/projects/${number}/entries/${entryId}/files`

const home = ({ project, kind, entry }: OpenEntry) => `/projects/${project.number}/${kind.path}/${entry.id}`
