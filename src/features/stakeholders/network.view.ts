import type { NetworkFigures } from '#analytics/index.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { type FormState, textField } from '#ui/forms/form.view.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { NetworkQuery } from './network.schema.ts'
import { DRAWN_AT_MOST, networkDrawing, networkLegend } from './network-drawing.view.ts'
import { type NetworkWords, networkWords } from './network-words.ts'
import { peopleTable } from './people-table.view.ts'
import type { StakeholderNetwork } from './stakeholder-network.ts'
import { quickTie, tiesTable } from './ties-table.view.ts'

/** The project a page is about, and the pages above it. */
export type Place = Readonly<{ number: string; placeName: string; breadcrumbs: readonly Breadcrumb[] }>

export type NetworkView = Readonly<{
  place: Place
  net: StakeholderNetwork
  figures: NetworkFigures
  query: NetworkQuery
  /** Whether this person may change the ties. */
  mayChange: boolean
  /** Whether a tie can be added here: not while the step is signed off, when a reason is asked for. */
  mayAddHere: boolean
  key: string
  state: FormState
}>

/** The network of a project's stakeholders: drawn, said in words, and as tables that can be changed. */
export function networkPage(frame: Frame, view: NetworkView): string {
  const { place, net, figures, query } = view
  const at = `/projects/${place.number}`
  const words = networkWords(net, figures)
  const hrefOf = (change: Partial<NetworkQuery>) => {
    const { sort, page, ties, find } = { ...query, ...change }
    const asked = new URLSearchParams()
    if (sort !== 'between') asked.set('sort', sort)
    if (page > 1) asked.set('page', String(page))
    if (ties > 1) asked.set('ties', String(ties))
    if (find) asked.set('find', find)
    return `${at}/network${asked.size ? `?${asked}` : ''}`
  }
  return page(
    {
      ...frame,
      title: `Network: ${place.placeName}`,
      breadcrumbs: place.breadcrumbs,
      errors: view.state.errors ?? [],
      islands: ['stakeholders/network'],
    },
    html`<span class="govuk-caption-l">${place.placeName}, ${place.number}: Step 3</span>
<h1 class="govuk-heading-l">Network of stakeholders</h1>
<p class="govuk-body wm-no-print"><a class="govuk-link" href="${at}/stakeholders/grid">Interest and power</a> &nbsp; <a class="govuk-link" href="${at}/coverage">Who can speak with the people here</a> &nbsp; <a class="govuk-link" href="${at}/network/files">Take the network away, or bring one in</a></p>
${networkSaid(words)}
${drawn(view, words, `${at}/network.json`)}
<h2 class="govuk-heading-m">Stakeholders</h2>
${peopleTable(net, figures, query, at, hrefOf)}
<h2 class="govuk-heading-m">Ties</h2>
${
  net.ties.length > 10 || query.find
    ? filterPanel(
        {
          action: `${at}/network#ties`,
          heading: 'Find ties',
          submitText: 'Find',
          ...(query.find ? { clearHref: `${hrefOf({ find: '', ties: 1 })}#ties` } : {}),
        },
        textField({}, 'find', 'Whose ties?', { value: query.find, classes: 'govuk-input--width-20' }),
      )
    : nothing
}
${tiesTable(net, query, at, view.mayChange, hrefOf)}
${adding(view, at)}`,
  )
}

function adding({ net, mayChange, mayAddHere, key, state }: NetworkView, at: string): Html {
  if (!mayChange) return nothing
  if (!mayAddHere)
    return html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="${at}/ties/new">Add a tie</a>. The step is signed off, so you will be asked why.</p>`
  return html`<section class="wm-no-print" aria-labelledby="add-tie"><h3 class="govuk-heading-s" id="add-tie">Add a tie</h3>${quickTie(net, at, key, state)}</section>`
}

function drawn({ net, figures }: NetworkView, words: NetworkWords, source: string): Html {
  if (net.people.length < 2) return nothing
  const isSmall = net.people.length <= DRAWN_AT_MOST
  return html`<figure class="wm-figure" id="network">
<figcaption class="wm-figure__title">Who is tied to whom</figcaption>
${networkLegend(net)}
<div class="wm-network" data-network="${source}">${
    isSmall
      ? networkDrawing(net, figures, words.whole.join(' '))
      : html`<p class="govuk-body wm-network__instead">${net.people.length} people are too many for a still picture. The words above and the tables below say what it would show.</p>`
  }</div>
<p class="wm-figure__note">Larger: more ways between others lead through them. Thicker: a stronger tie. Nothing follows from where somebody stands on the page but whom they are near.</p>
</figure>`
}

/** The sentences about a network, under what they are about. */
export function networkSaid(words: NetworkWords): Html {
  const list = (heading: string, said: readonly string[]) =>
    said.length
      ? html`<h2 class="govuk-heading-s govuk-!-margin-bottom-1">${heading}</h2><ul class="govuk-list govuk-list--bullet">${said.map((one) => html`<li class="wm-words">${one}</li>`)}</ul>`
      : nothing
  return html`<p class="govuk-body wm-words">${words.whole.join(' ')}</p>
${list('Who holds groups together', words.holds)}
${list('If somebody leaves', words.leaving)}
${list('Who stands between others', words.people)}
${
  words.oneVoice.length
    ? html`${govuk.warningText({ text: 'One person never stands for a group. Ask others too.', iconFallbackText: 'Warning' })}<ul class="govuk-list govuk-list--bullet">${words.oneVoice.map((one) => html`<li class="wm-words">${one}</li>`)}</ul>`
    : nothing
}`
}
