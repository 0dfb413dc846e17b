import { randomUUID } from 'node:crypto'
import { kindOf } from '#core/proforma/template.ts'
import {
  type EntryPart,
  listEntries,
  mayAddEntry,
  type OpenProject,
  type StepPart,
} from '#features/projects/index.ts'
import { nothing } from '#ui/html.view.ts'
import { groupOf, meetingOf } from './group.ts'
import { groupAtAGlance } from './group.view.ts'
import { groupStillNeeded } from './group-words.ts'
import { mayInviteTo } from './invitation.pages.ts'
import { meetingPart } from './meeting.view.ts'
import { listReachable, MEETING_KINDS, mayChangeMeeting, recordOf } from './meeting-record.pages.ts'
import { listPut } from './minutes.store.ts'
import type { GroupNeeds } from './needs.pages.ts'

type PartNeeds = Pick<GroupNeeds, 'database'>

/** [W2–W4] The group on Step 5's page, and what it lacks for the sign-off. */
export function groupPart(needs: PartNeeds): StepPart {
  return {
    step: 5,
    async show(open) {
      const { project } = open
      const mayInvite = project.state === 'open' && (await mayInviteTo(needs, open))
      return groupAtAGlance({ project, group: groupOf(await entriesOf(needs, open), open.today), mayInvite })
    },
    stillNeeded: async (open) => groupStillNeeded(groupOf(await entriesOf(needs, open), open.today)),
  }
}

/** [W9] [W10] What belongs to a meeting, on its page. */
export function meetingEntryPart(needs: PartNeeds): EntryPart {
  return {
    kind: 'meeting',
    async ofEntry(open, entry) {
      if (entry.withdrawn) return nothing
      const { viewer, project, template } = open
      const entries = await entriesOf(needs, open)
      const minutes = await needs.database.as(viewer, async (tx) => {
        const keys = (await listReachable(tx, open, entry.id)).map(({ key }) => key)
        const put = await listPut(tx, viewer, keys)
        return { toSend: keys.length - put.size, sent: put.size }
      })
      const kind = kindOf(template, 'group-decision')
      return meetingPart({
        project,
        meeting: meetingOf(entry),
        ...recordOf({ ...open, entries }, entry.id),
        mayAdd: project.state === 'open' && kind !== undefined && mayAddEntry(viewer, kind),
        mayChange: mayChangeMeeting(open, entry),
        minutes,
        key: randomUUID(),
      })
    },
  }
}

function entriesOf({ database }: PartNeeds, { viewer, project, template }: OpenProject) {
  return database.as(viewer, (tx) => listEntries(viewer, tx, project, template, MEETING_KINDS))
}
