import { sql } from 'kysely'
import type { PersonId } from '#core/access/viewer.ts'
import { heldOn, type Scope, type Tx } from '#platform/db/index.ts'
import type { EscalationState } from './escalation.ts'
import type { Circle, Reached } from './escalation-mail.ts'
import { withProjectAndContact } from './escalation-row.store.ts'

/**
 * Everybody whom an escalation concerns on a day, with the addresses of their accounts: who is asked, who raised it, who
 * is on the project's team. People whose account is shut are not among them. Cost: two reads an escalation.
 */
export async function loadCircle(
  scope: Pick<Scope, 'forceId'>,
  tx: Tx,
  today: string,
  id: string,
): Promise<Circle> {
  const row = await withProjectAndContact(tx)
    .selectAll('escalation')
    .select([
      'project.number as project_number',
      'project.place_name',
      'project.is_sensitive',
      'contact.person_id as asked_person_id',
      'contact.name as contact_name',
    ])
    .where('escalation.force_id', '=', scope.forceId)
    .where('escalation.id', '=', id)
    .executeTakeFirstOrThrow()
  const { rows: people } = await sql<Reached & { parts: string[] }>`
    select person.id as "personId", person.name, person.email,
      coalesce(array_agg(project_member.part) filter (where project_member.part is not null), '{}') as parts
    from person
    left join project_member on project_member.force_id = person.force_id
      and project_member.person_id = person.id and project_member.project_id = ${row.project_id}::uuid
      and ${heldOn('project_member', today)}
    where person.force_id = ${scope.forceId} and person.is_active
      and (project_member.id is not null or person.id = ${row.raised_by} or person.id = ${row.asked_person_id}::uuid)
    group by person.id, person.name, person.email order by person.name, person.id`.execute(tx)
  const reached = ({ personId, name, email }: Reached): Reached => ({ personId, name, email })
  const named = (wanted: string | null) => {
    const person = people.find(({ personId }) => personId === wanted)
    return person ? reached(person) : null
  }
  return {
    id: row.id,
    version: row.version,
    number: row.number,
    project:
      row.project_number === null
        ? null
        : {
            number: row.project_number,
            placeName: row.place_name ?? '',
            isSensitive: row.is_sensitive ?? false,
          },
    barrier: row.barrier,
    detail: row.detail,
    level: row.level,
    state: row.state as EscalationState,
    acknowledgeBy: row.acknowledge_by,
    answerBy: row.answer_by,
    askedName: row.contact_name,
    raisedAs: row.raised_as,
    answer: row.answer,
    answeredAs: row.answered_as,
    doneBy: row.done_by,
    asked: named(row.asked_person_id),
    raiser: named(row.raised_by as PersonId),
    team: people.filter(({ parts }) => parts.length > 0).map(reached),
    supervisors: people.filter(({ parts }) => parts.includes('supervisor')).map(reached),
  }
}
