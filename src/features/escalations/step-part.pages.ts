import { textOf } from '#core/proforma/entry.ts'
import type { RecordedEscalation } from '#core/record/recorded-escalation.ts'
import { type EntryPart, listEntries, type OpenProject, type StepPart } from '#features/projects/index.ts'
import { mayRaise } from './escalation.access.ts'
import { listOfProject } from './escalation.store.ts'
import { escalationsInRecord } from './escalation-record.ts'
import { type EscalationNeeds, whenOf } from './page-needs.pages.ts'
import { recordedEscalation } from './recorded-escalation.ts'
import { entryPart, stepPart, stillNeeded } from './step-part.view.ts'

type PartNeeds = Pick<EscalationNeeds, 'database' | 'clock'>

/** Step 8's escalations on its page, and what they ask of its sign-off [E18]. */
export function escalationStepPart(needs: PartNeeds): StepPart {
  return {
    step: 8,
    async show(open) {
      return stepPart({ project: open.project, ...(await partOf(needs, open)), elsewhere: elsewhereOf(open) })
    },
    async ofRecord(open) {
      const { escalations, settings, today } = await partOf(needs, open)
      return escalationsInRecord(
        escalations.map((one) => recordedEscalation(one, settings)),
        elsewhereOf(open),
        today,
      )
    },
    async stillNeeded({ viewer, project, template, today }) {
      return needs.database.as(viewer, async (tx) => {
        const risks = await listEntries(viewer, tx, project, template, ['risk'])
        const isPrevented = risks.some(
          ({ withdrawn, content }) => !withdrawn && textOf(content, 'prevents').trim() !== '',
        )
        return stillNeeded(isPrevented, await listOfProject(viewer, tx, today, project.id))
      })
    },
  }
}

/** A project's own escalations as its record takes them along [E22]. */
export async function escalationsOfRecord(
  needs: PartNeeds,
  open: OpenProject,
): Promise<RecordedEscalation[]> {
  const { escalations, settings } = await partOf(needs, open)
  return escalations.map((one) => recordedEscalation(one, settings))
}

const elsewhereOf = ({ project }: OpenProject) => project.imported?.escalations ?? []

/** What was raised from a risk or an intervention, on the entry's page. */
export function escalationEntryParts(needs: PartNeeds): EntryPart[] {
  return (['risk', 'intervention'] as const).map((kind) => ({
    kind,
    async ofEntry(open, entry) {
      const { escalations, ...part } = await partOf(needs, open)
      return entryPart({
        ...part,
        mayRaise: part.mayRaise && !entry.withdrawn,
        escalations: escalations.filter(({ entryId }) => entryId === entry.id),
        href: `/projects/${open.project.number}/escalations/new?${kind}=${entry.id}`,
        what: kind,
      })
    },
  }))
}

async function partOf(needs: PartNeeds, { viewer, project, today }: OpenProject) {
  const { settings } = await whenOf(needs, viewer)
  return {
    settings,
    escalations: await needs.database.as(viewer, (tx) => listOfProject(viewer, tx, today, project.id)),
    mayRaise: mayRaise(viewer) && project.state === 'open',
    today,
  }
}
