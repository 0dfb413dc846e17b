import { sql } from 'kysely'
import { isStaff, type Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { recordedInSharedWords } from '#core/record/recorded-escalation.ts'
import type { FrozenFigures } from '#core/screening/frozen-figures.ts'
import type { Tx } from '#platform/db/index.ts'
import { readScope } from './project.access.ts'
import type {
  DecisionRecord,
  Imported,
  Project,
  ProjectFilter,
  ProjectId,
  ProjectNumber,
  ProjectState,
  ProjectSummary,
  StepState,
} from './project.ts'
import { listSteps } from './steps/step.store.ts'

/**
 * [P1] The force's projects this person reads on a day, as SQL: the same rule as `mayReadProject`. Those who belong are
 * found by `project_member_by_person`.
 */
export function readableProjects(viewer: Viewer, tx: Tx, today: string) {
  const query = tx.selectFrom('project').where('project.force_id', '=', viewer.forceId)
  switch (readScope(viewer)) {
    case 'every':
      return query
    case 'those-they-belong-to':
      return query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('project_member')
            .select('project_member.id')
            .whereRef('project_member.force_id', '=', 'project.force_id')
            .whereRef('project_member.project_id', '=', 'project.id')
            .where('project_member.person_id', '=', viewer.personId)
            .where('project_member.from_on', '<=', today)
            .where((until) =>
              until.or([
                until('project_member.until_on', 'is', null),
                until('project_member.until_on', '>=', today),
              ]),
            ),
        ),
      )
    case 'none':
      return query.where(sql<boolean>`false`)
  }
}

/** Newest first, one page; `total` counts all that match. Served by `project_by_opening`; area look-ups by key. */
export async function listProjects(
  viewer: Viewer,
  tx: Tx,
  today: string,
  filter: ProjectFilter,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ projects: ProjectSummary[]; total: number }> {
  let query = readableProjects(viewer, tx, today)
  if (filter.state) query = query.where('project.state', '=', filter.state)
  if (filter.search) {
    const like = `%${filter.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    query = query.where((eb) =>
      eb.or([
        eb('project.number', 'ilike', like),
        eb('project.place_name', 'ilike', like),
        eb('project.area_code', 'ilike', like),
      ]),
    )
  }
  if (filter.area) query = query.where(lieWithin(viewer, filter.area))
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .innerJoin('project_step', (join) =>
      join
        .onRef('project_step.force_id', '=', 'project.force_id')
        .onRef('project_step.project_id', '=', 'project.id')
        .on('project_step.step', '=', 1),
    )
    .select((eb) => [
      'project.number',
      'project.place_name',
      'project.area_code',
      'project.state',
      'project.opened_at',
      'project_step.state as step_one',
      eb
        .selectFrom('project_member')
        .innerJoin('person', (join) =>
          join
            .onRef('person.id', '=', 'project_member.person_id')
            .onRef('person.force_id', '=', 'project_member.force_id'),
        )
        .select('person.name')
        .whereRef('project_member.force_id', '=', 'project.force_id')
        .whereRef('project_member.project_id', '=', 'project.id')
        .where('project_member.part', '=', 'lead officer')
        .where('project_member.until_on', 'is', null)
        .orderBy('project_member.from_on', 'desc')
        .limit(1)
        .as('lead_officer'),
    ])
    .orderBy('project.opened_at', 'desc')
    .orderBy('project.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const projects = rows.map((row) => ({
    number: row.number as ProjectNumber,
    placeName: row.place_name,
    areaCode: row.area_code as AreaCode,
    state: row.state as ProjectState,
    openedAt: row.opened_at,
    leadOfficer: row.lead_officer,
    stepOne: row.step_one as StepState,
  }))
  return { projects, total }
}

// The look-up of areas has three levels, so the walk down is short.
function lieWithin(viewer: Viewer, areaCode: string) {
  return sql<boolean>`project.area_codes && (
    with recursive below as (
      select ${areaCode}::text as code
      union
      select area.code from area join below on area.parent_code = below.code where area.force_id = ${viewer.forceId}
    ) select array_agg(code) from below)`
}

/** Open projects that this person is on the team of on a day, newest first, at most ten. */
export async function listOwnProjects(
  viewer: Viewer,
  tx: Tx,
  today: string,
): Promise<Pick<ProjectSummary, 'number' | 'placeName'>[]> {
  const rows = await readableProjects(viewer, tx, today)
    .innerJoin('project_member', (join) =>
      join
        .onRef('project_member.project_id', '=', 'project.id')
        .onRef('project_member.force_id', '=', 'project.force_id'),
    )
    .select(['project.number', 'project.place_name', 'project.opened_at'])
    .distinct()
    .where('project.state', '=', 'open')
    .where('person_id', '=', viewer.personId)
    .where('from_on', '<=', today)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)]))
    .orderBy('project.opened_at', 'desc')
    .limit(10)
    .execute()
  return rows.map((row) => ({ number: row.number as ProjectNumber, placeName: row.place_name }))
}

/** One project with its eight steps, or `null` when there is none for this viewer. Served by the unique number. */
export async function findProject(
  viewer: Viewer,
  tx: Tx,
  today: string,
  number: ProjectNumber,
): Promise<Project | null> {
  const row = await readableProjects(viewer, tx, today)
    .innerJoin('person', (join) =>
      join.onRef('person.id', '=', 'project.opened_by').onRef('person.force_id', '=', 'project.force_id'),
    )
    .selectAll('project')
    .select('person.name as opened_by_name')
    .where('project.number', '=', number)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id as ProjectId,
    number: row.number as ProjectNumber,
    state: row.state as ProjectState,
    isSensitive: row.is_sensitive,
    placeName: row.place_name,
    areaCode: row.area_code as AreaCode,
    areaCodes: row.area_codes as AreaCode[],
    templateVersion: row.template_version,
    openedAt: row.opened_at,
    openedByName: row.opened_by_name,
    figures: row.figures as FrozenFigures,
    decision: row.decision as DecisionRecord,
    imported: importedFor(viewer, row.imported as Imported | null),
    steps: await listSteps(viewer, tx, row.id as ProjectId),
    version: row.version,
  }
}

// [P18] Why somebody left, what was done when, who was asked and what was rated are the staff's, wherever they were
// written.
function importedFor(viewer: Viewer, kept: Imported | null): Imported | null {
  if (!kept) return null
  const imported = { ...NONE_CAME, ...kept }
  if (isStaff(viewer)) return imported
  return {
    ...imported,
    history: [],
    team: imported.team.map((one) => ({ ...one, endReason: null })),
    escalations: imported.escalations.map(recordedInSharedWords),
    ratings: [],
    filesNotHere: imported.filesNotHere.filter(({ withdrawn }) => !withdrawn),
  }
}

// Records of the formats before the fourth had none of these.
const NONE_CAME = { escalations: [], ratings: [], filesNotHere: [] } as const

/** The number of one of the force's projects by its id, where this viewer reads every project. By primary key. */
export async function findNumber(viewer: Viewer, tx: Tx, id: string): Promise<ProjectNumber | null> {
  if (readScope(viewer) !== 'every') return null
  const row = await tx
    .selectFrom('project')
    .select('number')
    .where('force_id', '=', viewer.forceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (row?.number as ProjectNumber | undefined) ?? null
}
