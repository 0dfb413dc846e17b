import { SIGHTING_KINDS } from '#core/proforma/steps/environmental-audit.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html } from '#ui/html.view.ts'

export type AuditSheetView = Readonly<{
  number: string
  placeName: string
  breadcrumbs: readonly Breadcrumb[]
}>

const LINES = 14

/** [AS4] The walk on paper: what the forms ask, with room to write. */
export function auditSheetPage(frame: Frame, { number, placeName, breadcrumbs }: AuditSheetView): string {
  const blank = (label: string) =>
    html`<div><strong>${label}</strong><span class="wm-sheet__line"></span></div>`
  return page(
    { ...frame, title: `Sheet for a walk: ${placeName}`, breadcrumbs },
    html`<span class="govuk-caption-l">${placeName}, ${number}</span>
<h1 class="govuk-heading-l">Sheet for a walk</h1>
<div class="wm-no-print"><p class="govuk-body">Print it, take it along, and type it in afterwards: <a class="govuk-link" href="/projects/${number}/audit-walks/new">add the walk</a>, then what was seen.</p></div>
<ul class="govuk-list govuk-list--bullet">
<li>Walk in twos or more, and once after dark. Step away from what feels unsafe.</li>
<li>Look for what is good as much as for what is bad.</li>
<li>Write what you see, not who you think did it. No names, no faces, no car numbers.</li>
</ul>
<div class="wm-sheet__fields">
${blank('Day')}${blank('Began at')}${blank('Who walked')}${blank('Light: day, dusk or dark')}${blank('Weather')}${blank('Which way')}
</div>
${govuk.details({
  summaryText: 'What to look at',
  open: true,
  html: html`<ul class="govuk-list">${SIGHTING_KINDS.map(({ text, hint }, at) => html`<li><strong>${at + 1} ${text}</strong>${hint ? `: ${hint}` : ''}</li>`)}</ul>`,
})}
<div class="wm-sheet__scroll" role="region" aria-label="What was seen" tabindex="0"><table class="wm-sheet">
<caption class="govuk-table__caption govuk-table__caption--m">What was seen</caption>
<thead><tr><th scope="col">No.</th><th scope="col">What do you see?</th><th scope="col">Good or bad</th><th scope="col">About (1 to ${SIGHTING_KINDS.length})</th><th scope="col">Where is it?</th><th scope="col">Photo</th></tr></thead>
<tbody>${Array.from({ length: LINES }, (_, at) => html`<tr><th scope="row">${at + 1}</th><td></td><td>Good / Bad</td><td></td><td></td><td></td></tr>`)}</tbody>
</table></div>`,
  )
}
