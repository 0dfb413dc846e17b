import type { Viewer } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { listWaiting } from '#features/decisions/index.ts'
import { listWaitingEscalations } from '#features/escalations/index.ts'
import type { Waiting } from '#features/home/index.ts'
import { listWaitingActions } from '#features/interventions/index.ts'
import { listWaitingSteps } from '#features/projects/index.ts'
import { listWaitingRatings } from '#features/ratings/index.ts'
import { listWaitingInGroups } from '#features/working-groups/index.ts'
import type { Context } from './context.ts'

const DECISIONS: Readonly<Record<string, string>> = {
  draft: 'being prepared; yours to decide when it is ready',
  returned: 'returned; to be put right and decided again',
  decided: 'decided; waits for your sign-off',
}

/** What waits for somebody, from every feature that knows of something; shown on their start page. */
export async function waitingFor({ database, clock }: Context, viewer: Viewer): Promise<Waiting[]> {
  return database.as(viewer, async (tx) => {
    const decisions = await listWaiting(viewer, tx)
    return [
      ...(await listWaitingRatings(viewer, tx)).map(({ number, placeName, roundId, dueOn }) => ({
        href: `/projects/${number}/ratings/${roundId}/give`,
        what: `How deeply steps were done: ${placeName}`,
        toDo: `your rating, by ${partialDateInWords(dueOn)}`,
      })),
      ...(await listWaitingActions(viewer, tx, londonDay(clock()))),
      ...(await listWaitingInGroups(viewer, tx, londonDay(clock()))),
      ...(await listWaitingEscalations(viewer, tx, londonDay(clock()))).map(({ id, what, toDo }) => ({
        href: `/escalations/${id}`,
        what,
        toDo,
      })),
      ...(await listWaitingSteps(viewer, tx)).map(({ number, placeName, step }) => ({
        href: `/projects/${number}/steps/${step}#sign-off`,
        what: `Step ${step} of ${placeName}`,
        toDo: 'waits for your sign-off',
      })),
      ...decisions.map(({ id, placeName, state }) => ({
        href: `/decisions/${id}`,
        what: placeName,
        toDo: DECISIONS[state] ?? state,
      })),
    ]
  })
}
