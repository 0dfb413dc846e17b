import { isStaff, type Viewer } from '#core/access/viewer.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { listEntries, type ProjectId, readableProjects } from '#features/projects/index.ts'
import { loadCurrentTemplate } from '#features/templates/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { groupOf, nextMeeting, openJobs } from './group.ts'
import { meetingInWords } from './group-words.ts'
import { listSeats } from './seat.store.ts'

// Somebody in more groups than this finds the rest under Projects.
const GROUPS_SHOWN = 10

/** [W12] Something a member's own group waits for. */
export type GroupWaiting = Readonly<{ href: string; what: string; toDo: string }>

/**
 * [W12] For everybody in a group: the jobs they took, and their next meetings; for partners and residents also the way to
 * each project they are on.
 */
export async function listWaitingInGroups(viewer: Viewer, tx: Tx, today: string): Promise<GroupWaiting[]> {
  const seats = await listSeats(viewer, tx)
  if (isStaff(viewer) && seats.length === 0) return []
  let query = readableProjects(viewer, tx, today)
    .select(['project.id', 'project.number', 'project.place_name'])
    .where('project.state', '=', 'open')
    .orderBy('project.opened_at', 'desc')
    .limit(GROUPS_SHOWN)
  if (isStaff(viewer)) query = query.where('project.id', 'in', seats)
  const template = await loadCurrentTemplate(viewer, tx)
  const waiting: GroupWaiting[] = []
  for (const row of await query.execute()) {
    const project = { id: row.id as ProjectId }
    const entries: Entry[] = await listEntries(viewer, tx, project, template, [
      'member',
      'meeting',
      'group-action',
    ])
    const group = groupOf(entries, today)
    const own = new Set(
      group.everyone.filter(({ personId }) => personId === viewer.personId).map(({ id }) => id),
    )
    const at = `/projects/${row.number}`
    for (const { id, what, who, dueOn } of openJobs(group))
      if (own.has(who))
        waiting.push({
          href: `${at}/group-actions/${id}`,
          what,
          toDo: [
            `your job in ${row.place_name}`,
            dueOn &&
              (dueOn < today
                ? `overdue since ${partialDateInWords(dueOn)}`
                : `by ${partialDateInWords(dueOn)}`),
          ]
            .filter(Boolean)
            .join(', '),
        })
    const next = nextMeeting(group)
    if (next)
      waiting.push({
        href: `${at}/meetings/${next.id}`,
        what: `Next meeting in ${row.place_name}`,
        toDo: meetingInWords(next),
      })
    else if (!isStaff(viewer))
      waiting.push({ href: at, what: row.place_name, toDo: 'your project; no meeting is planned' })
  }
  return waiting
}
