import { roughDateInWords } from '#core/time/partial-date.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { CoverageLine } from './coverage.ts'
import type { Place } from './network.view.ts'

export type CoverageView = Readonly<{
  place: Place
  lines: readonly CoverageLine[]
  others: readonly NonNullable<CoverageLine['gap']>[]
  mayAdd: boolean
}>

/** Who lives here against whom the stakeholders can speak with, and what is done about the gaps. */
export function coveragePage(frame: Frame, { place, lines, others, mayAdd }: CoverageView): string {
  const at = `/projects/${place.number}`
  const unknown = lines.filter(({ here }) => !here).length
  return page(
    {
      ...frame,
      title: `Who can speak with the people here: ${place.placeName}`,
      breadcrumbs: place.breadcrumbs,
    },
    html`<span class="govuk-caption-l">${place.placeName}, ${place.number}: Step 3</span>
<h1 class="govuk-heading-l">Who can speak with the people here</h1>
<p class="govuk-body">${summary(lines)}</p>
${unknown ? govuk.insetText({ text: 'Where it says “unknown”, no loaded table says how many live here. That does not mean nobody does.' }) : nothing}
${dataTable<CoverageLine>({
  id: 'coverage',
  caption: 'Groups of people here and who can speak with them',
  isCaptionHidden: true,
  columns: [
    { heading: 'Group', cell: ({ name }) => name },
    { heading: 'Live here', isNumeric: true, cell: ({ here }) => here && liveHereSaid(here) },
    { heading: 'Who can speak with them', cell: ({ voices }) => voicesSaid(at, voices) },
    { heading: 'Plan', cell: (line) => planSaid(at, line, mayAdd) },
  ],
  rows: lines,
})}
${sources(lines)}
${
  others.length
    ? html`<h2 class="govuk-heading-m">Other gaps</h2><ul class="govuk-list govuk-list--bullet">${others.map((gap) => html`<li>${gapSaid(at, gap)}</li>`)}</ul>`
    : nothing
}
${mayAdd ? html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="${at}/gaps/new">Name another gap</a></p>` : nothing}
<p class="govuk-body">Somebody who can speak with a group does not stand for it. Groups overlap: one person may be in several. Nobody’s own ethnic group, age or health is kept here.</p>`,
  )
}

/** How many groups nobody, or one person alone, can speak with. */
export function summary(lines: readonly CoverageLine[]): string {
  const none = lines.filter(({ voices }) => voices.length === 0)
  const one = lines.filter(({ voices }) => voices.length === 1)
  const planned = none.filter(({ gap }) => gap?.hasPlan)
  return `Of ${lines.length} groups, nobody written down can speak with ${none.length}; ${planned.length} of these have a plan. One person alone can speak with ${one.length}.`
}

function liveHereSaid({ count, share, of }: NonNullable<CoverageLine['here']>): Html {
  const part =
    share === null ? '' : share < 0.01 && count > 0 ? ', under 1%' : `, ${Math.round(share * 100)}%`
  return html`${formatNumber(count)} ${of}${part}`
}

function voicesSaid(at: string, voices: CoverageLine['voices']): Html {
  if (voices.length === 0) return govuk.tag({ text: 'Nobody', classes: 'govuk-tag--red' })
  const shown = voices.slice(0, 5)
  return html`${voices.length === 1 ? html`${govuk.tag({ text: 'One voice', classes: 'govuk-tag--yellow' })} ` : nothing}${shown.map(
    ({ id, name }, index) =>
      html`${index ? ', ' : ''}<a class="govuk-link" href="${at}/stakeholders/${id}">${name}</a>`,
  )}${voices.length > shown.length ? ` and ${voices.length - shown.length} more` : ''}`
}

function planSaid(at: string, { group, gap, voices, name }: CoverageLine, mayAdd: boolean): Html {
  if (gap) return gapSaid(at, gap)
  if (voices.length > 1) return html`–`
  return mayAdd
    ? html`<a class="govuk-link wm-no-print" href="${at}/gaps/new?${new URLSearchParams({ group, who: name }).toString()}">Make a plan<span class="govuk-visually-hidden"> for: ${name}</span></a>`
    : html`<span class="wm-unknown">No plan</span>`
}

function gapSaid(at: string, { id, who, hasPlan, owner, due }: NonNullable<CoverageLine['gap']>): Html {
  const link = html`<a class="govuk-link" href="${at}/gaps/${id}">${who}</a>`
  if (!hasPlan) return html`${link}: ${govuk.tag({ text: 'No plan', classes: 'govuk-tag--red' })}`
  return html`${link}: ${owner}, by ${roughDateInWords(due)}`
}

function sources(lines: readonly CoverageLine[]): Html {
  const all = [...new Set(lines.flatMap(({ here }) => (here ? [here.source] : [])))]
  return all.length
    ? html`<p class="govuk-body govuk-hint">Live here: ${all.join('; ')}. Shares are of all people or all households of the place.</p>`
    : nothing
}
