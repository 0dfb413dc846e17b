import { typeInWords } from '#core/proforma/difference.ts'
import type { EntryKind, StepNumber } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { kindsOf, type Template } from '#core/proforma/template.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

/** The questions of every step, or of one, with room to write: for a walk, a meeting or a place without signal. */
export function blankPage(
  frame: Frame,
  template: Template,
  forceName: string,
  only: StepNumber | null,
): string {
  return page(
    {
      ...frame,
      title: 'Blank proforma',
      breadcrumbs: [{ text: 'What a project’s record asks', href: '/template' }],
      head: html`<link rel="stylesheet" href="/template/blank.css">`,
    },
    html`<div class="wm-sheet"><span class="govuk-caption-l">${forceName}: version ${template.version}</span>
<h1 class="govuk-heading-l">Blank proforma</h1>
<p class="govuk-body wm-no-print">Print this page. What is written on it can be typed in later; use as many sheets of a kind as you need. ${
      only
        ? html`<a class="govuk-link" href="/template/blank">All eight steps</a>`
        : html`One step alone: ${template.steps.map(({ step }) => html`<a class="govuk-link" href="/template/blank?step=${step}">Step ${step}</a> `)}`
    }</p>
<div class="wm-blank">${['Place', 'Project number', 'Filled in by', 'Date'].map((line) => html`<p class="wm-blank__question">${line}</p><div class="wm-blank__line"></div>`)}</div>
${template.steps
  .filter(({ step }) => only === null || step === only)
  .map(
    (step) => html`<section class="wm-sheet__step" aria-labelledby="step-${step.step}">
<h2 class="govuk-heading-l" id="step-${step.step}">Step ${step.step}. ${step.name}</h2>
<p class="govuk-body">${step.purpose}</p>
<ul class="govuk-list govuk-list--bullet">${step.prompts.map((prompt) => html`<li>${prompt}</li>`)}</ul>
<p class="govuk-body">Who answers for this step:</p><div class="wm-blank__line"></div>
${kindsOf(template, step.step).map(blankKind)}
${kindsOf(template, step.step).length === 0 ? lines(6) : nothing}
</section>`,
  )}</div>`,
  )
}

function blankKind(kind: EntryKind): Html {
  return html`<div class="wm-blank"><h3 class="govuk-heading-m">${kind.many}</h3>
<p class="govuk-body">${kind.about} <em>Such as:</em> ${kind.example}</p>
${kind.fields.map(blankQuestion)}</div>`
}

function blankQuestion(field: Field): Html {
  return html`<div class="wm-blank__answer"><p class="wm-blank__question">${field.label}${field.isNeeded ? ' *' : ''}</p>${
    field.hint ? html`<p class="wm-blank__hint">${field.hint}</p>` : nothing
  }${roomFor(field)}</div>`
}

const lines = (count: number): Html =>
  html`${Array.from({ length: count }, () => html`<div class="wm-blank__line"></div>`)}`

function roomFor(field: Field): Html {
  if ('choices' in field)
    return html`<ul class="wm-blank__choices">${field.choices.map(({ text }) => html`<li>${text}</li>`)}</ul>`
  if (field.type === 'words') return lines(3)
  const how = ['line', 'words'].includes(field.type) ? '' : `(${typeInWords(field)})`
  return html`${how ? html`<p class="wm-blank__hint">${how}</p>` : nothing}<div class="wm-blank__line"></div>`
}
