import { randomUUID } from 'node:crypto'
import type { PersonId, Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { Outcome } from '#core/outcome.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import type { Database, Tx } from '#platform/db/index.ts'
import { findDecision } from './decision.store.ts'
import { comparableAreas, type DecisionId, exceptionsNeeded, type SignedOffDecision } from './decision.ts'
import { decide, signOff } from './decision-act.store.ts'
import { draftDecision, saveReasons, saveText } from './decision-text.store.ts'
import { addToShortlist } from './shortlist.store.ts'

/** A decision as it is to be carried from a saved screening to a project, and by whom. */
export type CarriedDecision = Readonly<{
  saved: Readonly<{ id: string; name: string; screening: Screening }>
  areaCode: AreaCode
  /** Areas that were weighed against it. */
  shortlisted: readonly AreaCode[]
  placeName: string
  reason: string
  /** Why an exception is made, where the figures need one [D9]. */
  exception: string
  whyNot(area: ScreenedArea): string
  preparedBy: Viewer
  decidedBy: Viewer
  signedOffBy: Viewer
  leadOfficerId: PersonId
  at: Date
}>

/**
 * Carries a decision through every act that people do on its pages, each by its own person and under the same rules,
 * and gives what `open` gives: the project's number. For a force that is made, not lived in: the demonstration's.
 * Throws where a rule refuses.
 */
export async function carryDecision(
  database: Database,
  carried: CarriedDecision,
  open: (tx: Tx, decision: SignedOffDecision) => Promise<string>,
): Promise<string> {
  const { saved, areaCode, shortlisted, preparedBy, decidedBy, signedOffBy, at } = carried
  const { screening } = saved
  const id = await database.as(preparedBy, async (tx) => {
    allowed(await addToShortlist(preparedBy, tx, at, saved.id, [areaCode, ...shortlisted], ''))
    const draft = {
      id: randomUUID() as DecisionId,
      screeningId: saved.id,
      areaCode,
      placeName: carried.placeName,
      supervisorId: decidedBy.personId,
    }
    const id = allowed(await draftDecision(preparedBy, tx, at, draft))
    const needed = exceptionsNeeded(screening, areaCode)
    const exception = (kind: (typeof needed)[number]) => (needed.includes(kind) ? carried.exception : '')
    const text = {
      reason: carried.reason,
      placeName: carried.placeName,
      areaCodes: [areaCode],
      boundaryReason: '',
      exceptions: {
        'short-period': exception('short-period'),
        'outside-top-band': exception('outside-top-band'),
      },
      leadOfficerId: carried.leadOfficerId,
      supervisorId: decidedBy.personId,
    }
    allowed(await saveText(preparedBy, tx, at, { id, textVersion: 1 }, text))
    const place = { areaCode, areaCodes: [areaCode] }
    for (const area of comparableAreas(screening, shortlisted, place))
      allowed(
        await saveReasons(
          preparedBy,
          tx,
          at,
          id,
          [{ areaCode: area.code, version: 0 }],
          carried.whyNot(area),
        ),
      )
    return id
  })
  await database.as(decidedBy, async (tx) =>
    allowed(await decide(decidedBy, tx, at, await shown(decidedBy, tx, id), saved)),
  )
  return database.as(signedOffBy, async (tx) =>
    allowed(await signOff(signedOffBy, tx, at, await shown(signedOffBy, tx, id), open)),
  )
}

async function shown(viewer: Viewer, tx: Tx, id: DecisionId) {
  const decision = await findDecision(viewer, tx, id)
  if (!decision) throw new Error('the decision being carried is gone')
  return { id, version: decision.version }
}

function allowed<Value, Reason>(outcome: Outcome<Value, Reason>): Value {
  if (!outcome.ok) throw new Error(`a carried decision was refused: ${outcome.reason}`)
  return outcome.value
}
