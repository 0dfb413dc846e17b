import { stepOf, type Template } from '#core/proforma/template.ts'
import type { RecordedRound } from '#core/record/recorded-round.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { PART_NAMES } from './rating.ts'
import { summaryTable } from './rating.view.ts'
import { summariesOf } from './recorded-round.ts'

/** [R10] Rounds that were held before the project came here: to be read, by part and without names. */
export function elsewhereRounds(rounds: readonly RecordedRound[], template: Template): Html {
  if (rounds.length === 0) return nothing
  const latest = rounds.findLastIndex(({ endedAt }) => endedAt !== null)
  return html`<section aria-labelledby="elsewhere"><h2 class="govuk-heading-m" id="elsewhere">Rated elsewhere, before it came here</h2>
<p class="govuk-body">As the record told it when it was imported, by the rubric of the force it came from.</p>
${rounds.map((round, index) =>
  govuk.details({
    summaryText: `Round ${round.round} of ${round.project}, asked on ${partialDateInWords(round.askedOn)}`,
    open: index === latest,
    html: html`<p class="govuk-body">Opened by <span class="wm-words">${round.openedAs}</span>. ${endInWords(round)} ${askedInWords(round)}</p>
${round.endedAt === null ? nothing : summaryTable(summariesOf(round), { id: `elsewhere-${index}`, caption: `Round ${round.round} of ${round.project}: levels 0 to 5, each rater apart`, template })}
${said(round, template)}`,
  }),
)}</section>`
}

function endInWords({ endedAt, ended }: RecordedRound): Html {
  if (endedAt === null) return html`It was open when the record was made, so nothing that was given is in it.`
  const moment = momentInWords(new Date(endedAt))
  return ended
    ? html`Ended ${moment} by <span class="wm-words">${ended.as}: ${ended.why}</span>.`
    : html`Ended ${moment}.`
}

function askedInWords({ asked }: RecordedRound): string {
  return asked
    .map(({ part, people, given }) =>
      people === 0
        ? `${PART_NAMES[part]}: nobody was asked.`
        : `${PART_NAMES[part]}: ${given} of ${people} gave theirs.`,
    )
    .join(' ')
}

function said({ said }: RecordedRound, template: Template): Html {
  if (said.length === 0) return nothing
  return html`<h3 class="govuk-heading-s">What raters wrote</h3>
<ul class="govuk-list govuk-list--bullet">${said.map(
    ({ step, part, note, cannotSayWhy }) =>
      html`<li class="wm-words">${PART_NAMES[part]}, Step ${step}, ${stepOf(template, step).name.toLowerCase()}: ${cannotSayWhy ? `cannot say, because ${cannotSayWhy} ` : ''}${note}</li>`,
  )}</ul>`
}
