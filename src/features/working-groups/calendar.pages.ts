import { randomUUID } from 'node:crypto'
import { type CalendarEvent, calendarFile } from '#core/calendar-file.ts'
import { done } from '#core/outcome.ts'
import type { Entry } from '#core/proforma/entry.ts'
import {
  findEntry,
  listEntries,
  type OpenProject,
  openProjectOf,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import { hashToken, makeToken } from '#platform/auth/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import { endCalendar, findCalendar, findCalendarAtDoor, keepCalendar } from './calendar.store.ts'
import { calendarPage } from './calendar.view.ts'
import { meetingOf } from './group.ts'
import { RevokeForm } from './invitation.schema.ts'
import type { GroupNeeds } from './needs.pages.ts'

/** [W11] The group's meetings as calendar files, and each person's private address of them. */
export function calendarPages(routes: Routes, needs: GroupNeeds): void {
  const AT = '/projects/:number/calendar'

  routes.get('/projects/:number/meetings.ics', async (c) =>
    file(c, await openProjectOf(c, needs), `${c.req.param('number')}-meetings`),
  )

  routes.get('/projects/:number/meetings/:file{[0-9a-f-]{36}\\.ics}', async (c) => {
    const open = await openProjectOf(c, needs)
    const id = c.req.param('file').slice(0, 36)
    const entry = await needs.database.as(open.viewer, (tx) =>
      findEntry(open.viewer, tx, open.project, open.template, id),
    )
    if (entry?.kind !== 'meeting') throw new NotFound()
    return sent(c, open, [entry], `${open.project.number}-meeting`)
  })

  routes.get(AT, async (c) => c.html(await show(c, await openProjectOf(c, needs), null)))

  routes.post(AT, async (c) => {
    const open = await openProjectOf(c, needs)
    const { viewer, project } = open
    const form = await parseForm(c.req, RevokeForm)
    const token = makeToken()
    let isFirst = false
    const outcome = await writeOnce(needs.database, viewer, form.values._key, home(open), async (tx) => {
      isFirst = true
      await keepCalendar(viewer, tx, needs.clock(), project.id, hashToken(token))
      return done(true)
    })
    if (!outcome.ok) return c.html(await show(c, open, null, true), 422)
    // The address is kept nowhere, so that a form sent twice cannot show it again.
    if (!isFirst) return c.redirect(outcome.value, 303)
    return c.html(await show(c, open, `${needs.config.publicUrl}${home(open)}/${token}.ics`))
  })

  routes.post(`${AT}/end`, async (c) => {
    const open = await openProjectOf(c, needs)
    const { viewer, project } = open
    const form = await parseForm(c.req, RevokeForm)
    const outcome = await writeOnce(needs.database, viewer, form.values._key, home(open), async (tx) =>
      done(await endCalendar(viewer, tx, needs.clock(), project.id)),
    )
    return outcome.ok ? c.redirect(outcome.value, 303) : c.html(await show(c, open, null, true), 422)
  })

  // Asked by calendar programs, which do not sign in: the address is the right to it, for as long as its person could
  // open the page themselves. Asked for again every quarter of an hour, also when it has ended, so no failure counts
  // against the network it comes from; 256 bits are not guessed.
  routes.get(`${AT}/:file{[A-Za-z0-9_-]{43}\\.ics}`, async (c) => {
    const token = c.req.param('file').slice(0, 43)
    const calendar = found(await findCalendarAtDoor(needs.database.door, hashToken(token)))
    const viewer = await needs.auth.findViewer(calendar)
    c.set('viewer', found(viewer))
    const open = await openProjectOf(c, needs)
    if (open.project.id !== calendar.projectId) throw new NotFound()
    return file(c, open, `${open.project.number}-meetings`)
  })

  async function file(c: RequestContext, open: OpenProject, name: string) {
    const meetings = await needs.database.as(open.viewer, (tx) =>
      listEntries(open.viewer, tx, open.project, open.template, ['meeting']),
    )
    return sent(c, open, meetings, name)
  }

  function sent(c: RequestContext, { project }: OpenProject, meetings: readonly Entry[], name: string) {
    // What a calendar shows lies about on phones and in other people's sight: of a sensitive place, only when and where.
    const title = project.isSensitive ? 'Working group' : `Working group: ${project.placeName}`
    const events = meetings.map((entry) => eventOf(entry, title, project, needs.config.publicUrl))
    c.header('Content-Type', 'text/calendar; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${name.replace(/[^A-Za-z0-9-]/g, '')}.ics"`)
    return c.body(calendarFile(title, events))
  }

  async function show(c: RequestContext, open: OpenProject, address: string | null, isOutOfDate = false) {
    const { viewer, project } = open
    const madeAt = await needs.database.as(viewer, (tx) => findCalendar(viewer, tx, project.id))
    return calendarPage(needs.frame(c), {
      project,
      breadcrumbs: [
        ...projectBreadcrumbs(project),
        { text: 'Step 5', href: `/projects/${project.number}/steps/5` },
      ],
      madeAt,
      address,
      keyOf: randomUUID,
      errors: isOutOfDate ? [OUT_OF_DATE] : [],
    })
  }
}

function eventOf(
  entry: Entry,
  title: string,
  project: OpenProject['project'],
  publicUrl: string,
): CalendarEvent {
  const meeting = meetingOf(entry)
  const url = `${publicUrl}/projects/${project.number}/meetings/${entry.id}`
  return {
    uid: `${entry.id}@wardmote`,
    sequence: entry.version - 1,
    changedAt: entry.withdrawn?.at ?? entry.written.at,
    day: meeting.date,
    starts: meeting.starts || null,
    ends: meeting.ends || null,
    summary: title,
    location: meeting.place,
    description: [project.isSensitive ? '' : meeting.agenda, url].filter(Boolean).join('\n\n'),
    url,
    isCancelled: entry.withdrawn !== null,
  }
}

const home = ({ project }: OpenProject) => `/projects/${project.number}/calendar`
