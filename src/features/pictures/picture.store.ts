import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { type Element, type ElementKind, type Picture, roomAt, type Spot } from '#core/picture/element.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { addElement, addLink, changedBy, openPictureDoc, readPicture } from './picture-doc.ts'

// Read at each opening; as one they open several times as fast.
const CHANGES_BEFORE_MERGING = 50

/** Whose project's history a change goes into, and what it says there. */
export type Said = Readonly<{ projectId: string; action: string; after: object }>

/** What is drawn in a picture this viewer has opened; empty where nothing is. Cost grows with what was drawn. */
export async function loadPictureDoc(viewer: Viewer, tx: Tx, pictureId: string): Promise<Y.Doc> {
  const kept = await changesOf(viewer, tx, pictureId)
  return openPictureDoc(kept.map(({ change }) => change))
}

/**
 * [PI4] Lets `draw` change what is drawn, and keeps what it changed with a line in the history, unless whoever calls has
 * a line of their own (`null`). Gives `false`, and keeps nothing, where it changed nothing. Whoever calls has made sure
 * that this viewer may.
 */
export async function drawIn(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  pictureId: string,
  said: Said | null,
  draw: (doc: Y.Doc) => void,
): Promise<boolean> {
  const kept = await changesOf(viewer, tx, pictureId)
  const doc = openPictureDoc(kept.map(({ change }) => change))
  const change = changedBy(doc, () => draw(doc))
  if (change === null) return false
  const isMerging = kept.length >= CHANGES_BEFORE_MERGING
  // What another writer keeps meanwhile stays by itself.
  if (isMerging) {
    const ids = kept.map(({ id }) => id)
    await tx
      .deleteFrom('picture_change')
      .where('force_id', '=', viewer.forceId)
      .where('id', 'in', ids)
      .execute()
  }
  const all = isMerging ? Y.mergeUpdates([...kept.map((one) => one.change), change]) : change
  await tx
    .insertInto('picture_change')
    .values({
      force_id: viewer.forceId,
      id: randomUUID(),
      picture_id: pictureId,
      change: Buffer.from(all),
      kept_at: at,
    })
    .execute()
  if (said)
    await recordAudit(tx, viewer, at, {
      action: said.action,
      subject: { kind: 'project', id: said.projectId },
      after: { entry: pictureId, ...said.after },
    })
  return true
}

/** Things to put on a picture: what, where and in which words; links name them by their place in `parts`. */
export type PutOn = Readonly<{
  parts: readonly (readonly [kind: ElementKind, spot: Spot, words: string])[]
  links: readonly (readonly [from: number, to: number, words: string])[]
}>

/** Puts several things on a picture that is empty. Whoever calls has made sure that this viewer may. */
export async function putOnPicture(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  projectId: string,
  pictureId: string,
  { parts, links }: PutOn,
): Promise<void> {
  const put: Element[] = []
  for (const [kind, spot, words] of parts) {
    const place = roomAt(spot, kind, put)
    const added = { addedBy: signature(viewer), addedAt: at.toISOString(), goneAt: null }
    put.push({ id: randomUUID(), kind, words, ...place, ...added })
  }
  const said = { projectId, action: 'put on a picture', after: { parts: parts.length } }
  await drawIn(viewer, tx, at, pictureId, said, (doc) => {
    for (const element of put) addElement(doc, element)
    for (const [from, to, words] of links)
      addLink(doc, { id: randomUUID(), from: put[from]!.id, to: put[to]!.id, words })
  })
}

/** Every picture of a project in which something is drawn, by the entry it is. Cost grows with what was drawn. */
export async function listDrawings(
  viewer: Viewer,
  tx: Tx,
  projectId: string,
): Promise<ReadonlyMap<string, Picture>> {
  const rows = await tx
    .selectFrom('picture_change')
    .innerJoin('project_entry', (join) =>
      join
        .onRef('project_entry.force_id', '=', 'picture_change.force_id')
        .onRef('project_entry.id', '=', 'picture_change.picture_id'),
    )
    .select(['picture_id', 'change'])
    .where('picture_change.force_id', '=', viewer.forceId)
    .where('project_entry.project_id', '=', projectId)
    .execute()
  const byPicture = Map.groupBy(rows, ({ picture_id }) => picture_id)
  return new Map(
    [...byPicture].map(([id, changes]) => [
      id,
      readPicture(openPictureDoc(changes.map(({ change }) => change))),
    ]),
  )
}

/** Whether a picture is withdrawn by now. */
export async function isWithdrawn(viewer: Viewer, tx: Tx, pictureId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('project_entry')
    .select('withdrawn_by')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', pictureId)
    .executeTakeFirstOrThrow()
  return row.withdrawn_by !== null
}

function changesOf(viewer: Viewer, tx: Tx, pictureId: string) {
  return tx
    .selectFrom('picture_change')
    .select(['id', 'change'])
    .where('force_id', '=', viewer.forceId)
    .where('picture_id', '=', pictureId)
    .execute()
}
