import { UNITS } from '#core/area/area.ts'
import { countOf } from '#core/figure-words.ts'
import { CRITERIA } from '#core/screening/criterion.ts'
import type { Screening, ScreeningQuestion } from '#core/screening/screening.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { PUBLISHED_TYPES } from './crime-type.ts'
import { addressOf, type QuestionProblem, UNIT_WORDS, weightField } from './question.ts'

/** The question as a form that works by its button alone; `screening` tells what the data can speak to. */
export function questionForm(
  question: ScreeningQuestion,
  problems: readonly QuestionProblem[],
  screening: Screening | null,
): Html {
  const problemOf = (field: string) => {
    const found = problems.find((problem) => problem.field === field)
    return found ? { text: found.text } : undefined
  }
  return html`<form class="wm-question" method="get" action="/screening" data-question novalidate>
<fieldset class="govuk-fieldset wm-question__what"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">What to screen</legend>
${govuk.select({
  id: 'unit',
  name: 'unit',
  label: { text: 'Rank' },
  items: UNITS.map((unit) => ({ value: unit, text: capital(UNIT_WORDS[unit][1]) })),
  value: question.unit,
  errorMessage: problemOf('unit'),
})}
<div class="wm-question__months">
${monthField('from', 'First month', question.from, problemOf('from'))}
${monthField('to', 'Last month', question.to, problemOf('to'))}
</div>
<p class="govuk-hint wm-question__hint">As in 2024-03. Leave both empty for every month there is.</p>
${types(question, screening, problemOf('type'))}
</fieldset>
<fieldset class="govuk-fieldset wm-question__weights"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">What counts, and how much</legend>
<p class="govuk-hint wm-question__hint">Weights from 0 to 100; only their proportions matter. The first four are Northamptonshire’s criteria for choosing places, as far as data can speak to them.</p>
<div class="wm-weights">${CRITERIA.map((criterion) => weight(criterion, question, screening, problemOf(weightField(criterion.key))))}</div>
</fieldset>
<div class="wm-question__do">
${govuk.button({ text: 'Screen again' })}
<a class="govuk-link" href="${addressOf('/screening', { ...question, weights: undefined })}">Back to the default weights</a>
<p class="govuk-visually-hidden" role="status" data-announce></p>
</div>
</form>`
}

type Problem = { text: string } | undefined

function monthField(name: 'from' | 'to', label: string, value: string | undefined, problem: Problem): Html {
  return govuk.input({
    id: name,
    name,
    label: { text: label },
    value,
    classes: 'govuk-input--width-5',
    errorMessage: problem,
    spellcheck: false,
    attributes: { placeholder: '', maxlength: '7', autocomplete: 'off' },
  })
}

function types(question: ScreeningQuestion, screening: Screening | null, problem: Problem): Html {
  const asked = question.types ?? []
  const present = screening?.areas.flatMap((area) => area.mix.map(({ type }) => type)) ?? []
  const all = [...new Set<string>([...PUBLISHED_TYPES, ...asked, ...present])].sort()
  return govuk.details({
    summaryText: asked.length === 0 ? 'Crime types: all' : `Crime types: ${countOf(asked.length, 'type')}`,
    open: problem !== undefined,
    html: govuk.checkboxes({
      idPrefix: 'type',
      name: 'type',
      classes: 'govuk-checkboxes--small',
      fieldset: { legend: { text: 'Only these types; none ticked is all' } },
      items: all.map((type) => ({ value: type, text: type })),
      values: asked,
      errorMessage: problem,
    }),
  })
}

function weight(
  criterion: (typeof CRITERIA)[number],
  question: ScreeningQuestion,
  screening: Screening | null,
  problem: Problem,
): Html {
  const { key, label, hint, defaultWeight } = criterion
  const missing = screening?.criteriaUnavailable.find((each) => each.key === key)
  return html`<div class="wm-weight" data-weight>${govuk.input({
    id: weightField(key),
    name: weightField(key),
    type: 'number',
    value: String(question.weights?.[key] ?? defaultWeight),
    label: { text: label, classes: 'wm-weight__label' },
    hint: { text: missing ? `Not available: ${missing.why}.` : hint, classes: 'wm-weight__hint' },
    classes: 'govuk-input--width-3',
    inputmode: 'numeric',
    errorMessage: problem,
    attributes: { min: '0', max: '100', step: '1', 'data-default': String(defaultWeight) },
  })}</div>`
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}
