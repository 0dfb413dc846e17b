import {
  type FormState,
  form,
  problem,
  radiosField,
  textField,
  typed,
  wordsField,
} from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { type ItemKind, type JustificationItem, STRENGTH_MEANS, STRENGTHS } from './justification-item.ts'
import { periodInWords } from './partial-date.ts'
import type { Project } from './project.ts'

const ASKS: Readonly<Record<ItemKind, Readonly<{ title: string; label: string; hint: string }>>> = {
  evidence: { title: 'Evidence', label: 'What does it show?', hint: 'One thing, in one sentence' },
  issue: { title: 'Issue', label: 'What is the issue?', hint: 'What happens, to whom, where and when' },
  vulnerability: {
    title: 'Vulnerability',
    label: 'Who or what could be harmed?',
    hint: 'Groups and places, never named people',
  },
  known: { title: 'Something we know', label: 'What do we know?', hint: 'One thing, in one sentence' },
  'not known': {
    title: 'Something we do not know',
    label: 'What do we not know?',
    hint: 'Say what would have to be found out',
  },
}

export type ItemFormView = Readonly<{
  project: Project
  kind: ItemKind
  /** The entry being corrected; `null` for another one. */
  item: JustificationItem | null
  key: string
  state: FormState
  /** It was changed while this person was writing: both texts are shown [P11]. */
  isConflict: boolean
}>

export function itemFormPage(frame: Frame, view: ItemFormView): string {
  const { project, kind, item, state } = view
  const asks = ASKS[kind]
  const back = `/projects/${project.number}/steps/1`
  const [year = '', month = '', day = ''] = item?.dated?.split('-') ?? []
  const isEvidence = kind === 'evidence'
  return page(
    {
      ...frame,
      title: `${item ? 'Correct' : 'Add'}: ${asks.title}`,
      backLink: back,
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, Step 1</span>
<h1 class="govuk-heading-l">${item ? 'Correct' : 'Add'}: ${asks.title.toLowerCase()}</h1>
${view.isConflict && item ? conflict(item) : nothing}
${item?.origin === 'screening' ? govuk.insetText({ text: 'This was filled in from the screening. The frozen figures stay as they are whatever is written here.' }) : nothing}
${form(
  {
    action: item ? `${back}/items/${item.id}` : `${back}/items`,
    key: view.key,
    ...(item ? { version: item.version } : {}),
  },
  html`${item ? nothing : html`<input type="hidden" name="kind" value="${kind}">`}
${textField(state, 'title', asks.label, { value: item?.title ?? '', hint: { text: asks.hint } })}
${wordsField(state, 'detail', 'More about it (optional)', { value: item?.detail ?? '', rows: 4 })}
${textField(state, 'source', isEvidence ? 'Source' : 'Source (optional)', { value: item?.source ?? '', hint: { text: 'Who says so, or which record' } })}
${dateField(state, isEvidence ? 'Date' : 'Date (optional)', { day, month, year }, 'As exact as you know: the year alone is enough')}
${
  isEvidence
    ? radiosField(
        state,
        'strength',
        'How sure does it let us be?',
        STRENGTHS.map((value) => ({
          value,
          text: `${value[0]?.toUpperCase()}${value.slice(1)}`,
          hint: STRENGTH_MEANS[value],
        })),
        item?.strength ? { value: item.strength } : {},
      )
    : nothing
}
${reopenField(project, state)}
${govuk.button({ text: view.isConflict ? 'Save mine instead' : 'Save', preventDoubleClick: true })}`,
)}
${view.isConflict ? html`<p class="govuk-body"><a class="govuk-link" href="${back}">Keep what is saved and drop mine</a></p>` : nothing}`,
  )
}

export function withdrawPage(
  frame: Frame,
  {
    project,
    item,
    key,
    state,
  }: Pick<ItemFormView, 'project' | 'key' | 'state'> & { item: JustificationItem },
): string {
  const back = `/projects/${project.number}/steps/1`
  return page(
    { ...frame, title: 'Withdraw an entry', backLink: back, errors: state.errors ?? [] },
    html`<span class="govuk-caption-l">${project.placeName}, Step 1</span>
<h1 class="govuk-heading-l">Withdraw this entry</h1>
<p class="govuk-body">It stays on the record, struck through, with your reason.</p>
${govuk.insetText({ html: html`<span class="wm-words">${item.title}</span>` })}
${form(
  { action: `${back}/items/${item.id}/withdraw`, key, version: item.version },
  html`${wordsField(state, 'why', 'Why is it withdrawn?', { rows: 3 })}
${reopenField(project, state)}
${govuk.button({ text: 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`,
  )
}

function conflict(item: JustificationItem): Html {
  const row = (key: string, value: string) => ({
    key: { text: key },
    value: { html: html`<span class="wm-words">${value}</span>` },
  })
  return html`<div class="govuk-inset-text"><h2 class="govuk-heading-m">Saved meanwhile by ${item.written.as}</h2>
${govuk.summaryList({
  rows: [
    row('What it says', item.title),
    row('More', item.detail || 'Nothing'),
    row('Source', item.source || 'None'),
    row('Date', periodInWords(item.datedFrom, item.dated)),
    ...(item.strength ? [row('Strength', item.strength)] : []),
  ],
})}
<p class="govuk-body">What you typed is below. Take over what you want from above, then save; or keep what is saved.</p></div>`
}

/** [P8] Asked only while Step 1 is signed off. */
function reopenField(project: Project, state: FormState): Html {
  if (project.steps[0]?.state !== 'signed off') return nothing
  return wordsField(state, 'reopenReason', 'Why does Step 1 need to change after sign-off?', {
    rows: 2,
    hint: { text: 'An inspector reads this when they sign it off again' },
  })
}

export function dateField(
  state: FormState,
  legend: string,
  value: Readonly<{ day: string; month: string; year: string }>,
  hint: string,
): Html {
  const errors = ['day', 'month', 'year']
    .map((field) => problem(state, field))
    .find((one) => one.errorMessage)
  const part = (name: 'day' | 'month' | 'year', width: number) => ({
    id: name,
    name,
    label: `${name[0]?.toUpperCase()}${name.slice(1)}`,
    value: typed(state, name, value[name].replace(/^0/, '')),
    classes: `govuk-input--width-${width}${problem(state, name).errorMessage ? ' govuk-input--error' : ''}`,
  })
  return govuk.dateInput({
    id: 'date',
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    hint: { text: hint },
    items: [part('day', 2), part('month', 2), part('year', 4)],
    ...(errors ?? {}),
  })
}
