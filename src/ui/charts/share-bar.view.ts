import { px } from '#ui/charts/scale.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

export type SharePart = Readonly<{
  name: string
  count: number
  /** The part the bar is there to show, one nobody answers for, or any other. */
  kind: 'subject' | 'open' | 'other'
}>

const WIDTH = 600

/** How a whole is shared out: one bar, and the same as a list that reads without it. Empty for nothing at all. */
export function shareBar(parts: readonly SharePart[]): Html {
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return nothing
  let left = 0
  const drawn = parts.map(({ count, kind }) => {
    const [x, width] = [left, (count / total) * WIDTH]
    left += width
    return html`<rect class="wm-share__${kind}" x="${px(x)}" y="0" width="${px(Math.max(0, width - 2))}" height="24"/>`
  })
  return html`<div class="wm-share"><svg viewBox="0 0 ${WIDTH} 24" preserveAspectRatio="none" aria-hidden="true" focusable="false">${drawn}</svg>
<ul class="wm-share__names">${parts.map(({ name, count, kind }) => html`<li><span class="wm-share__key wm-share__key--${kind}" aria-hidden="true"></span>${name}: ${count}</li>`)}</ul></div>`
}
