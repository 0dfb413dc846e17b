import { ORGANISATION_KINDS } from '#core/proforma/steps/intervention.ts'
import { dayInWords } from '#core/time/moment-in-words.ts'
import { shareBar } from '#ui/charts/share-bar.view.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { selectField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { byPressure, type Intervention, STANDINGS, type Standing, standingOn } from './intervention.ts'
import { type ItemView, interventionItem } from './intervention-item.view.ts'
import { type OfProject, placeFrame } from './place-page.view.ts'
import { countByOwner, type OwnerCount, policeShareInWords } from './police-share.ts'

export type BoardView = Readonly<{
  project: OfProject
  /** Live ones, whoever owns them. */
  interventions: readonly Intervention[]
  /** A kind of organisation, `nobody`, or empty for all. */
  by: string
  today: string
  now: Date
  mayOf(intervention: Intervention): ItemView['may']
  keyOf(): string
  mayAdd: boolean
}>

const HEADINGS: Readonly<Record<Standing, string>> = {
  overdue: 'Overdue',
  'due soon': 'Due within a week',
  'under way': 'Under way',
  'not started': 'Not started',
  done: 'Done',
  stopped: 'Stopped',
}

/** [I15] Who does what by when: what is overdue first. */
export function boardPage(frame: Frame, view: BoardView): string {
  const { project, interventions, by, today } = view
  const at = `/projects/${project.number}/who-does-what`
  const shown = byPressure(
    today,
    interventions.filter((one) => !by || (one.owner ? one.organisationKind || 'nobody' : 'nobody') === by),
  )
  const groups = Map.groupBy(shown, (one) => standingOn(today, one))
  return page(
    placeFrame(frame, project, 'Who does what by when'),
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Who does what by when</h1>
<p class="govuk-body">As it stood on ${dayInWords(view.now)}. ${overdueInWords(interventions, today)}</p>
${ownersShare(countByOwner(interventions))}
<p class="govuk-body wm-changes wm-no-print">${view.mayAdd ? html`<a class="govuk-link" href="/projects/${project.number}/interventions/new">Add an intervention</a> ` : nothing}<a class="govuk-link" href="/projects/${project.number}/interventions">All of them as a table</a></p>
${filterPanel(
  {
    action: at,
    heading: 'Show those of',
    submitText: 'Show',
    ...(by ? { clearHref: at } : {}),
  },
  selectField(
    {},
    'by',
    'Owner',
    [{ value: '', text: 'Everybody' }, ...ORGANISATION_KINDS, { value: 'nobody', text: 'Nobody yet' }],
    { value: by },
  ),
)}
${shown.length === 0 ? html`<p class="govuk-body">${by ? 'None is theirs.' : 'No intervention is written down.'}</p>` : nothing}
${STANDINGS.filter((standing) => groups.has(standing)).map((standing) => {
  const group = groups.get(standing) ?? []
  return html`<section aria-labelledby="${standing.replace(' ', '-')}"><h2 class="govuk-heading-m" id="${standing.replace(' ', '-')}">${HEADINGS[standing]} (${group.length})</h2>
<ul class="govuk-list wm-entries">${group.map((one) =>
    interventionItem(one, {
      project,
      today,
      may: view.mayOf(one),
      from: 'board',
      key: view.keyOf(),
      withPlace: false,
    }),
  )}</ul></section>`
})}`,
  )
}

/** [I15] `2 are overdue.`, or that none is. */
export function overdueInWords(interventions: readonly Intervention[], today: string): string {
  const overdue = interventions.filter((one) => standingOn(today, one) === 'overdue').length
  if (overdue === 0) return 'Nothing is overdue.'
  return overdue === 1 ? '1 is overdue.' : `${overdue} are overdue.`
}

/** [I4] The share the police own, in words and drawn. */
export function ownersShare(counts: readonly OwnerCount[]): Html {
  if (counts.length === 0) return nothing
  return html`<p class="govuk-body">${policeShareInWords(counts)}</p>
${shareBar(counts.map(({ kind, name, count }) => ({ name, count, kind: kind === 'police' ? 'subject' : kind === '' ? 'open' : 'other' })))}`
}
