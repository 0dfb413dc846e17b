import { randomUUID } from 'node:crypto'
import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { STEP_NUMBERS } from '#core/proforma/entry-kind.ts'
import { londonDay } from '#core/time/london-day.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { fillJustification } from './fill-justification.ts'
import { type Opening, type ProjectNumber, projectNumber } from './project.ts'
import { templateToOpenWith } from './template-move.store.ts'

/**
 * [P3]–[P5] Opens the project of a decision that is being signed off, in that transaction, and gives its number. The
 * caller has locked the decision and checked who may; a second project for one decision fails on its unique key. The
 * counter's row stays locked until the transaction ends, so numbers have no gaps. Cost: about ten statements.
 */
export async function openProject(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  opening: Opening,
): Promise<ProjectNumber> {
  const force_id = viewer.forceId
  const id = randomUUID()
  const number = await nextNumber(viewer, tx, at)
  await tx
    .insertInto('project')
    .values({
      force_id,
      id,
      number,
      decision_id: opening.decision.id,
      place_name: opening.placeName,
      area_code: opening.areaCode,
      area_codes: [...new Set([opening.areaCode, ...opening.areaCodes])],
      template_version: await templateToOpenWith(viewer, tx),
      opened_by: viewer.personId,
      opened_at: at,
      figures: JSON.stringify(opening.figures),
      decision: JSON.stringify(opening.decision),
    })
    .execute()
  const signedOff = {
    state: 'signed off',
    signed_off_by: viewer.personId,
    signed_off_as: signature(viewer),
    signed_off_at: at,
  }
  await tx
    .insertInto('project_step')
    .values(
      STEP_NUMBERS.map((step) => ({
        force_id,
        project_id: id,
        step,
        changed_at: at,
        ...(step === 1 ? signedOff : {}),
      })),
    )
    .execute()
  const items = fillJustification(opening.figures)
  if (items.length)
    await tx
      .insertInto('project_entry')
      .values(
        items.map((item, position) => ({
          force_id,
          id: randomUUID(),
          project_id: id,
          kind: item.kind,
          position,
          content: JSON.stringify(item.content),
          origin: 'screening',
          added_by: viewer.personId,
          added_as: 'Filled in from the screening',
          added_at: at,
          written_by: viewer.personId,
          written_as: 'Filled in from the screening',
          written_at: at,
        })),
      )
      .execute()
  const from_on = londonDay(at)
  await tx
    .insertInto('project_member')
    .values(
      [
        { part: 'lead officer', person_id: opening.leadOfficerId },
        { part: 'supervisor', person_id: opening.supervisorId },
      ].map((member) => ({ ...member, force_id, id: randomUUID(), project_id: id, from_on })),
    )
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'project opened',
    subject: { kind: 'project', id },
    after: {
      number,
      placeName: opening.placeName,
      areaCodes: opening.areaCodes,
      decisionId: opening.decision.id,
      leadOfficerId: opening.leadOfficerId,
      supervisorId: opening.supervisorId,
      entriesFilled: items.length,
    },
  })
  return number
}

/** The force's next number of the year; its counter stays locked until the transaction ends. */
export async function nextNumber(viewer: Viewer, tx: Tx, at: Date): Promise<ProjectNumber> {
  const year = Number(londonDay(at).slice(0, 4))
  const counter = await tx
    .insertInto('project_counter')
    .values({ force_id: viewer.forceId, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['force_id', 'year'])
        .doUpdateSet((eb) => ({ last: eb('project_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return projectNumber(viewer.forceSlug, year, counter.last)
}
