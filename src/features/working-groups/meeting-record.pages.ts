import type { PersonId } from '#core/access/viewer.ts'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import { kindOf } from '#core/proforma/template.ts'
import { findAddresses } from '#features/people/index.ts'
import { listTeam, mayChangeEntry, namesOf, type OpenProject } from '#features/projects/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { groupOf } from './group.ts'
import { listReceivers, minutesKey } from './minutes.store.ts'

/** The kinds that a meeting's pages are made of. */
export const MEETING_KINDS = ['member', 'terms', 'meeting', 'group-decision', 'group-action']

/** Whether this person corrects that meeting: anybody of the group does [P18]. */
export function mayChangeMeeting({ viewer, project, template }: OpenProject, meeting: Entry): boolean {
  const kind = kindOf(template, 'meeting')
  return (
    project.state === 'open' &&
    !meeting.withdrawn &&
    kind !== undefined &&
    mayChangeEntry(viewer, kind, meeting)
  )
}

/** What was decided and taken on at a meeting, with members' names. */
export function recordOf(
  {
    entries,
    template,
    today,
  }: Pick<OpenProject, 'template' | 'today'> & Readonly<{ entries: readonly Entry[] }>,
  meetingId: string,
) {
  return {
    decisions: entries
      .filter(({ kind, withdrawn }) => kind === 'group-decision' && !withdrawn)
      .filter(({ content }) => content.meeting === meetingId)
      .map(({ id, content }) => ({ id, decided: textOf(content, 'decided') })),
    jobs: groupOf(entries, today).jobs.filter((job) => job.meetingId === meetingId),
    nameOf: namesOf(template, entries),
  }
}

/**
 * [W10] Where a meeting's minutes go, with the key of each message. Whoever is on the team is reached by their account,
 * whatever is written beside their name; whoever has left it is not.
 */
export async function listReachable(
  tx: Tx,
  { viewer, project, today }: OpenProject,
  meetingId: string,
): Promise<Readonly<{ key: string; to: string }>[]> {
  const team = await listTeam(viewer, tx, project)
  const isOn = (id: PersonId) =>
    team.some(({ personId, untilOn }) => personId === id && (untilOn === null || untilOn >= today))
  const receivers = await listReceivers(tx, viewer, project.id, today)
  const people = receivers.flatMap(({ personId }) => (personId && isOn(personId) ? [personId] : []))
  const addresses = await findAddresses(tx, viewer, people)
  return receivers.flatMap(({ memberId, personId, email }) => {
    const to = personId ? addresses.get(personId) : email
    return to ? [{ key: minutesKey(meetingId, memberId), to }] : []
  })
}
