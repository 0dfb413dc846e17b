import type { AreaCode } from '#core/area/area.ts'
import { countOf, percent, whole } from '#core/figure-words.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { selectField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import {
  type Door,
  type Filter,
  needOf,
  type PortfolioDetail,
  type PortfolioProject,
  type RankedArea,
  type Sort,
  STANDS_STILL_DAYS,
  TIME_WEEKS,
} from './portfolio.ts'

export type PortfolioView = Readonly<{
  /** Every open project, for the sums. */
  all: readonly PortfolioProject[]
  /** Those of this page. */
  shown: readonly PortfolioProject[]
  details: ReadonlyMap<string, PortfolioDetail>
  total: number
  page: number
  pageSize: number
  sort: Sort
  show: Filter | null
  search: string
  /** Every ranked area by code; `null` where the force cannot be screened, and why. */
  ranked: ReadonlyMap<AreaCode, RankedArea> | null
  whyNotRanked: string
  without: readonly RankedArea[]
  highNeed: number
  doors: readonly Door[]
  isLedToRatings: boolean
}>

const WITHOUT_SHOWN = 15

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  need: 'Greatest need first',
  overdue: 'Most overdue first',
  still: 'Longest standing still first',
  newest: 'Newest first',
}
const FILTER_WORDS: Readonly<Record<Filter, string>> = {
  still: 'With a step that stands still',
  overdue: 'With overdue actions',
  escalated: 'With an open escalation',
}

/** Every project beside where need is. */
export function portfolioPage(frame: Frame, view: PortfolioView): string {
  return page(
    { ...frame, title: 'Portfolio', isWide: true },
    html`<h1 class="govuk-heading-l">Portfolio</h1>
<p class="govuk-body-l">Where effort goes, beside where need is.</p>
${sums(view)}
<h2 class="govuk-heading-m" id="without">High need, and no project</h2>
${without(view)}
<h2 class="govuk-heading-m" id="projects">Projects</h2>
${find(view)}
${projects(view)}
<h2 class="govuk-heading-m" id="doors">At whose door</h2>
${doors(view)}
<p class="govuk-body wm-no-print"><a class="govuk-link" href="/escalations">All escalations</a></p>
${
  view.isLedToRatings
    ? html`<h2 class="govuk-heading-m">Ratings</h2>
<p class="govuk-body"><a class="govuk-link" href="/ratings">How deeply the steps are done</a>: by project and step, with the gaps between those who rated; never by person.</p>`
    : nothing
}`,
  )
}

function sums({ all, highNeed, without }: PortfolioView): Html {
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  const still = all.filter((project) => project.still.length > 0).length
  const overdue = all.reduce((sum, project) => sum + project.overdue, 0)
  const escalated = all.reduce((sum, project) => sum + project.escalations, 0)
  return govuk.summaryList({
    rows: [
      row('Open projects', whole(all.length)),
      ...(highNeed > 0
        ? [
            row(
              'Areas of high need',
              `${whole(highNeed - without.length)} of ${whole(highNeed)} have a project`,
            ),
          ]
        : []),
      row(
        'Standing still',
        `${countOf(still, 'project has', 'projects have')} a step in which nothing moved for ${STANDS_STILL_DAYS} days`,
      ),
      row('Overdue', countOf(overdue, 'action', 'actions')),
      row('Escalations open', whole(escalated)),
    ],
  })
}

function without({ ranked, whyNotRanked, without }: PortfolioView): Html {
  if (!ranked) return html`<p class="govuk-body">Not known: ${whyNotRanked}</p>`
  if (without.length === 0) return html`<p class="govuk-body">Every area of high need has a project.</p>`
  const more = without.length - WITHOUT_SHOWN
  return html`<p class="govuk-body">These areas are in the first band of the <a class="govuk-link" href="/screening">screening as it stands</a> or among its first ten, and no open project covers them. Areas of one band cannot be told apart.</p>
${dataTable<RankedArea>({
  id: 'without-project',
  caption: 'Areas of high need without a project',
  isCaptionHidden: true,
  columns: [
    {
      heading: 'Area',
      cell: ({ code, name }) =>
        html`<a class="govuk-link" href="/screening/areas/${code}">${name}</a><br><span class="govuk-hint govuk-!-margin-bottom-0">${code}</span>`,
    },
    { heading: 'Rank', isNumeric: true, cell: ({ rank }) => whole(rank) },
    { heading: 'Band', isNumeric: true, cell: ({ band }) => whole(band) },
    { heading: 'Recorded', isNumeric: true, cell: ({ count }) => whole(count) },
  ],
  rows: without.slice(0, WITHOUT_SHOWN),
})}
${more > 0 ? html`<p class="govuk-body">And ${whole(more)} more.</p>` : nothing}`
}

function find({ sort, show, search }: PortfolioView): Html {
  return filterPanel(
    {
      action: '/portfolio',
      heading: 'Find projects',
      submitText: 'Show',
      ...(show || search ? { clearHref: '/portfolio' } : {}),
    },
    html`${textField({}, 'search', 'Number or place', { value: search, classes: 'govuk-input--width-20' })}
${selectField({}, 'show', 'Which', [{ value: '', text: 'All open projects' }, ...Object.entries(FILTER_WORDS).map(([value, text]) => ({ value, text }))], { value: show ?? '' })}
${selectField(
  {},
  'sort',
  'Order',
  Object.entries(SORT_WORDS).map(([value, text]) => ({ value, text })),
  { value: sort },
)}`,
  )
}

function projects(view: PortfolioView): Html {
  const { shown, details, ranked, sort, show, search } = view
  const hrefOf = (number: number) =>
    `/portfolio?${new URLSearchParams({ sort, ...(show ? { show } : {}), ...(search ? { search } : {}), page: String(number) })}`
  return html`${dataTable<PortfolioProject>({
    id: 'portfolio',
    caption: 'Open projects',
    isCaptionHidden: true,
    columns: [
      {
        heading: 'Project',
        cell: ({ number, placeName }) =>
          html`<a class="govuk-link wm-words" href="/projects/${number}">${placeName}</a><br><span class="govuk-hint govuk-!-margin-bottom-0">${number}</span>`,
      },
      {
        heading: 'Rank of its place',
        isNumeric: true,
        cell: (one) => (ranked ? (needOf(one, ranked)?.rank ?? null) : null),
      },
      { heading: 'Steps signed off', cell: ({ stepsSignedOff }) => `${stepsSignedOff} of 8` },
      {
        heading: 'Stands still',
        cell: ({ still, stillDays }) =>
          still.length
            ? `${still.length === 1 ? 'Step' : 'Steps'} ${still.join(', ')}: ${stillDays} days`
            : 'No',
      },
      {
        heading: 'Overdue',
        isNumeric: true,
        cell: ({ number, overdue }) =>
          overdue ? html`<a class="govuk-link" href="/projects/${number}/interventions">${overdue}</a>` : 0,
      },
      {
        heading: 'Escalations open',
        cell: ({ escalations, oldestDays }) =>
          escalations ? `${escalations}, the oldest ${countOf(oldestDays ?? 0, 'day', 'days')}` : 'None',
      },
      { heading: `Time given, last ${TIME_WEEKS} weeks`, cell: ({ id }) => timeOf(details.get(id)) },
      { heading: 'Lead officer', cell: ({ id }) => details.get(id)?.leadOfficer ?? 'Nobody now' },
    ],
    rows: shown,
    whenEmpty: show || search ? 'No project fits.' : 'No project is open.',
  })}
${pagination({ page: view.page, pageSize: view.pageSize, total: view.total, of: 'projects', hrefOf })}
<p class="govuk-body wm-no-print"><a class="govuk-link" href="/portfolio.csv">Take all of it away as a sheet (CSV)</a></p>`
}

function timeOf(detail: PortfolioDetail | undefined): string | null {
  if (!detail || detail.given === null) return null
  const noted = detail.given + (detail.taken ?? 0)
  return `${whole(Math.round(detail.given / 60))} hours${noted > 0 ? ` (${percent(detail.given / noted)} of the time noted)` : ''}`
}

function doors({ doors }: PortfolioView): Html {
  return dataTable<Door>({
    id: 'doors-table',
    caption: 'Open escalations by the organisation asked',
    isCaptionHidden: true,
    columns: [
      {
        heading: 'Organisation',
        cell: ({ organisation }) => html`<span class="wm-words">${organisation}</span>`,
      },
      { heading: 'Open', isNumeric: true, cell: ({ open }) => whole(open) },
      { heading: 'Answer overdue', isNumeric: true, cell: ({ late }) => whole(late) },
      { heading: 'Oldest', cell: ({ oldestDays }) => countOf(oldestDays, 'day', 'days') },
    ],
    rows: doors,
    whenEmpty: 'Nothing waits for an answer.',
  })
}
