import type { Viewer } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { type ProjectId, touchStep } from '#features/projects/index.ts'
import type { Database, Tx } from '#platform/db/index.ts'
import { OUT_OF_DATE } from '#platform/forms/write-once.ts'
import type { RequestContext } from '#platform/http/request.ts'
import { NotAllowed, NotFound } from '#platform/http/request.ts'
import { putMessages } from '#platform/messaging/index.ts'
import type { FieldProblem, Frame } from '#ui/frame/page.view.ts'
import { loadCircle } from './circle.store.ts'
import { findStanding } from './contact.store.ts'
import type { When } from './escalation-act.store.ts'
import type { Circle, Notice, Sender } from './escalation-mail.ts'
import { type ActRefusal, type EscalationRow, listOpenProjectsOf } from './escalation-row.store.ts'
import { loadSettings } from './settings.store.ts'

export type EscalationNeeds = Readonly<{
  database: Database
  clock: Clock
  config: Readonly<{ publicUrl: string }>
  frame(c: RequestContext): Frame
  /** Has what was just written handed over to the mail server. */
  mailSoon(forceId: string): Promise<void>
}>

/** The instant, the day and the force's clock, for an act or a page. */
export async function whenOf(
  needs: Pick<EscalationNeeds, 'database' | 'clock'>,
  viewer: Viewer,
): Promise<When> {
  const at = needs.clock()
  const settings = await needs.database.as(viewer, (tx) => loadSettings(viewer, tx))
  return { at, today: londonDay(at), settings }
}

/** [E9] Puts a message for each of the escalations, in the transaction of what it tells of. */
export async function tell(
  needs: EscalationNeeds,
  viewer: Viewer,
  tx: Tx,
  when: When,
  rows: readonly Readonly<{ id: string }>[],
  notices: (circle: Circle, sender: Sender) => readonly Notice[],
): Promise<void> {
  const sender = {
    publicUrl: needs.config.publicUrl,
    settings: when.settings,
    actorId: viewer.personId,
  }
  for (const { id } of rows)
    await putMessages(tx, viewer, when.at, notices(await loadCircle(viewer, tx, when.today, id), sender))
}

/** [E20] What is done with a project's escalation is a move in its Step 8. */
export async function moveSteps(
  viewer: Viewer,
  tx: Tx,
  { at }: When,
  rows: readonly EscalationRow[],
): Promise<void> {
  if (rows.every(({ project_id }) => project_id === null)) return
  for (const { id, state } of await listOpenProjectsOf(viewer, tx, rows))
    await touchStep(viewer, tx, at, { id: id as ProjectId, state: state as 'open' }, 8, null)
}

/** [E8] The contact a form chose: by name, whoever stands there, or nobody. */
export async function contactChosen(
  viewer: Viewer,
  tx: Tx,
  sent: Readonly<{ contact: string; level: string }>,
  matter: Readonly<{ organisation: string; areaCode: string | null }>,
): Promise<string | null> {
  if (sent.contact === 'nobody') return null
  if (sent.contact !== 'standing') return sent.contact
  return (await findStanding(viewer, tx, { level: sent.level, ...matter }))?.id ?? null
}

const REFUSALS: Readonly<
  Record<Exclude<ActRefusal, 'absent' | 'not-your-role'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  changed: { field: null, text: 'It changed after you opened the page. Read it again, then go on.' },
  'wrong-state': { field: null, text: 'It is past that. Read it again.' },
  joined: { field: null, text: 'It is joined to a regional issue, and is answered there.' },
  closed: { field: null, text: 'This project is closed, so nothing more is raised from it.' },
  'not-at-level': { field: 'contact', text: 'Choose somebody who stands at that level' },
  'names-another': { field: null, text: 'Something chosen here is not there any more. Choose again.' },
  'no-answer': { field: null, text: 'Write the answer before you close this escalation' },
}

/** What a person reads of a refusal; absent and not theirs end the request. */
export function said(reason: ActRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'absent') throw new NotFound()
  if (reason === 'not-your-role') throw new NotAllowed()
  return REFUSALS[reason]
}

/** 409 where somebody else was faster, 422 where something is to be put right. */
export function statusOf(reason: ActRefusal | 'out-of-date'): 409 | 422 {
  return reason === 'changed' || reason === 'wrong-state' || reason === 'joined' ? 409 : 422
}
