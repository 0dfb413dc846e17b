import { STAKEHOLDER_GROUPS } from '#core/proforma/steps/stakeholder-groups.ts'
import { AMOUNTS, DECISION_LEVELS, TIE_KINDS, TIE_STRENGTHS } from '#core/proforma/steps/stakeholders.ts'
import { fileField } from '#ui/forms/file-field.view.ts'
import { type FormState, form, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { Place } from './network.view.ts'
import type { FileProblem, ImportPlan } from './network-file.ts'

/** What a load has added; `null` before one. */
export type Loaded = Readonly<{ people: number; ties: number; known: number }> | null

export type NetworkFilesView = Readonly<{
  place: Place
  mayAdd: boolean
  /** The step is signed off, so a reason is asked for. */
  asksWhy: boolean
  /** What was found in files that were sent to be checked, or refused. */
  plan: ImportPlan | null
  loaded: Loaded
  key: string
  state: FormState
}>

const MOST_SHOWN = 50

/** Taking the network away as files, and bringing one in. */
export function networkFilesPage(frame: Frame, view: NetworkFilesView): string {
  const { place, plan, loaded } = view
  const at = `/projects/${place.number}/network`
  return page(
    {
      ...frame,
      title: `Network files: ${place.placeName}`,
      breadcrumbs: [...place.breadcrumbs, { text: 'Network', href: at }],
      errors: view.state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${place.placeName}, ${place.number}: Step 3</span>
<h1 class="govuk-heading-l">Take the network away, or bring one in</h1>
${loaded ? loadedSaid(loaded, at) : nothing}
${plan ? planSaid(plan) : nothing}
<h2 class="govuk-heading-m">Take away</h2>
<p class="govuk-body">These say what people want and fear. Share them only with those who may read this step.</p>
<ul class="govuk-list govuk-list--bullet">
<li><a class="govuk-link" href="${at}/stakeholders.csv">Stakeholders as a sheet (CSV)</a></li>
<li><a class="govuk-link" href="${at}/ties.csv">Ties as a sheet (CSV)</a></li>
<li><a class="govuk-link" href="${at}/network.graphml">Both for other network programs (GraphML)</a></li>
</ul>
${view.mayAdd ? bringIn(view, at) : nothing}`,
  )
}

function bringIn({ asksWhy, key, state }: NetworkFilesView, at: string): Html {
  return html`<h2 class="govuk-heading-m">Bring in</h2>
<p class="govuk-body">All is loaded or nothing: if one line is wrong, none is written. Who or what is on the project already is left as it is.</p>
${govuk.details({ summaryText: 'What the files must hold', html: columns() })}
${form(
  { action: `${at}/files`, key, isMultipart: true },
  html`${fileField(state, {
    field: 'files',
    isMultiple: true,
    label: 'Files from your computer',
    hint: 'One GraphML file, or a CSV of stakeholders, one of ties, or both together; up to 5 MB each',
    accept: '.csv,.graphml,.xml',
  })}
${asksWhy ? wordsField(state, 'reopenReason', 'Why does Step 3 need to change after sign-off?', { rows: 2, hint: { text: 'Whoever signs it off again reads this' } }) : nothing}
<div class="govuk-button-group">${govuk.button({ text: 'Check and write nothing', name: 'act', value: 'check', classes: 'govuk-button--secondary', preventDoubleClick: true })}
${govuk.button({ text: 'Load', name: 'act', value: 'load', preventDoubleClick: true })}</div>`,
)}`
}

function columns(): Html {
  const choices = (all: readonly Readonly<{ text: string }>[]) => all.map(({ text }) => text).join('; ')
  return html`<p class="govuk-body">The first line names the columns. Their order does not matter, and what is not asked for is passed over. A CSV is UTF-8 text.</p>
<p class="govuk-body"><strong>Stakeholders</strong> need <code>name</code> and <code>group</code> (${choices(STAKEHOLDER_GROUPS)}). They may have <code>interest</code>, <code>selfInterest</code>, <code>concern</code>, <code>decides</code>, <code>knownBy</code>; <code>cares</code> and <code>power</code> (${choices(AMOUNTS)}); <code>level</code> (${choices(DECISION_LEVELS)}); <code>visible</code> and <code>connected</code> (Yes; No); and <code>speaksWith</code>, several parted by semicolons.</p>
<p class="govuk-body"><strong>Ties</strong> need <code>from</code> and <code>to</code> (the two names) and <code>kind</code> (${choices(TIE_KINDS)}). They may have <code>strength</code> (${choices(TIE_STRENGTHS)}), <code>span</code> (bonding; bridging) and <code>saidBy</code>.</p>
<p class="govuk-body"><strong>GraphML</strong> has the same as data of its nodes and edges, by those names.</p>`
}

function planSaid(plan: ImportPlan): Html {
  const known = plan.knownPeople + plan.knownTies
  if (plan.problems.length > 0)
    return html`<h2 class="govuk-heading-m" id="found">What is wrong in the files</h2>
<p class="govuk-body">Nothing was written. ${plan.problems.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${formatNumber(plan.problems.length)}:` : ''}</p>
${dataTable<FileProblem>({
  id: 'problems',
  caption: 'What is wrong, by file and line',
  isCaptionHidden: true,
  columns: [
    { heading: 'File', cell: ({ file }) => html`<span class="wm-words">${file || '–'}</span>` },
    { heading: 'Line', isNumeric: true, cell: ({ line }) => line ?? '–' },
    { heading: 'What is wrong', cell: ({ text }) => html`<span class="wm-words">${text}</span>` },
  ],
  rows: plan.problems.slice(0, MOST_SHOWN),
})}`
  const some = plan.people.slice(0, 10)
  return govuk.insetText({
    html: html`<h2 class="govuk-heading-m" id="found">What would be loaded</h2>
<p class="govuk-body">${formatNumber(plan.people.length)} stakeholders and ${formatNumber(plan.ties)} ties. ${known ? `${formatNumber(plan.knownPeople)} stakeholders and ${formatNumber(plan.knownTies)} ties are on the project already and are left as they are.` : ''} Nothing was written: choose the files again and load them.</p>
${some.length ? html`<p class="govuk-body wm-words">Among them: ${some.join(', ')}${plan.people.length > some.length ? ' …' : ''}</p>` : nothing}`,
  })
}

function loadedSaid({ people, ties, known }: NonNullable<Loaded>, at: string): Html {
  return govuk.notificationBanner({
    type: 'success',
    html: html`<p class="govuk-notification-banner__heading">Loaded: ${formatNumber(people)} stakeholders and ${formatNumber(ties)} ties.${known ? ` ${formatNumber(known)} were on the project already.` : ''} <a class="govuk-notification-banner__link" href="${at}">See the network</a></p>`,
  })
}
