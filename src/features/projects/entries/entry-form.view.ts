import { type Content, type Entry, textOf } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { PAPER_PATH } from '#core/proforma/steps/papers.ts'
import { conflict } from '#ui/forms/conflict.view.ts'
import { type FormState, form, typed, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import type { Project, StepRecord } from '../project.ts'
import { entryField, type Nameable } from './entry-fields.view.ts'
import { answerText, hasAnswer, type NameOf } from './entry-item.view.ts'

export type EntryFormView = Readonly<{
  project: Project
  kind: EntryKind
  /** Those of the kind's questions that this person is asked. */
  fields: readonly Field[]
  /** The entry being corrected; `null` for another one. */
  entry: Entry | null
  nameable: Nameable
  nameOf: NameOf
  key: string
  state: FormState
  /** It was changed while this person was writing: both texts are shown [P11]. */
  isConflict: boolean
  /** Answers to begin another entry with. */
  begunWith?: Content
  /** The paper whose contents are typed in [P29]. */
  paper?: Entry | null
  /** What other features offer for filling it in. */
  parts?: readonly Html[]
}>

/** The form of one entry, for adding it and for correcting it. */
export function entryFormPage(frame: Frame, view: EntryFormView): string {
  const { project, kind, entry, state, fields } = view
  const list = `/projects/${project.number}/${kind.path}`
  const heading = entry ? `Correct ${kind.one}` : `Add ${kind.one}`
  const content = entry?.content ?? view.begunWith ?? {}
  return page(
    {
      ...frame,
      title: `${heading}: ${project.placeName}`,
      backLink: entry ? `${list}/${entry.id}` : `/projects/${project.number}/steps/${kind.step}`,
      errors: state.errors ?? [],
      islands: fields.some(({ type }) => type === 'point') ? ['projects/point'] : [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, Step ${kind.step}</span>
<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">${kind.about}</p>
${govuk.details({ summaryText: 'See an example', html: html`<p class="govuk-body wm-words">${kind.example}</p>` })}
${view.parts ?? nothing}
${view.paper ? typingIn(project, view.paper) : nothing}
${view.isConflict && entry ? conflict({ by: entry.written.as, saved: saved(view, entry), keep: `${list}/${entry.id}` }) : nothing}
${entry?.origin === 'screening' ? govuk.insetText({ text: 'This was filled in from the screening. The frozen figures stay as they are whatever is written here.' }) : nothing}
${form(
  {
    action: entry ? `${list}/${entry.id}/correct` : view.paper ? `${list}?received=${view.paper.id}` : list,
    key: view.key,
    keepsDraft: true,
    // A form shown again still speaks of the version it was written against, unless its writer has seen the new one.
    ...(entry
      ? { version: view.isConflict ? entry.version : Number(typed(state, '_version', `${entry.version}`)) }
      : {}),
  },
  html`${fields.map((field) => entryField(field, content, state, view.nameable))}
${reopenField(project, kind, state)}
<div class="govuk-button-group">${govuk.button({ text: view.isConflict ? 'Save mine instead' : 'Save', preventDoubleClick: true })}
${entry ? nothing : govuk.button({ text: 'Save and add another', name: '_next', value: 'another', classes: 'govuk-button--secondary', preventDoubleClick: true })}</div>`,
)}`,
  )
}

function typingIn(project: Project, paper: Entry): Html {
  return html`<div class="govuk-inset-text">You are typing in what stands on <a class="govuk-link wm-words" href="/projects/${project.number}/${PAPER_PATH}/${paper.id}">${textOf(paper.content, 'title')}</a>. Write it as it stands there; what you know better is a correction afterwards.</div>`
}

function saved({ fields, nameOf }: EntryFormView, entry: Entry): Html {
  const rows = fields.map((field) => ({
    key: { text: field.short },
    value: {
      html: html`<span class="wm-words">${hasAnswer(entry.content, field) ? answerText(field, entry.content, nameOf) : 'Nothing'}</span>`,
    },
  }))
  return govuk.summaryList({ rows })
}

export type WithdrawView = Readonly<{
  project: Project
  kind: EntryKind
  entry: Entry
  nameOf: NameOf
  key: string
  state: FormState
}>

export function withdrawPage(
  frame: Frame,
  { project, kind, entry, nameOf, key, state }: WithdrawView,
): string {
  const at = `/projects/${project.number}/${kind.path}/${entry.id}`
  return page(
    { ...frame, title: `Withdraw ${kind.one}`, backLink: at, errors: state.errors ?? [] },
    html`<span class="govuk-caption-l">${project.placeName}, Step ${kind.step}</span>
<h1 class="govuk-heading-l">Withdraw ${kind.one}</h1>
<p class="govuk-body">It stays on the record, struck through, with your reason. It can be brought back.</p>
${govuk.insetText({ html: html`<span class="wm-words">${entryTitle(kind, entry.content, nameOf)}</span>` })}
${form(
  { action: `${at}/withdraw`, key, version: entry.version },
  html`${wordsField(state, 'why', 'Why is it withdrawn?', { rows: 3 })}
${reopenField(project, kind, state)}
${govuk.button({ text: 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`,
  )
}

/** [P8] Asked only while the step is signed off. */
export function reopenField(
  project: Readonly<{ steps: readonly StepRecord[] }>,
  kind: EntryKind,
  state: FormState,
): Html {
  if (kind.isAfterwards || project.steps[kind.step - 1]?.state !== 'signed off') return nothing
  const keptUp = kind.fields.filter(({ name }) => kind.keptUp?.fields.includes(name))
  return wordsField(state, 'reopenReason', `Why does Step ${kind.step} need to change after sign-off?`, {
    rows: 2,
    hint: {
      text: `Whoever signs it off again reads this.${
        keptUp.length
          ? ` Leave it empty where you change only: ${keptUp.map(({ short }) => short.toLowerCase()).join(', ')}`
          : ''
      }`,
    },
  })
}
