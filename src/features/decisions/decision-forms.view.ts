import { conflict } from '#ui/forms/conflict.view.ts'
import { type FormState, form, selectField, textField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { Decision, DecisionText, ExceptionKind } from './decision.ts'
import { EXCEPTION_WORDS } from './decision-words.ts'
import { type PlaceOffer, placeFields } from './place-fields.view.ts'

export type PersonChoice = Readonly<{ personId: string; name: string; rank: string | null }>

export type EditView = Readonly<{
  decision: Decision
  exceptions: readonly ExceptionKind[]
  /** What the place can be made of; `null` where the unit is larger than an LSOA and the area is the place. */
  offer: PlaceOffer | null
  officers: readonly PersonChoice[]
  supervisors: readonly PersonChoice[]
  key: string
  state: FormState
  /** What somebody else saved meanwhile: shown beside what was typed [D14]. */
  stored: DecisionText | null
}>

export function editPage(frame: Frame, view: EditView): string {
  const { decision, state } = view
  const { text } = decision
  const people = (choices: readonly PersonChoice[]) => [
    { value: '', text: 'Choose a person' },
    ...choices.map((one) => ({
      value: one.personId,
      text: one.rank ? `${one.name}, ${one.rank}` : one.name,
    })),
  ]
  return page(
    {
      ...frame,
      title: `Write the decision on ${text.placeName}`,
      backLink: `/decisions/${decision.id}`,
      errors: state.errors ?? [],
      islands: view.offer?.shapes ? ['decisions/place'] : [],
    },
    html`<span class="govuk-caption-l">${text.placeName}</span>
<h1 class="govuk-heading-l">The reason, the place and the people</h1>
${view.stored ? conflict({ saved: storedText(view.stored), keep: `/decisions/${decision.id}` }) : nothing}
${form(
  { action: `/decisions/${decision.id}/edit`, key: view.key, version: decision.textVersion },
  html`${textField(state, 'placeName', 'What people call this place', { value: text.placeName, hint: { text: 'A name residents would know' } })}
${view.offer ? placeFields(state, view.offer, text.areaCodes, text.boundaryReason) : nothing}
${wordsField(state, 'reason', 'Why this place?', { value: text.reason, rows: 8, hint: { text: 'What the figures show over the years, and what people who know the place say' } })}
${view.exceptions.map((kind) =>
  wordsField(state, `exception-${kind}`, EXCEPTION_WORDS[kind].ask, {
    value: text.exceptions[kind],
    rows: 4,
    hint: { text: EXCEPTION_WORDS[kind].hint },
  }),
)}
${selectField(state, 'leadOfficer', 'Lead officer', people(view.officers), { value: text.leadOfficerId ?? '' })}
${selectField(state, 'supervisor', 'Supervisor', people(view.supervisors), { value: text.supervisorId ?? '' })}
${govuk.button({ text: view.stored ? 'Save mine instead' : 'Save', preventDoubleClick: true })}`,
)}`,
  )
}

function storedText(stored: DecisionText): Html {
  const row = (key: string, value: string) => ({
    key: { text: key },
    value: { html: html`<span class="wm-words">${value || 'Nothing'}</span>` },
  })
  return govuk.summaryList({
    rows: [
      row('Place', stored.placeName),
      row('Areas', stored.areaCodes.join(', ')),
      row('Why this boundary', stored.boundaryReason),
      row('Why this place', stored.reason),
      ...Object.entries(stored.exceptions)
        .filter(([, text]) => text !== '')
        .map(([kind, text]) => row(EXCEPTION_WORDS[kind as ExceptionKind].title, text)),
    ],
  })
}
