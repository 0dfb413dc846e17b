import { sql } from 'kysely'
import type { Viewer } from '#core/access/viewer.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { recordAudits } from '#platform/audit/index.ts'
import type { Tx } from '#platform/db/index.ts'

/** What a published version of the template says of itself. */
type Published = Readonly<{ version: number; note: string; difference: readonly string[] }>

/**
 * [P27] The version a project opened in this transaction has. Whoever publishes another waits until it ends, and then
 * finds the project.
 */
export async function templateToOpenWith(viewer: Viewer, tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock_shared(template_gate(${viewer.forceId}))`.execute(tx)
  const { last } = await tx
    .selectFrom('template_version')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('force_id', '=', viewer.forceId)
    .executeTakeFirstOrThrow()
  return last ?? PLATFORM_TEMPLATE.version
}

/**
 * [P27] Moves every open project of the force to a version that is being published, with the difference in each one's
 * history; gives how many. Touches no entry: answers keep their names, whatever is asked. Cost: for 2,000 projects a
 * second or so, in which nothing else is written into the force's audit.
 */
export async function moveOpenProjects(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  { version, note, difference }: Published,
): Promise<number> {
  const projects = await tx
    .selectFrom('project')
    .select(['id', 'template_version'])
    .where('force_id', '=', viewer.forceId)
    .where('state', '=', 'open')
    .where('template_version', '<', version)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  await tx
    .updateTable('project')
    .set({ template_version: version })
    .where('force_id', '=', viewer.forceId)
    .where('state', '=', 'open')
    .where('template_version', '<', version)
    .execute()
  await recordAudits(
    tx,
    viewer,
    at,
    projects.map(({ id, template_version }) => ({
      action: 'moved to another version of the template',
      subject: { kind: 'project', id },
      before: { templateVersion: template_version },
      after: { templateVersion: version, note, difference },
    })),
  )
  return projects.length
}

/** How many projects a published version would move. */
export async function countOpenProjects(viewer: Viewer, tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('project')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('force_id', '=', viewer.forceId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(count)
}
