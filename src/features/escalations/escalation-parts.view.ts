import { weekdayInWords } from '#core/time/working-days.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import {
  type Asked,
  doneByInWords,
  dueInWords,
  type Escalation,
  type EscalationState,
  isMissed,
  isPastDoneBy,
  referenceOf,
  STATE_WORDS,
} from './escalation.ts'
import { levelName, type Settings } from './ladder.ts'

const TAGS: Readonly<Record<EscalationState, string>> = {
  raised: 'govuk-tag--yellow',
  acknowledged: 'govuk-tag--blue',
  answered: 'govuk-tag--green',
  closed: 'govuk-tag--grey',
  withdrawn: 'govuk-tag--red',
}

export function stateTag(state: EscalationState): Html {
  return govuk.tag({ text: STATE_WORDS[state], classes: `${TAGS[state]} wm-tag` })
}

/** The clock in words, marked where it was missed. */
export function clockShown(one: Escalation, today: string, settings: Settings): Html {
  const words = dueInWords(one, today, settings.extraDaysOff)
  if (!words) return nothing
  const said = `${words[0]?.toUpperCase()}${words.slice(1)}`
  return isMissed(one, today)
    ? html`${govuk.tag({ text: 'Overdue', classes: 'govuk-tag--red wm-tag' })} ${said}`
    : html`${said}`
}

/** [E21] By when it will be done, marked where that day has passed and nobody has said whether it was. */
export function doneByShown(one: Escalation, today: string): Html {
  const words = doneByInWords(one, today)
  if (!words) return nothing
  const said = `${words[0]?.toUpperCase()}${words.slice(1)}`
  return isPastDoneBy(one, today)
    ? html`${govuk.tag({ text: 'Past its day', classes: 'govuk-tag--red wm-tag' })} ${said}`
    : html`${said}`
}

/** [E16] What lists print for it. */
export function titleOf(one: Escalation): string {
  return one.project?.isSensitive ? 'Sensitive project: open it to read' : one.barrier
}

export function withWhom(one: Readonly<{ level: string; asked: Asked | null }>, settings: Settings): Html {
  const level = levelName(settings, one.level)
  return html`${level}<br>${
    one.asked
      ? html`<span class="wm-words">${one.asked.name}, ${one.asked.post}, ${one.asked.organisation}</span>`
      : html`<strong>Nobody is named</strong>`
  }`
}

/** The answer, who gave it and how it came. */
export function answerShown(
  one: Escalation,
  outcomes: Readonly<Record<string, string>>,
  today: string,
): Html {
  const { answer } = one
  if (!answer) return nothing
  return html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>${outcomes[answer.outcome]}</strong></p>
<p class="govuk-body govuk-!-margin-bottom-1 wm-words">${answer.words}</p>
${answer.doneBy ? html`<p class="govuk-body govuk-!-margin-bottom-1">${doneByShown(one, today)}</p>` : nothing}
<p class="govuk-body wm-byline">${answer.as ? html`<span class="wm-words">${answer.as}</span>, ` : nothing}${weekdayInWords(answer.on)} ${answer.on.slice(0, 4)}</p>`
}

/** One escalation in a list of few: on a step's page, under a risk, in a regional issue. */
export function escalationItem(
  one: Escalation,
  today: string,
  settings: Settings,
  outcomes: Readonly<Record<string, string>>,
  extra: Html = nothing,
): Html {
  return html`<li><p class="govuk-body govuk-!-margin-bottom-1">${stateTag(one.state)} <a class="govuk-link govuk-!-font-weight-bold wm-words" href="/escalations/${one.id}">${one.barrier}</a></p>
<p class="govuk-body govuk-!-margin-bottom-1">${referenceOf(one)}, with ${levelName(settings, one.level)}${
    one.asked ? html` (<span class="wm-words">${one.asked.name}, ${one.asked.organisation}</span>)` : nothing
  }, asked ${weekdayInWords(one.askedOn)}</p>
${dueInWords(one, today) ? html`<p class="govuk-body govuk-!-margin-bottom-1">${clockShown(one, today, settings)}</p>` : nothing}
${answerShown(one, outcomes, today)}${extra}</li>`
}
