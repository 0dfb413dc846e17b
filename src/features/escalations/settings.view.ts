import type { Viewer } from '#core/access/viewer.ts'
import { type FormState, form, problem, textField, typed, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { Contact } from './contact.ts'
import { escalationNav } from './escalation-nav.view.ts'
import type { Level, Settings } from './ladder.ts'

export type SettingsView = Readonly<{
  viewer: Viewer
  settings: Settings
  /** `null` for those to whom the register is not shown. */
  contacts: readonly Contact[] | null
  key: string
  state: FormState
}>

/** [E2] The force's clock and ladder, and who stands on it. */
export function settingsPage(frame: Frame, view: SettingsView): string {
  const { settings, state, contacts } = view
  return page(
    { ...frame, title: 'Clock and levels', errors: state.errors ?? [] },
    html`${escalationNav(view.viewer, 'settings')}
<h1 class="govuk-heading-l">Clock and levels</h1>
<p class="govuk-body">${settings.version === 0 ? 'Your force has the platform’s default. Change it to what your force promises.' : 'Your force has set these itself.'} A clock that runs stays as it was promised.</p>
${form(
  { action: '/escalations/settings', key: view.key, version: settings.version },
  html`${textField(state, 'acknowledgeDays', 'Working days to say that they have it', { value: String(settings.acknowledgeDays), classes: 'govuk-input--width-3', inputmode: 'numeric' })}
${textField(state, 'answerDays', 'Working days to answer', { value: String(settings.answerDays), classes: 'govuk-input--width-3', inputmode: 'numeric' })}
${wordsField(state, 'extraDaysOff', 'Other days that do not count', { value: settings.extraDaysOff.join('\n'), rows: 3, hint: { text: 'Weekends and the bank holidays of England and Wales never count. Write any other, such as a single holiday announced later, like 2027-06-14, one on a line.' } })}
${levelFields(view)}
${govuk.button({ text: 'Save', preventDoubleClick: true })}`,
)}
${contacts ? ladder(settings, contacts) : nothing}`,
  )
}

function levelFields({ settings, state }: SettingsView): Html {
  const wrong = problem(state, 'levelName').errorMessage as { text: string } | undefined
  const rows: (Level & { isAnother?: boolean })[] = [
    ...settings.levels,
    { id: '', name: '', isAnother: true },
    { id: '', name: '', isAnother: true },
  ]
  const names = listed(state, 'levelName')
  const orders = listed(state, 'levelOrder')
  return html`<fieldset class="govuk-fieldset" aria-describedby="levels-hint"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Levels, from the lowest</legend>
<p class="govuk-hint" id="levels-hint">Levels are tried in the order of their numbers. Empty a name to remove a level that nobody stands at; write in an empty line to add one, such as a regional body.</p>
${wrong ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${wrong.text}</p>` : nothing}
${dataTable({
  id: 'levels',
  caption: 'Levels',
  isCaptionHidden: true,
  columns: [
    {
      heading: 'Level',
      cell: (level) => {
        const at = rows.indexOf(level)
        const label = level.isAnother ? `Another level, ${at + 1}` : `Name of level ${at + 1}`
        return html`<input type="hidden" name="levelId" value="${level.id}"><label class="govuk-visually-hidden" for="level-${at}">${label}</label><input class="govuk-input govuk-input--width-20" id="${at === 0 ? 'levelName' : `level-${at}`}" name="levelName" value="${names[at] ?? level.name}"${at === 0 ? html` aria-label="${label}"` : nothing}>`
      },
    },
    {
      heading: 'Order',
      cell: (level) => {
        const at = rows.indexOf(level)
        return html`<label class="govuk-visually-hidden" for="order-${at}">Order of level ${at + 1}</label><input class="govuk-input govuk-input--width-3" id="order-${at}" name="levelOrder" inputmode="numeric" value="${orders[at] ?? String((at + 1) * 10)}">`
      },
    },
  ],
  rows,
})}</fieldset>`
}

function listed(state: FormState, field: string): readonly string[] {
  const value = state.values?.[field]
  return Array.isArray(value) ? value : value === undefined ? [] : [typed(state, field)]
}

function ladder({ levels }: Settings, contacts: readonly Contact[]): Html {
  return html`<h2 class="govuk-heading-m">Who stands at each level</h2>
${dataTable<Level>({
  id: 'ladder',
  caption: 'Who stands at each level, by area',
  isCaptionHidden: true,
  columns: [
    { heading: 'Level', cell: ({ name }) => name },
    {
      heading: 'Who',
      cell: ({ id }) => {
        const here = contacts.filter((one) => one.level === id)
        return here.length
          ? html`<ul class="govuk-list">${here.map((one) => html`<li><a class="govuk-link" href="/escalations/contacts/${one.id}">${one.name}</a>, ${one.organisation}: ${one.areaName ?? 'the whole force'}</li>`)}</ul>`
          : html`<strong>Nobody is named</strong>`
      },
    },
  ],
  rows: levels,
})}
<p class="govuk-body"><a class="govuk-link" href="/escalations/contacts/new">Add a contact</a></p>`
}
