import { momentInWords } from '#core/time/moment-in-words.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { html } from '#ui/html.view.ts'
import { sections } from './justification.view.ts'
import type { JustificationItem } from './justification-item.ts'
import type { Member, Project } from './project.ts'
import { facts, type HistoryLine, historyList, projectBreadcrumbs, teamTable } from './project.view.ts'
import { stepTag } from './project-list.view.ts'
import { stepTemplate } from './template.ts'

export type RecordView = Readonly<{
  project: Project
  items: readonly JustificationItem[]
  team: readonly Member[]
  history: readonly HistoryLine[]
  madeAt: Date
}>

/** The whole record on one page, for reading and printing. */
export function recordPage(frame: Frame, view: RecordView): string {
  const { project, items, team } = view
  return page(
    { ...frame, title: `Record of ${project.placeName}`, breadcrumbs: projectBreadcrumbs(project) },
    html`<div class="wm-record"><span class="govuk-caption-l">LISP project ${project.number}</span>
<h1 class="govuk-heading-l">${project.placeName}</h1>
<p class="govuk-body">The whole record as it stood ${momentInWords(view.madeAt)}.</p>
${facts(
  project,
  team.filter((member) => member.untilOn === null),
)}
<h2 class="govuk-heading-l">Step 1. ${stepTemplate(1).name}</h2>
<p class="govuk-body">${project.steps[0] ? stepTag(project.steps[0].state) : ''}</p>
${sections(project, items, false)}
<h2 class="govuk-heading-l">Steps 2 to 8</h2>
<ul class="govuk-list">${project.steps
      .slice(1)
      .map(({ step, state }) => html`<li>${step}. ${stepTemplate(step).name}: ${state}</li>`)}</ul>
<h2 class="govuk-heading-l">The team</h2>
${teamTable(team)}
<h2 class="govuk-heading-l">History</h2>
${historyList(view.history, false)}</div>`,
  )
}
