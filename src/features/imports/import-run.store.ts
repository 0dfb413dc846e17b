import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import { done } from '#core/outcome.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Database, Scope, Tables } from '#platform/db/index.ts'
import { once } from '#platform/forms/form-key.ts'
import type { ImportProgress, ImportRun, ImportRunId, ImportState } from './import-run.ts'

export type NewImportRun = Readonly<{
  fileNames: readonly string[]
  paths: readonly string[]
  isUploaded: boolean
}>

/** What the job needs to do the work. */
export type ImportWork = Readonly<{
  paths: readonly string[]
  isUploaded: boolean
  forceSlug: string
  requestedByName: string
  state: ImportState
}>

/** Import runs of the viewer's force. */
export function importRunStore(database: Database) {
  return {
    /** A form sent twice asks once: the second gets the first one's id, and what it brought is not kept. */
    async create(
      viewer: Viewer,
      run: NewImportRun,
      formKey: string,
      at: Date,
    ): Promise<{ id: ImportRunId; isKept: boolean }> {
      return database.as(viewer, async (tx) => {
        const id = randomUUID()
        const kept = await once(tx, viewer, formKey, id, async () => {
          await tx
            .insertInto('import_run')
            .values({
              force_id: viewer.forceId,
              id,
              requested_by: viewer.personId,
              requested_at: at,
              file_names: [...run.fileNames],
              paths: [...run.paths],
              is_uploaded: run.isUploaded,
              state: 'waiting',
            })
            .execute()
          await recordAudit(tx, viewer, at, {
            action: 'import asked for',
            subject: { kind: 'import', id },
            after: { files: run.fileNames },
          })
          return done(id)
        })
        if (!kept.ok) throw new Error('an import is never refused here')
        return { id: kept.value as ImportRunId, isKept: kept.value === id }
      })
    },

    async find(viewer: Viewer, id: ImportRunId): Promise<ImportRun | null> {
      return database.as(viewer, async (tx) => {
        const row = await tx
          .selectFrom('import_run')
          .innerJoin('person', (join) =>
            join.onRef('person.force_id', '=', 'import_run.force_id').onRef('person.id', '=', 'requested_by'),
          )
          .selectAll('import_run')
          .select('person.name as requested_by_name')
          .where('import_run.id', '=', id)
          .executeTakeFirst()
        return row ? toRun(row) : null
      })
    },

    /** Newest first; served by `import_run_by_time`. */
    async list(viewer: Viewer, limit: number): Promise<ImportRun[]> {
      return database.as(viewer, async (tx) => {
        const rows = await tx
          .selectFrom('import_run')
          .innerJoin('person', (join) =>
            join.onRef('person.force_id', '=', 'import_run.force_id').onRef('person.id', '=', 'requested_by'),
          )
          .selectAll('import_run')
          .select('person.name as requested_by_name')
          .orderBy('requested_at', 'desc')
          .orderBy('import_run.id')
          .limit(limit)
          .execute()
        return rows.map(toRun)
      })
    },

    /** Runs of one force in these states, the first asked for first. */
    async listIn(
      scope: Scope,
      states: readonly ImportState[],
    ): Promise<{ id: ImportRunId; personId: string }[]> {
      const rows = await database.as(scope, (tx) =>
        tx
          .selectFrom('import_run')
          .select(['id', 'requested_by'])
          .where('state', 'in', [...states])
          .orderBy('requested_at')
          .execute(),
      )
      return rows.map((row) => ({ id: row.id as ImportRunId, personId: row.requested_by }))
    },

    async loadWork(scope: Scope, id: ImportRunId): Promise<ImportWork | null> {
      return database.as(scope, async (tx) => {
        const row = await tx
          .selectFrom('import_run')
          .innerJoin('force', 'force.id', 'import_run.force_id')
          .innerJoin('person', (join) =>
            join.onRef('person.force_id', '=', 'import_run.force_id').onRef('person.id', '=', 'requested_by'),
          )
          .select(['paths', 'is_uploaded', 'state', 'force.slug', 'person.name'])
          .where('import_run.id', '=', id)
          .executeTakeFirst()
        if (!row) return null
        return {
          paths: row.paths,
          isUploaded: row.is_uploaded,
          forceSlug: row.slug,
          requestedByName: row.name,
          state: row.state as ImportState,
        }
      })
    },

    /** No audit entry: progress is not a decision of anybody's. */
    async showProgress(scope: Scope, id: ImportRunId, progress: ImportProgress): Promise<void> {
      await database.as(scope, (tx) =>
        tx
          .updateTable('import_run')
          .set({ state: 'running', progress: JSON.stringify(progress) })
          .where('id', '=', id)
          .where('state', 'in', ['waiting', 'running', 'failed'])
          .execute(),
      )
    },

    async finish(
      scope: Scope,
      id: ImportRunId,
      end: Readonly<{ state: 'loaded' | 'refused' | 'failed'; reportId?: string; refusal?: string }>,
      at: Date,
    ): Promise<void> {
      await database.as(scope, async (tx) => {
        await tx
          .updateTable('import_run')
          .set({
            state: end.state,
            report_id: end.reportId ?? null,
            refusal: end.refusal ?? null,
            finished_at: at,
          })
          .where('id', '=', id)
          .execute()
        await recordAudit(tx, scope, at, {
          action: `import ${end.state}`,
          subject: { kind: 'import', id },
          after: end,
        })
      })
    },
  }
}

export type ImportRunStore = ReturnType<typeof importRunStore>

function toRun(row: Selectable<Tables['import_run']> & { requested_by_name: string }): ImportRun {
  return {
    id: row.id as ImportRunId,
    requestedBy: row.requested_by_name,
    requestedAt: row.requested_at,
    fileNames: row.file_names,
    state: row.state as ImportState,
    progress: row.progress as ImportProgress | null,
    refusal: row.refusal,
    reportId: row.report_id,
    finishedAt: row.finished_at,
  }
}
