import { isStaff, type Viewer } from '#core/access/viewer.ts'
import { dayInWords, momentInWords } from '#core/time/moment-in-words.ts'
import { weekdayInWords } from '#core/time/working-days.ts'
import { dateField } from '#ui/forms/date-field.view.ts'
import { type FormState, form, radiosField, textField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk, type Params } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { Contact } from './contact.ts'
import { type Act, mayRaise } from './escalation.access.ts'
import {
  CAME_WORDS,
  type Escalation,
  isPastDoneBy,
  isUnanswered,
  OUTCOME_WORDS,
  OUTCOMES,
  referenceOf,
  WAYS,
} from './escalation.ts'
import { askedFields } from './escalation-fields.view.ts'
import { ABOVE_ESCALATION } from './escalation-nav.view.ts'
import { clockShown, doneByShown, escalationItem, stateTag } from './escalation-parts.view.ts'
import { levelName, type Settings } from './ladder.ts'

export type EscalationPageView = Readonly<{
  viewer: Viewer
  escalation: Escalation
  /** What is joined to it; empty for an escalation of a project. */
  joined: readonly Escalation[]
  /** Which acts are this person's today, and how. */
  acts: Readonly<{
    acknowledge: boolean
    answer: 'here' | 'for them' | null
    handOn: boolean
    withdraw: boolean
    close: 'own' | 'for them' | null
    wasDone: boolean
    join: boolean
    leave: boolean
  }>
  contacts: readonly Contact[]
  settings: Settings
  history: readonly Readonly<{ at: Date; action: string; personName: string | null }>[]
  /** May follow the link to the project. */
  readsProject: boolean
  today: string
  key: string
  /** The act that was refused, whose form is shown open with what was typed. */
  refused: Act | 'leave' | null
  state: FormState
}>

/** One escalation or regional issue: what is in the way, with whom it is, the answer, and what this person can do. */
export function escalationPage(frame: Frame, view: EscalationPageView): string {
  const { escalation: one, settings, today } = view
  return page(
    {
      ...frame,
      title: `${referenceOf(one)}: ${one.barrier}`,
      breadcrumbs: ABOVE_ESCALATION,
      errors: shownErrors(view),
    },
    html`<span class="govuk-caption-l">${referenceOf(one)}${one.project ? html`, <span class="wm-words">${one.project.placeName}</span>` : nothing}</span>
<h1 class="govuk-heading-l wm-words">${one.barrier}</h1>
<p class="govuk-body">${stateTag(one.state)} ${clockShown(one, today, settings)}</p>
${one.issue ? govuk.insetText({ html: html`Joined to <a class="govuk-link wm-words" href="/escalations/${one.issue.id}">Regional issue ${one.issue.number}: ${one.issue.barrier}</a>. ${isUnanswered(one) ? 'It is answered there, for all of them at once.' : 'It was answered there.'}` }) : nothing}
${answerPart(one, today)}
${doneForm(view)}
${closing(view)}
${answering(view)}
<h2 class="govuk-heading-m">What is asked</h2>
${facts(view)}
${one.project === null ? joinedPart(view) : nothing}
${others(view)}
${view.history.length ? historyPart(view) : nothing}`,
  )
}

// Two forms of this page ask why; a problem leads to the one that was sent.
function shownErrors({ state, refused }: EscalationPageView) {
  const isOther = refused === 'leave' || refused === 'withdraw'
  return (state.errors ?? []).map((one) =>
    one.field === 'why' && isOther ? { ...one, field: `why-${refused}` } : one,
  )
}

function answerPart(one: Escalation, today: string): Html {
  const { answer } = one
  if (!answer) return nothing
  return html`<section aria-labelledby="answer"><h2 class="govuk-heading-m" id="answer">The answer</h2>
<p class="govuk-body"><strong>${OUTCOME_WORDS[answer.outcome]}</strong></p>
<p class="govuk-body wm-words">${answer.words}</p>
${answer.doneBy ? html`<p class="govuk-body">${doneByShown(one, today)}</p>` : nothing}
<p class="govuk-body wm-byline">${answer.as ? html`<span class="wm-words">${answer.as}</span>, ` : nothing}${weekdayInWords(answer.on)} ${answer.on.slice(0, 4)}, ${CAME_WORDS[answer.came]}</p></section>`
}

function facts({ escalation: one, settings, readsProject, viewer }: EscalationPageView): Html {
  const row = (key: string, value: Html | string): Params => ({
    key: { text: key },
    value: { html: typeof value === 'string' ? html`<span class="wm-words">${value}</span>` : value },
  })
  const { asked, project } = one
  const isPlain = one.raised.as === ''
  return govuk.summaryList({
    rows: [
      ...(one.detail ? [row('Tried, and asked for', one.detail)] : []),
      row('Level', levelName(settings, one.level)),
      ...(isPlain
        ? []
        : [
            row(
              'Asked of',
              asked
                ? isStaff(viewer)
                  ? html`<a class="govuk-link wm-words" href="/escalations/contacts/${asked.id}">${asked.name}</a><span class="wm-words">, ${asked.post}, ${asked.organisation}</span>`
                  : `${asked.name}, ${asked.post}, ${asked.organisation}`
                : html`<strong>Nobody is named at this level</strong>`,
            ),
            row('Could decide it', one.organisation),
          ]),
      row('Asked there on', `${weekdayInWords(one.askedOn)} ${one.askedOn.slice(0, 4)}`),
      row(
        'Promised',
        `Acknowledged by ${weekdayInWords(one.acknowledgeBy)}, answered by ${weekdayInWords(one.answerBy)}`,
      ),
      ...(one.acknowledged ? [row('Acknowledged', signed(one.acknowledged))] : []),
      row('Raised', signed(one.raised)),
      ...(project
        ? [
            row(
              'Project',
              readsProject
                ? html`<a class="govuk-link" href="/projects/${project.number}/steps/8">${project.number}, <span class="wm-words">${project.placeName}</span></a>`
                : `${project.number}, ${project.placeName}`,
            ),
          ]
        : []),
      ...(one.wasDone
        ? [row(one.wasDone.is ? 'Said to be done' : 'Said not to be done', signed(one.wasDone))]
        : []),
      ...(one.closed
        ? [row('Closed', one.closed.note ? `${signed(one.closed)}: ${one.closed.note}` : signed(one.closed))]
        : []),
      ...(one.withdrawn ? [row('Withdrawn', `${signed(one.withdrawn)}: ${one.withdrawn.why}`)] : []),
    ],
  })
}

function signed({ as, at }: Readonly<{ as: string; at: Date }>): string {
  return as ? `${as}, ${momentInWords(at)}` : dayInWords(at)
}

function act(view: EscalationPageView, name: string, body: Html): Html {
  const { escalation, key } = view
  return form({ action: `/escalations/${escalation.id}/${name}`, key, version: escalation.version }, body)
}

// Another form's values are not this one's: only the refused act shows what was typed.
const stateOf = (view: EscalationPageView, name: EscalationPageView['refused']): FormState =>
  view.refused === name ? view.state : {}

function answering(view: EscalationPageView): Html {
  const { acts, escalation: one, settings } = view
  if (!acts.acknowledge && !acts.answer) return nothing
  const state = stateOf(view, 'answer')
  const isForThem = acts.answer === 'for them'
  const who = one.asked ? `${one.asked.name}, ${one.asked.post}, ${one.asked.organisation}` : ''
  return html`<section aria-labelledby="to-do"><h2 class="govuk-heading-m" id="to-do">${isForThem ? 'Write down what they say' : 'You are asked'}</h2>
${isForThem ? html`<p class="govuk-body">${one.asked ? html`<span class="wm-words">${one.asked.name}</span> has no account here. Reach them as the register says, then write down what came back.` : `Nobody is named at the level ${levelName(settings, one.level)}. Hand it on to somebody, or write down what came back.`}</p>` : nothing}
${acts.acknowledge ? act(view, 'acknowledge', govuk.button({ text: isForThem ? 'They say that they have it' : 'Say that you have it', classes: 'govuk-button--secondary', preventDoubleClick: true })) : nothing}
${
  acts.answer
    ? act(
        view,
        'answer',
        html`${radiosField(
          state,
          'outcome',
          'What is the answer?',
          OUTCOMES.map((value) => ({ value, text: OUTCOME_WORDS[value] })),
        )}
${dateField(state, { field: 'doneBy', legend: 'If it will be done: by when?' })}
${wordsField(state, 'words', isForThem ? 'What did they say?' : 'Your answer', { rows: 5, hint: { text: 'The officer, the working group and its residents read this' } })}
${
  isForThem
    ? html`${textField(state, 'as', 'Who gave it?', { value: who })}
${textField(state, 'on', 'When?', { type: 'date', value: view.today, classes: 'govuk-input--width-10' })}
${radiosField(
  state,
  'came',
  'How did it come?',
  WAYS.map((value) => ({ value, text: CAME_WORDS[value] })),
)}`
    : nothing
}
${govuk.button({ text: one.project === null ? 'Send the answer to all of them' : 'Send the answer', preventDoubleClick: true })}`,
      )
    : nothing
}</section>`
}

// [E21] Open from the day after the one that was named; before it for whoever knows already.
function doneForm(view: EscalationPageView): Html {
  const { acts, escalation: one, today } = view
  if (!acts.wasDone) return again(view)
  const ask = act(
    view,
    'was-done',
    html`${radiosField(stateOf(view, 'wasDone'), 'wasDone', 'Was it done?', [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ])}
${govuk.button({ text: 'Say so', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
  )
  if (isPastDoneBy(one, today)) return ask
  return govuk.details({
    summaryText: 'Say whether it was done',
    open: view.refused === 'wasDone',
    html: ask,
  })
}

function again({ escalation: { wasDone, project, entryId }, viewer }: EscalationPageView): Html {
  if (!project || !mayRaise(viewer) || wasDone?.is !== false) return nothing
  const from = entryId ? `?risk=${entryId}` : ''
  return html`<p class="govuk-body"><a class="govuk-link" href="/projects/${project.number}/escalations/new${from}">It was not done: raise it again</a></p>`
}

function closing(view: EscalationPageView): Html {
  const { acts } = view
  if (!acts.close) return nothing
  const state = stateOf(view, 'close')
  if (acts.close === 'own')
    return act(
      view,
      'close',
      govuk.button({ text: 'I have read the answer: close it', preventDoubleClick: true }),
    )
  return govuk.details({
    summaryText: 'Close it for somebody who has left',
    open: view.refused === 'close',
    html: act(
      view,
      'close',
      html`${wordsField(state, 'note', 'How were they told?', { rows: 2, hint: { text: 'Whoever raised it closes it when they have read the answer. Only if they cannot, do it for them.' } })}
${govuk.button({ text: 'Close it', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
    ),
  })
}

function others(view: EscalationPageView): Html {
  const { acts, contacts, settings, escalation: one } = view
  const handOn = stateOf(view, 'handOn')
  return html`${
    acts.handOn
      ? govuk.details({
          summaryText: 'Hand it on to somebody else',
          open: view.refused === 'handOn',
          html: act(
            view,
            'hand-on',
            html`${askedFields(handOn, settings, contacts, { level: one.level })}
${wordsField(handOn, 'why', 'Why is it handed on?', { rows: 2, hint: { text: 'At the same level the clock goes on; at another it starts again' } })}
${govuk.button({ text: 'Hand it on', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
          ),
        })
      : nothing
  }${acts.leave ? whyForm(view, 'leave', 'Take it out of the regional issue', 'Why does it leave?', 'Take it out') : nothing}${
    acts.withdraw ? whyForm(view, 'withdraw', 'Withdraw it', 'Why is it withdrawn?', 'Withdraw it') : nothing
  }`
}

function whyForm(
  view: EscalationPageView,
  name: 'leave' | 'withdraw',
  summaryText: string,
  label: string,
  button: string,
): Html {
  return govuk.details({
    summaryText,
    open: view.refused === name,
    html: act(
      view,
      name,
      html`${wordsField(stateOf(view, name), 'why', label, { rows: 2, id: `why-${name}` })}
${govuk.button({ text: button, classes: 'govuk-button--warning', preventDoubleClick: true })}`,
    ),
  })
}

function joinedPart({ joined, acts, escalation, today, settings }: EscalationPageView): Html {
  return html`<section aria-labelledby="joined"><h2 class="govuk-heading-m" id="joined">Joined: ${joined.length}</h2>
${
  joined.length
    ? html`<ul class="govuk-list wm-entries">${joined.map((one) => escalationItem(one, today, settings, {}, one.project ? html`<span class="wm-byline wm-words">${one.project.placeName}; raised by ${one.raised.as}</span>` : nothing))}</ul>`
    : html`<p class="govuk-body">Nothing is joined to it.</p>`
}
${acts.join ? html`<p class="govuk-body"><a class="govuk-link" href="/escalations/${escalation.id}/join">Let others join</a></p>` : nothing}</section>`
}

function historyPart({ history }: EscalationPageView): Html {
  return html`<h2 class="govuk-heading-m">History</h2>
<ol class="govuk-list wm-history">${history.map(({ at, action, personName }) => html`<li><p class="govuk-body govuk-!-margin-bottom-1 wm-words"><strong>${action[0]?.toUpperCase()}${action.slice(1)}</strong></p><p class="govuk-body wm-byline">${personName ?? 'The system'}, ${momentInWords(at)}</p></li>`)}</ol>`
}
