import { momentInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { type Part, tenureDays } from './dose.ts'

/** One thing that whoever takes over should know, and where the record has it. */
export type HandoverLine = Readonly<{ href: string; title: string; says: string }>
/** Lines of one kind under their heading. */
export type HandoverPart = Readonly<{
  id: string
  heading: string
  lines: readonly HandoverLine[]
  whenEmpty: string
}>

export type HandoverView = Readonly<{
  project: Readonly<{ number: string; placeName: string }>
  breadcrumbs: readonly Breadcrumb[]
  madeAt: Date
  team: readonly Part[]
  today: string
  parts: readonly HandoverPart[]
}>

/** [H7] What whoever takes over needs, made from the record as it stands; for paper too. */
export function handoverPage(frame: Frame, view: HandoverView): string {
  const { project, parts } = view
  return page(
    { ...frame, title: `Handover of ${project.placeName}`, breadcrumbs: view.breadcrumbs },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Handover pack</h1>
<p class="govuk-body">For whoever takes over, as the record stood ${momentInWords(view.madeAt)}. Walk the place together once, and introduce each other to the people below.</p>
<p class="govuk-body wm-no-print"><a class="govuk-link" href="/projects/${project.number}/record">The whole record</a></p>
${team(view)}
${parts.map(part)}
<h2 class="govuk-heading-m">Handed over</h2>
<p class="govuk-body">By: ______________________ &nbsp; To: ______________________ &nbsp; Day: ____________</p>`,
  )
}

function team({ team, today }: HandoverView): Html {
  return dataTable<Part>({
    id: 'team',
    caption: 'The team',
    columns: [
      { heading: 'Person', cell: (one) => one.name },
      { heading: 'Part', cell: (one) => `${one.part[0]?.toUpperCase()}${one.part.slice(1)}` },
      { heading: 'Since', cell: (one) => partialDateInWords(one.fromOn) },
      { heading: 'Days', isNumeric: true, cell: (one) => tenureDays(one, today) },
    ],
    rows: team.filter(({ untilOn }) => untilOn === null || untilOn >= today),
    whenEmpty: 'Nobody is on the team',
  })
}

function part({ id, heading, lines, whenEmpty }: HandoverPart): Html {
  return html`<section aria-labelledby="${id}"><h2 class="govuk-heading-m" id="${id}">${heading}</h2>
${
  lines.length
    ? html`<ul class="govuk-list govuk-list--bullet govuk-list--spaced">${lines.map(({ href, title, says }) => html`<li><a class="govuk-link wm-words" href="${href}">${title}</a>${says ? html`: <span class="wm-words">${says}</span>` : ''}</li>`)}</ul>`
    : html`<p class="govuk-body">${whenEmpty}</p>`
}</section>`
}
