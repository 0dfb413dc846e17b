import { type IsoMonth, monthAt, monthIndex } from '#core/time/month.ts'
import { px, type Scale } from '#ui/charts/scale.ts'
import { type Html, html } from '#ui/html.view.ts'

const SHORT = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120] as const

/** Labels of months under a chart, as close as `room` (in the chart's units) allows, on calendar-round months. */
export function timeAxis(months: readonly IsoMonth[], x: Scale, y: number, room: number): Html {
  const first = months[0]
  const last = months.at(-1)
  if (first === undefined || last === undefined) return html``
  const [from, to] = [monthIndex(first), monthIndex(last)]
  const perMonth = x(1) - x(0)
  const step = STEPS.find((months) => months * perMonth >= room) ?? 120
  const start = Math.ceil(from / step) * step
  const marks = []
  for (let month = start; month <= to; month += step) {
    const at = px(x(month - from))
    const label =
      step >= 12 ? monthAt(month).slice(0, 4) : `${SHORT[month % 12]} ${monthAt(month).slice(2, 4)}`
    marks.push(
      html`<line class="wm-axis__tick" x1="${at}" x2="${at}" y1="${px(y)}" y2="${px(y + 5)}"/><text class="wm-axis__label" x="${at}" y="${px(y + 19)}" text-anchor="${month === from && step < 12 ? 'start' : 'middle'}">${label}</text>`,
    )
  }
  return html`${marks}`
}
