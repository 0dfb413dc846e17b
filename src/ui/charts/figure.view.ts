import { attributes, type Html, type HtmlValue, html, nothing } from '#ui/html.view.ts'
import { type DataTable, dataTable } from '#ui/table/data-table.view.ts'

export type Size = Readonly<{ width: number; height: number; isNarrow: boolean }>

export type Figure<Row> = Readonly<{
  /** Unique on its page. */
  id: string
  title: string
  /** What the picture shows, for those who do not see it. */
  description: string
  /** Draws the same data at either size; gives what goes inside `<svg>`. */
  draw: (size: Size) => Html
  heights: Readonly<{ wide: number; narrow: number }>
  legend?: HtmlValue
  /** Said under the picture: the source, what is unknown, how to read it. */
  note?: HtmlValue
  /** The same data: an equal of the picture, not a summary of it. */
  table: Omit<DataTable<Row>, 'id' | 'caption'>
  isTableOpen?: boolean
}>

const WIDE = 720
const NARROW = 340

/**
 * A picture with its table. It is drawn twice, for wide and for narrow screens, and the style sheet shows one: text
 * keeps its size at 320 pixels and nothing needs a script.
 */
export function figure<Row>(options: Figure<Row>): Html {
  const { id, title, heights, legend, note, table, isTableOpen } = options
  return html`<figure class="wm-figure" id="${id}">
<figcaption class="wm-figure__title">${title}</figcaption>
${legend}
${picture(options, { width: WIDE, height: heights.wide, isNarrow: false })}
${picture(options, { width: NARROW, height: heights.narrow, isNarrow: true })}
${note ? html`<p class="wm-figure__note">${note}</p>` : nothing}
${tableBelow(`${id}-table`, title, table, isTableOpen)}
</figure>`
}

/** The table under a picture, closed at first. */
export function tableBelow<Row>(
  id: string,
  title: string,
  table: Omit<DataTable<Row>, 'id' | 'caption'>,
  isOpen = false,
): Html {
  return html`<details class="govuk-details wm-figure__details"${attributes({ open: isOpen })}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Show these figures as a table<span class="govuk-visually-hidden">: ${title}</span></span></summary>
<div class="govuk-details__text">${dataTable({ ...table, id, caption: title, isCaptionHidden: true })}</div></details>`
}

function picture<Row>({ id, title, description, draw }: Figure<Row>, size: Size): Html {
  const part = `${id}-${size.isNarrow ? 'narrow' : 'wide'}`
  return html`<svg class="wm-chart wm-chart--${size.isNarrow ? 'narrow' : 'wide'}" role="img" aria-labelledby="${part}-title" aria-describedby="${part}-desc" viewBox="0 0 ${size.width} ${size.height}" focusable="false"><title id="${part}-title">${title}</title><desc id="${part}-desc">${description}</desc>${draw(size)}</svg>`
}

export type LegendItem = Readonly<{ name: string; className: string; isArea?: boolean }>

/** Names each line or shade beside a sample of it; the names, not the colours, tell them apart to a screen reader. */
export function legend(items: readonly LegendItem[]): Html {
  return html`<ul class="wm-legend">${items.map(
    ({ name, className, isArea }) =>
      html`<li class="wm-legend__item"><svg class="wm-legend__sample" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true" focusable="false">${
        isArea
          ? html`<rect class="${className}" x="0" y="0" width="28" height="12"/>`
          : html`<line class="wm-line ${className}" x1="1" x2="27" y1="6" y2="6"/>`
      }</svg>${name}</li>`,
  )}</ul>`
}
