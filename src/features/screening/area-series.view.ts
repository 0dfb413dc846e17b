import { percent, whole } from '#core/figure-words.ts'
import type { AreaProfile } from '#core/screening/area-profile.ts'
import type { IsoMonth } from '#core/time/month.ts'
import { monthlySeries } from '#ui/charts/monthly-series.view.ts'
import { typesBar } from '#ui/charts/types-bar.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { type SeriesBreak, spanInWords } from './series-break.ts'

/** The months with gaps where nothing is known, the line through them, the average area, and the known breaks. */
export function areaSeries(profile: AreaProfile, breaks: readonly SeriesBreak[]): Html {
  const { area, series, trendLine, averageSeries } = profile
  const months = series.map(({ month }) => month)
  const step = trendLine && months.length > 1 ? (trendLine.last - trendLine.first) / (months.length - 1) : 0
  return html`${monthlySeries({
    id: 'months',
    title: `Recorded in ${area.name}, month by month`,
    unit: 'records a month',
    series: [
      { name: area.name, months, values: series.map(({ count }) => count) },
      ...(trendLine
        ? [
            {
              name: 'Middle line without the season (Theil–Sen)',
              months,
              values: months.map((_, at) => trendLine.first + at * step),
            },
          ]
        : []),
      { name: 'Average area', months, values: averageSeries.map(({ count }) => count) },
    ],
    annotations: breaks.map((one) => annotation(one, months)),
    note: 'A month no file gives is a gap: unknown, not zero.',
  })}${breakList(breaks)}`
}

// The chart clips a span to its months; what has no end is a moment, unless it began before them.
function annotation({ label, from, to }: SeriesBreak, months: readonly IsoMonth[]) {
  const [first, last] = [months[0]!, months.at(-1)!]
  if (to !== null) return { from, to, label }
  return from < first ? { from, to: last, label } : { from, label }
}

function breakList(breaks: readonly SeriesBreak[]): Html {
  if (breaks.length === 0)
    return html`<p class="govuk-body-s">No break is known in these months. Analysts and supervisors <a class="govuk-link" href="/screening/breaks">add those of the force</a>.</p>`
  return html`<h3 class="govuk-heading-s">Known breaks</h3><ul class="govuk-list govuk-list--bullet">${breaks.map(
    (one) =>
      html`<li><strong>${one.label}</strong>, ${spanInWords(one)}${one.types.length > 0 ? `, ${one.types.join(', ')}` : ''}.${one.explanation ? ` ${one.explanation}` : ''}</li>`,
  )}</ul>`
}

/** What kinds of crime make up the count, beside the force's mix. */
export function areaTypes({ area, types }: AreaProfile): Html {
  return html`${typesBar({
    id: 'types',
    title: `Types recorded in ${area.name}`,
    unit: 'records',
    bars: types.filter(({ count }) => count > 0).map(({ type, count }) => ({ name: type, value: count })),
  })}
${dataTable({
  id: 'type-shares',
  caption: 'Share of each type here and in all areas screened',
  columns: [
    { heading: 'Type', cell: ({ type }: AreaProfile['types'][number]) => type },
    { heading: 'Records', isNumeric: true, cell: ({ count }) => whole(count) },
    { heading: 'Share here', isNumeric: true, cell: ({ share }) => percent(share) },
    { heading: 'Share in all areas', isNumeric: true, cell: ({ forceShare }) => percent(forceShare) },
  ],
  rows: types,
})}`
}
