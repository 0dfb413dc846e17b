import { typeInWords } from '#core/proforma/difference.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { kindsOf, type StepTemplate, type Template } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { TemplateDraft, TemplateVersion } from './template-version.ts'

export type TemplateView = Readonly<{
  template: Template
  /** Newest first, each with what it asks otherwise than the one before. */
  versions: readonly (TemplateVersion & Readonly<{ difference: readonly string[] }>)[]
  draft: TemplateDraft | null
  mayEdit: boolean
}>

/** What the force's proforma asks today, step by step, and how it came to. */
export function templatePage(frame: Frame, { template, versions, draft, mayEdit }: TemplateView): string {
  return page(
    { ...frame, title: 'What a project’s record asks' },
    html`<span class="govuk-caption-l">Template, version ${template.version}</span>
<h1 class="govuk-heading-l">What a project’s record asks</h1>
<p class="govuk-body">${
      template.version === 1
        ? 'Your force uses the platform’s own questions.'
        : 'These are the platform’s questions as your force words and adds to them.'
    } Every open project follows the newest version.</p>
<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="/template/blank">Print it blank, for paper</a>${
      mayEdit
        ? html` <a class="govuk-link" href="/template/draft">${draft ? `Go on with version ${draft.basedOn + 1}` : 'Change what is asked'}</a>`
        : nothing
    }</p>
${template.steps.map((step) => stepAsked(template, step))}
<h2 class="govuk-heading-m" id="versions">Versions</h2>
${versions.map(
  ({ version, note, made, difference }) =>
    html`<h3 class="govuk-heading-s">Version ${version}, by ${made.as}, ${momentInWords(made.at)}</h3>
<p class="govuk-body wm-words">${note}</p>${differenceList(difference, 'What it changed')}`,
)}
<h3 class="govuk-heading-s">Version 1</h3>
<p class="govuk-body">The platform’s own, which every force starts from.</p>`,
  )
}

/** Sentences of what a version asks otherwise, closed until somebody opens them. */
export function differenceList(difference: readonly string[], summaryText: string): Html {
  if (difference.length === 0) return nothing
  return govuk.details({ summaryText, html: sentences(difference) })
}

/** One a line. */
export function sentences(difference: readonly string[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${difference.map((said) => html`<li class="wm-words">${said}</li>`)}</ul>`
}

function stepAsked(template: Template, step: StepTemplate): Html {
  return html`<h2 class="govuk-heading-m">Step ${step.step}. ${step.name}</h2>
<p class="govuk-body">${step.purpose}</p>
<ul class="govuk-list govuk-list--bullet">${step.prompts.map((prompt) => html`<li>${prompt}</li>`)}</ul>
<p class="govuk-body"><strong>For example:</strong> ${step.example}</p>
${kindsOf(template, step.step).map((kind) =>
  govuk.details({ summaryText: kind.many, html: kindAsked(kind) }),
)}`
}

function kindAsked(kind: EntryKind): Html {
  return html`<p class="govuk-body">${kind.about}</p>
${govuk.summaryList({ rows: kind.fields.map((field) => ({ key: { text: field.short }, value: { html: asked(field) } })) })}
${kind.earlier?.length ? html`<p class="govuk-body">No longer asked; answers are kept: ${kind.earlier.map(({ label }) => label).join(' ')}</p>` : nothing}`
}

function asked(field: Field): Html {
  const choices = 'choices' in field ? field.choices : []
  return html`${field.label}${field.isNeeded ? '' : ' (optional)'}${field.hint ? html`<br><span class="govuk-hint govuk-!-margin-bottom-0">${field.hint}</span>` : nothing}<br><span class="wm-byline">${choices.length ? choices.map(({ text }) => text).join('; ') : typeInWords(field)}</span>`
}
