import { countOf, listInWords, ordinal, whole } from '#core/figure-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { dayLoaded } from './facts.view.ts'
import { addressOf } from './question.ts'
import type { Comparison, MovedArea } from './repeat.ts'
import type { SavedSummary } from './saved-screening.ts'

const MOST_MOVED = 50

/** What repeating a saved screening found [S8]; `comparison` is null where it cannot be asked any more. */
export function repeatPage(
  frame: Frame,
  saved: SavedSummary,
  comparison: Comparison | null,
  refusal: string | null,
): string {
  return page(
    {
      ...frame,
      title: `Repeat: ${saved.name}`,
      breadcrumbs: [
        { text: 'Screening', href: '/screening' },
        { text: 'Saved screenings', href: '/screening/saved' },
        { text: saved.name, href: `/screening/${saved.id}` },
      ],
    },
    html`<span class="govuk-caption-l">${saved.name}</span>
<h1 class="govuk-heading-xl">Repeated with today’s data</h1>
${refusal ? govuk.insetText({ text: `The same question has no answer today. ${refusal}` }) : nothing}
${comparison ? differences(comparison) : nothing}
<p class="govuk-body"><a class="govuk-link" href="/screening/${saved.id}">The saved result</a> stays as it was. <a class="govuk-link" href="${addressOf('/screening', saved.question)}">Today’s result in the workbench</a></p>`,
  )
}

/** In one sentence. */
export function verdict({ sameInputs, sameResult }: Comparison): string {
  if (sameInputs && sameResult) return 'Same inputs, same result.'
  if (sameInputs) return 'The inputs are the same, but the result is not: the way it is computed has changed.'
  return sameResult
    ? 'The inputs have changed, but the result is the same.'
    : 'The inputs have changed, and so has the result.'
}

function differences(found: Comparison): Html {
  return html`<p class="govuk-body-l"><strong>${verdict(found)}</strong></p>
${found.sameInputs && found.sameResult ? nothing : html`<ul class="govuk-list govuk-list--bullet">${changes(found).map((change) => html`<li>${change}</li>`)}</ul>`}
${found.moved.length > 0 ? movedTable(found) : nothing}`
}

/** Each thing that changed, as a sentence. */
export function changes(found: Comparison): string[] {
  const months = (list: Comparison['monthsAdded']) => listInWords(list.map(monthInWords))
  const sentences: string[] = []
  if (found.monthsAdded.length > 0) sentences.push(`Months added: ${months(found.monthsAdded)}.`)
  if (found.monthsGone.length > 0) sentences.push(`Months no longer there: ${months(found.monthsGone)}.`)
  for (const { what, before, after } of found.sourcesChanged)
    sentences.push(
      before === null
        ? `Loaded since: ${what}.`
        : after === null
          ? `No longer used: ${what}.`
          : `Loaded again: ${what} (was ${dayLoaded(before)}, is ${dayLoaded(after)}).`,
    )
  if (found.countBefore !== found.countAfter)
    sentences.push(`Records counted: ${whole(found.countBefore)} then, ${whole(found.countAfter)} today.`)
  if (found.areasAdded.length > 0)
    sentences.push(`${countOf(found.areasAdded.length, 'area')} more: ${some(found.areasAdded)}.`)
  if (found.areasGone.length > 0)
    sentences.push(`${countOf(found.areasGone.length, 'area')} fewer: ${some(found.areasGone)}.`)
  sentences.push(
    found.moved.length === 0
      ? 'No rank moved.'
      : `${countOf(found.moved.length, 'rank')} moved, ${whole(found.movedBeyondDoubt)} of them beyond the interval told then.`,
  )
  return sentences
}

function some(codes: readonly string[]): string {
  return listInWords(codes.length > 10 ? [...codes.slice(0, 10), `${codes.length - 10} more`] : codes)
}

function movedTable({ moved }: Comparison): Html {
  return dataTable({
    id: 'moved',
    caption: `Ranks that moved, the biggest moves first${moved.length > MOST_MOVED ? ` (${MOST_MOVED} of ${moved.length})` : ''}`,
    columns: [
      { heading: 'Area', cell: ({ name, code }: MovedArea) => `${name} (${code})` },
      { heading: 'Then', isNumeric: true, cell: ({ before }) => ordinal(before) },
      { heading: 'Today', isNumeric: true, cell: ({ after }) => ordinal(after) },
      {
        heading: 'Moved',
        isNumeric: true,
        cell: ({ before, after }) => `${after < before ? 'up' : 'down'} ${whole(Math.abs(after - before))}`,
      },
    ],
    rows: moved.slice(0, MOST_MOVED),
  })
}
