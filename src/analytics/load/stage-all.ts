import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { IsoMonth } from '#core/time/month.ts'
import type { Batch } from './batch-plan.ts'
import type { ImportLimits } from './import-limits.ts'
import type { ImportProgress } from './import-progress.ts'
import { layOut } from './lay-out.ts'
import { type LaidOut, stageBatch } from './stage-batch.ts'
import { findStaged, keepStaged, type StagedBatch } from './staged-batch.ts'

export type StagingContext = Readonly<{
  connection: DuckDBConnection
  store: string
  /** Folder for expanded files; one folder a batch inside it, removed as soon as the batch is staged. */
  scratch: string
  thisMonth: IsoMonth
  limits: ImportLimits
  signal: AbortSignal | undefined
  onProgress(progress: ImportProgress): void
}>

/**
 * Stages every batch, taking those a killed run left as they are. While the engine loads one batch the files of the
 * next are being expanded, so at most two batches of expanded files are on the disk.
 */
export async function stageAll(batches: readonly Batch[], context: StagingContext): Promise<StagedBatch[]> {
  const files = batches.reduce((sum, { sources }) => sum + sources.length, 0)
  const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0)
  const staged: StagedBatch[] = []
  let next = batches.length > 0 ? prepare(batches[0]!, 0, context) : null
  let [filesDone, bytesDone, rows] = [0, 0, 0]
  context.onProgress({ stage: 'reading', filesDone, files, rows, bytesDone, bytes })
  try {
    for (const [index, batch] of batches.entries()) {
      const ready = await next!
      const following = batches[index + 1]
      next = following ? prepare(following, index + 1, context) : null
      // Awaited on the next round; a failure before that must not count as unhandled.
      next?.catch(() => {})
      context.signal?.throwIfAborted()
      if ('staged' in ready) staged.push(ready.staged)
      else {
        const batchStaged = await stageBatch(ready.laidOut, context)
        await keepStaged(context.store, batch.key, batchStaged)
        await rm(ready.folder, { recursive: true })
        staged.push(batchStaged)
      }
      filesDone += batch.sources.length
      bytesDone += batch.bytes
      rows += staged.at(-1)!.files.reduce((sum, file) => sum + file.rowsLoaded, 0)
      context.onProgress({ stage: 'reading', filesDone, files, rows, bytesDone, bytes })
    }
  } finally {
    await next?.catch(() => {})
  }
  return staged
}

type Ready = { staged: StagedBatch } | { laidOut: LaidOut[]; folder: string }

async function prepare(batch: Batch, index: number, context: StagingContext): Promise<Ready> {
  const staged = await findStaged(context.store, batch.key)
  if (staged) return { staged }
  const folder = join(context.scratch, String(index))
  await mkdir(folder, { recursive: true })
  const laidOut: LaidOut[] = []
  for (const [no, source] of batch.sources.entries()) {
    context.signal?.throwIfAborted()
    const path = join(folder, `${String(no).padStart(6, '0')}.csv`)
    await layOut(source, path, context.limits, context.signal)
    laidOut.push({ source, path })
  }
  return { laidOut, folder }
}
