import { STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'
import { stepOf, type Template } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type FormState, form, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { LEVELS } from './rating.ts'
import { type Rubric, rubricName } from './rubric.ts'

export type RubricView = Readonly<{
  rubric: Rubric
  template: Template
  versions: readonly Pick<Rubric, 'version' | 'made'>[]
  /** It is the one new rounds are opened with. */
  isCurrent: boolean
  mayChange: boolean
}>

/** [R7] What each level of each step means, and which words a force has made its own. */
export function rubricPage(frame: Frame, view: RubricView): string {
  const { rubric, versions, isCurrent, template } = view
  return page(
    {
      ...frame,
      title: 'What the levels mean',
      breadcrumbs: [{ text: 'Projects', href: '/projects' }],
    },
    html`<h1 class="govuk-heading-l">What the levels mean</h1>
<p class="govuk-body">${govuk.tag({ text: rubricName(rubric), classes: 'govuk-tag--yellow wm-tag' })}</p>
${isCurrent ? nothing : html`<p class="govuk-body">This is an earlier version. New rounds use <a class="govuk-link" href="/ratings/rubric">the latest</a>.</p>`}
${rubric.made ? html`<p class="govuk-body">Written by ${rubric.made.as}, ${momentInWords(rubric.made.at)}: <span class="wm-words">${rubric.made.why}</span></p>` : nothing}
<p class="govuk-body">The University’s own marking guide is not public, so these words are a stand-in. A supervisor of rank inspector or above can change them for the force; ratings keep the version they were made with.</p>
${STEP_NUMBERS.map((step) => stepLevels(view, step))}
${versions.length > 1 ? html`<h2 class="govuk-heading-m">Versions</h2><ul class="govuk-list govuk-list--bullet">${versions.map(({ version, made }) => html`<li><a class="govuk-link" href="/ratings/rubric/${version}">${version === 0 ? 'Platform default' : `Version ${version}`}</a>${made ? html`, ${made.as}, ${momentInWords(made.at)}: <span class="wm-words">${made.why}</span>` : nothing}</li>`)}</ul>` : nothing}`,
  )

  function stepLevels({ isCurrent, mayChange }: RubricView, step: StepNumber): Html {
    return html`<h2 class="govuk-heading-m">Step ${step}. ${stepOf(template, step).name}</h2>
${govuk.summaryList({
  rows: LEVELS.map((level) => ({
    key: { text: String(level) },
    value: { html: html`<span class="wm-words">${rubric.levels[step][level]}</span>` },
  })),
})}
${isCurrent && mayChange ? html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/ratings/rubric/steps/${step}">Change the words of Step ${step}</a></p>` : nothing}`
  }
}

export type LevelsFormView = Readonly<{
  rubric: Rubric
  template: Template
  step: StepNumber
  key: string
  state: FormState
}>

export function levelsFormPage(frame: Frame, { rubric, template, step, key, state }: LevelsFormView): string {
  return page(
    {
      ...frame,
      title: `Words for Step ${step}`,
      errors: state.errors ?? [],
      breadcrumbs: [
        { text: 'Projects', href: '/projects' },
        { text: 'What the levels mean', href: '/ratings/rubric' },
      ],
    },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><span class="govuk-caption-l">${rubricName(rubric)}</span>
<h1 class="govuk-heading-l">Words for Step ${step}: ${stepOf(template, step).name}</h1>
<p class="govuk-body">Rounds that are open or have ended keep the words they were opened with.</p>
${form(
  { action: `/ratings/rubric/steps/${step}`, key, version: rubric.version, keepsDraft: true },
  html`${LEVELS.map((level) => wordsField(state, `level-${level}`, `Level ${level}`, { rows: 2, value: rubric.levels[step][level] }))}
${wordsField(state, 'why', 'Why do the words change?', { rows: 2 })}
${govuk.button({ text: 'Save these words', preventDoubleClick: true })}`,
)}</div></div>`,
  )
}
