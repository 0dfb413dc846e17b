import type { PersonId } from '#core/access/viewer.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { estimate } from '#ui/estimate/estimate.view.ts'
import { type FormState, form, typed } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { placeMap } from '#ui/map/place-map.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import {
  type Act,
  type Alternative,
  type Decision,
  EXCEPTION_KINDS,
  isEditable,
  type Missing,
  type Signed,
} from './decision.ts'
import { stateTag } from './decision-list.view.ts'
import { EXCEPTION_WORDS, missingWords } from './decision-words.ts'
import { partsInWords, placeParts } from './place-parts.ts'

export type DecisionView = Readonly<{
  decision: Decision
  screeningName: string
  /** Frozen where it has been decided, otherwise as the saved screening has them. */
  figures: Pick<Screening, 'from' | 'to' | 'monthsKnown' | 'monthsUnknown'> &
    Readonly<{ areasRanked: number }>
  place: readonly ScreenedArea[]
  /** Outlines of the place and of what lies around it; empty where no boundaries are loaded. */
  around: readonly OutlinedArea[]
  alternatives: readonly Alternative[]
  missing: readonly Missing[]
  /** What this person may do to it as it stands. */
  acts: ReadonlySet<Act>
  nameOf(id: PersonId | null): string | null
  history: readonly Readonly<{ at: Date; personName: string | null; action: string }>[]
  newKey(): string
  state: FormState
}>

/** One decision: the place, why, why not the others, who answers for it, and what can be done. */
export function decisionPage(frame: Frame, view: DecisionView): string {
  const { decision, acts } = view
  return page(
    {
      ...frame,
      title: decision.text.placeName,
      errors: view.state.errors ?? [],
      breadcrumbs: [
        { text: 'Decisions', href: '/decisions' },
        { text: `Shortlist: ${view.screeningName}`, href: `/screening/${decision.screeningId}/shortlist` },
      ],
    },
    html`<span class="govuk-caption-l">Decision</span>
<h1 class="govuk-heading-l">${decision.text.placeName}</h1>
<p class="govuk-body">${stateTag(decision.state)}</p>
${standing(decision)}
${acts.has('edit') || acts.has('decide') ? toDo(view) : nothing}
<h2 class="govuk-heading-m">The place</h2>
${place(view)}
<h2 class="govuk-heading-m">Why this place</h2>
${words(decision.text.reason)}
${exceptions(decision)}
<h2 class="govuk-heading-m">Why not the others</h2>
${alternatives(view)}
<h2 class="govuk-heading-m">Who answers for it</h2>
${people(view)}
${actions(view)}
<h2 class="govuk-heading-m">History</h2>
<ol class="govuk-list wm-history">${view.history.map(
      (entry) =>
        html`<li><strong>${entry.action[0]?.toUpperCase()}${entry.action.slice(1)}</strong> by ${entry.personName ?? 'the system'}, ${momentInWords(entry.at)}</li>`,
    )}</ol>`,
  )
}

function standing({ state, returned, withdrawn, projectNumber }: Decision): Html {
  if (state === 'signed off' && projectNumber)
    return govuk.insetText({
      html: html`It opened project <a class="govuk-link" href="/projects/${projectNumber}">${projectNumber}</a>.`,
    })
  const why = state === 'returned' ? returned : state === 'withdrawn' ? withdrawn : null
  if (!why) return nothing
  return govuk.insetText({
    html: html`<p class="govuk-body">${state === 'returned' ? 'Returned' : 'Withdrawn'} by ${why.as}, ${momentInWords(why.at)}:</p><p class="govuk-body wm-words">${why.why}</p>`,
  })
}

function toDo({ decision, missing, acts }: DecisionView): Html {
  if (!isEditable(decision)) return nothing
  const links = html`<p class="govuk-body"><a class="govuk-link" href="/decisions/${decision.id}/edit">Write the reason, place and people</a></p>
<p class="govuk-body"><a class="govuk-link" href="/decisions/${decision.id}/alternatives">Say why not the others</a></p>`
  return html`<h2 class="govuk-heading-m">Before it is decided</h2>
${
  missing.length
    ? html`<ul class="govuk-list govuk-list--bullet">${missing.map((one) => {
        const { text, page: where } = missingWords(one)
        return html`<li><a class="govuk-link" href="/decisions/${decision.id}/${where}">${text}</a></li>`
      })}</ul>`
    : html`<p class="govuk-body">Everything is written. ${acts.has('decide') ? 'You can decide below.' : 'A supervisor, sergeant or above, can decide.'}</p>`
}
${acts.has('edit') ? links : nothing}`
}

function place({ decision, figures, place, around }: DecisionView): Html {
  const { text, areaCode } = decision
  const apart = partsInWords(placeParts(text.areaCodes, around))
  return html`<p class="govuk-body">${text.areaCodes.length > 1 ? `${text.areaCodes.length} areas` : 'One area'}, from ${figures.monthsKnown} known months, ${monthInWords(figures.from)} to ${monthInWords(figures.to)}${
    figures.monthsUnknown.length
      ? html`; ${figures.monthsUnknown.length} ${figures.monthsUnknown.length === 1 ? 'month is' : 'months are'} unknown and left out`
      : nothing
  }.</p>
${placeMap({ id: 'place-map', place: place.toSorted((a, b) => Number(b.code === areaCode) - Number(a.code === areaCode)), around })}
${apart ? govuk.insetText({ text: apart }) : nothing}
${dataTable({
  id: 'place',
  caption: 'Figures of the place',
  isCaptionHidden: true,
  columns: [
    areaColumn,
    rankColumn(figures.areasRanked),
    { heading: 'Band', isNumeric: true, cell: (area) => formatNumber(area.band) },
    { heading: 'Recorded', isNumeric: true, cell: (area) => formatNumber(area.count) },
    {
      heading: 'A year per 1,000 residents',
      isNumeric: true,
      cell: (area) => (area.rate === null ? null : formatNumber(area.rate)),
    },
    {
      heading: 'Years in highest tenth',
      isNumeric: true,
      cell: (area) => `${area.yearsInTop} of ${area.years}`,
    },
  ],
  rows: place,
})}
${text.boundaryReason ? html`<h3 class="govuk-heading-s">Why this boundary</h3>${words(text.boundaryReason)}` : nothing}`
}

type Ranked = Pick<ScreenedArea, 'name' | 'code' | 'rank' | 'rankLow' | 'rankHigh'>
const areaColumn = {
  heading: 'Area',
  cell: (area: Ranked) =>
    html`${area.name}<br><span class="govuk-hint govuk-!-margin-bottom-0">${area.code}</span>`,
}
export function rankColumn(areasRanked: number) {
  return {
    heading: 'Rank',
    cell: (area: Ranked) =>
      estimate({
        value: area.rank,
        low: area.rankLow,
        high: area.rankHigh,
        scale: [1, areasRanked],
        says: 'rank',
      }),
  }
}

function exceptions({ text }: Decision): Html {
  const given = EXCEPTION_KINDS.filter((kind) => text.exceptions[kind] !== '')
  return html`${given.map(
    (kind) => html`<h3 class="govuk-heading-s">Exception: ${EXCEPTION_WORDS[kind].title.toLowerCase()}</h3>
${words(text.exceptions[kind])}`,
  )}`
}

function alternatives({ alternatives, figures }: DecisionView): Html {
  if (alternatives.length === 0)
    return html`<p class="govuk-body">No other area is shortlisted, in the same band or ranked above.</p>`
  return dataTable({
    id: 'alternatives',
    caption: 'Comparable areas: shortlisted, in the same band, or ranked above',
    columns: [
      areaColumn,
      {
        heading: 'Why not',
        cell: (area) =>
          area.reason
            ? html`<span class="wm-words">${area.reason}</span>`
            : html`<span class="wm-unknown">to be written</span>`,
      },
      rankColumn(figures.areasRanked),
      { heading: 'Band', isNumeric: true, cell: (area) => formatNumber(area.band) },
      { heading: 'Recorded', isNumeric: true, cell: (area) => formatNumber(area.count) },
    ],
    rows: alternatives,
  })
}

function people({ decision, nameOf }: DecisionView): Html {
  const row = (key: string, value: string | null) => ({
    key: { text: key },
    value: { text: value ?? 'Not yet' },
  })
  const signed = (one: Signed | null) => one && `${one.as}, ${momentInWords(one.at)}`
  return govuk.summaryList({
    rows: [
      row('Prepared by', signed(decision.drafted)),
      row('Decided by', signed(decision.decided)),
      row('Signed off by', signed(decision.signedOff)),
      row('Lead officer', nameOf(decision.text.leadOfficerId)),
      row('Supervisor', nameOf(decision.text.supervisorId)),
    ],
  })
}

function actions(view: DecisionView): Html {
  const { decision, acts, missing, newKey } = view
  const target = (act: string) => ({
    action: `/decisions/${decision.id}/${act}`,
    key: newKey(),
    version: decision.version,
  })
  return html`${
    acts.has('decide') && missing.length === 0
      ? html`<h2 class="govuk-heading-m">Decide</h2>
<p class="govuk-body">Your name goes on the record. The figures and the reasons are frozen as they are now, and an inspector is asked to sign them off.</p>
${form(target('decide'), govuk.button({ text: 'Decide on this place', preventDoubleClick: true }))}`
      : nothing
  }
${
  acts.has('sign-off')
    ? html`<h2 class="govuk-heading-m">Sign off or return</h2>
<p class="govuk-body">Signing off puts your name on the record, opens the project and signs off its Step 1.</p>
${form(target('sign-off'), govuk.button({ text: 'Sign off and open the project', preventDoubleClick: true }))}
${withReason(view, 'return', 'Return it to be put right', 'What has to change?', 'Return')}`
    : nothing
}
${acts.has('withdraw') ? withReason(view, 'withdraw', 'Withdraw it', 'Why is it withdrawn?', 'Withdraw') : nothing}`
}

function withReason(
  { decision, newKey, state }: DecisionView,
  act: 'return' | 'withdraw',
  summary: string,
  label: string,
  button: string,
): Html {
  const field = `${act}-why`
  const error = state.errors?.find((one) => one.field === field)
  return govuk.details({
    summaryText: summary,
    open: error !== undefined,
    html: form(
      { action: `/decisions/${decision.id}/${act}`, key: newKey(), version: decision.version },
      html`${govuk.textarea({ id: field, name: field, label: { text: label }, rows: 3, value: typed(state, field), errorMessage: error ? { text: error.text } : undefined })}
${govuk.button({ text: button, classes: 'govuk-button--warning', preventDoubleClick: true })}`,
    ),
  })
}

/** What a person wrote, with its line breaks. */
export function words(text: string): Html {
  return text
    ? html`<p class="govuk-body wm-words">${text}</p>`
    : html`<p class="govuk-body"><span class="wm-unknown">Not written yet</span></p>`
}
