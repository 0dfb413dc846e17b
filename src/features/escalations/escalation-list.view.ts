import { isStaff, type Viewer } from '#core/access/viewer.ts'
import { dayInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { selectField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { type Column, dataTable } from '#ui/table/data-table.view.ts'
import { mayCarry } from './escalation.access.ts'
import { ESCALATION_STATES, type Escalation, isUnanswered, referenceOf, STATE_WORDS } from './escalation.ts'
import { escalationNav } from './escalation-nav.view.ts'
import { clockShown, doneByShown, stateTag, titleOf, withWhom } from './escalation-parts.view.ts'
import { levelName, type Settings } from './ladder.ts'

export type ListFilter = Readonly<{
  view: 'raised' | 'to-answer' | 'all'
  state: string
  level: string
  organisation: string
  age: string
  kind: string
  search: string
}>

export type EscalationListView = Readonly<{
  viewer: Viewer
  escalations: readonly Escalation[]
  total: number
  page: number
  pageSize: number
  filter: ListFilter
  settings: Settings
  today: string
}>

const AGES = [
  { value: '', text: 'Any' },
  { value: 'overdue', text: 'Overdue' },
  { value: 'past-done-by', text: 'Promised, and past its day' },
  { value: 'over-14-days', text: 'Over 2 weeks old' },
  { value: 'over-30-days', text: 'Over 30 days old' },
  { value: 'over-90-days', text: 'Over 90 days old' },
]

/** What somebody raised, what is asked of them, or all that they read. */
export function escalationListPage(frame: Frame, view: EscalationListView): string {
  const { viewer, filter } = view
  const isIssues = filter.kind === 'issue'
  const heading = isIssues ? 'Regional issues' : 'Escalations'
  return page(
    { ...frame, title: heading, isWide: isStaff(viewer) },
    html`${escalationNav(viewer, isIssues ? '/escalations?kind=issue' : '/escalations')}
<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">${
      isIssues
        ? 'The same barrier in several projects, asked once and answered once.'
        : isStaff(viewer)
          ? 'What projects cannot move themselves, who has been asked, and what they said.'
          : 'What the projects you are part of cannot move themselves, and what came back. What is asked of you is here too.'
    }</p>
${isIssues ? nothing : views(view)}
${filters(view)}
${joinable(view) ? html`<form action="/escalations/issues/new" method="get">${table(view)}${govuk.button({ text: 'Join the ticked ones into a regional issue', classes: 'govuk-button--secondary' })}</form>` : table(view)}
${isIssues && mayCarry(viewer) ? html`<p class="govuk-body"><a class="govuk-link" href="/escalations/issues/new">Make a regional issue</a></p>` : nothing}
${pagination({ page: view.page, pageSize: view.pageSize, total: view.total, of: isIssues ? 'regional issues' : 'escalations', hrefOf: (number) => hrefOf(filter, { page: String(number) }) })}`,
  )
}

function views({ viewer, filter }: EscalationListView): Html {
  const all = isStaff(viewer) ? 'All in my force' : 'All I can see'
  const ways = [
    ...(isStaff(viewer) ? [['raised', 'Raised by me'] as const] : []),
    ['to-answer', 'For me to answer'] as const,
    ['all', all] as const,
  ]
  return html`<nav aria-label="Which escalations"><p class="govuk-body wm-changes">${ways.map(
    ([view, text]) =>
      html`<a class="govuk-link govuk-link--no-visited-state${view === filter.view ? ' govuk-!-font-weight-bold' : ''}"${view === filter.view ? html` aria-current="page"` : nothing} href="${hrefOf({ ...filter, view })}">${text}</a> `,
  )}</p></nav>`
}

function filters({ viewer, filter, settings }: EscalationListView): Html {
  const { view, kind, ...fields } = filter
  const isFiltered = Object.values(fields).some(Boolean)
  const kept = { view, ...(kind === 'issue' ? { kind } : {}) }
  return filterPanel(
    {
      action: '/escalations',
      heading: 'Find',
      submitText: 'Find',
      kept,
      ...(isFiltered ? { clearHref: `/escalations?${new URLSearchParams(kept)}` } : {}),
      selected: filter.organisation
        ? [
            {
              text: `At the door of ${filter.organisation}`,
              removeHref: hrefOf({ ...filter, organisation: '' }),
            },
          ]
        : [],
    },
    html`${textField({}, 'search', 'Words, place or project', { value: filter.search, classes: 'govuk-input--width-20' })}
${selectField(
  {},
  'state',
  'State',
  [
    { value: '', text: 'Any' },
    { value: 'unanswered', text: 'Not answered' },
    ...ESCALATION_STATES.map((value) => ({ value, text: STATE_WORDS[value] })),
  ],
  { value: filter.state },
)}
${selectField(
  {},
  'level',
  'Level',
  [{ value: '', text: 'Any' }, ...settings.levels.map(({ id, name }) => ({ value: id, text: name }))],
  { value: filter.level },
)}
${isStaff(viewer) ? textField({}, 'organisation', 'Organisation', { value: filter.organisation, classes: 'govuk-input--width-20' }) : nothing}
${selectField({}, 'age', 'Age, or what is late', AGES, { value: filter.age })}`,
  )
}

const joinable = ({ viewer, filter, escalations }: EscalationListView) =>
  mayCarry(viewer) && filter.kind !== 'issue' && escalations.some(canJoin)

const canJoin = (one: Escalation) => isUnanswered(one) && one.project !== null && one.issue === null

function table(view: EscalationListView): Html {
  const { settings, today, viewer, filter } = view
  const tick: Column<Escalation>[] = joinable(view)
    ? [
        {
          heading: 'Join',
          cell: (one) =>
            canJoin(one)
              ? html`<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" name="joined" value="${one.id}" id="join-${one.id}"><label class="govuk-label govuk-checkboxes__label" for="join-${one.id}"><span class="govuk-visually-hidden">Join ${referenceOf(one)}</span></label></div></div>`
              : html``,
        },
      ]
    : []
  const isWithWhomShown = isStaff(viewer)
  return dataTable<Escalation>({
    id: 'escalations',
    caption: 'Escalations, those due soonest first',
    isCaptionHidden: true,
    columns: [
      {
        heading: 'What is in the way',
        cell: (one) =>
          html`<a class="govuk-link wm-words" href="/escalations/${one.id}">${titleOf(one)}</a><br><span class="wm-entries__code">${referenceOf(one)}${one.project ? `, ${one.project.placeName}` : ''}${one.issue ? html`<br>In Regional issue ${one.issue.number}` : nothing}</span>`,
      },
      {
        heading: 'State',
        cell: (one) =>
          html`${stateTag(one.state)}<br>${clockShown(one, today, settings)}${doneByShown(one, today)}`,
      },
      {
        heading: isWithWhomShown ? 'With' : 'Level',
        cell: (one) =>
          html`${isWithWhomShown ? withWhom(one, settings) : levelName(settings, one.level)}<br><span class="wm-entries__code">asked ${partialDateInWords(one.askedOn)}</span>`,
      },
      {
        heading: 'Raised',
        cell: (one) =>
          html`${one.raised.as ? html`<span class="wm-words">${one.raised.as}</span><br>` : nothing}${dayInWords(one.raised.at)}`,
      },
      ...tick,
    ],
    rows: view.escalations,
    whenEmpty: WHEN_EMPTY[filter.view],
  })
}

const WHEN_EMPTY = {
  raised: 'You have raised nothing that fits.',
  'to-answer': 'Nothing is waiting for your answer.',
  all: 'Nothing fits.',
} as const

function hrefOf(filter: ListFilter, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== '')
  return `/escalations?${new URLSearchParams(given)}`
}

/** One door and what lies at it. */
export type DoorLine = Readonly<{
  organisation: string
  unanswered: number
  overdue: number
  joined: number
  oldestAskedOn: string
}>

/** [E12] Who has not answered, by organisation. */
export function doorsPage(frame: Frame, viewer: Viewer, doors: readonly DoorLine[]): string {
  const at = (organisation: string, more: Readonly<Record<string, string>>) =>
    `/escalations?${new URLSearchParams({ view: 'all', kind: 'project', organisation, ...more })}`
  return page(
    { ...frame, title: 'At whose door' },
    html`${escalationNav(viewer, '/escalations/doors')}
<h1 class="govuk-heading-l">At whose door</h1>
<p class="govuk-body">Escalations that nobody has answered, by the organisation that is asked; or that could decide, where nobody is named there.</p>
${dataTable<DoorLine>({
  id: 'doors',
  caption: 'Unanswered escalations by organisation, most overdue first',
  isCaptionHidden: true,
  columns: [
    { heading: 'Organisation', cell: (one) => html`<span class="wm-words">${one.organisation}</span>` },
    {
      heading: 'Not answered',
      isNumeric: true,
      cell: (one) =>
        html`<a class="govuk-link" href="${at(one.organisation, { state: 'unanswered' })}">${one.unanswered}<span class="govuk-visually-hidden"> not answered by ${one.organisation}</span></a>`,
    },
    {
      heading: 'Overdue',
      isNumeric: true,
      cell: (one) =>
        one.overdue === 0
          ? '0'
          : html`<a class="govuk-link" href="${at(one.organisation, { age: 'overdue' })}">${one.overdue}<span class="govuk-visually-hidden"> overdue at ${one.organisation}</span></a>`,
    },
    { heading: 'In a regional issue', isNumeric: true, cell: (one) => String(one.joined) },
    { heading: 'Oldest raised', cell: (one) => partialDateInWords(one.oldestAskedOn) },
  ],
  rows: doors,
  whenEmpty: 'Everything has been answered.',
})}`,
  )
}
