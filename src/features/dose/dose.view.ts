import { countOf, percent } from '#core/figure-words.ts'
import { MONTH_NAMES } from '#core/time/month.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import {
  type Dose,
  durationInWords,
  type MonthOfTime,
  type Part,
  type steadiness,
  tenureDays,
} from './dose.ts'

export type DoseView = Readonly<{
  project: Readonly<{ number: string; placeName: string }>
  breadcrumbs: readonly Breadcrumb[]
  dose: Dose
  months: readonly MonthOfTime[]
  team: readonly Part[]
  steady: ReturnType<typeof steadiness>
  today: string
  /** Titles of stakeholders not reached yet, by id. */
  nameOf: (id: string) => string
}>

const NOT_REACHED_SHOWN = 20

/** How much work the place has had, and how steady its team has been. */
export function dosePage(frame: Frame, view: DoseView): string {
  const { project, dose } = view
  const at = `/projects/${project.number}`
  return page(
    { ...frame, title: `Work and team of ${project.placeName}`, breadcrumbs: view.breadcrumbs },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Work and team</h1>
${doseSummary(dose)}
<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="${at}/contacts/new?on=${view.today}">Note a contact</a> <a class="govuk-link" href="${at}/time">Note your time</a> <a class="govuk-link" href="${at}/handover">Handover pack</a></p>
${time(view)}
${notReached(view)}
<h2 class="govuk-heading-m" id="team">How steady the team has been</h2>
${steadyWords(view)}
${tenure(view)}`,
  )
}

/** The dose as a list of facts; the step's page shows the same. */
export function doseSummary(dose: Dose): Html {
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  return govuk.summaryList({
    rows: [
      row('Since it opened', countOf(dose.weeks, 'week', 'weeks')),
      row(
        'Time given',
        dose.given === null
          ? 'Not known: nobody has noted any time'
          : `${durationInWords(dose.given)}; ${durationInWords(dose.taken ?? 0)} taken away for other duties${dose.shareGiven === null ? '' : `, so ${percent(dose.shareGiven)} of the time noted went to this place`}`,
      ),
      row(
        'Contacts',
        `${countOf(dose.contacts, 'contact', 'contacts')}, ${dose.contactsLately} in the last four weeks`,
      ),
      row(
        'Stakeholders reached',
        dose.stakeholders === 0
          ? 'Not known: no stakeholder is written down'
          : `${dose.reached} of the ${dose.stakeholders} named`,
      ),
      row(
        'Meetings',
        dose.meetings === 0
          ? 'None held'
          : `${countOf(dose.meetings, 'meeting', 'meetings')}${dose.attendance === null ? '' : `; ${percent(dose.attendance)} of the group came, on average`}`,
      ),
    ],
  })
}

function time({ months }: DoseView): Html {
  if (months.length === 0) return nothing
  return dataTable<MonthOfTime>({
    id: 'months',
    caption: 'Time by month, for everybody together',
    columns: [
      {
        heading: 'Month',
        cell: ({ month }) => `${MONTH_NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`,
      },
      { heading: 'Given', cell: ({ given }) => durationInWords(given) },
      { heading: 'Taken away', cell: ({ taken }) => durationInWords(taken) },
    ],
    rows: months,
  })
}

function notReached({ project, dose, nameOf }: DoseView): Html {
  if (dose.notReached.length === 0) return nothing
  const more = dose.notReached.length - NOT_REACHED_SHOWN
  return html`<h2 class="govuk-heading-m" id="not-reached">Named, and not reached yet</h2>
<ul class="govuk-list govuk-list--bullet">${dose.notReached
    .slice(0, NOT_REACHED_SHOWN)
    .map(
      (id) =>
        html`<li><a class="govuk-link wm-words" href="/projects/${project.number}/stakeholders/${id}">${nameOf(id)}</a></li>`,
    )}${more > 0 ? html`<li>and ${more} more</li>` : nothing}</ul>`
}

function steadyWords({ project, steady }: DoseView): Html {
  if (!steady) return html`<p class="govuk-body">Nobody has led this project.</p>`
  return html`<p class="govuk-body">${steady.first} has led it for ${percent(steady.share)} of the days since it opened. ${countOf(steady.leads, 'person has', 'people have')} led it so far. Teams in places with a project should not be switched out; if somebody has to go, their <a class="govuk-link" href="/projects/${project.number}/handover">handover pack</a> is ready.</p>`
}

function tenure({ team, today }: DoseView): Html {
  return dataTable<Part>({
    id: 'tenure',
    caption: 'How long each has been on the team',
    columns: [
      { heading: 'Person', cell: (one) => one.name },
      { heading: 'Part', cell: (one) => `${one.part[0]?.toUpperCase()}${one.part.slice(1)}` },
      { heading: 'From', cell: (one) => partialDateInWords(one.fromOn) },
      { heading: 'Until', cell: (one) => (one.untilOn ? partialDateInWords(one.untilOn) : 'On the team') },
      { heading: 'How long', cell: (one) => countOf(tenureDays(one, today), 'day', 'days') },
    ],
    rows: team,
    whenEmpty: 'Nobody has been named',
  })
}
