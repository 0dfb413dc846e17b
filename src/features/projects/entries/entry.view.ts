import type { Entry } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { form } from '#ui/forms/form.view.ts'
import { type FieldProblem, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { Project } from '../project.ts'
import { projectBreadcrumbs } from '../project.view.ts'
import { reopenField } from './entry-form.view.ts'
import type { FieldChange } from './entry-history.ts'
import { answerShown, byline, hasAnswer, type NameOf, withdrawal } from './entry-item.view.ts'

export type EntryView = Readonly<{
  project: Project
  kind: EntryKind
  fields: readonly Field[]
  /** [P28] Answered under an earlier version of the template. */
  earlier: readonly Field[]
  entry: Entry
  nameOf: NameOf
  /** `null` for those who do not read history. */
  history: readonly FieldChange[] | null
  mayChange: boolean
  /** What other features say of it. */
  parts: readonly Html[]
  key: string
  errors: readonly FieldProblem[]
}>

/** One entry on its own page: every answer, what belongs to it, and its history field by field. */
export function entryPage(frame: Frame, view: EntryView): string {
  const { project, kind, entry, nameOf } = view
  const title = entryTitle(kind, entry.content, nameOf)
  const at = `/projects/${project.number}/${kind.path}/${entry.id}`
  return page(
    {
      ...frame,
      title: `${title}: ${project.placeName}`,
      errors: view.errors,
      breadcrumbs: [
        ...projectBreadcrumbs(project),
        { text: `Step ${kind.step}`, href: `/projects/${project.number}/steps/${kind.step}` },
        { text: kind.many, href: `/projects/${project.number}/${kind.path}` },
      ],
    },
    html`<span class="govuk-caption-l">${kind.many}, ${project.number}</span>
<h1 class="govuk-heading-l wm-words">${title}</h1>
${withdrawal(entry)}
${govuk.summaryList({
  rows: view.fields.map((field) => ({
    key: { text: field.short },
    value: {
      html: hasAnswer(entry.content, field)
        ? html`${answerShown(field, entry.content, nameOf)}`
        : html`<span class="wm-unknown">Nothing written</span>`,
    },
  })),
})}
${earlierAnswers(view.earlier, entry, nameOf)}
<p class="wm-byline">${entry.version > 1 ? 'Last written by' : 'Written by'} ${byline(entry)}</p>
${view.mayChange ? changes(view, at) : nothing}
${view.parts}
${view.history ? history(view.history) : nothing}`,
  )
}

/** [P28] What an earlier version of the template asked, with the answers. */
export function earlierAnswers(earlier: readonly Field[], entry: Entry, nameOf: NameOf): Html {
  if (earlier.length === 0) return nothing
  return html`<h2 class="govuk-heading-s">Asked by an earlier version</h2>
${govuk.summaryList({
  rows: earlier.map((field) => ({
    key: { text: field.short },
    value: { html: html`${answerShown(field, entry.content, nameOf)}` },
  })),
})}`
}

function changes({ project, kind, entry, key }: EntryView, at: string): Html {
  if (entry.withdrawn)
    return form(
      { action: `${at}/restore`, key, version: entry.version },
      html`${reopenField(project, kind, {})}${govuk.button({ text: 'Bring it back', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
    )
  return html`<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="${at}/correct">Correct it</a> <a class="govuk-link" href="${at}/withdraw">Withdraw it</a></p>`
}

function history(changes: readonly FieldChange[]): Html {
  if (changes.length === 0) return nothing
  return html`<h2 class="govuk-heading-m" id="history">History</h2>
<ol class="govuk-list wm-history">${changes.map(
    ({ at, by, action, fields }) =>
      html`<li><strong>${action}</strong> by ${by ?? 'the system'}, ${momentInWords(at)}${
        fields.length
          ? html`<ul class="govuk-list govuk-list--bullet">${fields.map(
              ({ name, before, after }) =>
                html`<li>${name}: ${before ? html`<del class="wm-words">${before}</del> ` : nothing}${after ? html`<ins class="wm-words">${after}</ins>` : html`<em>nothing</em>`}</li>`,
            )}</ul>`
          : nothing
      }</li>`,
  )}</ol>`
}
