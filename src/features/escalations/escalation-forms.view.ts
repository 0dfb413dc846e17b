import { dayInWords } from '#core/time/moment-in-words.ts'
import { checkboxesField, type FormState, form, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'
import type { Contact } from './contact.ts'
import { type Escalation, referenceOf } from './escalation.ts'
import { askedFields, type BarrierSaid, barrierFields } from './escalation-fields.view.ts'
import { ABOVE_ESCALATION } from './escalation-nav.view.ts'
import { titleOf } from './escalation-parts.view.ts'
import type { Settings } from './ladder.ts'

type FormView = Readonly<{
  contacts: readonly Contact[]
  settings: Settings
  key: string
  state: FormState
}>

export type RaiseView = FormView &
  Readonly<{
    project: Readonly<{ number: string; placeName: string }>
    /** The risk or intervention it comes from, and what begins the form. */
    from: Readonly<{ id: string; title: string }> | null
    begunWith: BarrierSaid
  }>

/** [E3] */
export function raisePage(frame: Frame, view: RaiseView): string {
  const { project, from, settings, state } = view
  return page(
    {
      ...frame,
      title: `Raise what is in the way: ${project.placeName}`,
      backLink: `/projects/${project.number}/steps/8`,
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, Step 8</span>
<h1 class="govuk-heading-l">Raise what is in the way</h1>
<p class="govuk-body">Whoever is asked has ${settings.acknowledgeDays} working days to say that they have it, and ${settings.answerDays} to answer. If they do not, it moves up a level. The answer comes back to you and to the group.</p>
${govuk.details({
  summaryText: 'See an example',
  html: html`<p class="govuk-body">The lights in the alley belong to nobody on the list. <em>Tried:</em> asked the council’s street team twice; they say it is the landlord’s. <em>Asked for:</em> somebody to say whose they are, and mend them before the clocks go back. <em>Level:</em> inspector. <em>Could decide it:</em> Averley City Council.</p>`,
})}
${from ? govuk.insetText({ html: html`From: <span class="wm-words">${from.title}</span>` }) : nothing}
${form(
  { action: `/projects/${project.number}/escalations`, key: view.key },
  html`<input type="hidden" name="entry" value="${from?.id ?? ''}">
${barrierFields(state, view.begunWith)}
${askedFields(state, settings, view.contacts)}
${govuk.button({ text: 'Raise it', preventDoubleClick: true })}`,
)}`,
  )
}

/** What an escalation is called where one is ticked. */
const choice = (one: Escalation) => ({
  value: one.id as string,
  text: titleOf(one),
  hint: `${referenceOf(one)}${one.project ? `, ${one.project.placeName}` : ''}, raised ${dayInWords(one.raised.at)}`,
})

export type IssueView = FormView &
  Readonly<{ offer: readonly Escalation[]; chosen: readonly string[]; begunWith: BarrierSaid }>

/** [E13] */
export function issueFormPage(frame: Frame, view: IssueView): string {
  const { state } = view
  return page(
    {
      ...frame,
      title: 'Make a regional issue',
      backLink: '/escalations?kind=issue',
      errors: state.errors ?? [],
    },
    html`<h1 class="govuk-heading-l">Make a regional issue</h1>
<p class="govuk-body">The same thing is in the way in several projects: ask once, for all of them. One answer goes back to every officer who raised it. Until it comes, each carries this issue’s clock.</p>
${
  view.offer.length < 2
    ? html`<p class="govuk-body">A regional issue needs two unanswered escalations or more, and there are not enough.</p>`
    : form(
        { action: '/escalations/issues', key: view.key },
        html`${checkboxesField(state, 'joined', 'Which escalations are the same thing?', view.offer.map(choice), view.chosen)}
${wordsField(state, 'why', 'Why do they belong together?', { rows: 2 })}
${barrierFields(state, view.begunWith, 'What is the same in all of them.')}
${askedFields(state, view.settings, view.contacts)}
${govuk.button({ text: 'Make it and let them join', preventDoubleClick: true })}`,
      )
}`,
  )
}

export type JoinView = Pick<FormView, 'key' | 'state'> &
  Readonly<{ issue: Escalation; offer: readonly Escalation[] }>

/** [E13] */
export function joinPage(frame: Frame, { issue, offer, key, state }: JoinView): string {
  const at = `/escalations/${issue.id}`
  return page(
    {
      ...frame,
      title: `Let others join ${referenceOf(issue)}`,
      breadcrumbs: [...ABOVE_ESCALATION, { text: referenceOf(issue), href: at }],
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l wm-words">${referenceOf(issue)}: ${issue.barrier}</span>
<h1 class="govuk-heading-l">Let others join</h1>
${
  offer.length === 0
    ? html`<p class="govuk-body">There is no other unanswered escalation. <a class="govuk-link" href="${at}">Go back</a></p>`
    : form(
        { action: `${at}/join`, key, version: issue.version },
        html`${checkboxesField(state, 'joined', 'Which ones join?', offer.map(choice))}
${wordsField(state, 'why', 'Why do they belong with it?', { rows: 2 })}
${govuk.button({ text: 'Let them join', preventDoubleClick: true })}`,
      )
}`,
  )
}
