import { whole } from '#core/figure-words.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { form } from '#ui/forms/form.view.ts'
import { type FieldProblem, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import {
  type ItemKind,
  type JustificationItem,
  STRENGTH_MEANS,
  STRENGTHS,
  type Strength,
} from './justification-item.ts'
import { periodInWords } from './partial-date.ts'
import type { FrozenSignature, Project, StepRecord } from './project.ts'
import { projectBreadcrumbs } from './project.view.ts'
import { stepTag } from './project-list.view.ts'
import { stepTemplate } from './template.ts'

export type JustificationView = Readonly<{
  project: Project
  items: readonly JustificationItem[]
  mayWrite: boolean
  maySignOff: boolean
  key: string
  errors: readonly FieldProblem[]
}>

/** Step 1 on one page: the evidence and what follows from it, the alternatives, and the decision. */
export function justificationPage(frame: Frame, view: JustificationView): string {
  const { project, items } = view
  const { name, purpose, prompts } = stepTemplate(1)
  return page(
    { ...frame, title: `Step 1: ${name}`, breadcrumbs: projectBreadcrumbs(project), errors: view.errors },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}: Step 1</span>
<h1 class="govuk-heading-l">${name}</h1>
<p class="govuk-body-l">${purpose}</p>
${govuk.details({ summaryText: 'Questions to ask', html: html`<ul class="govuk-list govuk-list--bullet">${prompts.map((prompt) => html`<li>${prompt}</li>`)}</ul>` })}
${standing(view)}
<p class="govuk-body"><a class="govuk-link" href="/projects/${project.number}/steps/1/figures">Compare the figures then with today’s</a></p>
${sections(project, items, view.mayWrite)}`,
  )
}

/** The parts of Step 1, with what may be changed where `mayWrite`; the whole record prints the same without. */
export function sections(project: Project, items: readonly JustificationItem[], mayWrite: boolean): Html {
  const of = (kind: ItemKind) => items.filter((item) => item.kind === kind)
  const add = (kind: ItemKind, text: string) =>
    mayWrite
      ? html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/projects/${project.number}/steps/1/items/new?kind=${encodeURIComponent(kind)}">${text}</a></p>`
      : nothing
  const list = (kind: ItemKind, empty: string) => itemList(project, of(kind), mayWrite, empty)
  return html`<h2 class="govuk-heading-m" id="evidence">Evidence</h2>
${strengthKey(!mayWrite)}
${evidence(project, of('evidence'), mayWrite)}
${add('evidence', 'Add evidence')}
<h2 class="govuk-heading-m" id="issues">Issues</h2>
${list('issue', 'No issue is written down.')}
${add('issue', 'Add an issue')}
<h2 class="govuk-heading-m" id="vulnerability">Vulnerability</h2>
${list('vulnerability', 'Nothing is written about who may be harmed.')}
${add('vulnerability', 'Add who or what could be harmed')}
<h2 class="govuk-heading-m" id="known">What we know</h2>
${list('known', 'Nothing is written.')}
${add('known', 'Add something known')}
<h2 class="govuk-heading-m" id="not-known">What we do not know</h2>
${list('not known', 'Nothing is written.')}
${add('not known', 'Add something not known')}
<h2 class="govuk-heading-m" id="alternatives">Places not chosen</h2>
${alternatives(project)}
<h2 class="govuk-heading-m" id="decision">The decision</h2>
${decision(project)}`
}

// Open where the page is only read, so that paper has it too.
const strengthKey = (isOpen: boolean) =>
  govuk.details({
    open: isOpen,
    summaryText: 'What strong, some and weak mean',
    html: govuk.summaryList({
      rows: STRENGTHS.map((strength) => ({
        key: { text: `${strength[0]?.toUpperCase()}${strength.slice(1)}` },
        value: { text: `${STRENGTH_MEANS[strength]}.` },
      })),
    }),
  })

function standing({ project, maySignOff, key, mayWrite }: JustificationView): Html {
  const step = project.steps[0]
  if (!step) return nothing
  return html`<p class="govuk-body">${stepTag(step.state)} ${said(step)}</p>
${
  step.state === 'reopened' && step.reopened
    ? govuk.insetText({
        html: html`<p class="govuk-body">Why it was reopened:</p><p class="govuk-body wm-words">${step.reopened.why}</p>`,
      })
    : nothing
}
${step.state === 'signed off' && mayWrite ? html`<p class="govuk-body">A change reopens it: you will be asked why, and an inspector signs it off again.</p>` : nothing}
${
  maySignOff
    ? form(
        { action: `/projects/${project.number}/steps/1/sign-off`, key, version: step.version },
        govuk.button({ text: 'Sign off Step 1 as it stands', preventDoubleClick: true }),
      )
    : nothing
}`
}

function said({ state, signedOff, reopened }: StepRecord): string {
  if (state === 'signed off' && signedOff) return `${signedOff.as}, ${momentInWords(signedOff.at)}`
  if (state === 'reopened' && reopened) return `${reopened.as}, ${momentInWords(reopened.at)}`
  return ''
}

const STRENGTH_TAGS = {
  strong: 'govuk-tag--green',
  some: 'govuk-tag--yellow',
  weak: 'govuk-tag--grey',
} as const

function evidence(project: Project, items: readonly JustificationItem[], mayWrite: boolean): Html {
  if (items.length === 0) return html`<p class="govuk-body">No evidence is written down.</p>`
  return html`<ul class="govuk-list wm-entries">${items.map(
    (item) => html`<li>${saying(item)}
<p class="govuk-body govuk-!-margin-top-1 govuk-!-margin-bottom-1">${strengthTag(item.strength)} <strong>${periodInWords(item.datedFrom, item.dated)}.</strong> <span class="wm-words">${item.source}</span></p>
<span class="wm-byline">${byline(item)}</span>${mayWrite ? changes(project, item) : nothing}</li>`,
  )}</ul>`
}

function strengthTag(strength: Strength | null): Html {
  if (strength === null) return nothing
  const text = `${strength[0]?.toUpperCase()}${strength.slice(1)}`
  return govuk.tag({
    html: html`<span class="govuk-visually-hidden">Strength: </span>${text}`,
    classes: STRENGTH_TAGS[strength],
  })
}

function itemList(
  project: Project,
  items: readonly JustificationItem[],
  mayWrite: boolean,
  empty: string,
): Html {
  if (items.length === 0) return html`<p class="govuk-body">${empty}</p>`
  return html`<ul class="govuk-list govuk-list--bullet govuk-list--spaced">${items.map(
    (item) => html`<li>${saying(item)}
<span class="wm-byline">${byline(item)}</span>${mayWrite ? changes(project, item) : nothing}</li>`,
  )}</ul>`
}

function saying({ title, detail, withdrawn }: JustificationItem): Html {
  const text = html`<span class="govuk-!-font-weight-bold wm-words">${title}</span>${detail ? html`<br><span class="govuk-!-font-weight-regular wm-words">${detail}</span>` : nothing}`
  if (!withdrawn) return text
  return html`<s>${text}</s><br><span class="govuk-!-font-weight-regular wm-words">Withdrawn by ${withdrawn.as}, ${momentInWords(withdrawn.at)}: ${withdrawn.why}</span>`
}

function byline({ origin, version, written }: JustificationItem): string {
  if (origin === 'screening' && version === 1) return written.as
  return `${written.as}, ${momentInWords(written.at)}`
}

function changes(project: Project, item: JustificationItem): Html {
  if (item.withdrawn) return nothing
  const at = `/projects/${project.number}/steps/1/items/${item.id}`
  const about = html`<span class="govuk-visually-hidden">: ${item.title}</span>`
  return html`<span class="govuk-!-font-weight-regular wm-changes wm-no-print"><a class="govuk-link" href="${at}">Correct${about}</a> <a class="govuk-link" href="${at}/withdraw">Withdraw${about}</a></span>`
}

function alternatives({ decision, figures }: Project): Html {
  return dataTable({
    id: 'not-chosen',
    caption: 'Areas that were shortlisted, in the same band or ranked above, as they stood',
    columns: [
      {
        heading: 'Area',
        cell: (one) =>
          html`${one.name}<br><span class="govuk-hint govuk-!-margin-bottom-0">${one.code}</span>`,
      },
      { heading: 'Why not', cell: (one) => html`<span class="wm-words">${one.reason}</span>` },
      {
        heading: 'Rank',
        cell: (one) => `${one.rank} of ${figures.areasRanked}, likely ${one.rankLow} to ${one.rankHigh}`,
      },
      { heading: 'Recorded', isNumeric: true, cell: (one) => whole(one.count) },
    ],
    rows: decision.alternatives,
    whenEmpty: 'No other area was shortlisted, in the same band or ranked above',
  })
}

const EXCEPTION_TITLES = {
  'short-period': 'Exception: under 36 months of records',
  'outside-top-band': 'Exception: outside the top band',
} as const

function decision({ decision, figures }: Project): Html {
  const row = (key: string, value: string) => ({
    key: { text: key },
    value: { html: html`<span class="wm-words">${value}</span>` },
  })
  const signed = ({ as, at }: FrozenSignature) => `${as}, ${momentInWords(new Date(at))}`
  return html`${govuk.summaryList({
    rows: [
      row('Why this place', decision.reason),
      ...(decision.boundaryReason ? [row('Why this boundary', decision.boundaryReason)] : []),
      ...decision.exceptions.map(({ kind, text }) => row(EXCEPTION_TITLES[kind], text)),
      row('Prepared by', signed(decision.prepared)),
      row('Decided by', signed(decision.decided)),
      row('Signed off by', signed(decision.signedOff)),
      row(
        'Rests on',
        `Screening “${figures.screeningName}”, ${monthInWords(figures.from)} to ${monthInWords(figures.to)}, ${figures.monthsKnown} months known; frozen ${momentInWords(new Date(figures.frozenAt))}`,
      ),
    ],
  })}
<p class="govuk-body wm-no-print"><a class="govuk-link" href="/decisions/${decision.id}">The decision’s own page</a></p>`
}
