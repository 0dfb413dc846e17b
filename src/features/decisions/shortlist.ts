import type { PersonId } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'

/** An area that somebody wants considered. */
export type ShortlistEntry = Readonly<{
  areaCode: AreaCode
  note: string
  addedBy: PersonId
  addedByName: string
  addedAt: Date
  version: number
}>
