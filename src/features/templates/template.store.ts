import { sql } from 'kysely'
import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { differenceOf } from '#core/proforma/difference.ts'
import { applyOverlay, NO_OVERLAY, type Overlay } from '#core/proforma/overlay.ts'
import { PLATFORM_TEMPLATE, type Template } from '#core/proforma/template.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tx } from '#platform/db/index.ts'
import { mayEditTemplate } from './template.access.ts'
import type { TemplateDraft, TemplateRefusal, TemplateVersion } from './template-version.ts'

// A published version never changes, so what was read once is kept; the oldest read goes when there are too many.
const KEPT = 500
const kept = new Map<string, Template>()

/** [V1] The template of a version of this force; read once a process. Refuses a version the force does not have. */
export async function loadTemplate(
  { forceId }: Pick<Scope, 'forceId'>,
  tx: Tx,
  version: number,
): Promise<Template> {
  if (version === PLATFORM_TEMPLATE.version) return PLATFORM_TEMPLATE
  const key = `${forceId}/${version}`
  const known = kept.get(key)
  if (known) return known
  const template = applyOverlay(PLATFORM_TEMPLATE, await overlayOf({ forceId }, tx, version), version)
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string)
  kept.set(key, template)
  return template
}

/** [V1] The template that every open project of this force has: publishing moves them all, in its own transaction. */
export async function loadCurrentTemplate(viewer: Pick<Viewer, 'forceId'>, tx: Tx): Promise<Template> {
  return loadTemplate(viewer, tx, await currentVersion(viewer, tx))
}

/** [V1] The version that projects of this force are opened with. By primary key. */
export async function currentVersion(viewer: Pick<Viewer, 'forceId'>, tx: Tx): Promise<number> {
  const { last } = await tx
    .selectFrom('template_version')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('force_id', '=', viewer.forceId)
    .executeTakeFirstOrThrow()
  return last ?? PLATFORM_TEMPLATE.version
}

/** What a version asks otherwise than the one before it, each a sentence; empty for the platform's own. */
export async function changesOf(viewer: Viewer, tx: Tx, version: number): Promise<string[]> {
  if (version <= PLATFORM_TEMPLATE.version) return []
  return differenceOf(await loadTemplate(viewer, tx, version - 1), await loadTemplate(viewer, tx, version))
}

/** The versions beside the platform's own, newest first. */
export async function listVersions(viewer: Viewer, tx: Tx): Promise<TemplateVersion[]> {
  const rows = await tx
    .selectFrom('template_version')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .orderBy('version', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    version: row.version,
    overlay: row.changes as Overlay,
    note: row.note,
    made: { as: row.made_as, at: row.made_at },
  }))
}

/** The force's draft, or `null` where nobody has begun one. */
export async function findDraft(viewer: Viewer, tx: Tx): Promise<TemplateDraft | null> {
  const row = await tx
    .selectFrom('template_draft')
    .selectAll()
    .where('force_id', '=', viewer.forceId)
    .executeTakeFirst()
  if (!row) return null
  return {
    basedOn: row.based_on,
    overlay: row.changes as Overlay,
    written: { as: row.written_as, at: row.written_at },
    version: row.version,
  }
}

/** [V4] What a page was made from: a draft's version counts anew after every published one. */
export function readMark(current: number, draft: TemplateDraft | null): number {
  return current * 1_000_000 + (draft?.version ?? 0)
}

/** [V3] [V4] Writes a change into the draft, beginning it where there is none; `read` is the page's {@link readMark}. */
export async function saveDraft(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: number,
  change: (overlay: Overlay, current: Overlay) => Overlay,
): Promise<Outcome<true, TemplateRefusal>> {
  if (!mayEditTemplate(viewer)) return refused('not-your-role')
  await passGateAlone(viewer, tx)
  const draft = await findDraft(viewer, tx)
  const basedOn = await currentVersion(viewer, tx)
  if (readMark(basedOn, draft) !== read) return refused('changed')
  const current = await overlayOf(viewer, tx, basedOn)
  const overlay = change(draft?.overlay ?? current, current)
  const columns = {
    changes: JSON.stringify(overlay),
    written_by: viewer.personId,
    written_as: signature(viewer),
    written_at: at,
    version: (draft?.version ?? 0) + 1,
  }
  await tx
    .insertInto('template_draft')
    .values({ force_id: viewer.forceId, based_on: basedOn, ...columns })
    .onConflict((conflict) => conflict.column('force_id').doUpdateSet(columns))
    .execute()
  await audit(viewer, tx, at, 'template draft changed', draft?.overlay ?? current, overlay)
  return done(true)
}

/** [V4] Throws the draft away. */
export async function dropDraft(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: number,
): Promise<Outcome<true, TemplateRefusal>> {
  if (!mayEditTemplate(viewer)) return refused('not-your-role')
  await passGateAlone(viewer, tx)
  const draft = await findDraft(viewer, tx)
  if (!draft || readMark(draft.basedOn, draft) !== read) return refused('changed')
  await tx.deleteFrom('template_draft').where('force_id', '=', viewer.forceId).execute()
  await audit(viewer, tx, at, 'template draft thrown away', draft.overlay, null)
  return done(true)
}

/** What publishing tells those who keep projects: the version, and what it asks otherwise than the one before. */
export type Published = Readonly<{ version: number; note: string; difference: readonly string[] }>

/**
 * [V5] [V6] Publishes the draft as the next version and moves the open projects to it, all or nothing. Of two at once
 * the second finds no draft. While it runs nobody opens a project of the force.
 */
export async function publishDraft(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  read: number,
  note: string,
  moveProjects: (published: Published) => Promise<unknown>,
): Promise<Outcome<Published, TemplateRefusal>> {
  if (!mayEditTemplate(viewer)) return refused('not-your-role')
  await passGateAlone(viewer, tx)
  const draft = await findDraft(viewer, tx)
  if (!draft || readMark(draft.basedOn, draft) !== read) return refused('changed')
  const before = await loadTemplate(viewer, tx, draft.basedOn)
  const version = draft.basedOn + 1
  const difference = differenceOf(before, applyOverlay(PLATFORM_TEMPLATE, draft.overlay, version))
  if (difference.length === 0) return refused('no-difference')
  await tx
    .insertInto('template_version')
    .values({
      force_id: viewer.forceId,
      version,
      changes: JSON.stringify(draft.overlay),
      note,
      made_by: viewer.personId,
      made_as: signature(viewer),
      made_at: at,
    })
    .execute()
  await tx.deleteFrom('template_draft').where('force_id', '=', viewer.forceId).execute()
  const published = { version, note, difference }
  await moveProjects(published)
  await audit(viewer, tx, at, 'template published', { version: draft.basedOn }, published)
  return done(published)
}

// Drafts and openings of projects wait for one another here, force by force.
function passGateAlone(viewer: Viewer, tx: Tx) {
  return sql`select pg_advisory_xact_lock(template_gate(${viewer.forceId}))`.execute(tx)
}

async function overlayOf({ forceId }: Pick<Scope, 'forceId'>, tx: Tx, version: number): Promise<Overlay> {
  if (version === PLATFORM_TEMPLATE.version) return NO_OVERLAY
  const row = await tx
    .selectFrom('template_version')
    .select('changes')
    .where('force_id', '=', forceId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return row.changes as Overlay
}

function audit(viewer: Viewer, tx: Tx, at: Date, action: string, before: unknown, after: unknown) {
  return recordAudit(tx, viewer, at, {
    action,
    subject: { kind: 'template', id: viewer.forceId },
    before,
    after,
  })
}
