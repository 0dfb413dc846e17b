/** Where an import is. Bytes are those of the files once expanded, as far as that is known beforehand. */
export type ImportProgress = Readonly<{
  stage: 'reading' | 'checking' | 'saving' | 'done'
  filesDone: number
  files: number
  rows: number
  bytesDone: number
  bytes: number
}>

const EVERY_MS = 200

/** Hands on a progress at most five times a second, and always where the stage changes. */
export function throttled(
  onProgress: ((progress: ImportProgress) => void) | undefined,
): (progress: ImportProgress) => void {
  let shownAt = Number.NEGATIVE_INFINITY
  let stage = ''
  return (progress) => {
    const now = performance.now()
    if (!onProgress || (progress.stage === stage && now - shownAt < EVERY_MS)) return
    shownAt = now
    stage = progress.stage
    onProgress(progress)
  }
}
