import { type Html, html } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'

export type Estimate = Readonly<{
  value: number | null
  low: number | null
  high: number | null
  /** Ends of the scale that the bar is drawn on, the same for every row of a table. */
  scale: readonly [number, number]
  format?: (value: number) => string
  /** Between the two ends in words: `3 to 9`. */
  says?: 'interval' | 'rank'
}>

const WIDTH = 120

/**
 * A number with how sure it is: the value, its interval in words, and a bar that shows both. The words carry all
 * that the bar does. Unknown is said, never drawn.
 */
export function estimate({
  value,
  low,
  high,
  scale,
  format = formatNumber,
  says = 'interval',
}: Estimate): Html {
  if (value === null) return html`<span class="wm-unknown">unknown</span>`
  if (low === null || high === null) {
    return html`<span class="wm-estimate"><span class="wm-estimate__value">${format(value)}</span> <span class="wm-estimate__range">interval unknown</span></span>`
  }
  const at = position(scale)
  const range =
    says === 'rank' ? `likely ${format(low)} to ${format(high)}` : `${format(low)} to ${format(high)}`
  const [left, right] = [at(low), at(high)]
  return html`<span class="wm-estimate"><span class="wm-estimate__value">${format(value)}</span> <span class="wm-estimate__range">${range}</span><svg class="wm-estimate__bar" viewBox="0 0 ${WIDTH} 10" width="${WIDTH}" height="10" aria-hidden="true" focusable="false"><line class="wm-estimate__scale" x1="0" x2="${WIDTH}" y1="5" y2="5"/><rect class="wm-estimate__interval" x="${left}" y="2" width="${Math.max(1.5, right - left).toFixed(1)}" height="6" rx="2"/><circle class="wm-estimate__point" cx="${at(value)}" cy="5" r="3.4"/></svg></span>`
}

function position([from, to]: readonly [number, number]): (value: number) => number {
  const length = to - from || 1
  return (value) => {
    const share = Math.min(1, Math.max(0, (value - from) / length))
    return Number((4 + share * (WIDTH - 8)).toFixed(1))
  }
}
