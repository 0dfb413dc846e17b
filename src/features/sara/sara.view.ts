import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { type AwardEntry, ENTRY_NOTE, NOTHING } from './award-entry.ts'
import { type CheersResult, PHASE_WORDS, PHASES, type Phase, type Side, type Written } from './sara.ts'

/** Of each kind; the others are behind its link. */
const SHOWN = 5

type Place = Readonly<{ number: string; placeName: string }>

/** Entries of one kind under their phase. */
export type KindSection = Readonly<{ phase: Phase; many: string; path: string; written: readonly Written[] }>

export type SaraView = Readonly<{
  project: Place
  breadcrumbs: readonly Breadcrumb[]
  figures: readonly string[]
  cheers: readonly CheersResult[]
  sides: readonly Side[]
  sections: readonly KindSection[]
  mayWrite: boolean
}>

/** [A1] [A2] The record by the four parts of SARA. */
export function saraPage(frame: Frame, view: SaraView): string {
  const { project, sections } = view
  const at = `/projects/${project.number}`
  return page(
    { ...frame, title: `SARA view of ${project.placeName}`, breadcrumbs: view.breadcrumbs },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">The record as SARA</h1>
<p class="govuk-body">The same record in the order many problem solvers use: scanning, analysis, response, assessment. Nothing is kept twice: each line leads to where it is written.</p>
<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="${at}/sara/entry">As an award entry, for printing</a> <a class="govuk-link" href="${at}/sara/entry.txt">The same as text</a></p>
${PHASES.map((phase) => {
  const { name, about, steps } = PHASE_WORDS[phase]
  const own = sections.filter((section) => section.phase === phase)
  const filled = own.filter(({ written }) => written.length > 0)
  const empty = own.filter(({ written }) => written.length === 0)
  return html`<section aria-labelledby="${phase}"><h2 class="govuk-heading-l" id="${phase}">${name}</h2>
<p class="govuk-body">${about} From ${steps}.</p>
${phase === 'scanning' ? scanning(view) : nothing}
${phase === 'analysis' ? triangle(view) : nothing}
${filled.map(
  ({ many, path, written }) => html`<h3 class="govuk-heading-m">${many}</h3>
<ul class="govuk-list govuk-list--bullet">${written.slice(0, SHOWN).map(line)}</ul>
${written.length > SHOWN ? html`<p class="govuk-body"><a class="govuk-link" href="${at}/${path}">All ${written.length}: ${many.toLowerCase()}</a></p>` : nothing}`,
)}
${empty.length ? html`<p class="govuk-body"><span class="wm-unknown">Nothing written yet:</span> ${empty.map(({ many, path }, index) => html`${index ? ', ' : ''}<a class="govuk-link" href="${at}/${path}">${many.toLowerCase()}</a>`)}.</p>` : nothing}</section>`
})}`,
  )
}

// The rest is behind the link.
const ANSWERS_SHOWN = 2

const line = ({ title, href, answers }: Written) =>
  html`<li><a class="govuk-link wm-words" href="${href}">${title}</a>${answers
    .filter(({ text }) => text !== title)
    .slice(0, ANSWERS_SHOWN)
    .map(
      ({ short, text }) =>
        html`<br><span class="wm-answer__name">${short}:</span> <span class="wm-words">${text}</span>`,
    )}</li>`

function scanning({ project, figures, cheers, mayWrite }: SaraView): Html {
  const add = mayWrite
    ? html` <a class="govuk-link" href="/projects/${project.number}/problem-test/new">Do the test</a>`
    : nothing
  return html`<ul class="govuk-list govuk-list--bullet">${figures.map((said) => html`<li>${said}</li>`)}</ul>
<h3 class="govuk-heading-m">Is it a problem? The CHEERS test</h3>
${cheers.length === 0 ? html`<p class="govuk-body">The test has not been done.${add}</p>` : nothing}
${cheers.map(
  (
    { problem, href, answers, open },
    index,
  ) => html`<p class="govuk-body"><a class="govuk-link wm-words" href="${href}">${problem}</a>: ${open.length === 0 ? 'six times yes, so it is a problem to work on.' : html`not settled yet, for ${open.join(', ').toLowerCase()}.`}</p>
${dataTable({
  id: `cheers-${index}`,
  caption: 'The six questions, and what shows each answer',
  columns: [
    {
      heading: 'Question',
      cell: ({ short, label }) =>
        html`${short}<br><span class="govuk-hint govuk-!-margin-bottom-0">${label}</span>`,
    },
    { heading: 'Answer', cell: ({ answer }) => answer },
    {
      heading: 'What shows it',
      cell: ({ how }) => html`<span class="wm-words">${how || 'Nothing written'}</span>`,
    },
  ],
  rows: answers,
})}`,
)}`
}

function triangle({ project, sides, mayWrite }: SaraView): Html {
  const answer = ({ answers }: Written, name: string) => answers.find((one) => one.name === name)?.text ?? ''
  const cell = (side: Side, name: string) =>
    side.written.length === 0
      ? html`<span class="wm-unknown">Nothing written</span>`
      : html`${side.written.map(
          (entry, index) =>
            html`${index ? html`<br>` : nothing}<span class="wm-words">${answer(entry, name) || '–'}</span>`,
        )}`
  return html`<h3 class="govuk-heading-m">The three sides of the problem</h3>
${dataTable<Side>({
  id: 'sides',
  caption: 'A problem needs all three sides; somebody could stand in its way on each',
  columns: [
    {
      heading: 'Side',
      cell: (side) =>
        html`${side.name}${side.written.map((entry, index) => html`<br><a class="govuk-link" href="${entry.href}">Open<span class="govuk-visually-hidden"> ${side.name}${side.written.length > 1 ? `, ${index + 1}` : ''}</span></a>`)}`,
    },
    { heading: 'Who or what', cell: (side) => cell(side, 'what') },
    {
      heading: 'Who could stand in its way',
      cell: (side) => html`<strong>${side.controller}</strong><br>${cell(side, 'controller')}`,
    },
    { heading: 'Why they do not', cell: (side) => cell(side, 'why') },
    { heading: 'What shows it', cell: (side) => cell(side, 'evidence') },
  ],
  rows: sides,
})}
${mayWrite ? html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/projects/${project.number}/problem-sides/new">Add a side of the problem</a></p>` : nothing}`
}

export type AwardEntryView = Readonly<{
  project: Place
  breadcrumbs: readonly Breadcrumb[]
  entry: AwardEntry
}>

/** [A5] The entry to read through and print. */
export function awardEntryPage(frame: Frame, { project, breadcrumbs, entry }: AwardEntryView): string {
  return page(
    { ...frame, title: `Award entry: ${project.placeName}`, breadcrumbs },
    html`<div class="wm-record"><span class="govuk-caption-l">${entry.force}, ${entry.number}</span>
<h1 class="govuk-heading-l">${entry.title}</h1>
<p class="govuk-body">${ENTRY_NOTE}</p>
<div class="wm-no-print">${govuk.warningText({ text: 'Read it through before it leaves the force. It holds what staff wrote; no person should be named in it.', iconFallbackText: 'Warning' })}
<p class="govuk-body"><a class="govuk-link" href="/projects/${project.number}/sara/entry.txt">The same as text</a></p></div>
${entry.parts.map(
  ({
    name,
    countsDouble,
    headings,
  }) => html`<h2 class="govuk-heading-l">${name}${countsDouble ? ' (counts double)' : ''}</h2>
${headings.map(
  ({ text, lines }) => html`<h3 class="govuk-heading-m">${text}</h3>
${lines.length ? html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li class="wm-words">${line}</li>`)}</ul>` : html`<p class="govuk-body"><span class="wm-unknown">${NOTHING}</span></p>`}`,
)}`,
)}</div>`,
  )
}
