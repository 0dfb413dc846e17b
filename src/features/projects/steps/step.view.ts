import type { Entry } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import type { StepTemplate } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type FormState, form, selectField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { entryHref, entryItem, type NameOf } from '../entries/entry-item.view.ts'
import type { Project, StepRecord } from '../project.ts'
import { cameFrom, projectBreadcrumbs } from '../project.view.ts'
import { stepTag } from '../project-list.view.ts'
import { isElsewhere, ownerOf } from '../where-from.ts'
import type { Comment } from './comment.ts'

/** One kind's entries as a step shows them; `total` counts the live ones. */
export type KindOnPage = Readonly<{
  kind: EntryKind
  fields: readonly Field[]
  /** The first of them. */
  entries: readonly Entry[]
  total: number
  mayAdd: boolean
  mayChange(entry: Entry): boolean
}>

export type StepView = Readonly<{
  project: Project
  step: StepRecord
  words: StepTemplate
  /** The step before and the one after. */
  beside: readonly [StepTemplate | null, StepTemplate | null]
  kinds: readonly KindOnPage[]
  nameOf: NameOf
  /** Around the entries: Step 1's figures and its decision. */
  before: Html
  after: Html
  /** What other features say of the step; before its entries, because it sums them up. */
  parts: readonly Html[]
  /** What stands in the way of a sign-off, each a sentence. */
  missing: readonly string[]
  acts: Readonly<{ ready: boolean; signOff: boolean; reopen: boolean; owner: boolean; comment: boolean }>
  /** Who of the team may answer for the step. */
  team: readonly Readonly<{ id: string; name: string }>[]
  /** `null` for those who do not read comments. */
  comments: readonly Comment[] | null
  key: string
  state: FormState
}>

/** One step: what it asks, where it stands, what has been written, and what is still to do. */
export function stepPage(frame: Frame, view: StepView): string {
  const { project, step, words } = view
  return page(
    {
      ...frame,
      title: `Step ${step.step}: ${words.name}`,
      breadcrumbs: projectBreadcrumbs(project),
      errors: view.state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}: Step ${step.step}</span>
<h1 class="govuk-heading-l">${words.name}</h1>
<p class="govuk-body-l">${words.purpose}</p>
${govuk.details({
  summaryText: 'Questions to ask, and an example',
  html: html`<ul class="govuk-list govuk-list--bullet">${words.prompts.map((prompt) => html`<li>${prompt}</li>`)}</ul>
<p class="govuk-body"><strong>For example:</strong> ${words.example}</p>
<p class="govuk-body">Answered by: ${words.answeredBy.toLowerCase()}.</p>`,
})}
${standing(view)}
${view.before}
${view.parts}
${kindSections(project, view.kinds, view.nameOf)}
${view.after}
${signingOff(view)}
${view.comments ? comments(view, view.comments) : nothing}
${beside(view)}`,
  )
}

// The steps before and after this one.
function beside({ project, step, beside: [before, after] }: StepView): Html {
  const way = (to: StepTemplate | null) =>
    to
      ? { href: `/projects/${project.number}/steps/${to.step}`, labelText: `Step ${to.step}: ${to.name}` }
      : undefined
  return govuk.pagination({
    landmarkLabel: 'Steps',
    classes: 'wm-no-print',
    previous: step.step > 1 ? way(before) : undefined,
    next: way(after),
  })
}

/** Each kind of entry under its heading. */
function kindSections(project: Project, kinds: readonly KindOnPage[], nameOf: NameOf): Html {
  return html`${kinds.map(({ kind, fields, entries, total, mayAdd, mayChange }) => {
    const list = `/projects/${project.number}/${kind.path}`
    return html`<section aria-labelledby="${kind.id}"><h2 class="govuk-heading-m" id="${kind.id}">${kind.many}</h2>
${
  entries.length
    ? html`<ul class="govuk-list wm-entries">${entries.map((entry) =>
        entryItem(kind, entry, {
          href: entryHref(project, kind, entry),
          nameOf,
          fields,
          mayChange: mayChange(entry),
        }),
      )}</ul>`
    : html`<p class="govuk-body">${kind.whenEmpty}</p>`
}
<p class="govuk-body wm-changes wm-no-print">${mayAdd ? html`<a class="govuk-link" href="${list}/new">Add ${kind.one}</a> ` : nothing}${total > 0 ? html`<a class="govuk-link" href="${list}">${total > entries.length ? `All ${total}: ${kind.many.toLowerCase()}` : `${kind.many} as a table`}</a>` : nothing}</p></section>`
  })}`
}

function standing({ project, step, acts, team, key, state }: StepView): Html {
  const owner = acts.owner
    ? govuk.details({
        summaryText: step.owner ? 'Change who answers for it' : 'Say who answers for it',
        html: form(
          { action: `/projects/${project.number}/steps/${step.step}/owner`, key, version: step.version },
          html`${selectField(
            state,
            'owner',
            'Who answers for this step?',
            [{ value: '', text: 'Nobody yet' }, ...team.map(({ id, name }) => ({ value: id, text: name }))],
            { value: step.owner?.id ?? '' },
          )}
${govuk.button({ text: 'Save', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
        ),
      })
    : nothing
  return html`<p class="govuk-body">${stepTag(step.state)} ${stateSaid(project, step)}</p>
${cameFrom(project)}
<p class="govuk-body">${step.owner ? html`<strong>${step.owner.name}</strong> answers for this step.` : ownerOf(project, step) ? html`${ownerOf(project, step)} answered for it elsewhere. Nobody is named here.` : 'Nobody is named to answer for this step.'}</p>
${owner}
${
  step.state === 'reopened' && step.reopened
    ? govuk.insetText({
        html: html`<p class="govuk-body">Why it was reopened:</p><p class="govuk-body wm-words">${step.reopened.why}</p>`,
      })
    : nothing
}
${step.state === 'signed off' && acts.reopen ? html`<p class="govuk-body">A change reopens it: you will be asked why, and it is signed off again.</p>` : nothing}`
}

function stateSaid(project: Project, { state, signedOff, reopened, ready }: StepRecord): string {
  const said =
    state === 'signed off'
      ? signedOff
      : state === 'reopened'
        ? reopened
        : state === 'ready for sign-off'
          ? ready
          : null
  if (!said) return ''
  const elsewhere = isElsewhere(project, said.at) ? 'elsewhere by ' : ''
  return `${elsewhere}${said.as}, ${momentInWords(said.at)}`
}

function signingOff({ project, step, missing, acts, key, state }: StepView): Html {
  if (project.state !== 'open') return nothing
  const at = `/projects/${project.number}/steps/${step.step}`
  const act = (path: string, text: string, classes = '') =>
    form(
      { action: `${at}/${path}`, key, version: step.version },
      govuk.button({ text, classes, preventDoubleClick: true }),
    )
  const who = step.step === 1 ? 'An inspector or above' : 'A supervisor, sergeant or above,'
  return html`<h2 class="govuk-heading-m" id="sign-off">Sign-off</h2>
${
  step.state === 'signed off'
    ? html`<p class="govuk-body">This step is signed off.</p>`
    : missing.length
      ? html`<p class="govuk-body">Before it can be signed off:</p><ul class="govuk-list govuk-list--bullet">${missing.map((one) => html`<li>${one}</li>`)}</ul>`
      : html`<p class="govuk-body">Nothing stands in the way. ${who} who did not say it was ready or reopen it signs it off.</p>`
}
${acts.ready ? act('ready', 'Say it is ready for sign-off', 'govuk-button--secondary') : nothing}
${acts.signOff ? act('sign-off', `Sign off Step ${step.step} as it stands`) : nothing}
${
  acts.reopen
    ? govuk.details({
        summaryText: step.state === 'signed off' ? 'Reopen this step' : 'Send it back to work',
        open: state.errors?.some(({ field }) => field === 'why') ?? false,
        html: form(
          { action: `${at}/reopen`, key, version: step.version },
          html`${wordsField(state, 'why', 'Why does it go back to work?', { rows: 2 })}
${govuk.button({ text: 'Reopen it', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
        ),
      })
    : nothing
}`
}

function comments({ project, step, acts, key, state }: StepView, said: readonly Comment[]): Html {
  return html`<section class="wm-no-print" aria-labelledby="comments"><h2 class="govuk-heading-m" id="comments">Comments</h2>
${
  said.length
    ? html`<ol class="govuk-list wm-entries">${said.map(({ words, as, role, at }) => html`<li><p class="govuk-body govuk-!-margin-bottom-1 wm-words">${words}</p><span class="wm-byline">${as} (${role}), ${momentInWords(at)}</span></li>`)}</ol>`
    : html`<p class="govuk-body">Nobody has said anything about this step.</p>`
}
${
  acts.comment
    ? form(
        { action: `/projects/${project.number}/steps/${step.step}/comments`, key, keepsDraft: true },
        html`${wordsField(state, 'words', 'Add a comment', { rows: 3, hint: { text: 'Partners and residents do not see it' } })}
${govuk.button({ text: 'Add comment', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
      )
    : nothing
}</section>`
}
