import { holds, isStaff, type Viewer } from '#core/access/viewer.ts'
import type { Brand } from '#core/brand.ts'

export type ImportRunId = Brand<string, 'ImportRunId'>

/**
 * An import asked for on a page.
 * `waiting` → `running` → `loaded` (there is a report), `refused` (the files; nothing changed) or `failed` (us; it
 * is tried again and what was staged is used again). Only the job moves it.
 */
export type ImportState = 'waiting' | 'running' | 'loaded' | 'refused' | 'failed'

export type ImportProgress = Readonly<{
  stage: string
  filesDone: number
  files: number
  rows: number
  bytesDone: number
  bytes: number
}>

export type ImportRun = Readonly<{
  id: ImportRunId
  requestedBy: string
  requestedAt: Date
  fileNames: readonly string[]
  state: ImportState
  progress: ImportProgress | null
  refusal: string | null
  reportId: string | null
  finishedAt: Date | null
}>

/** Loading data changes what everybody in the force sees, so it is the analysts' and administrators' to do. */
export function canImport(viewer: Viewer): boolean {
  return holds(viewer, 'analyst', 'administrator')
}

/** Reports are for everyone who works with the figures: where a number came from is never a secret inside the force. */
export function canReadReports(viewer: Viewer): boolean {
  return isStaff(viewer) || holds(viewer, 'administrator')
}

export function isFinished(run: ImportRun): boolean {
  return run.state === 'loaded' || run.state === 'refused' || run.state === 'failed'
}

/** Whole percent of bytes read; null before anything is known. */
export function percentDone(progress: ImportProgress | null): number | null {
  if (!progress || progress.bytes <= 0) return null
  return Math.min(100, Math.floor((100 * progress.bytesDone) / progress.bytes))
}
