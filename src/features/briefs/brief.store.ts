import { signature } from '#core/access/signature.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { Content } from '#core/proforma/entry.ts'
import type { Template } from '#core/proforma/template.ts'
import type { FrozenFigures } from '#core/screening/frozen-figures.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Scope, Tx } from '#platform/db/index.ts'
import { BRIEF_READS, type Brief, type BriefRefusal, type BriefWords, briefOf } from './brief.ts'

type OfProject = Readonly<{ id: string; state: string }>

/**
 * [B1] [B2] The brief of a project, the same for everybody: whether somebody may read it is asked before. Reads the
 * shared kinds alone, by `project_entry_by_project`, worded by the project's own version of the template. `null` where the
 * force has no such project.
 */
export async function findBrief(
  scope: Pick<Scope, 'forceId'>,
  tx: Tx,
  today: string,
  projectId: string,
  templateOf: (version: number) => Promise<Template>,
): Promise<Brief | null> {
  const project = await tx
    .selectFrom('project')
    .innerJoin('force', 'force.id', 'project.force_id')
    .select([
      'number',
      'place_name',
      'project.state',
      'opened_at',
      'figures',
      'template_version',
      'force.name as force_name',
    ])
    .where('project.force_id', '=', scope.forceId)
    .where('project.id', '=', projectId)
    .executeTakeFirst()
  if (!project) return null
  const steps = await tx
    .selectFrom('project_step')
    .select(['step', 'state'])
    .where('force_id', '=', scope.forceId)
    .where('project_id', '=', projectId)
    .execute()
  const entries = await tx
    .selectFrom('project_entry')
    .select(['id', 'kind', 'origin', 'content'])
    .where('force_id', '=', scope.forceId)
    .where('project_id', '=', projectId)
    .where('kind', 'in', Object.keys(BRIEF_READS))
    .where('withdrawn_by', 'is', null)
    .orderBy('kind')
    .orderBy('position')
    .execute()
  const lead = await tx
    .selectFrom('project_member')
    .innerJoin('person', (join) =>
      join
        .onRef('person.id', '=', 'project_member.person_id')
        .onRef('person.force_id', '=', 'project_member.force_id'),
    )
    .select(['person.name', 'person.rank'])
    .where('project_member.force_id', '=', scope.forceId)
    .where('project_id', '=', projectId)
    .where('part', '=', 'lead officer')
    .where('from_on', '<=', today)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)]))
    .orderBy('from_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return briefOf({
    project: {
      number: project.number,
      placeName: project.place_name,
      forceName: project.force_name,
      areas: (project.figures as FrozenFigures).place.map(({ name }) => name),
      isOpen: project.state === 'open',
      openedAt: project.opened_at,
      leadOfficer: lead ? signature(lead as Pick<Viewer, 'name' | 'rank'>) : null,
    },
    words: await findWords(scope, tx, projectId),
    steps,
    entries: entries.map(({ id, kind, origin, content }) => ({
      id,
      kind,
      origin,
      // Nothing else of an entry goes further than this.
      content: Object.fromEntries(
        (BRIEF_READS[kind] ?? []).map((name) => [name, (content as Content)[name] ?? null]),
      ),
    })),
    template: await templateOf(project.template_version),
    today,
  })
}

/** What is written for the brief alone; `null` until somebody has. */
export async function findWords(
  scope: Pick<Scope, 'forceId'>,
  tx: Tx,
  projectId: string,
): Promise<BriefWords | null> {
  const row = await tx
    .selectFrom('project_brief')
    .select(['problem', 'help', 'contact', 'version'])
    .where('force_id', '=', scope.forceId)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return row ?? null
}

/** [B4] Writes the brief's own words, if they are still what was read (`version` 0: nothing). */
export async function writeWords(
  viewer: Viewer,
  tx: Tx,
  at: Date,
  project: OfProject,
  words: BriefWords,
): Promise<Outcome<true, BriefRefusal>> {
  if (project.state !== 'open') return refused('closed')
  const { version, ...said } = words
  const before = await findWords(viewer, tx, project.id)
  const written = {
    ...said,
    version: version + 1,
    written_by: viewer.personId,
    written_as: signature(viewer),
    written_at: at,
  }
  const row =
    version === 0
      ? await tx
          .insertInto('project_brief')
          .values({ force_id: viewer.forceId, project_id: project.id, ...written })
          .onConflict((conflict) => conflict.columns(['force_id', 'project_id']).doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('project_brief')
          .set(written)
          .where('force_id', '=', viewer.forceId)
          .where('project_id', '=', project.id)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  if (!row) return refused('changed')
  await recordAudit(tx, viewer, at, {
    action: 'brief written',
    subject: { kind: 'project', id: project.id },
    before: before && { problem: before.problem, help: before.help, contact: before.contact },
    after: said,
  })
  return done(true)
}
