import { dateField } from '#ui/forms/date-field.view.ts'
import { type FormState, form, radiosField, selectField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'
import { type Candidate, type Member, PARTS, type Project } from './project.ts'
import { projectBreadcrumbs, teamTable } from './project.view.ts'

export type TeamView = Readonly<{
  project: Project
  team: readonly Member[]
  candidates: readonly Candidate[]
  mayChange: boolean
  today: string
  key: string
  state: FormState
}>

export function teamPage(frame: Frame, view: TeamView): string {
  const { project, team, candidates, mayChange, state } = view
  return page(
    {
      ...frame,
      title: `Team of ${project.placeName}`,
      breadcrumbs: projectBreadcrumbs(project),
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">The team</h1>
${teamTable(
  team,
  mayChange
    ? (member) =>
        member.untilOn === null
          ? html`<a class="govuk-link" href="/projects/${project.number}/team/${member.id}/end">End<span class="govuk-visually-hidden"> the part of ${member.name}</span></a>`
          : nothing
    : undefined,
)}
${
  project.imported?.team.length
    ? teamTable(project.imported.team, undefined, {
        id: 'team-elsewhere',
        caption: `The team as ${project.imported.number} had it, before it was imported`,
      })
    : nothing
}
${
  mayChange
    ? html`<h2 class="govuk-heading-m">Add somebody</h2>
${form(
  { action: `/projects/${project.number}/team`, key: view.key },
  html`${selectField(state, 'person', 'Person', [{ value: '', text: 'Choose a person' }, ...candidates.map((one) => ({ value: one.personId, text: `${one.name}${one.rank ? `, ${one.rank}` : ''} (${one.organisation})` }))])}
${radiosField(
  state,
  'part',
  'Part',
  PARTS.map((value) => ({ value, text: `${value[0]?.toUpperCase()}${value.slice(1)}` })),
)}
${dateField(state, { legend: 'From', value: view.today, hint: 'Their first day on it' })}
${govuk.button({ text: 'Add to the team', preventDoubleClick: true })}`,
)}`
    : nothing
}`,
  )
}

export function endPartPage(
  frame: Frame,
  {
    project,
    member,
    today,
    key,
    state,
  }: Pick<TeamView, 'project' | 'today' | 'key' | 'state'> & { member: Member },
): string {
  const back = `/projects/${project.number}/team`
  return page(
    { ...frame, title: `End the part of ${member.name}`, backLink: back, errors: state.errors ?? [] },
    html`<span class="govuk-caption-l">${project.placeName}: ${member.part}</span>
<h1 class="govuk-heading-l">End the part of ${member.name}</h1>
<p class="govuk-body">People in a project should stay with it. If somebody has to leave, the record says when and why, and the <a class="govuk-link" href="/projects/${project.number}/handover">handover pack</a> tells whoever comes after them what to keep going.</p>
${form(
  { action: `${back}/${member.id}/end`, key, version: member.version },
  html`${dateField(state, { legend: 'Last day', value: today, hint: 'Their last day on it' })}
${wordsField(state, 'why', 'Why does it end?', { rows: 2 })}
${govuk.button({ text: 'End the part', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`,
  )
}
