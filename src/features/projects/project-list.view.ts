import { momentInWords } from '#core/time/moment-in-words.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { selectField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { ProjectFilter, ProjectSummary, StepState } from './project.ts'

export type ProjectListView = Readonly<{
  projects: readonly ProjectSummary[]
  total: number
  page: number
  pageSize: number
  filter: ProjectFilter
  places: readonly Readonly<{ code: string; name: string }>[]
  mayImport: boolean
  readsTemplate: boolean
}>

export function projectListPage(frame: Frame, view: ProjectListView): string {
  const { filter, places } = view
  const isFiltered = Object.values(filter).some((value) => value)
  return page(
    { ...frame, title: 'LISP projects' },
    html`<h1 class="govuk-heading-l">LISP projects</h1>
<p class="govuk-body-l">Places being carried through the eight steps, each opened by a signed-off decision or imported with the record it rests on.</p>
<p class="govuk-body wm-changes wm-no-print">${view.readsTemplate ? html`<a class="govuk-link" href="/template">What a project’s record asks</a> ` : nothing}${view.mayImport ? html`<a class="govuk-link" href="/projects/import">Import a project’s record</a>` : nothing}</p>
${
  isFiltered || view.total > 0
    ? filterPanel(
        {
          action: '/projects',
          heading: 'Find a project',
          submitText: 'Find',
          ...(isFiltered ? { clearHref: '/projects' } : {}),
        },
        html`${textField({}, 'search', 'Number or place', { value: filter.search ?? '', classes: 'govuk-input--width-20' })}
${selectField(
  {},
  'state',
  'State',
  [
    { value: '', text: 'All' },
    { value: 'open', text: 'Open' },
    { value: 'closed', text: 'Closed' },
  ],
  { value: filter.state ?? '' },
)}
${places.length ? selectField({}, 'area', 'Area', [{ value: '', text: 'All' }, ...places.map(({ code, name }) => ({ value: code, text: name }))], { value: filter.area ?? '' }) : nothing}`,
      )
    : nothing
}
${view.projects.length === 0 ? empty(isFiltered) : list(view)}`,
  )
}

function empty(isFiltered: boolean): Html {
  return isFiltered
    ? html`<p class="govuk-body">No project fits. <a class="govuk-link" href="/projects">Show all</a></p>`
    : html`<p class="govuk-body">There are none yet that you can see. A project opens when an inspector signs off a <a class="govuk-link" href="/decisions">decision</a>.</p>`
}

function list({ projects, filter, ...view }: ProjectListView): Html {
  const hrefOf = (number: number) => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
    query.set('page', String(number))
    return `/projects?${query}`
  }
  return html`${dataTable<ProjectSummary>({
    id: 'projects',
    caption: 'Projects, newest first',
    isCaptionHidden: true,
    columns: [
      {
        heading: 'Project',
        cell: (one) =>
          html`<a class="govuk-link" href="/projects/${one.number}">${one.placeName}</a><br><span class="govuk-hint govuk-!-margin-bottom-0">${one.number}</span>`,
      },
      { heading: 'Area', cell: (one) => one.areaCode },
      { heading: 'State', cell: (one) => (one.state === 'open' ? 'Open' : 'Closed') },
      { heading: 'Step 1', cell: (one) => stepTag(one.stepOne) },
      { heading: 'Lead officer', cell: (one) => one.leadOfficer ?? 'Nobody now' },
      { heading: 'Opened', cell: (one) => momentInWords(one.openedAt) },
    ],
    rows: projects,
  })}
${pagination({ ...view, of: 'projects', hrefOf })}`
}

const STEP_TAGS: Readonly<Record<StepState, readonly [text: string, classes: string]>> = {
  'not started': ['Not started', 'govuk-tag--grey'],
  'in progress': ['In progress', 'govuk-tag--blue'],
  'ready for sign-off': ['Ready for sign-off', 'govuk-tag--blue'],
  'signed off': ['Signed off', 'govuk-tag--green'],
  reopened: ['Reopened', 'govuk-tag--orange'],
}

export function stepTag(state: StepState): Html {
  const [text, classes] = STEP_TAGS[state]
  return govuk.tag({ text, classes })
}
