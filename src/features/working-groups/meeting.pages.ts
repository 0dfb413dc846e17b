import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { done } from '#core/outcome.ts'
import { parseContent } from '#core/proforma/content.schema.ts'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import { kindOf } from '#core/proforma/template.ts'
import {
  CLOSED,
  correctEntry,
  type EntryRefusal,
  listEntries,
  type OpenProject,
  openProjectOf,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import { many, parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import { putMessages, sendMailSoon } from '#platform/messaging/index.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { groupOf, isInOn, meetingOf } from './group.ts'
import { attendancePage, packPage } from './meeting.view.ts'
import { listReachable, MEETING_KINDS, mayChangeMeeting, recordOf } from './meeting-record.pages.ts'
import { minutesMessage } from './minutes.ts'
import type { GroupNeeds } from './needs.pages.ts'

const AttendanceForm = z.object({
  _version: z.coerce.number('Open the page again').int().positive(),
  attended: many(z.uuid()),
  apologies: many(z.uuid()),
})

// The form asks for nothing else, so that whatever is not here has no way to come up but through another page.
const REFUSALS: Readonly<Partial<Record<EntryRefusal, string>>> = {
  changed: savedMeanwhile('this meeting').text,
  withdrawn: 'This meeting has been withdrawn, so it cannot be changed.',
  closed: CLOSED.text,
  'needs-reopen-reason': 'The step is signed off. Correct the meeting itself, and say why.',
  'names-another': 'Somebody ticked here is not in this group. Tick again.',
}

type OpenMeeting = OpenProject & Readonly<{ entry: Entry; entries: readonly Entry[] }>

/** [W9] [W10] A meeting's sheets, who came to it, and its minutes to its members. */
export function meetingPages(routes: Routes, needs: GroupNeeds): void {
  const MEETING = '/projects/:number/meetings/:entry{[0-9a-f-]{36}}'

  routes.get(`${MEETING}/print`, async (c) => {
    const open = await opening(c)
    const { project, entry } = open
    const group = groupOf(open.entries, open.today)
    const meeting = meetingOf(entry)
    const of = recordOf(open, open.entry.id)
    return c.html(
      packPage(needs.frame(c), {
        project,
        breadcrumbs: crumbs(open),
        meeting,
        members: group.everyone.filter((member) => isInOn(member, meeting.date)),
        jobs: group.jobs,
        decisions: of.decisions,
        purpose: group.terms?.purpose ?? '',
        nameOf: of.nameOf,
      }),
    )
  })

  routes.get(`${MEETING}/attendance`, async (c) => c.html(ticking(c, await changing(c), {}, false)))

  routes.post(`${MEETING}/attendance`, async (c) => {
    const open = await changing(c)
    const { viewer, project, template, entry } = open
    const sent = await parseForm(c.req, AttendanceForm)
    if (!sent.ok) return c.html(ticking(c, open, sent, false), 422)
    const { _version: version, attended, apologies } = sent.value
    const parsed = parseContent(kindOf(template, 'meeting')!, { ...entry.content, attended, apologies })
    if (!parsed.ok)
      return c.html(ticking(c, open, { errors: parsed.problems, values: sent.values }, false), 422)
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open), (tx) =>
      correctEntry(
        viewer,
        tx,
        needs.clock(),
        { project, template, reopenReason: '' },
        { id: entry.id, version },
        { attended, apologies },
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const { reason } = outcome
    if (reason === 'absent') throw new NotFound()
    if (reason === 'not-your-role') throw new NotAllowed()
    const text =
      reason === 'out-of-date' ? OUT_OF_DATE.text : (REFUSALS[reason] ?? 'This meeting cannot be changed.')
    const state = { errors: [{ field: null, text }], values: sent.values }
    const isConflict = reason === 'changed'
    return c.html(ticking(c, await changing(c), state, isConflict), isConflict ? 409 : 422)
  })

  routes.post(`${MEETING}/send-minutes`, async (c) => {
    const open = await changing(c)
    const { viewer, project, entry } = open
    if (!textOf(entry.content, 'minutes')) throw new NotFound()
    const sent = await parseForm(c.req, z.object({}))
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open), async (tx) => {
      const message = minutesMessage({
        ...project,
        ...recordOf(open, open.entry.id),
        meeting: meetingOf(entry),
        address: `${needs.config.publicUrl}${home(open)}`,
      })
      const receivers = await listReachable(tx, open, entry.id)
      await putMessages(
        tx,
        viewer,
        needs.clock(),
        receivers.map(({ key, to }) => ({ key, to, ...message })),
      )
      return done(true)
    })
    // Without the key its page gave it, the page is shown again with a button that works.
    if (outcome.ok) await sendMailSoon(needs, viewer.forceId)
    return c.redirect(home(open), 303)
  })

  async function opening(c: RequestContext): Promise<OpenMeeting> {
    const open = await openProjectOf(c, needs)
    const { viewer, project, template } = open
    const entries = await needs.database.as(viewer, (tx) =>
      listEntries(viewer, tx, project, template, MEETING_KINDS),
    )
    const entry = entries.find(({ id, kind }) => kind === 'meeting' && id === c.req.param('entry'))
    if (!entry) throw new NotFound()
    return { ...open, entry, entries }
  }

  async function changing(c: RequestContext): Promise<OpenMeeting> {
    const open = await opening(c)
    if (!mayChangeMeeting(open, open.entry)) throw new NotAllowed()
    return open
  }

  function ticking(c: RequestContext, open: OpenMeeting, state: FormState, isConflict: boolean): string {
    const { project, entry } = open
    const meeting = meetingOf(entry)
    const { everyone } = groupOf(open.entries, open.today)
    const isListed = (id: string) => meeting.attended.includes(id) || meeting.apologies.includes(id)
    return attendancePage(needs.frame(c), {
      project,
      breadcrumbs: crumbs(open),
      meeting,
      members: everyone.filter((member) => isInOn(member, meeting.date) || isListed(member.id)),
      version: entry.version,
      key: randomUUID(),
      state,
      savedMeanwhile: isConflict ? meeting.attended.map(recordOf(open, open.entry.id).nameOf) : null,
    })
  }
}

const home = ({ project, entry }: OpenMeeting) => `/projects/${project.number}/meetings/${entry.id}`

function crumbs({ project, entry }: OpenMeeting) {
  return [
    ...projectBreadcrumbs(project),
    { text: 'Step 5', href: `/projects/${project.number}/steps/5` },
    { text: 'The meeting', href: `/projects/${project.number}/meetings/${entry.id}` },
  ]
}
