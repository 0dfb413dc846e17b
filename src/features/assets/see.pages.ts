import { randomUUID } from 'node:crypto'
import { parseContent } from '#core/proforma/content.schema.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import { kindOf } from '#core/proforma/template.ts'
import { ACCEPTED_PICTURES, addAttachment, receiveFile } from '#features/attachments/index.ts'
import {
  addEntry,
  CLOSED,
  findEntry,
  listEntries,
  mayAddEntry,
  type OpenProject,
  openProjectOf,
  type ProjectPageNeeds,
  reopenField,
} from '#features/projects/index.ts'
import type { KeptFiles } from '#platform/files/kept-files.ts'
import { parseFields } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { SeeForm } from './see.schema.ts'
import { seePage } from './see.view.ts'

type OpenWalk = OpenProject & Readonly<{ walk: Entry; sighting: EntryKind }>
type SeeNeeds = Pick<ProjectPageNeeds, 'database' | 'clock' | 'frame'> & Readonly<{ files: KeptFiles }>

const PICTURE_AGAIN: FieldProblem = { field: 'file', text: 'Choose the photograph again' }
const REFUSALS: Readonly<Record<string, FieldProblem>> = {
  'out-of-date': OUT_OF_DATE,
  'needs-reopen-reason': { field: 'reopenReason', text: 'Say why the step needs to change after sign-off' },
  closed: CLOSED,
}

/** [AS2] What is seen on a walk, one thing after the other, each with its photograph. */
export function seePages(routes: Routes, needs: SeeNeeds): void {
  const WALK = '/projects/:number/audit-walks/:walk{[0-9a-f-]{36}}'

  routes.get(`${WALK}/see`, async (c) => c.html(await show(c, await opening(c), {})))

  // With what a form with a file may hold, by the end of its address.
  routes.post(`${WALK}/files`, async (c) => {
    const open = await opening(c)
    const { viewer, project, template, walk, sighting } = open
    const received = await receiveFile(c, needs.files, viewer)
    if (!received.ok)
      return c.html(await show(c, open, { errors: [{ field: 'file', text: received.reason }] }), 422)
    const { fields, file, problem } = received.value
    const sent = parseFields({ ...fields }, SeeForm)
    const parsed = parseContent(sighting, { ...sent.values, walk: walk.id })
    const again = async (errors: readonly FieldProblem[]) =>
      c.html(
        await show(c, open, { errors: [...(file ? [PICTURE_AGAIN] : []), ...errors], values: sent.values }),
        422,
      )
    const errors = [
      ...(problem ? [{ field: 'file', text: problem }] : []),
      ...(file && !file.picture ? [{ field: 'file', text: 'Choose a photograph' }] : []),
      ...(parsed.ok ? [] : parsed.problems),
      ...(sent.ok ? [] : sent.errors),
    ]
    if (errors.length > 0 || !parsed.ok || !sent.ok) return again(errors)
    const content = Object.fromEntries(
      sighting.fields.map(({ name }) => [name, parsed.content[name] ?? null]),
    )
    const id = randomUUID()
    const at = needs.clock()
    const home = sent.value.next === 'finish' ? walkHref(open) : `${walkHref(open)}/see`
    const outcome = await writeOnce(needs.database, viewer, fields._key, home, async (tx) => {
      const change = { project, template, reopenReason: sent.value.reopenReason }
      const added = await addEntry(viewer, tx, at, change, { id, kind: sighting.id, content })
      if (!added.ok || !file) return added
      const shows = String(content.title)
      return addAttachment(viewer, tx, at, { projectId: project.id, entryId: id }, { ...file, shows })
    })
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const refusal = REFUSALS[outcome.reason]
    if (!refusal) throw new NotAllowed()
    return again([refusal])
  })

  async function opening(c: RequestContext): Promise<OpenWalk> {
    const open = await openProjectOf(c, needs)
    const { viewer, project, template } = open
    const walk = await needs.database.as(viewer, (tx) =>
      findEntry(viewer, tx, project, template, c.req.param('walk') ?? ''),
    )
    if (walk?.kind !== 'audit-walk') throw new NotFound()
    const sighting = found(kindOf(template, 'audit-sighting'))
    if (!maySee(open, walk)) throw new NotAllowed()
    return { ...open, walk, sighting }
  }

  async function show(c: RequestContext, open: OpenWalk, state: FormState): Promise<string> {
    const { viewer, project, template, walk, sighting } = open
    const entries = await needs.database.as(viewer, (tx) =>
      listEntries(viewer, tx, project, template, [sighting.id]),
    )
    const kind = found(kindOf(template, walk.kind))
    return seePage(needs.frame(c), {
      placeName: project.placeName,
      walk: { title: entryTitle(kind, walk.content, String), href: walkHref(open) },
      seen: entries
        .filter((entry) => entry.content.walk === walk.id && !entry.withdrawn)
        .reverse()
        .map((entry) => ({
          title: entryTitle(sighting, entry.content, String),
          href: `/projects/${project.number}/${sighting.path}/${entry.id}`,
        })),
      acceptedPictures: ACCEPTED_PICTURES,
      reopenField: reopenField(project, sighting, state),
      key: randomUUID(),
      state,
    })
  }
}

/** Whether this person adds what is seen on a walk. */
export function maySee({ viewer, project, template }: OpenProject, walk: Entry): boolean {
  const sighting = kindOf(template, 'audit-sighting')
  return (
    project.state === 'open' && !walk.withdrawn && sighting !== undefined && mayAddEntry(viewer, sighting)
  )
}

const walkHref = ({ project, walk }: Pick<OpenWalk, 'project' | 'walk'>) =>
  `/projects/${project.number}/audit-walks/${walk.id}`
