import { govuk, type Params } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'

export type Pagination = Readonly<{
  /** From 1. */
  page: number
  pageSize: number
  total: number
  /** What is counted, in the plural: `areas`. */
  of: string
  hrefOf: (page: number) => string
}>

/** Which part of a list is shown, and the way to the others; prints the count alone when there is one page. */
export function pagination({ page, pageSize, total, of, hrefOf }: Pagination): Html {
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const current = Math.min(pages, Math.max(1, page))
  const [first, last] = [(current - 1) * pageSize + 1, Math.min(total, current * pageSize)]
  const summary =
    total === 0
      ? html`<p class="wm-pagination__summary">No ${of}</p>`
      : html`<p class="wm-pagination__summary">Showing <strong>${formatNumber(first)}</strong> to <strong>${formatNumber(last)}</strong> of <strong>${formatNumber(total)}</strong> ${of}</p>`
  if (pages === 1) return html`<div class="wm-pagination">${summary}</div>`
  return html`<div class="wm-pagination">${summary}${govuk.pagination({
    landmarkLabel: `Pages of ${of}`,
    previous: current > 1 ? { href: hrefOf(current - 1) } : undefined,
    next: current < pages ? { href: hrefOf(current + 1) } : undefined,
    items: numbered(current, pages, hrefOf),
  })}</div>`
}

// The first, the last, and those beside the current one; a gap stands for the rest.
function numbered(current: number, pages: number, hrefOf: (page: number) => string): Params[] {
  const wanted = [...new Set([1, current - 1, current, current + 1, pages])].filter(
    (n) => n >= 1 && n <= pages,
  )
  return wanted.flatMap((n, index) => [
    ...(index > 0 && n - wanted[index - 1]! > 1 ? [{ ellipsis: true }] : []),
    { number: n, href: hrefOf(n), current: n === current },
  ])
}
