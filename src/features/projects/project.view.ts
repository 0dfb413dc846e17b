import type { AreaCode } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import { stepOf, type Template } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { periodInWords } from '#core/time/partial-date.ts'
import { type FormState, form, problem, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk, type Params } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { placeMap } from '#ui/map/place-map.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { Member, Project, RecordedMember } from './project.ts'
import { stepTag } from './project-list.view.ts'
import { whereFrom } from './where-from.ts'

/** The pages above a page of this project. */
export function projectBreadcrumbs(project: Pick<Project, 'number' | 'placeName'>) {
  return [
    { text: 'Projects', href: '/projects' },
    { text: project.placeName, href: `/projects/${project.number}` },
  ]
}

export type ProjectView = Readonly<{
  project: Project
  /** Outlines of the place and of what lies around it; empty where no boundaries are loaded. */
  around: readonly OutlinedArea[]
  template: Template
  /** What its version asks otherwise than the one before, each a sentence. */
  sinceLastVersion: readonly string[]
  team: readonly Member[]
  /** Pages of other features that this reader may open. */
  links: readonly Readonly<{ path: string; text: string }>[]
  readsHistory: boolean
  /** The day a contact noted from here begins with; `null` for those who do not note contacts and time. */
  notesOn: string | null
  mayMark: boolean
  key: string
  state: FormState
}>

/** The project's task list: eight steps, what each is for, and where the record is. */
export function projectPage(frame: Frame, view: ProjectView): string {
  const { project, team } = view
  const onTeam = team.filter((member) => member.untilOn === null)
  return page(
    {
      ...frame,
      title: `${project.placeName} (${project.number})`,
      errors: view.state.errors ?? [],
      breadcrumbs: [{ text: 'Projects', href: '/projects' }],
    },
    html`<span class="govuk-caption-l">LISP project ${project.number}</span>
<h1 class="govuk-heading-l">${project.placeName}</h1>
${cameFrom(project)}
${view.notesOn ? quickNotes(project, view.notesOn) : nothing}
${facts(project, onTeam)}
<h2 class="govuk-heading-m">The eight steps</h2>
${taskList(view)}
<h2 class="govuk-heading-m">The place</h2>
${placeMap({ id: 'place-map', place: placeOf(project), around: view.around })}
<h2 class="govuk-heading-m">The record</h2>
<p class="govuk-body">What is asked here is ${view.readsHistory ? html`<a class="govuk-link" href="/template">version ${project.templateVersion} of your force’s template</a>` : html`version ${project.templateVersion} of the force’s template`}${project.state === 'closed' ? ', which it keeps because it is closed' : ''}.</p>
${
  view.sinceLastVersion.length
    ? govuk.details({
        summaryText: `What changed since version ${project.templateVersion - 1}`,
        html: html`<ul class="govuk-list govuk-list--bullet">${view.sinceLastVersion.map((said) => html`<li class="wm-words">${said}</li>`)}</ul>`,
      })
    : nothing
}
<ul class="govuk-list">
${view.links.map(({ path, text }) => html`<li><a class="govuk-link" href="/projects/${project.number}/${path}">${text}</a></li>`)}
<li><a class="govuk-link" href="/projects/${project.number}/record">Whole record, for printing</a></li>
<li><a class="govuk-link" href="/projects/${project.number}/record.docx">Whole record, as a document (Word)</a></li>
<li><a class="govuk-link" href="/projects/${project.number}/record.json">Whole record, as data (JSON)</a></li>
<li><a class="govuk-link" href="/projects/${project.number}/record.zip">Whole record, as data with its pictures and files (ZIP)</a></li>
<li><a class="govuk-link" href="/projects/${project.number}/team">The team</a></li>
${view.readsHistory ? html`<li><a class="govuk-link" href="/projects/${project.number}/history">History: who changed what, and when</a></li>` : nothing}
</ul>
${view.mayMark ? sensitiveMark(view) : nothing}`,
  )
}

// What an officer comes for on a phone stands first.
function quickNotes({ number }: Project, today: string): Html {
  return html`<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="/projects/${number}/contacts/new?on=${today}">Note a contact</a> <a class="govuk-link" href="/projects/${number}/time">Note your time</a></p>`
}

function sensitiveMark({ project, key, state }: ProjectView): Html {
  const field = 'sensitive-why'
  const { isSensitive } = project
  return govuk.details({
    summaryText: isSensitive ? 'Remove the sensitive mark' : 'Mark as sensitive',
    open: problem(state, field).errorMessage !== undefined,
    html: html`<p class="govuk-body">${isSensitive ? 'Readings already logged stay in the history.' : 'Who reads any page of a marked project, and when, is logged and shown in its history.'}</p>
${form(
  { action: `/projects/${project.number}/sensitive`, key, version: project.version },
  html`<input type="hidden" name="mark" value="${isSensitive ? 'ordinary' : 'sensitive'}">
${wordsField(state, field, isSensitive ? 'Why is the mark no longer needed?' : 'Why is it sensitive?', { rows: 2 })}
${govuk.button({ text: isSensitive ? 'Remove the mark' : 'Mark as sensitive', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
)}`,
  })
}

/** [P31] Says of an imported project where it came from; nothing for others. */
export function cameFrom(project: Project): Html {
  const from = whereFrom(project)
  return from ? govuk.insetText({ text: from }) : nothing
}

export function facts(project: Project, onTeam: readonly Member[]): Html {
  const who = (part: Member['part']) =>
    onTeam
      .filter((member) => member.part === part)
      .map((member) => member.name)
      .join(', ') || 'Nobody now'
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  return govuk.summaryList({
    rows: [
      row('State', project.state === 'open' ? 'Open' : 'Closed'),
      ...(project.isSensitive ? [row('Sensitive', 'Yes: who reads any page of it is logged')] : []),
      row('Place', project.areaCodes.map((code) => namedArea(project, code)).join('; ')),
      project.imported
        ? row(
            'Opened',
            `${momentInWords(new Date(project.imported.opened.at))}, by ${project.imported.opened.by}, elsewhere`,
          )
        : row('Opened', `${momentInWords(project.openedAt)}, by the sign-off of ${project.openedByName}`),
      row('Lead officer', who('lead officer')),
      row('Supervisor', who('supervisor')),
      row('Template', `Version ${project.templateVersion}`),
    ],
  })
}

function placeOf({ areaCode, areaCodes, figures }: Project) {
  const names = new Map(figures.place.map((area) => [area.code, area.name]))
  const codes = [...new Set([areaCode, ...areaCodes])]
  return codes.map((code) => ({ code, name: names.get(code) ?? code }))
}

function namedArea({ figures }: Project, code: AreaCode): string {
  const area = figures.place.find((one) => one.code === code)
  return area ? `${area.name} (${code})` : code
}

function taskList({ project, template }: ProjectView): Html {
  return govuk.taskList({
    idPrefix: 'step',
    items: project.steps.map(({ step, state, owner }): Params => {
      const { name, purpose, answeredBy } = stepOf(template, step)
      return {
        title: { text: `${step}. ${name}` },
        hint: {
          html: html`${purpose} <span class="wm-answers">${owner ? `${owner.name} answers for it.` : `Answered by: ${answeredBy.toLowerCase()}.`}</span>`,
        },
        status: state === 'not started' ? { text: 'Not started' } : { html: stepTag(state) },
        href: `/projects/${project.number}/steps/${step}`,
      }
    }),
  })
}

export function teamTable<One extends RecordedMember>(
  team: readonly One[],
  endCell?: (member: One) => Html,
  { id = 'team', caption = 'Everyone who is or was on the project' } = {},
): Html {
  return dataTable<One>({
    id,
    caption,
    columns: [
      { heading: 'Person', cell: (one) => (one.rank ? `${one.name}, ${one.rank}` : one.name) },
      { heading: 'Part', cell: (one) => `${one.part[0]?.toUpperCase()}${one.part.slice(1)}` },
      { heading: 'From', cell: (one) => periodInWords(null, one.fromOn) },
      {
        heading: 'Until',
        cell: (one) =>
          one.untilOn === null
            ? 'On the team'
            : html`${periodInWords(null, one.untilOn)}<br><span class="wm-words">${one.endReason}</span>`,
      },
      ...(endCell ? [{ heading: 'Change', cell: endCell }] : []),
    ],
    rows: team,
    whenEmpty: 'Nobody has been named',
  })
}

export type HistoryLine = Readonly<{
  at: Date
  personName: string | null
  action: string
  before: unknown
  after: unknown
}>

export type HistoryView = Readonly<{
  project: Project
  history: readonly HistoryLine[]
  readings: readonly Readonly<{ at: Date; personName: string | null }>[]
}>

export function historyPage(frame: Frame, { project, history, readings }: HistoryView): string {
  return page(
    { ...frame, title: `History of ${project.placeName}`, breadcrumbs: projectBreadcrumbs(project) },
    html`<span class="govuk-caption-l">${project.number}</span>
<h1 class="govuk-heading-l">History</h1>
<p class="govuk-body">Every change to this project, oldest first. Nothing here can be altered.</p>
${historyElsewhere(project)}
${historyList(history, true)}
${readings.length ? whoReadIt(readings) : nothing}`,
  )
}

// As the record told it; what was there before and after stayed where it was written.
function historyElsewhere({ imported }: Project): Html {
  if (!imported?.history.length) return nothing
  return govuk.details({
    summaryText: `Before it was imported, as ${imported.number}`,
    html: historyList(
      imported.history.map(({ at, by, action }) => ({
        at: new Date(at),
        personName: by,
        action,
        before: null,
        after: null,
      })),
      false,
    ),
  })
}

function whoReadIt(readings: HistoryView['readings']): Html {
  return html`<h2 class="govuk-heading-m">Who read it</h2>
<p class="govuk-body">Pages read while the project is marked sensitive, newest first.</p>
${dataTable<HistoryView['readings'][number]>({
  id: 'readings',
  caption: 'Readings',
  isCaptionHidden: true,
  columns: [
    { heading: 'Person', cell: (one) => one.personName ?? 'No longer known' },
    { heading: 'When', cell: (one) => momentInWords(one.at) },
  ],
  rows: readings,
})}`
}

/** With `withTexts`, each change opens to what was there before and after. */
export function historyList(history: readonly HistoryLine[], withTexts: boolean): Html {
  return html`<ol class="govuk-list wm-history">${history.map(
    (
      entry,
    ) => html`<li><p class="govuk-body govuk-!-margin-bottom-1"><strong>${entry.action[0]?.toUpperCase()}${entry.action.slice(1)}</strong> by ${entry.personName ?? 'the system'}, ${momentInWords(entry.at)}</p>
${withTexts ? govuk.details({ summaryText: 'What changed', html: html`${changed('Before', entry.before)}${changed('After', entry.after)}` }) : nothing}</li>`,
  )}</ol>`
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function changed(label: string, value: unknown): Html {
  if (value === null || typeof value !== 'object') return nothing
  const rows = Object.entries(value)
    .filter(([, one]) => one !== null && one !== '')
    .map(([key, one]) => ({
      key: { text: key },
      value: {
        html: isTexts(one)
          ? html`<ul class="govuk-list govuk-list--bullet">${one.map((text) => html`<li class="wm-words">${text}</li>`)}</ul>`
          : html`<span class="wm-words">${typeof one === 'object' ? JSON.stringify(one) : String(one)}</span>`,
      },
    }))
  return html`<h3 class="govuk-heading-s">${label}</h3>${govuk.summaryList({ rows })}`
}
