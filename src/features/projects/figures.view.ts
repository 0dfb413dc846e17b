import { momentInWords } from '#core/time/moment-in-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { compareFigures, type FiguresToday } from './figures.ts'
import type { Project } from './project.ts'
import { projectBreadcrumbs } from './project.view.ts'

/** [P10] The frozen figures beside what a screening made now says. */
export function figuresPage(frame: Frame, project: Project, today: FiguresToday | null): string {
  const { figures } = project
  const period = ({ from, to }: Pick<FiguresToday, 'from' | 'to'>) =>
    `${monthInWords(from)} to ${monthInWords(to)}`
  return page(
    {
      ...frame,
      title: 'Figures then and today',
      breadcrumbs: [
        ...projectBreadcrumbs(project),
        { text: 'Step 1', href: `/projects/${project.number}/steps/1` },
      ],
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Figures then and today</h1>
<p class="govuk-body">Then: ${period(figures)}, frozen ${momentInWords(new Date(figures.frozenAt))}.</p>
${
  today
    ? html`<p class="govuk-body">Today: ${period(today)}, asked the same way of what is loaded now.</p>
${govuk.insetText({
  text:
    today.inputs === figures.inputs
      ? 'Nothing it was computed from has changed.'
      : 'What it is computed from has changed since: months were added or corrected, or other figures were loaded.',
})}
${dataTable({
  id: 'then-and-today',
  caption: `${figures.chosen.name} (${figures.chosen.code})`,
  columns: [
    { heading: 'Figure', cell: (line) => line.label },
    { heading: 'Then', isNumeric: true, cell: (line) => line.before },
    { heading: 'Today', isNumeric: true, cell: (line) => line.today },
    { heading: 'Change', isNumeric: true, cell: (line) => line.change || '–' },
  ],
  rows: compareFigures(figures, today),
})}
<p class="govuk-body">A rank that moved inside its interval has not moved, so no change is given for it. A change here is not a sign that the project worked or failed: that needs a comparison.</p>`
    : govuk.insetText({ text: 'Today’s figures cannot be made: the area is not in what is loaded now.' })
}
${project.areaCodes.length > 1 ? html`<p class="govuk-body">These are the figures of the chosen area; the place has ${project.areaCodes.length} areas.</p>` : nothing}`,
  )
}
