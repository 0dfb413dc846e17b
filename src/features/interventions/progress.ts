import { type Content, textOf } from '#core/proforma/entry.ts'
import type { Progress } from './intervention.ts'

/** What somebody sends of how it goes; what they leave out stays as it is. */
export type Told = Readonly<{
  progress: Progress
  percent?: number | '' | undefined
  progressNote?: string | undefined
  whyStopped?: string | undefined
  evidence?: string | undefined
}>

/**
 * [I10] The answers that what was told changes, on a day: it began when it first was not “not started”, and ended when it
 * was done or stopped, unless somebody has said otherwise. `no-reason`: it stopped and nobody said why.
 */
export function progressContent(before: Content, told: Told, today: string): Content | 'no-reason' {
  const { progress } = told
  const isOver = progress === 'done' || progress === 'stopped'
  const whyStopped = told.whyStopped ?? textOf(before, 'whyStopped')
  if (progress === 'stopped' && !whyStopped) return 'no-reason'
  const begun = textOf(before, 'begun')
  const given = Object.fromEntries(
    (['percent', 'progressNote', 'evidence', 'whyStopped'] as const)
      .filter((name) => told[name] !== undefined)
      .map((name) => [name, told[name] === '' ? null : (told[name] ?? null)]),
  )
  return {
    ...given,
    progress,
    begun: begun || (progress === 'not started' || progress === 'stopped' ? null : today),
    ended: isOver ? textOf(before, 'ended') || today : null,
    ...(progress === 'done' ? { percent: 100 } : {}),
  }
}
