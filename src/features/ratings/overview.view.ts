import { stepOf, type Template } from '#core/proforma/template.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { ProjectRatings, RatingOverview } from './overview.ts'
import {
  gapOf,
  hardlyDone,
  levelInWords,
  overallOf,
  PART_NAMES,
  RATER_PARTS,
  type RaterPart,
} from './rating.ts'
import { notAboutPeople, outOf, summaryTable } from './rating.view.ts'

export type OverviewView = Readonly<{
  template: Template
  overview: RatingOverview
  projects: readonly ProjectRatings[]
  page: number
  pageSize: number
}>

/** [R8] What the force's projects say together, and each project beside them. */
export function overviewPage(frame: Frame, view: OverviewView): string {
  const { overview, projects, template } = view
  const total = overview.projectsRated + overview.projectsNot
  return page(
    {
      ...frame,
      title: 'Ratings of all projects',
      breadcrumbs: [{ text: 'Projects', href: '/projects' }],
    },
    html`<h1 class="govuk-heading-l">How deeply steps were done, over all projects</h1>
${notAboutPeople()}
${overview.projectsRated === 0 ? html`<p class="govuk-body">No project has a round that has ended yet.</p>` : together(view)}
${dataTable<ProjectRatings>({
  id: 'projects-rated',
  caption: 'Each project’s latest ended round: mean over the steps rated',
  columns: [
    {
      heading: 'Project',
      cell: (one) =>
        html`<a class="govuk-link" href="/projects/${one.number}/ratings">${one.placeName}</a><br><span class="govuk-hint govuk-!-margin-bottom-0">${one.number}</span>`,
    },
    {
      heading: 'Round',
      cell: ({ round }) =>
        round ? `${round.number}, asked ${partialDateInWords(round.askedOn)}` : 'None has ended',
    },
    ...RATER_PARTS.map((part) => ({
      heading: PART_NAMES[part],
      cell: (one: ProjectRatings) => partOf(one, part),
    })),
    {
      heading: 'Gap',
      cell: ({ means }) =>
        levelInWords(gapOf(RATER_PARTS.map((part) => means[part]).filter((mean) => mean !== null))) ??
        html`<span class="wm-unknown">not known</span>`,
    },
    { heading: 'Missing', cell: missingOf },
  ],
  rows: projects,
  whenEmpty: 'There is no project yet',
})}
${pagination({ total, page: view.page, pageSize: view.pageSize, of: 'projects', hrefOf: (number) => `/ratings?page=${number}` })}
<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="/ratings/rubric">What the levels mean</a> <a class="govuk-link" href="/ratings.csv">By step, as a sheet (CSV)</a></p>`,
  )

  function together({ overview }: OverviewView): Html {
    const { steps, ratings, projectsRated, projectsNot } = overview
    return html`<p class="govuk-body">From the latest ended round of ${projectsRated} ${projectsRated === 1 ? 'project' : 'projects'}${projectsNot ? `; ${projectsNot} more have none` : ''}.</p>
<ul class="govuk-list govuk-list--bullet">${RATER_PARTS.map((part) => html`<li><strong>${PART_NAMES[part]}</strong>: ${overallInWords(part)}${hardlyInWords(part)}</li>`)}</ul>
${summaryTable(steps, { id: 'by-step', caption: 'By step: levels 0 to 5, each rater apart', template })}`

    // [R4] Most put it at 0 or 1.
    function hardlyInWords(part: RaterPart): Html {
      const hardly = hardlyDone(steps, part)
      if (hardly.length === 0) return nothing
      return html`. Mostly not done, or hardly done: ${hardly.map(({ step, byPart }, index) => {
        const [none = 0, one = 0] = byPart[part].counts
        return html`${index ? '; ' : ''}<strong>Step ${step}, ${stepOf(template, step).name.toLowerCase()}</strong> (${none + one} of ${byPart[part].n} gave 0 or 1)`
      })}`
    }

    function overallInWords(part: RaterPart): string {
      const { mean } = overallOf(steps, part)
      const given = ratings[part]
      if (given === 0) return 'missing; nobody has given one'
      return `mean ${levelInWords(mean) ?? 'not known'} of 5 over all steps, from ${given} ${given === 1 ? 'rating' : 'ratings'}`
    }
  }
}

function partOf(one: ProjectRatings, part: RaterPart): Html | string {
  const mean = levelInWords(one.means[part])
  return mean === null ? html`<span class="wm-unknown">not given</span>` : `${mean} ${outOf(one.given[part])}`
}

// In the round that ended, and in one that is open.
function missingOf(one: ProjectRatings): string {
  const gone = one.round
    ? RATER_PARTS.flatMap((part) => {
        const missing = one.asked[part] - one.given[part]
        if (one.asked[part] === 0) return [`${PART_NAMES[part].toLowerCase()} not asked`]
        return missing > 0 ? [`${PART_NAMES[part].toLowerCase()} ${missing} not given`] : []
      })
    : []
  const waiting = one.waitingFor ? [`${one.waitingFor} asked now and not given`] : []
  return [...gone, ...waiting].join('; ') || 'None'
}
