import { randomUUID } from 'node:crypto'
import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { type Content, listOf } from '#core/proforma/entry.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import type { RecordedDrawing } from '#core/record/recorded-drawing.ts'
import type { RecordedFile } from '#core/record/recorded-file.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { nextNumber } from '../open-project.store.ts'
import { mayImportRecord } from '../project.access.ts'
import type { DecisionRecord, Imported, ProjectNumber } from '../project.ts'
import { templateToOpenWith } from '../template-move.store.ts'
import type { ProjectRecord } from './record.schema.ts'

/** What came of the files that a record names: those that are kept here, and those that did not come with it. */
export type FilesCame<Taken extends Readonly<{ file: RecordedFile }>> = Readonly<{
  taken: readonly Taken[]
  notHere: readonly RecordedFile[]
  /** Attaches those that are kept, in the transaction of the import. */
  attach(taken: readonly Taken[]): Promise<void>
}>

/**
 * [P31] Makes a project of this force out of a record that has been parsed, under the force's next number and newest
 * template. Every entry has an id of its own here, and what names it follows. Whoever wrote it is kept by name; the
 * person it belongs to in this force is who imports it. Cost: a statement for every 500 entries, and some ten more.
 */
export async function importRecord<Taken extends Readonly<{ file: RecordedFile }>>(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  id: string,
  record: ProjectRecord,
  files: FilesCame<Taken>,
  draw: (drawings: readonly RecordedDrawing[]) => Promise<void>,
): Promise<Outcome<ProjectNumber, 'not-your-role'>> {
  if (!mayImportRecord(viewer)) return refused('not-your-role')
  const force_id = viewer.forceId
  const by = viewer.personId
  const number = await nextNumber(viewer, tx, at)
  const ids: ReadonlyMap<string, string> = new Map(record.entries.map((entry) => [entry.id, randomUUID()]))
  // Each names an entry of the record, which was looked at before.
  const here = <One extends Readonly<{ entry: string }>>(one: One): One => ({
    ...one,
    entry: ids.get(one.entry) as string,
  })
  await tx
    .insertInto('project')
    .values({
      force_id,
      id,
      number,
      decision_id: null,
      state: record.state,
      is_sensitive: record.isSensitive,
      place_name: record.placeName,
      area_code: record.areaCode,
      area_codes: record.areaCodes,
      template_version: await templateToOpenWith(viewer, tx),
      opened_by: by,
      opened_at: at,
      figures: JSON.stringify(record.figures),
      decision: JSON.stringify(decisionOf(record)),
      imported: JSON.stringify({
        ...importedOf(viewer, at, record, ids),
        filesNotHere: files.notHere.map(here),
      } satisfies Imported),
      imported_number: record.number,
    })
    .execute()
  await tx
    .insertInto('project_step')
    .values(
      record.steps.map(({ step, state, ready, signedOff, reopened }) => ({
        force_id,
        project_id: id,
        step,
        state,
        ready_by: ready && by,
        ready_as: ready?.as ?? null,
        ready_at: ready?.at ?? null,
        signed_off_by: signedOff && by,
        signed_off_as: signedOff?.as ?? null,
        signed_off_at: signedOff?.at ?? null,
        reopened_by: reopened && by,
        reopened_as: reopened?.as ?? null,
        reopened_at: reopened?.at ?? null,
        reopen_reason: reopened?.why ?? null,
      })),
    )
    .execute()
  await inParts(entryRows(viewer, id, record, ids), (rows) =>
    tx.insertInto('project_entry').values(rows).execute(),
  )
  const comments = record.comments.map(({ step, words, as, role, at }) => ({
    force_id,
    id: randomUUID(),
    project_id: id,
    step,
    words,
    written_by: by,
    written_as: as,
    written_role: role,
    written_at: at,
  }))
  await inParts(comments, (rows) => tx.insertInto('project_comment').values(rows).execute())
  await draw(record.drawings.map(here))
  await files.attach(files.taken.map((one) => ({ ...one, file: here(one.file) })))
  await recordAudit(tx, viewer, at, {
    action: 'project imported',
    subject: { kind: 'project', id },
    after: {
      number,
      importedNumber: record.number,
      force: record.force,
      entries: record.entries.length,
      drawings: record.drawings.length,
      files: files.taken.map(({ file }) => file.sha256),
      filesNotHere: files.notHere.length,
    },
  })
  return done(number)
}

function entryRows(
  viewer: Viewer,
  project_id: string,
  { entries }: ProjectRecord,
  ids: ReadonlyMap<string, string>,
) {
  const positions = new Map<string, number>()
  return entries.map(({ id, kind, content, origin, added, written, withdrawn, version }) => {
    const position = positions.get(kind) ?? 0
    positions.set(kind, position + 1)
    return {
      force_id: viewer.forceId,
      id: ids.get(id) as string,
      project_id,
      kind,
      position,
      content: JSON.stringify(renamed(kind, content as Content, ids)),
      origin,
      added_by: viewer.personId,
      added_as: added.as,
      added_at: added.at,
      written_by: viewer.personId,
      written_as: written.as,
      written_at: written.at,
      withdrawn_by: withdrawn && viewer.personId,
      withdrawn_as: withdrawn?.as ?? null,
      withdrawn_at: withdrawn?.at ?? null,
      withdraw_reason: withdrawn?.why ?? null,
      version,
    }
  })
}

/** Answers that name entries, by the ids these have here. */
function renamed(kind: string, content: Content, ids: ReadonlyMap<string, string>): Content {
  const naming = kindOf(PLATFORM_TEMPLATE, kind)?.fields ?? []
  const changed: Record<string, Content[string]> = {}
  for (const { type, name } of naming) {
    if (type !== 'entry' && type !== 'entries') continue
    const named = listOf(content, name).map((id) => ids.get(id) as string)
    if (named.length > 0) changed[name] = type === 'entry' ? (named[0] as string) : named
  }
  return { ...content, ...changed }
}

function importedOf(
  viewer: Viewer,
  at: Date,
  record: ProjectRecord,
  ids: ReadonlyMap<string, string>,
): Omit<Imported, 'filesNotHere'> {
  const owners = record.steps.flatMap(({ step, owner }) => (owner ? [[String(step), owner]] : []))
  return {
    number: record.number,
    force: record.force,
    by: signature(viewer),
    at: at.toISOString(),
    opened: record.opened,
    owners: Object.fromEntries(owners),
    team: record.team,
    history: record.history,
    escalations: record.escalations.map((one) => ({
      ...one,
      entry: one.entry && (ids.get(one.entry) ?? null),
    })),
    ratings: record.ratings,
  }
}

// Whose id signed it elsewhere says nothing here.
function decisionOf({ decision: { prepared, decided, signedOff, ...rest } }: ProjectRecord): DecisionRecord {
  const named = (one: Readonly<{ as: string; at: string }>) => ({ by: '', ...one })
  return { ...rest, prepared: named(prepared), decided: named(decided), signedOff: named(signedOff) }
}

async function inParts<Row>(rows: readonly Row[], insert: (rows: Row[]) => Promise<unknown>) {
  for (let start = 0; start < rows.length; start += 500) await insert(rows.slice(start, start + 500))
}
