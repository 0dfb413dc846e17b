import { sql } from 'kysely'
import type { Content } from '#core/proforma/entry.ts'
import { addDays } from '#core/time/calendar-day.ts'
import { isRealDay } from '#core/time/partial-date.ts'
import type { Tx } from '#platform/db/index.ts'
import { DAYS_BEFORE, interventionOf } from './intervention.ts'
import { occasionOn, type Recipient, type Remindable } from './reminder.ts'

/** What one person is to be told on a day. */
export type ToTell = Readonly<{ recipient: Recipient; items: readonly Remindable[] }>

/**
 * [I11] Everybody of a force with what is due soon or overdue: owners who are on the project's team, and its
 * supervisors. Those told already are among them. Served by `project_entry_intervention_due`.
 */
export async function listToTell(tx: Tx, forceId: string, today: string): Promise<ToTell[]> {
  const rows = await tx
    .selectFrom('project_entry')
    .innerJoin('project', (join) =>
      join
        .onRef('project.force_id', '=', 'project_entry.force_id')
        .onRef('project.id', '=', 'project_entry.project_id'),
    )
    .select([
      'project_entry.id',
      'project_entry.version',
      'project_entry.content',
      'project.id as project_id',
      'project.number',
      'project.place_name',
      'project.is_sensitive',
    ])
    .where('project_entry.force_id', '=', forceId)
    .where('project_entry.kind', '=', 'intervention')
    .where('project_entry.withdrawn_by', 'is', null)
    .where(sql<string>`project_entry.content->>'due'`, '<=', addDays(today, DAYS_BEFORE))
    .where(sql<string>`coalesce(project_entry.content->>'progress', '')`, 'not in', ['done', 'stopped'])
    .where('project.state', '=', 'open')
    .orderBy(sql`project_entry.content->>'due'`)
    .orderBy('project_entry.id')
    .execute()
  if (rows.length === 0) return []
  const members = await listMembers(tx, forceId, today, [...new Set(rows.map((row) => row.project_id))])
  const told = new Map<string, { recipient: Recipient; items: Remindable[] }>()
  for (const row of rows) {
    const intervention = interventionOf({ ...row, content: row.content as Content })
    const occasion = isRealDay(intervention.due) ? occasionOn(today, intervention.due) : null
    if (!occasion) continue
    const project = { number: row.number, placeName: row.place_name, isSensitive: row.is_sensitive }
    const recipients = members.filter(
      (member) =>
        member.projectId === row.project_id &&
        (member.part === 'supervisor' || member.id === intervention.ownerPerson),
    )
    for (const { id, name, email } of new Map(recipients.map((one) => [one.id, one])).values()) {
      const mine = told.get(id) ?? { recipient: { id, name, email }, items: [] }
      mine.items.push({ intervention, project, occasion })
      told.set(id, mine)
    }
  }
  return [...told.values()]
}

async function listMembers(tx: Tx, forceId: string, today: string, projectIds: readonly string[]) {
  const rows = await tx
    .selectFrom('project_member')
    .innerJoin('person', (join) =>
      join
        .onRef('person.force_id', '=', 'project_member.force_id')
        .onRef('person.id', '=', 'project_member.person_id'),
    )
    .select(['project_member.project_id', 'project_member.part', 'person.id', 'person.name', 'person.email'])
    .where('project_member.force_id', '=', forceId)
    .where('project_member.project_id', 'in', projectIds)
    .where('project_member.from_on', '<=', today)
    .where((eb) =>
      eb.or([eb('project_member.until_on', 'is', null), eb('project_member.until_on', '>=', today)]),
    )
    .where('person.is_active', '=', true)
    .where('person.email', '!=', '')
    .execute()
  return rows.map(({ project_id: projectId, ...person }) => ({ ...person, projectId }))
}

/**
 * [I12] Notes that somebody is told, and gives what they had not been told before. In one order for everybody, so that
 * two nodes that do it at once wait for each other instead of locking each other out.
 */
export async function noteTold(
  tx: Tx,
  forceId: string,
  at: Date,
  { recipient, items }: ToTell,
): Promise<Remindable[]> {
  const sorted = items.toSorted((a, b) => (a.intervention.id < b.intervention.id ? -1 : 1))
  const rows = await tx
    .insertInto('reminder')
    .values(
      sorted.map(({ intervention, occasion }) => ({
        force_id: forceId,
        entry_id: intervention.id,
        person_id: recipient.id,
        due_on: intervention.due,
        occasion,
        made_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('entry_id')
    .execute()
  const anew = new Set(rows.map((row) => row.entry_id))
  return items.filter(({ intervention }) => anew.has(intervention.id))
}

/** Who was reminded of an intervention and when, latest first; at most ten. Served by the primary key. */
export async function listReminders(
  tx: Tx,
  forceId: string,
  entryId: string,
): Promise<Readonly<{ name: string; at: Date }>[]> {
  return tx
    .selectFrom('reminder')
    .innerJoin('person', (join) =>
      join.onRef('person.force_id', '=', 'reminder.force_id').onRef('person.id', '=', 'reminder.person_id'),
    )
    .select(['person.name', 'reminder.made_at as at'])
    .where('reminder.force_id', '=', forceId)
    .where('reminder.entry_id', '=', entryId)
    .orderBy('reminder.made_at', 'desc')
    .orderBy('person.name')
    .limit(10)
    .execute()
}
