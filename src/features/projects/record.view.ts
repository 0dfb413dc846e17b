import type { Entry } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { STRENGTHS } from '#core/proforma/steps/justification.ts'
import { kindsOf, stepOf, type Template } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'
import { namesOf } from './entries/entry-names.ts'
import type { Member, Project } from './project.ts'
import { facts, type HistoryLine, historyList, projectBreadcrumbs, teamTable } from './project.view.ts'
import { stepTag } from './project-list.view.ts'
import { decisionParts } from './steps/decision-parts.view.ts'
import { kindSections } from './steps/step.view.ts'

export type RecordView = Readonly<{
  project: Project
  template: Template
  /** As the reader may read them. */
  entries: readonly Entry[]
  /** The questions of a kind that the reader may see answered; none for a kind kept from them. */
  fieldsOf(kind: EntryKind): readonly Field[]
  team: readonly Member[]
  history: readonly HistoryLine[]
  madeAt: Date
}>

/** The whole record on one page, for reading and printing. */
export function recordPage(frame: Frame, view: RecordView): string {
  const { project, template, entries, team } = view
  const nameOf = namesOf(template, entries, team)
  return page(
    { ...frame, title: `Record of ${project.placeName}`, breadcrumbs: projectBreadcrumbs(project) },
    html`<div class="wm-record"><span class="govuk-caption-l">LISP project ${project.number}</span>
<h1 class="govuk-heading-l">${project.placeName}</h1>
<p class="govuk-body">The whole record as it stood ${momentInWords(view.madeAt)}.</p>
${facts(
  project,
  team.filter((member) => member.untilOn === null),
)}
${project.steps.map((step) => {
  const kinds = kindsOf(template, step.step)
    .map((kind) => ({ kind, fields: view.fieldsOf(kind) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ kind, fields }) => {
      const ofKind = entries.filter((entry) => entry.kind === kind.id)
      return { kind, fields, entries: ofKind, total: ofKind.length, mayAdd: false, mayChange: () => false }
    })
  return html`<h2 class="govuk-heading-l">Step ${step.step}. ${stepOf(template, step.step).name}</h2>
<p class="govuk-body">${stepTag(step.state)} ${step.owner ? `${step.owner.name} answers for it.` : ''}</p>
${kindSections(project, kinds, nameOf)}
${step.step === 1 ? html`${strengthKey()}${decisionParts(project)}` : nothing}`
})}
<h2 class="govuk-heading-l">The team</h2>
${teamTable(team)}
${view.history.length ? html`<h2 class="govuk-heading-l">History</h2>${historyList(view.history, false)}` : nothing}</div>`,
  )
}

// Open, so that paper has it too.
const strengthKey = () =>
  govuk.details({
    open: true,
    summaryText: 'What strong, some and weak mean',
    html: govuk.summaryList({
      rows: STRENGTHS.map(({ text, hint }) => ({ key: { text }, value: { text: `${hint}.` } })),
    }),
  })
