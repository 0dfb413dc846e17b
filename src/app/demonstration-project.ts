import { randomUUID } from 'node:crypto'
import { screen } from '#analytics/index.ts'
import type { ForceId, ForceSlug, PersonId, Viewer } from '#core/access/viewer.ts'
import type { Outcome } from '#core/outcome.ts'
import { parseContent } from '#core/proforma/content.schema.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { londonDay } from '#core/time/london-day.ts'
import { writeWords } from '#features/briefs/index.ts'
import { carryDecision, openingOf } from '#features/decisions/index.ts'
import { noteHours } from '#features/dose/index.ts'
import { addContact, answer, loadSettings, raise } from '#features/escalations/index.ts'
import { putOnPicture } from '#features/pictures/index.ts'
import {
  addEntry,
  findProject,
  joinTeam,
  openProject,
  type Project,
  type ProjectNumber,
  touchStep,
} from '#features/projects/index.ts'
import { readQuestion, saveScreening } from '#features/screening/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { PEOPLE } from '../../scripts/demonstration/people.ts'
import { IN_BRIEF, ROPEWALK, type SeededEntry } from '../../scripts/demonstration/ropewalk/index.ts'
import type { Context } from './context.ts'

const WEEK_MS = 7 * 86_400_000
/** As long as coaching of a project usually lasts, so that every step has had its time. */
const OPENED_WEEKS_AGO = 40
/** Who is on the team beside those whom the decision named. */
const ON_THE_TEAM = [
  ['constable', 'officer'],
  ['coach', 'coach'],
  ['partner', 'partner'],
  ['resident', 'resident'],
] as const

/** The demonstration's people as the stores see whoever acts, by the key they have in the list of people. */
export type Cast = Readonly<Record<(typeof PEOPLE)[number]['key'], Viewer>>

export function castOf(
  force: Readonly<{ forceId: ForceId; slug: ForceSlug; name: string }>,
  ids: readonly PersonId[],
): Cast {
  return Object.fromEntries(
    PEOPLE.map(({ key, name, rank, roles }, index): [string, Viewer] => [
      key,
      {
        personId: ids[index] as PersonId,
        forceId: force.forceId,
        forceSlug: force.slug,
        forceName: force.name,
        name,
        rank,
        roles,
      },
    ]),
  ) as Cast
}

/**
 * One LISP project of the demonstration force, opened some forty weeks before the first start by the decision that its
 * people made, and what they have written since: the place that ranks first. Made once; a start that finds entries
 * leaves everything as it is.
 */
export async function makeDemonstrationProject(context: Context, cast: Cast): Promise<void> {
  const { database, store, clock } = context
  const { analyst, sergeant, inspector, officer } = cast
  const standing = await database.as(sergeant, (tx) => standingProject(sergeant, tx))
  if (standing) {
    if (!standing.isFilled) await fillProject(context, cast, standing.number, standing.openedAt)
    return
  }
  const at = new Date(clock().getTime() - OPENED_WEEKS_AGO * WEEK_MS)
  const { question } = readQuestion(analyst.forceSlug, {})
  const answer = await screen(store, question)
  const first = answer.ok ? answer.value.areas[0] : undefined
  if (!answer.ok || !first) throw new Error('the demonstration force could not be screened')
  const saved = { id: randomUUID(), name: 'Where need has lasted', screening: answer.value }
  await database.as(analyst, (tx) => saveScreening(analyst, tx, at, { ...saved, question }))
  const number = await carryDecision(
    database,
    {
      saved,
      areaCode: first.code,
      shortlisted: answer.value.areas.slice(1, 4).map(({ code }) => code),
      placeName: 'Ropewalk',
      reason:
        'It has been among the highest tenth of areas in every year of the records, and nothing tried so far has lasted.',
      exception: 'No other place has stayed as high for as long.',
      whyNot: (area) =>
        area.trend === 'falling'
          ? 'It has been falling; we look again in a year.'
          : 'Partners are at work there already, and it has fewer people to work with.',
      preparedBy: analyst,
      decidedBy: sergeant,
      signedOffBy: inspector,
      leadOfficerId: officer.personId,
      at,
    },
    (tx, decision) => openProject(inspector, tx, at, openingOf(decision)),
  )
  await fillProject(context, cast, number as ProjectNumber, at)
}

// The force's first project, and whether anybody has written in it.
async function standingProject(viewer: Viewer, tx: Tx) {
  const row = await tx
    .selectFrom('project')
    .select((eb) => [
      'number',
      'opened_at',
      eb
        .exists(
          eb
            .selectFrom('project_entry')
            .select('id')
            .whereRef('project_entry.force_id', '=', 'project.force_id')
            .whereRef('project_id', '=', 'project.id')
            .where('origin', '<>', 'screening'),
        )
        .as('is_filled'),
    ])
    .where('force_id', '=', viewer.forceId)
    .orderBy('opened_at')
    .limit(1)
    .executeTakeFirst()
  return (
    row && { number: row.number as ProjectNumber, openedAt: row.opened_at, isFilled: Boolean(row.is_filled) }
  )
}

// Everything in one transaction: a start that is killed in the middle leaves a project that the next one fills.
async function fillProject(
  context: Context,
  cast: Cast,
  number: ProjectNumber,
  openedAt: Date,
): Promise<void> {
  const { sergeant } = cast
  const inWeek = (week: number) => new Date(openedAt.getTime() + week * WEEK_MS)
  await context.database.as(sergeant, async (tx) => {
    const project = await findProject(sergeant, tx, londonDay(openedAt), number)
    if (!project) throw new Error('the demonstration’s project is not there')
    const change = { project, template: PLATFORM_TEMPLATE, reopenReason: '' }
    for (const [key, part] of ON_THE_TEAM) {
      const member = { id: randomUUID(), personId: cast[key].personId, part, fromOn: londonDay(inWeek(1)) }
      allowed(await joinTeam(tx, sergeant, inWeek(1), project, member))
    }
    const ids = new Map<string, string>()
    for (const { key, kind, by, week, content, drawn } of ROPEWALK) {
      const known = kindOf(PLATFORM_TEMPLATE, kind)
      if (!known) throw new Error(`no kind of entry is called ${kind}`)
      const parsed = parseContent(known, settled(content, ids, inWeek))
      if (!parsed.ok)
        throw new Error(`${kind} of week ${week}: ${parsed.problems.map(({ text }) => text).join('; ')}`)
      const id = allowed(
        await addEntry(cast[by], tx, inWeek(week), change, { kind, content: parsed.content }),
      )
      if (key) ids.set(`@${key}`, id)
      if (drawn) await putOnPicture(cast[by], tx, inWeek(week), project.id, id, drawn)
    }
    await noteTime(cast, tx, project, inWeek)
    allowed(await writeWords(cast.officer, tx, inWeek(12), project, { ...IN_BRIEF, version: 0 }))
    await escalate(cast, tx, project, ids, inWeek)
  })
}

type InWeek = (week: number) => Date

// Six hours a week between two officers, and a day lost to other duties every month.
async function noteTime(
  { officer, constable }: Cast,
  tx: Tx,
  project: Project,
  inWeek: InWeek,
): Promise<void> {
  for (let week = 2; week < OPENED_WEEKS_AGO; week++) {
    const onDay = londonDay(inWeek(week))
    allowed(await noteHours(officer, tx, inWeek(week), project, { onDay, minutes: 240, kind: 'given' }))
    allowed(await noteHours(constable, tx, inWeek(week), project, { onDay, minutes: 120, kind: 'given' }))
    if (week % 4 === 0)
      allowed(await noteHours(constable, tx, inWeek(week), project, { onDay, minutes: 480, kind: 'taken' }))
  }
}

// One that was answered and came back to who raised it, and one that waits.
async function escalate(
  { officer, constable, sergeant, inspector, superintendent }: Cast,
  tx: Tx,
  project: Project,
  ids: ReadonlyMap<string, string>,
  inWeek: InWeek,
): Promise<void> {
  const settings = await loadSettings(sergeant, tx)
  const when = (week: number) => ({ at: inWeek(week), today: londonDay(inWeek(week)), settings })
  const [lowest, first, second] = settings.levels.slice(1, 4).map(({ id }) => id)
  const contact = async (person: Viewer, level: string | undefined, week: number) => {
    const id = randomUUID()
    allowed(
      await addContact(sergeant, tx, inWeek(week), id, {
        organisation: person.forceName,
        name: person.name,
        post: `${person.rank?.[0]?.toUpperCase()}${person.rank?.slice(1)}`,
        level: level ?? '',
        areaCode: null,
        answersFor: 'anything',
        personId: person.personId,
        reach: '',
        permission: 'public post',
        visibleTo: 'staff',
        keeperId: sergeant.personId,
        checkedOn: londonDay(inWeek(week)),
      }),
    )
    return id
  }
  await contact(sergeant, lowest, 1)
  const step8Moves = async (person: Viewer, week: number) =>
    allowed(await touchStep(person, tx, inWeek(week), project, 8, null))
  const atInspector = await contact(inspector, first, 1)
  const atSuperintendent = await contact(superintendent, second, 1)
  await step8Moves(officer, 21)
  const lights = allowed(
    await raise(officer, tx, when(21), project, {
      id: randomUUID(),
      entryId: ids.get('@r-lights') ?? null,
      barrier: 'Nobody knows whose round the lights on Hemp Steps are on',
      detail:
        'The council and the landlord each say that the other mends them. Asked both twice since January.',
      organisation: 'Borough council',
      level: first ?? '',
      contactId: atInspector,
    }),
  )
  allowed(
    await answer(
      inspector,
      tx,
      when(23),
      { id: lights, version: 1 },
      {
        outcome: 'done',
        words:
          'The council has taken the four upper lights onto its round; the landlord keeps the two at the bottom.',
        as: `Inspector ${inspector.name}`,
        on: londonDay(inWeek(23)),
        came: 'here',
        doneBy: null,
      },
    ),
  )
  await step8Moves(inspector, 23)
  await step8Moves(constable, OPENED_WEEKS_AGO - 1 / 7)
  allowed(
    // Yesterday: its clock has not run out, so that it is still there to be answered.
    await raise(constable, tx, when(OPENED_WEEKS_AGO - 1 / 7), project, {
      id: randomUUID(),
      entryId: ids.get('@r-shelves') ?? null,
      barrier: 'The supermarket’s head office will not let the store move spirits from the door',
      detail: 'The store manager would; the plan of the shelves is made for the whole country.',
      organisation: 'Supermarket, head office',
      level: second ?? '',
      contactId: atSuperintendent,
    }),
  )
}

// References become ids, and weeks days.
function settled(
  content: SeededEntry['content'],
  ids: ReadonlyMap<string, string>,
  inWeek: InWeek,
): Record<string, unknown> {
  const one = (value: string) => {
    const week = /^week (\d+)$/.exec(value)?.[1]
    return week ? londonDay(inWeek(Number(week))) : (ids.get(value) ?? value)
  }
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      typeof value === 'string' ? one(value) : typeof value === 'number' ? value : value.map(one),
    ]),
  )
}

function allowed<Value, Reason>(outcome: Outcome<Value, Reason>): Value {
  if (!outcome.ok) throw new Error(`the demonstration was refused: ${outcome.reason}`)
  return outcome.value
}
