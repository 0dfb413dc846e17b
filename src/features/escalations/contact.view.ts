import type { Viewer } from '#core/access/viewer.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { conflict } from '#ui/forms/conflict.view.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import {
  checkboxesField,
  type FormState,
  form,
  radiosField,
  selectField,
  textField,
  wordsField,
} from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { type Contact, needsChecking, PERMISSION_WORDS, PERMISSIONS } from './contact.ts'
import { ABOVE_ESCALATION, escalationNav } from './escalation-nav.view.ts'
import { levelName, type Settings } from './ladder.ts'

const ABOVE_CONTACT = [...ABOVE_ESCALATION, { text: 'Senior contacts', href: '/escalations/contacts' }]

export type RegisterView = Readonly<{
  viewer: Viewer
  contacts: readonly Contact[]
  total: number
  page: number
  pageSize: number
  filter: Readonly<{ search: string; level: string; withRetired: boolean }>
  settings: Settings
  mayAdd: boolean
  today: string
}>

/** [E17] The register of senior contacts. */
export function registerPage(frame: Frame, view: RegisterView): string {
  const { filter, settings, today } = view
  const query = {
    ...(filter.search ? { search: filter.search } : {}),
    ...(filter.level ? { level: filter.level } : {}),
    ...(filter.withRetired ? { retired: 'show' } : {}),
  }
  return page(
    { ...frame, title: 'Senior contacts', isWide: true },
    html`${escalationNav(view.viewer, '/escalations/contacts')}
<h1 class="govuk-heading-l">Senior contacts</h1>
<p class="govuk-body">Who can decide what a project cannot: at which level, for which area, and how to reach them. Only the force’s staff see this.</p>
${view.mayAdd ? html`<p class="govuk-body"><a class="govuk-link" href="/escalations/contacts/new">Add a contact</a></p>` : nothing}
${filterPanel(
  {
    action: '/escalations/contacts',
    heading: 'Find',
    submitText: 'Find',
    ...(Object.keys(query).length ? { clearHref: '/escalations/contacts' } : {}),
  },
  html`${textField({}, 'search', 'Name, post, organisation or area', { value: filter.search, classes: 'govuk-input--width-20' })}
${selectField({}, 'level', 'Level', [{ value: '', text: 'Any' }, ...settings.levels.map(({ id, name }) => ({ value: id, text: name }))], { value: filter.level })}
${checkboxesField({}, 'retired', 'Out of use', [{ value: 'show', text: 'Show them too' }], filter.withRetired ? ['show'] : [])}`,
)}
${dataTable<Contact>({
  id: 'contacts',
  caption: 'Senior contacts by organisation',
  isCaptionHidden: true,
  columns: [
    {
      heading: 'Name',
      cell: (one) => {
        const link = html`<a class="govuk-link wm-words" href="/escalations/contacts/${one.id}">${one.name}</a>`
        return html`${one.retired ? html`<s>${link}</s> out of use` : link}<br><span class="wm-words">${one.post}</span>`
      },
    },
    { heading: 'Organisation', cell: (one) => html`<span class="wm-words">${one.organisation}</span>` },
    { heading: 'Level', cell: (one) => levelName(settings, one.level) },
    { heading: 'For', cell: answersForWords },
    { heading: 'How to reach', cell: reachShown },
    { heading: 'Kept by', cell: (one) => one.keeperName },
    { heading: 'Checked', cell: (one) => checkedShown(one, today) },
  ],
  rows: view.contacts,
  whenEmpty: 'Nobody fits.',
})}
${pagination({ ...view, of: 'contacts', hrefOf: (number) => `/escalations/contacts?${new URLSearchParams({ ...query, page: String(number) })}` })}`,
  )
}

function answersForWords(one: Contact): string {
  const what =
    one.answersFor === 'anything' ? 'Anything at this level' : 'What their own organisation decides'
  return `${what}, ${one.areaName ?? (one.areaCode ? one.areaCode : 'the whole force')}`
}

function reachShown(one: Contact): Html {
  if (one.reach === null) return html`Shown to supervisors only`
  const account = one.person?.isActive
    ? 'Answers here'
    : one.person
      ? 'Their account is shut'
      : 'No account here'
  return html`${one.reach ? html`<span class="wm-words">${one.reach}</span><br>` : nothing}${account}`
}

function checkedShown(one: Contact, today: string): Html {
  const date = partialDateInWords(one.checkedOn)
  if (one.retired || !needsChecking(one, today)) return html`${date}`
  return html`${date}<br>${govuk.tag({ text: 'Check it', classes: 'govuk-tag--orange wm-tag' })}`
}

export type ContactView = Readonly<{
  contact: Contact
  settings: Settings
  history: readonly Readonly<{ at: Date; action: string; personName: string | null }>[]
  mayChange: boolean
  today: string
  keyOf: () => string
  isRetiring: boolean
  state: FormState
}>

/** One line of the register with its history. */
export function contactPage(frame: Frame, view: ContactView): string {
  const { contact, settings, today, state } = view
  const at = `/escalations/contacts/${contact.id}`
  const row = (key: string, value: Html | string) => ({
    key: { text: key },
    value: { html: typeof value === 'string' ? html`<span class="wm-words">${value}</span>` : value },
  })
  return page(
    {
      ...frame,
      title: contact.name,
      breadcrumbs: ABOVE_CONTACT,
      errors: state.errors ?? [],
    },
    html`<h1 class="govuk-heading-l wm-words">${contact.name}</h1>
${contact.retired ? govuk.insetText({ html: html`Out of use since ${momentInWords(contact.retired.at)}: <span class="wm-words">${contact.retired.why}</span>` }) : nothing}
${govuk.summaryList({
  rows: [
    row('Post', contact.post),
    row('Organisation', contact.organisation),
    row('Level', levelName(settings, contact.level)),
    row('Can be asked', answersForWords(contact)),
    row('How to reach', reachShown(contact)),
    row('Account', contact.person ? contact.person.name : 'None: a supervisor writes their answers down'),
    row('Permission', PERMISSION_WORDS[contact.permission]),
    row(
      'How to reach is shown to',
      contact.visibleTo === 'staff' ? 'All staff of the force' : 'Supervisors and whoever keeps this',
    ),
    row('Kept up to date by', contact.keeperName),
    row('Last checked', checkedShown(contact, today)),
  ],
})}
${
  view.mayChange && !contact.retired
    ? html`<p class="govuk-body"><a class="govuk-link" href="${at}/change">Change it</a></p>
${form({ action: `${at}/check`, key: view.keyOf(), version: contact.version }, govuk.button({ text: 'It is right today', classes: 'govuk-button--secondary', preventDoubleClick: true }))}
${govuk.details({
  summaryText: 'Take it out of use',
  open: view.isRetiring,
  html: form(
    { action: `${at}/retire`, key: view.keyOf(), version: contact.version },
    html`${wordsField(state, 'why', 'Why is it taken out of use?', { rows: 2, hint: { text: 'It stays in the register. Nothing new is asked of them.' } })}
${govuk.button({ text: 'Take it out of use', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
  ),
})}`
    : nothing
}
<h2 class="govuk-heading-m">History</h2>
<ol class="govuk-list wm-history">${view.history.map(({ at, action, personName }) => html`<li><p class="govuk-body govuk-!-margin-bottom-1"><strong>${action[0]?.toUpperCase()}${action.slice(1)}</strong> by ${personName ?? 'the system'}, ${momentInWords(at)}</p></li>`)}</ol>`,
  )
}

export type ContactFormView = Readonly<{
  contact: Contact | null
  settings: Settings
  areas: readonly Readonly<{ code: string; name: string }>[]
  people: readonly Readonly<{ id: string; text: string }>[]
  keepers: readonly Readonly<{ id: string; text: string }>[]
  /** Kept by whoever adds it unless they say otherwise. */
  viewerId: string
  today: string
  key: string
  state: FormState
  /** Somebody else changed it meanwhile: what they saved is shown. */
  isConflict: boolean
}>

/** Adds or changes a line of the register. */
export function contactFormPage(frame: Frame, view: ContactFormView): string {
  const { contact, settings, state, today } = view
  const heading = contact ? `Change ${contact.name}` : 'Add a contact'
  const one = (id: string, text: string) => ({ value: id, text })
  return page(
    {
      ...frame,
      title: heading,
      breadcrumbs: contact
        ? [...ABOVE_CONTACT, { text: contact.name, href: `/escalations/contacts/${contact.id}` }]
        : ABOVE_CONTACT,
      errors: state.errors ?? [],
    },
    html`<h1 class="govuk-heading-l wm-words">${heading}</h1>
${
  view.isConflict && contact
    ? conflict({
        saved: html`<p class="govuk-body wm-words">${contact.name}, ${contact.post}, ${contact.organisation}; ${levelName(settings, contact.level)}; ${contact.reach}</p>`,
        keep: `/escalations/contacts/${contact.id}`,
      })
    : nothing
}
${form(
  {
    action: contact ? `/escalations/contacts/${contact.id}/change` : '/escalations/contacts',
    key: view.key,
    ...(contact ? { version: contact.version } : {}),
  },
  html`${textField(state, 'name', 'Name', { value: contact?.name ?? '' })}
${textField(state, 'post', 'Post', { value: contact?.post ?? '', hint: { text: 'Such as “regional loss prevention manager”' } })}
${textField(state, 'organisation', 'Organisation', { value: contact?.organisation ?? '' })}
${radiosField(
  state,
  'level',
  'Level',
  settings.levels.map(({ id, name }) => one(id, name)),
  contact ? { value: contact.level } : {},
)}
${radiosField(
  state,
  'answersFor',
  'What can they be asked?',
  [
    { value: 'anything', text: 'Anything at this level', hint: 'Such as the inspector of an area' },
    {
      value: 'own organisation',
      text: 'Only what their own organisation decides',
      hint: 'Such as the head office of a chain of shops',
    },
  ],
  { value: contact?.answersFor ?? 'anything' },
)}
${selectField(state, 'areaCode', 'For which area?', [one('', 'The whole force'), ...view.areas.map(({ code, name }) => one(code, name))], { value: contact?.areaCode ?? '', classes: 'wm-many' })}
${selectField(
  state,
  'personId',
  'The account they answer with here',
  [
    one('', 'None: a supervisor writes their answers down'),
    ...view.people.map(({ id, text }) => one(id, text)),
  ],
  { value: contact?.person?.id ?? '', classes: 'wm-many' },
)}
${wordsField(state, 'reach', 'How to reach them', { value: contact?.reach ?? '', rows: 3, hint: { text: 'Office number, address, the best time. No private numbers.' } })}
${radiosField(
  state,
  'permission',
  'Did they agree to be here?',
  PERMISSIONS.map((value) => one(value, PERMISSION_WORDS[value])),
  { value: contact?.permission ?? '' },
)}
${radiosField(
  state,
  'visibleTo',
  'Who sees how to reach them?',
  [one('staff', 'All staff of the force'), one('supervisors', 'Supervisors and whoever keeps this')],
  { value: contact?.visibleTo ?? 'staff' },
)}
${selectField(
  state,
  'keeperId',
  'Who keeps this up to date?',
  view.keepers.map(({ id, text }) => one(id, text)),
  { value: contact?.keeperId ?? view.viewerId, classes: 'wm-many' },
)}
${textField(state, 'checkedOn', 'Last checked', { type: 'date', value: contact ? contact.checkedOn : today, classes: 'govuk-input--width-10' })}
${govuk.button({ text: view.isConflict ? 'Save mine instead' : 'Save', preventDoubleClick: true })}`,
)}`,
  )
}
