import { stepOf, type Template } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { type FormState, form, problem, wordsField } from '#ui/forms/form.view.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import {
  changeSince,
  levelInWords,
  missingParts,
  PART_NAMES,
  type PartSummary,
  RATER_PARTS,
  type RaterPart,
  type Round,
  type StepSummary,
  summariseStep,
} from './rating.ts'
import { rubricName } from './rubric.ts'

export type RatedPlace = Readonly<{ number: string; placeName: string; state: string }>

/** [R6] On every page that shows a rating. */
export function notAboutPeople(): Html {
  return govuk.insetText({
    text: 'Ratings are about how deeply a step was done, never about a person. They are not used to judge anybody, and no page or file shows what one person gave across projects.',
  })
}

export type RatingsView = Readonly<{
  project: RatedPlace
  template: Template
  breadcrumbs: readonly Breadcrumb[]
  rounds: readonly Round[]
  /** What was rated before the project came here, as pages show it. */
  elsewhere?: Html
  /** Asked in the open round: `given` once they have. */
  own: 'not asked' | 'waiting' | 'given'
  mayOpen: boolean
  mayReadOverview: boolean
  key: string
  state: FormState
}>

/** [R4] A project's rounds: what is open, the latest that ended with its change, and those before. */
export function ratingsPage(frame: Frame, view: RatingsView): string {
  const { project, rounds, mayOpen } = view
  const open = rounds.find(({ revealedAt }) => revealedAt === null)
  const ended = rounds.filter(({ revealedAt }) => revealedAt !== null)
  const at = `/projects/${project.number}/ratings`
  return page(
    {
      ...frame,
      title: `Ratings of ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
      errors: view.state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">How deeply each step was done</h1>
<p class="govuk-body">The team, its line manager and an independent reviewer each rate the steps from 0 to 5, unseen by one another. What they gave is shown side by side when all have given it.</p>
${notAboutPeople()}
${open ? openRound(view, open) : nothing}
${!open && mayOpen && project.state === 'open' ? govuk.button({ text: 'Ask for ratings', href: `${at}/new` }) : nothing}
${ended.length === 0 ? html`<p class="govuk-body">${view.elsewhere ? 'No round has ended here yet.' : 'No round has ended yet, so there is nothing to show.'}</p>` : nothing}
${ended.map((round, index) => endedRound(view, round, ended[index + 1], index === 0))}
${view.elsewhere ?? nothing}
<p class="govuk-body wm-changes wm-no-print">${ended.length ? html`<a class="govuk-link" href="${at}.csv">As a sheet (CSV)</a> <a class="govuk-link" href="${at}.json">As data (JSON)</a> ` : nothing}<a class="govuk-link" href="/ratings/rubric">What the levels mean</a>${view.mayReadOverview ? html` <a class="govuk-link" href="/ratings">All projects’ ratings</a>` : nothing}</p>`,
  )
}

function openRound(view: RatingsView, round: Round): Html {
  const { project, own, mayOpen, key, state } = view
  const at = `/projects/${project.number}/ratings/${round.id}`
  return html`<section aria-labelledby="open-round"><h2 class="govuk-heading-m" id="open-round">Round ${round.number} is open</h2>
<p class="govuk-body">Opened by ${round.openedAs} on ${partialDateInWords(round.askedOn)}, for Steps ${round.steps.join(', ')}. Please give yours by ${partialDateInWords(round.dueOn)}.</p>
${own === 'waiting' ? govuk.button({ text: 'Give your rating', href: `${at}/give` }) : nothing}
${own === 'given' ? html`<p class="govuk-body">You have given yours. Until the round ends you can <a class="govuk-link" href="${at}/give">give it again</a>.</p>` : nothing}
${dataTable({
  id: 'asked',
  caption: 'Who was asked',
  columns: [
    { heading: 'Person', cell: (ask) => ask.name },
    { heading: 'Asked as', cell: (ask) => PART_NAMES[ask.part] },
    {
      heading: 'Given',
      cell: (ask) => (ask.givenAt ? `Yes, ${momentInWords(ask.givenAt)}` : 'Not yet'),
    },
  ],
  rows: round.asks,
})}
${nobodyAsked(round)}
${
  mayOpen
    ? govuk.details({
        summaryText: 'End the round now',
        open: problem(state, 'why').errorMessage !== undefined,
        html: html`<p class="govuk-body">What was given is then shown to everybody on the staff, and nobody can give more.</p>
${form({ action: `${at}/end`, key, version: round.version }, html`${wordsField(state, 'why', 'Why does it end before everybody has given theirs?', { rows: 2 })}${govuk.button({ text: 'End the round', classes: 'govuk-button--secondary', preventDoubleClick: true })}`)}`,
      })
    : nothing
}</section>`
}

function nobodyAsked(round: Round): Html {
  const parts = RATER_PARTS.filter((part) => !round.asks.some((ask) => ask.part === part))
  return html`${parts.map((part) => html`<p class="govuk-body">${PART_NAMES[part]}: nobody was asked.</p>`)}`
}

function endedRound(view: RatingsView, round: Round, before: Round | undefined, isLatest: boolean): Html {
  const { template } = view
  const missing = missingParts(round)
  const earlier = before?.steps.map((step) => summariseStep(step, before.marks)) ?? []
  const steps = round.steps.map((step) => summariseStep(step, round.marks))
  const body = html`<p class="govuk-body">Asked on ${partialDateInWords(round.askedOn)}; ended ${round.revealedAt ? momentInWords(round.revealedAt) : ''}${round.ended ? html` by ${round.ended.as}: <span class="wm-words">${round.ended.why}</span>` : nothing}. ${rubricLink(round)}</p>
${missing.length ? html`<p class="govuk-body"><strong>Missing.</strong> ${missing.join('; ')}.</p>` : nothing}
${summaryTable(steps, { id: `round-${round.number}`, caption: `Round ${round.number}: levels 0 to 5, each rater apart`, template, before: earlier })}
${words(view, round)}`
  if (isLatest)
    return html`<section aria-labelledby="round-${round.number}-title"><h2 class="govuk-heading-m" id="round-${round.number}-title">Round ${round.number}</h2>${body}</section>`
  return govuk.details({
    summaryText: `Round ${round.number}, asked on ${partialDateInWords(round.askedOn)}`,
    html: body,
  })
}

const rubricLink = ({ rubricVersion }: Round) =>
  html`Rated by the <a class="govuk-link" href="/ratings/rubric/${rubricVersion}">rubric</a> (${inSentence(rubricName({ version: rubricVersion }))}).`

const inSentence = (text: string) => `${text[0]?.toLowerCase()}${text.slice(1)}`

/** [R4] Steps down, raters across, each with how many gave it; `before` adds how each moved. */
export function summaryTable(
  steps: readonly StepSummary[],
  table: Readonly<{ id: string; caption: string; template: Template; before?: readonly StepSummary[] }>,
): Html {
  const { template, before = [] } = table
  return dataTable<StepSummary>({
    id: table.id,
    caption: table.caption,
    columns: [
      { heading: 'Step', cell: ({ step }) => `${step}. ${stepOf(template, step).name}` },
      ...RATER_PARTS.map((part) => ({
        heading: PART_NAMES[part],
        cell: (one: StepSummary) =>
          partCell(
            one.byPart[part],
            changeSince(
              one,
              before.find(({ step }) => step === one.step),
              part,
            ),
          ),
      })),
      {
        heading: 'Gap between raters',
        shortHeading: 'Gap',
        cell: ({ gap }) => (gap === null ? html`<span class="wm-unknown">not known</span>` : gapCell(gap)),
      },
      {
        heading: 'Mean of the raters, each counted once',
        shortHeading: 'Mean of raters',
        cell: ({ mean, n }) => (mean === null ? null : `${levelInWords(mean)} ${outOf(n)}`),
      },
    ],
    rows: steps,
  })
}

/** How many gave it, kept on one line. */
export function outOf(n: number): string {
  return `(n\u00a0=\u00a0${n})`
}

// Two levels apart is a different picture of the same step.
function gapCell(gap: number): Html | string {
  const text = levelInWords(gap) ?? ''
  return gap >= 2 ? govuk.tag({ text: `${text}: talk it over`, classes: 'govuk-tag--orange' }) : text
}

function partCell({ mean, n, cannotSay }: PartSummary, change: number | null): Html {
  const cannot = cannotSay === 0 ? nothing : html`<br>${cannotSay} cannot say`
  if (mean === null) return html`<span class="wm-unknown">not given</span>${cannot}`
  const moved = change === null ? nothing : html`<br>${movedInWords(change)}`
  return html`${levelInWords(mean)} ${outOf(n)}${moved}${cannot}`
}

function movedInWords(change: number): string {
  const by = levelInWords(Math.abs(change))
  if (by === '0') return 'as before'
  return change > 0 ? `up ${by}` : `down ${by}`
}

// [R6] By part and without names; one team's notes stand together.
function words({ template }: Pick<RatingsView, 'template'>, round: Round): Html {
  const said = round.marks.filter(({ note, cannotSayWhy }) => note || cannotSayWhy)
  if (said.length === 0) return nothing
  const of = (part: RaterPart) => said.filter((mark) => mark.part === part)
  return govuk.details({
    summaryText: `What raters wrote in round ${round.number}`,
    html: html`${RATER_PARTS.filter((part) => of(part).length > 0).map(
      (part) => html`<h3 class="govuk-heading-s">${PART_NAMES[part]}</h3>
<ul class="govuk-list govuk-list--bullet">${of(part).map(
        ({ step, note, cannotSayWhy }) =>
          html`<li>Step ${step}, ${stepOf(template, step).name.toLowerCase()}: ${cannotSayWhy ? html`<span class="wm-words">cannot say, because ${cannotSayWhy}</span> ` : nothing}<span class="wm-words">${note}</span></li>`,
      )}</ul>`,
    )}`,
  })
}
