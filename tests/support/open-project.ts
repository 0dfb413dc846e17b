import { randomUUID } from 'node:crypto'
import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { freezeFigures } from '#core/screening/frozen-figures.ts'
import type { Screening } from '#core/screening/screening.ts'
import { londonDay } from '#core/time/london-day.ts'
import { findProject, openProject, type Project } from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { madeScreening, saveMadeScreening } from './made-screening.ts'

/** Who opens a project: the officer leads it, the sergeant supervises it, the inspector signed its decision off. */
export type Openers = Readonly<{ officer: Viewer; sergeant: Viewer; inspector: Viewer }>

type Opening = Parameters<typeof openProject>[3]
type Made = Readonly<{
  placeName?: string
  screening?: Screening
  code?: AreaCode
  /** What the decision says otherwise than a made one does. */
  decision?: Partial<Opening['decision']>
}>

/** What a project is opened with: a made decision on the second area of a made screening, or `screening` with `code`. */
export async function madeOpening(
  database: Database,
  { officer, sergeant, inspector }: Openers,
  at: Date,
  {
    placeName = 'Harbour Row',
    screening = madeScreening(),
    code = 'E01000002' as AreaCode,
    decision = {},
  }: Made = {},
): Promise<Opening> {
  const saved = await saveMadeScreening(database, inspector, screening)
  const id = randomUUID()
  await database.owner
    .insertInto('decision')
    .values({
      force_id: inspector.forceId,
      id,
      screening_id: saved.id,
      state: 'draft',
      area_code: code,
      area_codes: [code],
      place_name: placeName,
      drafted_by: inspector.personId,
      drafted_as: inspector.name,
      drafted_at: at,
    })
    .execute()
  const figures = freezeFigures(saved, code, [code], at)
  if (!figures) throw new Error('the screening does not have the area')
  const signed = { by: inspector.personId, as: inspector.name, at: at.toISOString() }
  return {
    placeName,
    areaCode: code,
    areaCodes: [code],
    figures,
    decision: {
      id,
      reason: 'Among the highest in every year.',
      boundaryReason: '',
      exceptions: [],
      prepared: signed,
      decided: signed,
      signedOff: signed,
      alternatives: [],
      ...decision,
    },
    leadOfficerId: officer.personId,
    supervisorId: sergeant.personId,
  }
}

/** Opens a project with that at that instant, with `team` on it. Its page is at `/projects/` and its number. */
export async function openMadeProject(
  database: Database,
  openers: Openers,
  at: Date,
  { team = [], ...made }: Made & Readonly<{ team?: readonly Viewer[] }> = {},
): Promise<Project> {
  // Made before the transaction begins: the embedded database is one session, so a second would wait for ever.
  const opening = await madeOpening(database, openers, at, made)
  const { inspector } = openers
  const project = await database.as(inspector, async (tx) =>
    findProject(inspector, tx, londonDay(at), await openProject(inspector, tx, at, opening)),
  )
  if (!project) throw new Error('the project was not opened')
  for (const person of team) await putOnTeam(database, project, person)
  return project
}

/** Puts somebody on a project's team as its supervisor would. */
export async function putOnTeam(
  database: Database,
  project: Pick<Project, 'id'>,
  person: Viewer,
  part = person.roles[0]?.role ?? 'officer',
): Promise<void> {
  await database.owner
    .insertInto('project_member')
    .values({
      force_id: person.forceId,
      id: randomUUID(),
      project_id: project.id,
      person_id: person.personId,
      part,
      from_on: '2026-01-01',
    })
    .execute()
}
