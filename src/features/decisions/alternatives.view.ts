import type { AreaCode } from '#core/area/area.ts'
import { countOf, whole } from '#core/figure-words.ts'
import type { ScreenedArea } from '#core/screening/screening.ts'
import { chosen, type FormState, form, problem, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { type Column, dataTable } from '#ui/table/data-table.view.ts'
import type { AreaReason, Decision } from './decision.ts'
import { rankColumn } from './decision.view.ts'

export type AlternativesView = Readonly<{
  decision: Decision
  /** In rank order. */
  areas: readonly ScreenedArea[]
  areasRanked: number
  shortlisted: ReadonlySet<AreaCode>
  reasons: ReadonlyMap<AreaCode, AreaReason>
  ticked: ReadonlySet<string>
  key: string
  state: FormState
}>

/** Areas of a band that stand open; more are folded, so that the other bands and the button stay within reach. */
const MOST_UNFOLDED = 12

/**
 * One text for all that is ticked; each area keeps its own copy [D8]. Comparable areas can be hundreds, so they stand
 * by band, a band can be ticked whole, and those that have a reason are folded away.
 */
export function alternativesPage(frame: Frame, view: AlternativesView): string {
  const { decision, areas, reasons, state } = view
  const left = areas.filter((area) => !reasons.has(area.code)).length
  const { errorMessage } = problem(state, 'areas') as { errorMessage?: { text: string } }
  return page(
    {
      ...frame,
      title: `Why not the others: ${decision.text.placeName}`,
      backLink: `/decisions/${decision.id}`,
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${decision.text.placeName}</span>
<h1 class="govuk-heading-l">Why not the others</h1>
<p class="govuk-body-l">Every area that is shortlisted, in the same band or ranked above needs a reason.</p>
<p class="govuk-body">${left === 0 ? 'Each has one.' : `${whole(left)} of ${whole(areas.length)} still to do.`} Write a reason, tick those that share it, and each keeps its own copy.</p>
${form(
  { action: `/decisions/${decision.id}/alternatives`, key: view.key },
  html`${wordsField(state, 'reason', 'Reason for the ticked areas', { rows: 4 })}
<div class="govuk-form-group${errorMessage ? ' govuk-form-group--error' : ''}" id="areas">
${errorMessage ? govuk.errorMessage(errorMessage) : nothing}
${[...Map.groupBy(areas, (area) => area.band)].map(([band, ofBand]) => bandGroup(view, band, ofBand))}</div>
${govuk.button({ text: 'Save reason', preventDoubleClick: true })}`,
)}`,
  )
}

function bandGroup(view: AlternativesView, band: number, areas: readonly ScreenedArea[]): Html {
  const { reasons, ticked, state } = view
  const left = areas.filter((area) => !reasons.has(area.code))
  const done = areas.filter((area) => reasons.has(area.code))
  return html`<h2 class="govuk-heading-m">Band ${band}: ${countOf(areas.length, 'area')}, ${left.length === 0 ? 'each with a reason' : `${whole(left.length)} still to do`}</h2>
${
  left.length > 1
    ? govuk.checkboxes({
        idPrefix: `band-${band}`,
        name: 'bands',
        items: [
          {
            value: String(band),
            text: `All ${whole(left.length)} of band ${band} that are still to do`,
            checked: chosen(state, 'bands').includes(String(band)),
          },
        ],
      })
    : nothing
}
${left.length > MOST_UNFOLDED ? folded(view, band, left) : left.length ? leftTable(view, band, left) : nothing}
${
  done.length
    ? govuk.details({
        summaryText: `${countOf(done.length, 'area')} of band ${band} with a reason`,
        open: done.some((area) => ticked.has(area.code)),
        html: table(view, `band-${band}-done`, `Band ${band}, with a reason`, done),
      })
    : nothing
}`
}

const leftTable = (view: AlternativesView, band: number, left: readonly ScreenedArea[]) =>
  table(view, `band-${band}-left`, `Band ${band}, still to do`, left)

function folded(view: AlternativesView, band: number, left: readonly ScreenedArea[]): Html {
  return govuk.details({
    summaryText: `Tick some of the ${countOf(left.length, 'area')} of band ${band}`,
    open: left.some((area) => view.ticked.has(area.code)),
    html: leftTable(view, band, left),
  })
}

function table(
  { areasRanked, shortlisted, reasons, ticked }: AlternativesView,
  id: string,
  caption: string,
  rows: readonly ScreenedArea[],
): Html {
  const reasonSoFar: Column<ScreenedArea> = {
    heading: 'Reason so far',
    cell: ({ code }) => html`<span class="wm-words">${reasons.get(code)?.reason}</span>`,
  }
  return dataTable<ScreenedArea>({
    id,
    caption,
    isCaptionHidden: true,
    columns: [
      {
        heading: 'Area',
        cell: ({ code, name }) =>
          html`${govuk.checkboxes({
            idPrefix: `area-${code}`,
            name: 'areas',
            classes: 'govuk-checkboxes--small',
            formGroup: { classes: 'govuk-!-margin-bottom-0' },
            items: [{ value: code, text: `${name} (${code})`, checked: ticked.has(code) }],
          })}<input type="hidden" name="read" value="${code}:${reasons.get(code)?.version ?? 0}">`,
      },
      ...(rows.some(({ code }) => reasons.has(code)) ? [reasonSoFar] : []),
      rankColumn(areasRanked),
      { heading: 'Shortlisted', cell: ({ code }) => (shortlisted.has(code) ? 'Yes' : 'No') },
    ],
    rows,
  })
}
