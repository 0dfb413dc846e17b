import { momentInWords } from '#core/time/moment-in-words.ts'
import type { Project, StepRecord } from './project.ts'

/** [P31] Where a project came from that no decision here opened; `null` for one that a decision opened. */
export function whereFrom({ imported }: Pick<Project, 'imported'>): string | null {
  if (!imported) return null
  return `Imported from ${imported.number} (${imported.force}) on ${momentInWords(new Date(imported.at))} by ${imported.by}; its decision was made elsewhere.`
}

/** [P31] True for a signature that came with an imported record. */
export function isElsewhere({ imported }: Pick<Project, 'imported'>, at: Date): boolean {
  return imported !== null && at.getTime() < Date.parse(imported.at)
}

/** Who answers for a step, named here or in the record it came with. */
export function ownerOf({ imported }: Pick<Project, 'imported'>, step: StepRecord): string | null {
  return step.owner?.name ?? imported?.owners[step.step] ?? null
}
