import type { Viewer } from '#core/access/viewer.ts'
import type { Tx } from '#platform/db/index.ts'
import { listWaiting } from './escalation.store.ts'
import { doneByInWords, dueInWords, type EscalationId, isPastDoneBy, referenceOf } from './escalation.ts'
import { loadSettings } from './settings.store.ts'

/** What waits for somebody about escalations: to acknowledge or answer, and answers to read; soonest due first. */
export async function listWaitingEscalations(
  viewer: Viewer,
  tx: Tx,
  today: string,
): Promise<{ id: EscalationId; what: string; toDo: string }[]> {
  const { extraDaysOff } = await loadSettings(viewer, tx)
  const waiting = await listWaiting(viewer, tx, today)
  return waiting.map((one) => ({
    id: one.id,
    what: one.project?.isSensitive ? referenceOf(one) : one.barrier,
    toDo:
      one.state === 'answered'
        ? 'an answer came; read it and close it'
        : isPastDoneBy(one, today)
          ? `${doneByInWords(one, today)}; say whether it was`
          : `raised to ${one.asked?.personId === viewer.personId ? 'you' : (one.asked?.name ?? 'nobody yet')}; ${dueInWords(one, today, extraDaysOff)}`,
  }))
}
