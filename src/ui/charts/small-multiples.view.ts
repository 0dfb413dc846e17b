import { type IsoMonth, monthInWords } from '#core/time/month.ts'
import { tableBelow } from '#ui/charts/figure.view.ts'
import { linePath, unknownRuns } from '#ui/charts/month-line.ts'
import { linear, px } from '#ui/charts/scale.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'

export type Panel = Readonly<{
  name: string
  href?: string
  /** One for each of the chart's months; `null` is unknown. */
  values: readonly (number | null)[]
  isSubject?: boolean
}>

export type SmallMultiples = Readonly<{
  id: string
  title: string
  unit: string
  months: readonly IsoMonth[]
  panels: readonly Panel[]
  note?: string
}>

const [WIDTH, HEIGHT, TOP, BOTTOM] = [220, 84, 8, 78]

/** The same months of several areas side by side on one scale, so that heights can be compared. */
export function smallMultiples({ id, title, unit, months, panels, note }: SmallMultiples): Html {
  const highest = panels
    .flatMap(({ values }) => values)
    .reduce<number>((most, v) => Math.max(most, v ?? 0), 1)
  const x = linear([0, Math.max(1, months.length)], [0, WIDTH])
  const y = linear([0, highest], [BOTTOM, TOP])
  const span =
    months.length > 0 ? `${monthInWords(months[0]!)} to ${monthInWords(months.at(-1)!)}` : 'No months'
  return html`<figure class="wm-figure" id="${id}">
<figcaption class="wm-figure__title">${title}</figcaption>
<p class="wm-figure__note">${span}; every picture goes from 0 to ${formatNumber(highest)} ${unit} a month. ${note}</p>
<ul class="wm-multiples">${panels.map((panel, index) => {
    const part = `${id}-${index}`
    return html`<li class="wm-multiples__panel${panel.isSubject ? ' wm-multiples__panel--subject' : ''}">
<p class="wm-multiples__name">${panel.href ? html`<a class="govuk-link" href="${panel.href}">${panel.name}</a>` : panel.name}</p>
<svg class="wm-chart" role="img" aria-labelledby="${part}-title" viewBox="0 0 ${WIDTH} ${HEIGHT}" focusable="false"><title id="${part}-title">${describe(panel, unit)}</title>${unknownRuns(
      panel.values,
    ).map(
      ([from, to]) =>
        html`<rect class="wm-unknown-band" x="${px(x(from))}" y="${TOP}" width="${px(x(to + 1) - x(from))}" height="${BOTTOM - TOP}"/>`,
    )}<line class="wm-grid wm-grid--base" x1="0" x2="${WIDTH}" y1="${BOTTOM}" y2="${BOTTOM}"/><path class="wm-line ${panel.isSubject ? 'wm-series-2' : 'wm-series-1'}" d="${linePath(panel.values, x, y)}"/></svg></li>`
  })}</ul>
${
  panels.length === 0
    ? nothing
    : tableBelow(`${id}-table`, title, {
        columns: [
          { heading: 'Month', cell: (at: number) => monthInWords(months[at]!) },
          ...panels.map(({ name, values }) => ({
            heading: name,
            isNumeric: true,
            cell: (at: number) => {
              const value = values[at] ?? null
              return value === null ? null : formatNumber(value)
            },
          })),
        ],
        rows: months.map((_, at) => at),
      })
}
</figure>`
}

function describe({ name, values }: Panel, unit: string): string {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return `${name}: all months unknown`
  const [low, high] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))]
  const gaps = values.length - known.length
  return `${name}: ${formatNumber(low)} to ${formatNumber(high)} ${unit} a month${gaps > 0 ? `, ${gaps} months unknown` : ''}`
}
