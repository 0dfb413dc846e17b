import { STEP_NUMBERS, type StepNumber } from '#core/proforma/entry-kind.ts'
import { stepOf, type Template } from '#core/proforma/template.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { dateField } from '#ui/forms/date-field.view.ts'
import {
  checkboxesField,
  type FormState,
  form,
  problem,
  selectField,
  typed,
  wordsField,
} from '#ui/forms/form.view.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { LEVELS, type Mark, type RaterPart, type Round } from './rating.ts'
import { notAboutPeople, type RatedPlace } from './rating.view.ts'
import { type Rubric, rubricName } from './rubric.ts'

type RaterChoice = Readonly<{ personId: string; name: string; rank: string | null; isOnProject: boolean }>

export type OpenRoundView = Readonly<{
  project: RatedPlace
  template: Template
  breadcrumbs: readonly Breadcrumb[]
  raters: Readonly<Record<RaterPart, readonly RaterChoice[]>>
  /** Offered as the day to give it by. */
  dueOn: string
  key: string
  state: FormState
}>

/** [R1] Which steps, who is asked, and by when. */
export function openRoundPage(frame: Frame, view: OpenRoundView): string {
  const { project, template, raters, state } = view
  const first = (part: RaterPart) => raters[part].find(({ isOnProject }) => isOnProject)?.personId ?? ''
  const choice = ({ personId, name, rank }: RaterChoice) => ({
    value: personId,
    text: rank ? `${name}, ${rank}` : name,
  })
  const nobody = { value: '', text: 'Nobody this time' }
  return page(
    {
      ...frame,
      title: `Ask for ratings of ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Ask for ratings</h1>
<p class="govuk-body">Everybody you ask finds it on their start page, and is reminded by e-mail once a week until they have given it. Nobody sees what another gave before the round ends.</p>
${notAboutPeople()}
${form(
  { action: `/projects/${project.number}/ratings`, key: view.key, keepsDraft: true },
  html`${checkboxesField(
    state,
    'steps',
    'Which steps?',
    STEP_NUMBERS.map((step) => ({ value: String(step), text: `${step}. ${stepOf(template, step).name}` })),
    STEP_NUMBERS.map(String),
    { classes: 'govuk-checkboxes--small' },
  )}
${
  raters.team.length
    ? checkboxesField(
        state,
        'team',
        'Who of the team?',
        raters.team.map(choice),
        raters.team.map(({ personId }) => personId),
        { hint: { text: 'Officers on the project. Each gives their own.' } },
      )
    : html`<p class="govuk-body">No officer is on the project’s team now, so the team cannot be asked.</p>`
}
${selectField(state, 'manager', 'Who as their line manager?', [nobody, ...raters['line manager'].map(choice)], { value: first('line manager') })}
${selectField(state, 'reviewer', 'Who as independent reviewer?', [nobody, ...raters.reviewer.map(choice)], { value: first('reviewer'), hint: { text: 'A coach: somebody who does not work on the project' } })}
${dateField(state, { field: 'due', legend: 'By when?', value: view.dueOn })}
${govuk.button({ text: 'Ask them', preventDoubleClick: true })}`,
)}`,
  )
}

export type GiveView = Readonly<{
  project: RatedPlace
  template: Template
  breadcrumbs: readonly Breadcrumb[]
  round: Round
  rubric: Rubric
  part: string
  own: readonly Mark[]
  key: string
  state: FormState
}>

/** [R2] The rubric step by step, with a level or a reason for each. */
export function givePage(frame: Frame, view: GiveView): string {
  const { project, round, rubric, state } = view
  return page(
    {
      ...frame,
      title: `Rate ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
      errors: state.errors ?? [],
    },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><span class="govuk-caption-l">${project.placeName}, ${project.number}: round ${round.number}</span>
<h1 class="govuk-heading-l">Give your rating</h1>
<p class="govuk-body">You were asked as: <strong>${view.part.toLowerCase()}</strong>, by ${partialDateInWords(round.dueOn)}. Choose for each step the words that fit best today. The record of each step is linked.</p>
<p class="govuk-body"><strong>${rubricName(rubric)}.</strong> Nobody sees what you give before the round ends.</p>
${notAboutPeople()}
${form(
  { action: `/projects/${project.number}/ratings/${round.id}/give`, key: view.key, keepsDraft: true },
  html`${round.steps.map((step) => stepField(view, step))}
${govuk.button({ text: 'Give this rating', preventDoubleClick: true })}`,
)}</div></div>`,
  )
}

function stepField({ project, template, rubric, own, state }: GiveView, step: StepNumber): Html {
  const before = own.find((mark) => mark.step === step)
  const name = `level-${step}`
  const chosenBefore = before ? (before.level === null ? 'cannot' : String(before.level)) : ''
  return html`${govuk.radios({
    idPrefix: name,
    name,
    fieldset: {
      legend: {
        text: `Step ${step}. ${stepOf(template, step).name}`,
        classes: 'govuk-fieldset__legend--m',
      },
    },
    hint: {
      html: html`<a class="govuk-link" href="/projects/${project.number}/steps/${step}">What is written in Step ${step}</a>`,
    },
    classes: 'govuk-radios--small',
    value: typed(state, name, chosenBefore),
    items: [
      ...LEVELS.map((level) => ({
        value: String(level),
        html: html`<strong>${level}</strong> <span class="wm-words">${rubric.levels[step][level]}</span>`,
      })),
      { divider: 'or' },
      { value: 'cannot', text: 'I cannot say' },
    ],
    ...problem(state, name),
  })}
${wordsField(state, `note-${step}`, `What would you add about Step ${step}?`, { rows: 2, value: before?.cannotSayWhy ?? before?.note ?? '', hint: { text: 'If you like; if you cannot say, write why' } })}`
}
