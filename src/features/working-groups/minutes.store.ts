import { isEmailAddress } from '#core/access/email.ts'
import type { PersonId } from '#core/access/viewer.ts'
import { type Content, textOf } from '#core/proforma/entry.ts'
import type { Scope, Tx } from '#platform/db/index.ts'

/** Where a member's minutes go: to their account, or to the address that was written down for them. */
export type Receiver = Readonly<{ memberId: string; personId: PersonId | null; email: string | null }>

/**
 * [W10] Everybody in the group on that day who may have an address. It reads what whoever sends the minutes may not see,
 * so that a resident who chairs can send them without learning where they go.
 */
export async function listReceivers(
  tx: Tx,
  { forceId }: Pick<Scope, 'forceId'>,
  projectId: string,
  today: string,
): Promise<Receiver[]> {
  const rows = await tx
    .selectFrom('project_entry')
    .select(['id', 'content'])
    .where('force_id', '=', forceId)
    .where('project_id', '=', projectId)
    .where('kind', '=', 'member')
    .where('withdrawn_by', 'is', null)
    .orderBy('position')
    .execute()
  return rows
    .map(({ id, content }) => ({ id, content: content as Content }))
    .filter(({ content }) => !textOf(content, 'untilOn') || textOf(content, 'untilOn') >= today)
    .map(({ id, content }) => {
      const email = textOf(content, 'email').toLowerCase()
      return {
        memberId: id,
        personId: (textOf(content, 'person') || null) as PersonId | null,
        email: isEmailAddress(email) ? email : null,
      }
    })
}

/** The key under which a meeting's minutes go to a member: one message, however often they are sent. */
export function minutesKey(meetingId: string, memberId: string): string {
  return `minutes:${meetingId}:${memberId}`
}

/** Which of these have been put on their way. */
export async function listPut(
  tx: Tx,
  { forceId }: Pick<Scope, 'forceId'>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await tx
    .selectFrom('outgoing_message')
    .select('key')
    .where('force_id', '=', forceId)
    .where('key', 'in', [...keys])
    .execute()
  return new Set(rows.map(({ key }) => key))
}
