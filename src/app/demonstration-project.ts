import { randomUUID } from 'node:crypto'
import { screen } from '#analytics/index.ts'
import type { ForceId, ForceSlug, PersonId, Viewer } from '#core/access/viewer.ts'
import { DEFAULT_WEIGHTS } from '#core/screening/criterion.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import { carryDecision, openingOf } from '#features/decisions/index.ts'
import { openProject } from '#features/projects/index.ts'
import { saveScreening } from '#features/screening/index.ts'
import { PEOPLE } from '../../scripts/demonstration/people.ts'
import type { Context } from './context.ts'

const DAY_MS = 86_400_000
/** As long as coaching of a project usually lasts, so that every step has had its time. */
const OPENED_DAYS_AGO = 40 * 7

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
 * people made: the place that ranks first. Made once; a start that finds any project leaves everything as it is.
 */
export async function makeDemonstrationProject(context: Context, cast: Cast): Promise<void> {
  const { database, store, clock } = context
  const { analyst, sergeant, inspector, officer } = cast
  const any = await database.as(sergeant, (tx) =>
    tx.selectFrom('project').select('id').where('force_id', '=', sergeant.forceId).limit(1).execute(),
  )
  if (any.length > 0) return
  const at = new Date(clock().getTime() - OPENED_DAYS_AGO * DAY_MS)
  const question: ScreeningQuestion = {
    force: analyst.forceSlug,
    unit: 'lsoa',
    from: undefined,
    to: undefined,
    types: [],
    weights: DEFAULT_WEIGHTS,
  }
  const answer = await screen(store, question)
  const first = answer.ok ? answer.value.areas[0] : undefined
  if (!answer.ok || !first) throw new Error('the demonstration force could not be screened')
  const saved = { id: randomUUID(), name: 'Where need has lasted', screening: answer.value }
  await database.as(analyst, (tx) => saveScreening(analyst, tx, at, { ...saved, question }))
  await carryDecision(
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
}
