import type { PersonId } from '#core/access/viewer.ts'
import type { AnswersFor, Standing } from './ladder.ts'

export const PERMISSIONS = ['public post', 'agreed', 'not asked'] as const
export type Permission = (typeof PERMISSIONS)[number]
export const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  'public post': 'Their post is public',
  agreed: 'They agreed to be in this register',
  'not asked': 'They have not been asked',
}

export const VISIBLE_TO = ['staff', 'supervisors'] as const
export type VisibleTo = (typeof VISIBLE_TO)[number]

/** One line of the register of senior contacts [E17]. */
export type Contact = Standing &
  Readonly<{
    name: string
    post: string
    areaName: string | null
    /** The account they answer with here. */
    person: Readonly<{ id: PersonId; name: string; isActive: boolean }> | null
    /** How to reach them; `null` for those whom it is not shown to. */
    reach: string | null
    permission: Permission
    visibleTo: VisibleTo
    keeperId: PersonId
    keeperName: string
    retired: Readonly<{ at: Date; why: string }> | null
    version: number
  }>

/** What an editor writes in one go. */
export type ContactDetails = Readonly<{
  organisation: string
  name: string
  post: string
  level: string
  areaCode: string | null
  answersFor: AnswersFor
  personId: PersonId | null
  reach: string
  permission: Permission
  visibleTo: VisibleTo
  keeperId: PersonId
  checkedOn: string
}>

const STALE_AFTER_DAYS = 183
const DAY_MS = 86_400_000

/** True half a year after somebody last checked: a platform default, since posts change hands about as often. */
export function needsChecking({ checkedOn }: Pick<Contact, 'checkedOn'>, today: string): boolean {
  return Date.parse(today) - Date.parse(checkedOn) > STALE_AFTER_DAYS * DAY_MS
}
