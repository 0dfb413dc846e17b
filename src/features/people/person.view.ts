import { RANKS, ROLES } from '#core/access/viewer.ts'
import { isHeldOn } from '#core/time/held-on.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { type FormState, form, selectField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { PeopleFilter } from './person.schema.ts'
import { type Organisation, type Person, type RolePeriod, tenureDays, tenureInWords } from './person.ts'

export const ABOVE_PERSON = [{ text: 'People', href: '/people' }]

type Line = Readonly<{
  id: string
  name: string
  email: string
  rank: string | null
  organisationName: string
  isActive: boolean
  roles: string
}>
export type PeopleList = Readonly<{
  people: readonly Line[]
  total: number
  pageSize: number
  filter: PeopleFilter
}>

const STATES = [
  { value: 'active', text: 'Active' },
  { value: 'inactive', text: 'Deactivated' },
  { value: 'all', text: 'Everybody' },
]

export function peopleView(frame: Frame, { people, total, pageSize, filter }: PeopleList): string {
  const values = { q: filter.q, role: filter.role ?? '', state: filter.state }
  const hrefOf = (number: number) =>
    `/people?${new URLSearchParams({ ...values, page: String(number) }).toString()}`
  const roles = [
    { value: '', text: 'Any role' },
    ...ROLES.map((role) => ({ value: role, text: capital(role) })),
  ]
  return page(
    { ...frame, title: 'People' },
    html`<h1 class="govuk-heading-xl">People</h1>
<div class="govuk-button-group">
<a class="govuk-button" href="/people/new">Add a person</a>
<a class="govuk-link" href="/people/organisations">Organisations</a>
</div>
${filterPanel(
  { action: '/people', heading: 'Find people' },
  html`${textField({ values }, 'q', 'Name or e-mail address', { classes: 'govuk-input--width-20' })}
${selectField({ values }, 'role', 'Role held today', roles)}
${selectField({ values }, 'state', 'Show', STATES)}`,
)}
${dataTable({
  id: 'people',
  caption: 'People of your force, by name',
  isCaptionHidden: true,
  rows: people,
  whenEmpty: 'Nobody matches',
  columns: [
    {
      heading: 'Name',
      cell: (line) => html`<a class="govuk-link" href="/people/${line.id}">${line.name}</a>`,
    },
    { heading: 'Rank', cell: (line) => line.rank ?? '–' },
    { heading: 'Organisation', cell: (line) => line.organisationName },
    { heading: 'Roles today', cell: (line) => line.roles || 'none' },
    { heading: 'E-mail address', cell: (line) => line.email },
    ...(filter.state === 'active'
      ? []
      : [{ heading: 'State', cell: (line: Line) => (line.isActive ? 'Active' : 'Deactivated') }]),
  ],
})}
${pagination({ page: filter.page, pageSize, total, of: 'people', hrefOf })}`,
  )
}

type HistoryLine = Readonly<{ at: Date; personName: string | null; action: string }>
export type PersonPage = Readonly<{
  person: Person
  today: string
  history: readonly HistoryLine[]
  /** One for each form on the page. */
  keyOf: () => string
  flash: Frame['flash']
  problem: string | null
  isSelf: boolean
}>

export function personView(frame: Frame, shown: PersonPage): string {
  const { person, today, keyOf } = shown
  const errors = shown.problem ? [{ field: null, text: shown.problem }] : []
  const held = person.roles.filter((role) => isHeldOn(role, today))
  const act = (name: string, text: string, isWarning = false) =>
    form(
      { action: `/people/${person.id}/${name}`, key: keyOf() },
      govuk.button({
        text,
        classes: `govuk-button--${isWarning ? 'warning' : 'secondary'}`,
        preventDoubleClick: true,
      }),
    )
  return page(
    { ...frame, title: person.name, breadcrumbs: ABOVE_PERSON, errors, flash: shown.flash ?? null },
    html`<h1 class="govuk-heading-xl">${person.name}</h1>
${person.isActive ? nothing : govuk.insetText({ text: 'Deactivated: cannot sign in.' })}
${govuk.summaryList({
  rows: [
    { key: { text: 'E-mail address' }, value: { text: person.email } },
    { key: { text: 'Organisation' }, value: { text: person.organisationName } },
    { key: { text: 'Rank' }, value: { text: person.rank ?? 'None' } },
    {
      key: { text: 'Tenure here' },
      value: { text: person.roles.length ? tenureInWords(tenureDays(person.roles, today)) : 'No role yet' },
    },
  ],
})}
<p class="govuk-body"><a class="govuk-link" href="/people/${person.id}/edit">Change these details</a></p>
<h2 class="govuk-heading-l">Roles</h2>
${person.roles.length === 0 ? html`<p class="govuk-body">None.</p>` : rolesTable(person, today)}
<p class="govuk-body"><a class="govuk-button govuk-button--secondary" href="/people/${person.id}/roles/new">Give a role</a></p>
<h2 class="govuk-heading-l">Signing in</h2>
${
  person.isActive
    ? html`${held.length ? act('invite', 'Send an invitation by e-mail') : html`<p class="govuk-body">Somebody without a role today cannot sign in.</p>`}
${shown.isSelf ? nothing : html`${act('reset-second-factor', 'Reset their second factor')}${act('deactivate', 'Deactivate', true)}`}`
    : act('activate', 'Activate')
}
<h2 class="govuk-heading-l">History</h2>
${dataTable({
  id: 'history',
  caption: 'What happened to this record, latest first',
  isCaptionHidden: true,
  rows: shown.history,
  whenEmpty: 'Nothing yet',
  columns: [
    { heading: 'When', cell: (line) => momentInWords(line.at) },
    { heading: 'What', cell: (line) => capital(line.action) },
    { heading: 'By', cell: (line) => line.personName ?? 'nobody signed in' },
  ],
})}`,
  )
}

function rolesTable(person: Person, today: string): Html {
  const sameRole = (role: RolePeriod) =>
    person.roles.filter((other) => other.role === role.role && other.areaCode === role.areaCode)
  return dataTable({
    id: 'roles',
    caption: 'Roles held, latest first',
    isCaptionHidden: true,
    rows: person.roles,
    columns: [
      { heading: 'Role', cell: (role) => capital(role.role) },
      {
        heading: 'For',
        cell: (role) => (role.areaCode ? (role.areaName ?? role.areaCode) : 'The whole force'),
      },
      { heading: 'From', cell: (role) => dayInWords(role.fromOn) },
      { heading: 'Until', cell: (role) => (role.untilOn ? dayInWords(role.untilOn) : 'no end set') },
      {
        heading: 'Tenure',
        cell: (role) =>
          role.fromOn > today ? 'not begun' : tenureInWords(tenureDays(sameRole(role), today)),
      },
      {
        heading: 'Change',
        cell: (role) =>
          role.untilOn === null || role.untilOn >= today
            ? html`<a class="govuk-link" href="/people/${person.id}/roles/${role.id}/end">End<span class="govuk-visually-hidden"> the role of ${role.role}</span></a>`
            : 'ended',
      },
    ],
  })
}

export type PersonForm = Readonly<{
  state: FormState
  key: string
  organisations: readonly Organisation[]
}>

/** Fields of a person's details, filled from what was typed or from the record. */
export function detailsFields(
  { state, organisations }: Omit<PersonForm, 'key'>,
  person: Person | null,
): Html {
  return html`${textField(state, 'name', 'Full name', { value: person?.name ?? '', autocomplete: 'off', spellcheck: false })}
${textField(state, 'email', 'E-mail address', {
  value: person?.email ?? '',
  type: 'email',
  autocomplete: 'off',
  spellcheck: false,
  hint: { text: 'Where their links to sign in go. One person, one address.' },
})}
${selectField(
  state,
  'organisationId',
  'Organisation',
  [{ value: '', text: 'Choose one' }, ...organisations.map(({ id, name }) => ({ value: id, text: name }))],
  { value: person?.organisationId ?? '' },
)}
${selectField(
  state,
  'rank',
  'Police rank',
  [{ value: '', text: 'None' }, ...RANKS.map((rank) => ({ value: rank, text: rank }))],
  { value: person?.rank ?? '' },
)}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `31 March 2026`. */
export function dayInWords(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`))
}
