import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { mayAddChoices, mayLeaveOut, OWN_TYPES, type OwnField } from '#core/proforma/overlay.ts'
import { kindsOf, type StepTemplate, type Template } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type FormState, form, radiosField, textField, typed, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { sentences } from './template.view.ts'
import type { TemplateDraft } from './template-version.ts'

const ABOVE = [{ text: 'What a project’s record asks', href: '/template' }]
const DRAFT = { text: 'The next version', href: '/template/draft' }

/** What a form of the draft is made from; `read` goes back with it. */
type Writing = Readonly<{ key: string; read: number; state: FormState }>

export type DraftView = Writing &
  Readonly<{
    draft: TemplateDraft | null
    /** As the draft has it, or the current one where there is no draft. */
    template: Template
    difference: readonly string[]
    openProjects: number
  }>

/** The next version: what it changes, the way to each step and kind, and publishing it. */
export function draftPage(frame: Frame, view: DraftView): string {
  const { draft, template, difference, key, read, state } = view
  return page(
    { ...frame, title: 'The next version', breadcrumbs: ABOVE, errors: state.errors ?? [] },
    html`<span class="govuk-caption-l">Template, version ${template.version}</span>
<h1 class="govuk-heading-l">The next version</h1>
${draft ? html`<p class="govuk-body">Last written by ${draft.written.as}, ${momentInWords(draft.written.at)}. Nobody’s project changes until it is published.</p>` : html`<p class="govuk-body">Nobody is writing a new version. Change a step or its questions below to begin one. Nobody’s project changes until it is published.</p>`}
<h2 class="govuk-heading-m">What it changes</h2>
${difference.length ? sentences(difference) : html`<p class="govuk-body">Nothing yet.</p>`}
<h2 class="govuk-heading-m">Steps and their questions</h2>
${template.steps.map(
  (step) => html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">Step ${step.step}. ${step.name}</h3>
<ul class="govuk-list"><li><a class="govuk-link" href="/template/draft/steps/${step.step}">Words of Step ${step.step}</a></li>
${kindsOf(template, step.step).map((kind) => html`<li><a class="govuk-link" href="/template/draft/kinds/${kind.id}">${kind.many}</a></li>`)}</ul>`,
)}
${draft && difference.length ? publish(view) : nothing}
${
  draft
    ? govuk.details({
        summaryText: 'Throw this draft away',
        html: form(
          { action: '/template/draft/discard', key, version: read },
          html`<p class="govuk-body">What was published stays as it is.</p>${govuk.button({ text: 'Throw it away', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
        ),
      })
    : nothing
}`,
  )
}

function publish({ template, openProjects, key, read, state }: DraftView): Html {
  return html`<h2 class="govuk-heading-m" id="publish">Publish it</h2>
<p class="govuk-body">${openProjects === 1 ? '1 open project follows' : `${openProjects} open projects follow`} it at once, with these changes in its history. Closed projects keep the version they have. No answer is lost: what is no longer asked is still shown.</p>
${form(
  { action: '/template/draft/publish', key, version: read, keepsDraft: true },
  html`${wordsField(state, 'note', 'Why does it change?', { rows: 3, hint: { text: 'Everybody with a project reads this' } })}
${govuk.button({ text: `Publish version ${template.version}`, preventDoubleClick: true })}`,
)}`
}

/** The words of one step. */
export function stepWordsPage(frame: Frame, step: StepTemplate, { key, read, state }: Writing): string {
  return page(
    {
      ...frame,
      title: `Words of Step ${step.step}`,
      breadcrumbs: [...ABOVE, DRAFT],
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">The next version</span><h1 class="govuk-heading-l">Words of Step ${step.step}</h1>
${form(
  { action: `/template/draft/steps/${step.step}`, key, version: read, keepsDraft: true },
  html`${textField(state, 'name', 'Name of the step', { value: step.name })}
${wordsField(state, 'purpose', 'What is it for?', { value: step.purpose, rows: 2 })}
${wordsField(state, 'prompts', 'Questions to ask', { value: step.prompts.join('\n'), rows: 6, hint: { text: 'One a line' } })}
${wordsField(state, 'example', 'A good answer, made up', { value: step.example, rows: 5 })}
${textField(state, 'answeredBy', 'Who usually answers it?', { value: step.answeredBy })}
${govuk.button({ text: 'Save into the draft', preventDoubleClick: true })}`,
)}`,
  )
}

export type KindWordsView = Writing &
  Readonly<{
    /** As the platform has it. */
    platform: EntryKind
    /** As the draft has it. */
    kind: EntryKind
    own: readonly OwnField[]
    /** Answers that are offered already and stay, by field name. */
    published: Readonly<Record<string, readonly string[]>>
  }>

/** The words and questions of one kind of entry. */
export function kindWordsPage(frame: Frame, view: KindWordsView): string {
  const { kind, platform, own, key, read, state } = view
  return page(
    { ...frame, title: kind.many, breadcrumbs: [...ABOVE, DRAFT], errors: state.errors ?? [] },
    html`<span class="govuk-caption-l">The next version, Step ${kind.step}</span><h1 class="govuk-heading-l">${kind.many}</h1>
${form(
  { action: `/template/draft/kinds/${kind.id}`, key, version: read, keepsDraft: true },
  html`${wordsField(state, 'about', 'What belongs here?', { value: kind.about, rows: 3 })}
${wordsField(state, 'example', 'A good one, made up', { value: kind.example, rows: 3 })}
<h2 class="govuk-heading-m">The platform’s questions</h2>
${platform.fields.map((field) => question(view, field, mayLeaveOut(platform, field), mayAddChoices(field)))}
${own.length ? html`<h2 class="govuk-heading-m">Your own questions</h2>${own.map((field) => question(view, field, true, field.type === 'one of'))}` : nothing}
<h2 class="govuk-heading-m">Add a question</h2>
<p class="govuk-body">Leave this empty if you do not need one. It is always optional to answer.</p>
${textField(state, 'new-label', 'The question')}
${textField(state, 'new-short', 'Two or three words for lists', { classes: 'govuk-input--width-20' })}
${textField(state, 'new-hint', 'A hint (optional)')}
${radiosField(
  state,
  'new-type',
  'How is it answered?',
  [...OWN_TYPES].map((type) => ({ value: type, text: HOW[type] })),
)}
${wordsField(state, 'new-choices', 'Answers to choose from', { rows: 4, hint: { text: 'One a line, where one is to be chosen' } })}
${govuk.button({ text: 'Save into the draft', preventDoubleClick: true })}`,
)}`,
  )
}

const HOW: Readonly<Record<OwnField['type'], string>> = {
  line: 'One line',
  words: 'Words',
  'one of': 'One of several answers',
  date: 'A date',
  number: 'A number',
}

function question(view: KindWordsView, platform: Field, isOptional: boolean, takesChoices: boolean): Html {
  const { kind, state, published } = view
  const { name } = platform
  const isAsked = kind.fields.some((one) => one.name === name)
  const field = [...kind.fields, ...(kind.earlier ?? [])].find((one) => one.name === name) ?? platform
  const offered = published[name] ?? []
  const more =
    'choices' in field ? field.choices.map(({ text }) => text).filter((one) => !offered.includes(one)) : []
  const checked = state.values ? typed(state, `asked-${name}`) === 'yes' : isAsked
  return govuk.fieldset({
    legend: { text: platform.label, classes: 'govuk-fieldset__legend--s' },
    classes: 'wm-question',
    html: html`${textField(state, `label-${name}`, 'How it is asked', { value: field.label })}
${textField(state, `hint-${name}`, 'Hint (optional)', { value: field.hint ?? '' })}
${
  isOptional
    ? govuk.checkboxes({
        idPrefix: `asked-${name}`,
        name: `asked-${name}`,
        classes: 'govuk-checkboxes--small',
        values: checked ? ['yes'] : [],
        items: [{ value: 'yes', text: 'Ask it' }],
      })
    : html`<p class="govuk-hint">Always asked: other parts of the record rest on it.</p>`
}
${
  takesChoices
    ? html`<p class="govuk-hint">Answers offered: ${offered.join('; ')}</p>${wordsField(state, `choices-${name}`, 'More answers (optional)', { value: more.join('\n'), rows: 2, hint: { text: 'One a line' } })}`
    : nothing
}`,
  })
}
