import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { csvSheet } from '#core/csv.ts'
import type { Outcome } from '#core/outcome.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import { parseQuery } from '#platform/forms/parse-form.ts'
import { found, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { isLedToRatings, readsPortfolio } from './portfolio.access.ts'
import { PortfolioQuery } from './portfolio.schema.ts'
import { listDetails, listDoors, listPortfolio } from './portfolio.store.ts'
import { arranged, isHighNeed, needOf, needWithoutProject, type RankedArea } from './portfolio.ts'
import { portfolioPage } from './portfolio.view.ts'

const PAGE_SIZE = 50

export type PortfolioNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  /** The viewer's force as it would be ranked now, in rank order, or why it cannot be. */
  ranking(viewer: Viewer): Promise<Outcome<readonly RankedArea[], string>>
}>

/** The portfolio as a page and as a sheet. */
export function portfolioPages(routes: Routes, { database, clock, frame, ranking }: PortfolioNeeds): void {
  routes.get('/portfolio', async (c) => {
    const viewer = reader(c)
    const query = parseQuery(c.req, PortfolioQuery)
    const { sort, show, search, page: asked } = query.ok ? query.value : PortfolioQuery.parse({})
    const { all, areas, ranked, why } = await loaded(viewer)
    const wanted = search.toLowerCase()
    const fitting = arranged(all, ranked ?? new Map(), sort, show).filter(
      ({ number, placeName }) => !wanted || `${number} ${placeName}`.toLowerCase().includes(wanted),
    )
    const page = Math.min(asked, Math.max(1, Math.ceil(fitting.length / PAGE_SIZE)))
    const shown = fitting.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    const { details, doors } = await database.as(viewer, async (tx) => ({
      details: await listDetails(
        viewer,
        tx,
        clock(),
        shown.map(({ id }) => id),
      ),
      doors: await listDoors(viewer, tx, clock()),
    }))
    return c.html(
      portfolioPage(frame(c), {
        all,
        shown,
        details,
        total: fitting.length,
        page,
        pageSize: PAGE_SIZE,
        sort,
        show,
        search,
        ranked,
        whyNotRanked: why,
        without: needWithoutProject(areas, all),
        highNeed: areas.filter(isHighNeed).length,
        doors,
        isLedToRatings: isLedToRatings(viewer),
      }),
    )
  })

  routes.get('/portfolio.csv', async (c) => {
    const viewer = reader(c)
    const { all, ranked } = await loaded(viewer)
    const details = await database.as(viewer, (tx) =>
      listDetails(
        viewer,
        tx,
        clock(),
        all.map(({ id }) => id),
      ),
    )
    const sheet = csvSheet(
      [
        'number',
        'place',
        'areas',
        'rank_of_place',
        'opened',
        'steps_signed_off',
        'steps_standing_still',
        'days_standing_still',
        'actions_overdue',
        'escalations_open',
        'oldest_escalation_days',
        'minutes_given_12_weeks',
        'minutes_taken_12_weeks',
      ],
      arranged(all, ranked ?? new Map(), 'need', null).map((one) => [
        one.number,
        one.placeName,
        one.areaCodes.join(' '),
        ranked ? (needOf(one, ranked)?.rank ?? null) : null,
        one.openedAt.toISOString().slice(0, 10),
        one.stepsSignedOff,
        one.still.join(' '),
        one.still.length ? one.stillDays : null,
        one.overdue,
        one.escalations,
        one.oldestDays,
        details.get(one.id)?.given ?? null,
        details.get(one.id)?.taken ?? null,
      ]),
    )
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', 'attachment; filename="portfolio.csv"')
    return c.body(sheet)
  })

  // [O1] To others it is absent.
  function reader(c: RequestContext): Viewer {
    const viewer = signedIn(c)
    return found(readsPortfolio(viewer) ? viewer : null)
  }

  async function loaded(viewer: Viewer) {
    const answer = await ranking(viewer)
    const areas = answer.ok ? answer.value : []
    return {
      all: await database.as(viewer, (tx) => listPortfolio(viewer, tx, clock())),
      areas,
      ranked: answer.ok ? new Map<AreaCode, RankedArea>(areas.map((area) => [area.code, area])) : null,
      why: answer.ok ? '' : answer.reason,
    }
  }
}
