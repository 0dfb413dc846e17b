import { ROLES } from '#core/access/viewer.ts'
import { conflict } from '#ui/forms/conflict.view.ts'
import { type FormState, form, selectField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import {
  ORGANISATION_KIND_WORDS,
  ORGANISATION_KINDS,
  type Organisation,
  type Person,
  type RolePeriod,
} from './person.ts'
import { ABOVE_PERSON, capital, detailsFields, type PersonForm } from './person.view.ts'

type Area = Readonly<{ code: string; name: string; kind: string; parentName: string | null }>

export function addPersonView(
  frame: Frame,
  shown: PersonForm & Readonly<{ areas: readonly Area[]; today: string }>,
): string {
  return page(
    { ...frame, title: 'Add a person', breadcrumbs: ABOVE_PERSON, errors: shown.state.errors ?? [] },
    twoThirds(html`<h1 class="govuk-heading-xl">Add a person</h1>
${form(
  { action: '/people', key: shown.key },
  html`${detailsFields(shown, null)}
<h2 class="govuk-heading-m">First role</h2>
${roleFields(shown.state, shown.areas, shown.today)}
${govuk.button({ text: 'Add', preventDoubleClick: true })}`,
)}`),
  )
}

/** What both editors wrote, where the record changed under the second one [PE8]. */
export type ClashShown = Readonly<{ theirs: Person; yours: Readonly<Record<string, string>> }>

export function editPersonView(
  frame: Frame,
  shown: PersonForm & Readonly<{ person: Person; version: number; clash: ClashShown | null }>,
): string {
  const { person, clash } = shown
  return page(
    {
      ...frame,
      title: `Change ${person.name}`,
      breadcrumbs: [...ABOVE_PERSON, { text: person.name, href: `/people/${person.id}` }],
      errors: shown.state.errors ?? [],
    },
    twoThirds(html`<h1 class="govuk-heading-xl">Change ${person.name}</h1>
${clash ? conflict({ saved: clashTable(clash), keep: `/people/${person.id}` }) : nothing}
${form(
  { action: `/people/${person.id}/edit`, key: shown.key, version: shown.version },
  html`${detailsFields(shown, person)}
${govuk.button({ text: clash ? 'Save what is above' : 'Save', preventDoubleClick: true })}`,
)}`),
  )
}

function clashTable({ theirs, yours }: ClashShown): Html {
  const rows = [
    { what: 'Full name', theirs: theirs.name, yours: yours.name ?? '' },
    { what: 'E-mail address', theirs: theirs.email, yours: yours.email ?? '' },
    { what: 'Organisation', theirs: theirs.organisationName, yours: yours.organisation ?? '' },
    { what: 'Police rank', theirs: theirs.rank ?? 'None', yours: yours.rank || 'None' },
  ]
  return dataTable({
    id: 'both',
    caption: 'What they saved and what you typed',
    rows,
    columns: [
      { heading: 'Field', cell: (row) => row.what },
      { heading: 'Saved by them', cell: (row) => row.theirs },
      {
        heading: 'Typed by you',
        cell: (row) => (row.yours === row.theirs ? 'the same' : html`<strong>${row.yours}</strong>`),
      },
    ],
  })
}

export type GiveRolePage = Readonly<{
  person: Person
  areas: readonly Area[]
  today: string
  state: FormState
  key: string
}>

export function giveRoleView(frame: Frame, { person, areas, today, state, key }: GiveRolePage): string {
  return page(
    {
      ...frame,
      title: `Give ${person.name} a role`,
      breadcrumbs: [...ABOVE_PERSON, { text: person.name, href: `/people/${person.id}` }],
      errors: state.errors ?? [],
    },
    twoThirds(html`<h1 class="govuk-heading-xl">Give ${person.name} a role</h1>
${form(
  { action: `/people/${person.id}/roles`, key },
  html`${roleFields(state, areas, today)}${govuk.button({ text: 'Give the role', preventDoubleClick: true })}`,
)}`),
  )
}

export type EndRolePage = Readonly<{
  person: Person
  role: RolePeriod
  today: string
  state: FormState
  key: string
}>

export function endRoleView(frame: Frame, { person, role, today, state, key }: EndRolePage): string {
  const title = `End ${person.name}’s role as ${role.role}`
  return page(
    {
      ...frame,
      title,
      breadcrumbs: [...ABOVE_PERSON, { text: person.name, href: `/people/${person.id}` }],
      errors: state.errors ?? [],
    },
    twoThirds(html`<h1 class="govuk-heading-xl">${title}</h1>
<p class="govuk-body">The role stays on record, so that their tenure can be told later.</p>
${form(
  { action: `/people/${person.id}/roles/${role.id}/end`, key },
  html`${textField(state, 'lastOn', 'Last day', {
    type: 'date',
    value: today,
    classes: 'govuk-input--width-10',
    hint: { text: 'They keep the role through that day.' },
  })}
${govuk.button({ text: 'End the role', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`),
  )
}

function roleFields(state: FormState, areas: readonly Area[], today: string): Html {
  const areaText = ({ name, parentName }: Area) => (parentName ? `${name}, ${parentName}` : name)
  return html`${selectField(state, 'role', 'Role', [
    { value: '', text: 'Choose one' },
    ...ROLES.map((role) => ({ value: role, text: capital(role) })),
  ])}
${selectField(state, 'areaCode', 'Area', [
  { value: '', text: 'The whole force' },
  ...areas.map((area) => ({ value: area.code, text: areaText(area) })),
])}
${textField(state, 'fromOn', 'First day', { type: 'date', value: today, classes: 'govuk-input--width-10' })}
${textField(state, 'untilOn', 'Last day, if it is known', { type: 'date', classes: 'govuk-input--width-10' })}`
}

export type OrganisationsPage = Readonly<{
  organisations: readonly Organisation[]
  state: FormState
  key: string
}>

export function organisationsView(frame: Frame, { organisations, state, key }: OrganisationsPage): string {
  return page(
    { ...frame, title: 'Organisations', breadcrumbs: ABOVE_PERSON, errors: state.errors ?? [] },
    html`<h1 class="govuk-heading-xl">Organisations</h1>
${dataTable({
  id: 'organisations',
  caption: 'Organisations that people here work for',
  isCaptionHidden: true,
  rows: organisations,
  columns: [
    { heading: 'Name', cell: (row) => row.name },
    { heading: 'Kind', cell: (row) => ORGANISATION_KIND_WORDS[row.kind] },
    { heading: 'Active people', cell: (row) => row.people, isNumeric: true },
  ],
})}
<h2 class="govuk-heading-l">Add an organisation</h2>
${form(
  { action: '/people/organisations', key },
  html`${textField(state, 'name', 'Name')}
${selectField(state, 'kind', 'Kind', [
  { value: '', text: 'Choose one' },
  ...ORGANISATION_KINDS.map((kind) => ({ value: kind, text: ORGANISATION_KIND_WORDS[kind] })),
])}
${govuk.button({ text: 'Add', preventDoubleClick: true })}`,
)}`,
  )
}

function twoThirds(body: Html): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${body}</div></div>`
}
