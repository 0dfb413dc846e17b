import { assetParts } from '#features/assets/index.ts'
import { attachmentsPart, filesOfRecord } from '#features/attachments/index.ts'
import { escalationEntryParts, escalationStepPart, escalationsOfRecord } from '#features/escalations/index.ts'
import { interventionParts } from '#features/interventions/index.ts'
import { paperParts } from '#features/papers/index.ts'
import { drawingsOfRecord, pictureParts } from '#features/pictures/index.ts'
import type { ProjectPageNeeds } from '#features/projects/index.ts'
import { ratingStepParts, ratingsOfRecord } from '#features/ratings/index.ts'
import { stakeholderEntryPart, stakeholderStepPart } from '#features/stakeholders/index.ts'
import { groupPart, meetingEntryPart } from '#features/working-groups/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import type { Context } from './context.ts'
import { placeFigures } from './place-figures.ts'

/** What other features add to the pages of a project's steps and entries, in the order of the page, and to its record. */
export function projectParts(
  context: Context & Readonly<{ frame(c: RequestContext): Frame }>,
): Required<Pick<ProjectPageNeeds, 'stepParts' | 'entryParts' | 'recordParts' | 'projectLinks'>> {
  const interventions = interventionParts({
    ...context,
    placeFigures: (asked, place) => placeFigures(context.store, asked, place),
  })
  const assets = assetParts(context)
  return {
    stepParts: [
      ...assets.stepParts,
      stakeholderStepPart(context.database),
      groupPart(context),
      ...interventions.stepParts,
      escalationStepPart(context),
      ...ratingStepParts(context),
    ],
    entryParts: [
      ...assets.entryParts,
      stakeholderEntryPart(context.database),
      meetingEntryPart(context),
      ...interventions.entryParts,
      ...escalationEntryParts(context),
      ...paperParts(context),
      ...pictureParts(context),
      attachmentsPart(context),
    ],
    recordParts: {
      escalations: (open) => escalationsOfRecord(context, open),
      ratings: (open) => ratingsOfRecord(context, open),
      drawings: drawingsOfRecord(context.database),
      files: filesOfRecord(context),
    },
    projectLinks: [
      { path: 'brief', text: 'One-page brief, to share' },
      { path: 'ratings', text: 'Ratings: how deeply each step was done', isForStaff: true },
      { path: 'fidelity', text: 'What makes it work: eleven features', isForStaff: true },
      { path: 'sara', text: 'The record as SARA', isForStaff: true },
      { path: 'network', text: 'Network of stakeholders', isForStaff: true },
      { path: 'dose', text: 'Work and team: time, contacts, who has stayed', isForStaff: true },
      { path: 'handover', text: 'Handover pack', isForStaff: true },
    ],
  }
}
