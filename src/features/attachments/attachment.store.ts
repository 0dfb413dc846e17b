import { randomUUID } from 'node:crypto'
import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { EntryId } from '#core/proforma/entry.ts'
import { FILES_OF_AN_ENTRY, type RecordedFile } from '#core/record/recorded-file.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tx } from '#platform/db/index.ts'
import type { Attachment, AttachmentId, NewAttachment } from './attachment.ts'

export type AttachRefusal = 'too-many'
export type WithdrawRefusal = 'absent' | 'withdrawn'

type OfEntry = Readonly<{ projectId: string; entryId: string }>

/** [AT3] [AT6] Writes down a kept file as attached to an entry. Who may is for the caller, as for the entry itself. */
export async function addAttachment(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  { projectId, entryId }: OfEntry,
  file: NewAttachment,
): Promise<Outcome<AttachmentId, AttachRefusal>> {
  const { count } = await tx
    .selectFrom('attachment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('force_id', '=', viewer.forceId)
    .where('project_id', '=', projectId)
    .where('entry_id', '=', entryId)
    .where('withdrawn_by', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(count) >= FILES_OF_AN_ENTRY) return refused('too-many')
  const id = randomUUID() as AttachmentId
  const { name, type, bytes, sha256, shows, picture } = file
  await tx
    .insertInto('attachment')
    .values({
      force_id: viewer.forceId,
      id,
      project_id: projectId,
      entry_id: entryId,
      name,
      type,
      bytes,
      sha256,
      shows,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
      thumbnail_sha256: picture?.thumbnailSha256 ?? null,
      added_by: viewer.personId,
      added_as: signature(viewer),
      added_at: at,
    })
    .execute()
  await recordAudit(tx, viewer, at, {
    action: 'file added',
    subject: { kind: 'project', id: projectId },
    after: { entry: entryId, file: { id, name, type, bytes, sha256, shows } },
  })
  return done(id)
}

/**
 * [AT11] Attaches kept files to entries of a project that is being imported, each with its name, writer and day as its
 * record tells them; whom they belong to here is who imports it. The import is the audit's entry.
 */
export async function attachRecorded(
  viewer: Viewer,
  tx: Tx,
  projectId: string,
  taken: readonly Readonly<{ file: RecordedFile; kept: Omit<NewAttachment, 'shows'> }>[],
): Promise<void> {
  const rows = taken.map(({ file, kept }) => ({
    force_id: viewer.forceId,
    id: randomUUID(),
    project_id: projectId,
    entry_id: file.entry,
    name: kept.name,
    type: kept.type,
    bytes: kept.bytes,
    sha256: kept.sha256,
    shows: file.shows,
    width: kept.picture?.width ?? null,
    height: kept.picture?.height ?? null,
    thumbnail_sha256: kept.picture?.thumbnailSha256 ?? null,
    added_by: viewer.personId,
    added_as: file.added.as,
    added_at: file.added.at,
    withdrawn_by: file.withdrawn && viewer.personId,
    withdrawn_as: file.withdrawn?.as ?? null,
    withdrawn_at: file.withdrawn?.at ?? null,
    withdraw_reason: file.withdrawn?.why ?? null,
  }))
  for (let start = 0; start < rows.length; start += 500)
    await tx
      .insertInto('attachment')
      .values(rows.slice(start, start + 500))
      .execute()
}

/** Files of these entries, or of every entry of the project, oldest first. Served by `attachment_by_entry`. */
export async function listAttachments(
  viewer: Viewer,
  tx: Tx,
  projectId: string,
  entryIds?: readonly string[],
): Promise<Attachment[]> {
  if (entryIds?.length === 0) return []
  const rows = await attachments(viewer, tx)
    .where('attachment.project_id', '=', projectId)
    .$if(entryIds !== undefined, (query) => query.where('entry_id', 'in', entryIds ?? []))
    .orderBy('added_at')
    .orderBy('attachment.id')
    .execute()
  return rows.map(attachmentOf)
}

/** One file, whoever may read its entry; `null` where the force has none. */
export async function findAttachment(viewer: Viewer, tx: Tx, id: string): Promise<Attachment | null> {
  const row = await attachments(viewer, tx).where('attachment.id', '=', id).executeTakeFirst()
  return row ? attachmentOf(row) : null
}

/** [AT7] Withdraws a file with a reason; its row and its bytes stay. */
export async function withdrawAttachment(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  id: AttachmentId,
  why: string,
): Promise<Outcome<true, WithdrawRefusal>> {
  const file = await findAttachment(viewer, tx, id)
  if (!file) return refused('absent')
  // Of two at once, the second finds no row that is not withdrawn.
  const { numUpdatedRows } = await tx
    .updateTable('attachment')
    .set({
      withdrawn_by: viewer.personId,
      withdrawn_as: signature(viewer),
      withdrawn_at: at,
      withdraw_reason: why,
    })
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', id)
    .where('withdrawn_by', 'is', null)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) return refused('withdrawn')
  await recordAudit(tx, viewer, at, {
    action: 'file withdrawn',
    subject: { kind: 'project', id: file.projectId },
    before: { entry: file.entryId, file: { id, name: file.name, sha256: file.sha256 } },
    after: { entry: file.entryId, why },
  })
  return done(true)
}

/** Hashes of everything that a force's rows name, withdrawn or not. */
export async function keptHashes(scope: Scope, tx: Tx): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('attachment')
    .select(['sha256', 'thumbnail_sha256'])
    .where('force_id', '=', scope.forceId)
    .execute()
  return new Set(rows.flatMap((row) => [row.sha256, row.thumbnail_sha256 ?? row.sha256]))
}

function attachments(viewer: Viewer, tx: Tx) {
  return tx
    .selectFrom('attachment')
    .innerJoin('project', (join) =>
      join
        .onRef('project.id', '=', 'attachment.project_id')
        .onRef('project.force_id', '=', 'attachment.force_id'),
    )
    .selectAll('attachment')
    .select('project.number as project_number')
    .where('attachment.force_id', '=', viewer.forceId)
}

type Row = Awaited<ReturnType<ReturnType<typeof attachments>['execute']>>[number]

function attachmentOf(row: Row): Attachment {
  const { width, height, thumbnail_sha256: thumbnailSha256 } = row
  return {
    id: row.id as AttachmentId,
    projectId: row.project_id,
    projectNumber: row.project_number,
    entryId: row.entry_id as EntryId,
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    sha256: row.sha256,
    shows: row.shows,
    picture: width && height && thumbnailSha256 ? { width, height, thumbnailSha256 } : null,
    added: { as: row.added_as, at: row.added_at },
    withdrawn:
      row.withdrawn_as && row.withdrawn_at
        ? { as: row.withdrawn_as, at: row.withdrawn_at, why: row.withdraw_reason ?? '' }
        : null,
  }
}
