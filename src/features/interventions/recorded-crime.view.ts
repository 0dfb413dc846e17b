import { type IsoMonth, monthInWords } from '#core/time/month.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { monthlySeries, type Series } from '#ui/charts/monthly-series.view.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { selectField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { unknownInWords } from './measure-parts.view.ts'
import { countMonths, type LikePlace, type MonthsCounted, type PlaceFigures } from './place-figures.ts'
import { type OfProject, placeFrame } from './place-page.view.ts'

export type RecordedCrimeView = Readonly<{
  project: OfProject
  /** `null` where nothing is loaded for the place. */
  figures: PlaceFigures | null
  from: IsoMonth
  to: IsoMonth
  /** What the number is taken for. */
  purpose: 'measure' | 'result'
  today: string
  /** Numbers of open projects by the areas they work in. */
  projectsIn: ReadonlyMap<string, string>
}>

/** [I7] [I8] Recorded crime of the place for months of one's choosing, ready to be taken over, and places like it. */
export function recordedCrimePage(frame: Frame, view: RecordedCrimeView): string {
  const { project, figures } = view
  return page(
    placeFrame(frame, project, 'Recorded crime here'),
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Recorded crime here</h1>
${figures ? body(view, figures) : html`<p class="govuk-body">No recorded crime is loaded for this place. Type the number and say where it comes from.</p>`}`,
  )
}

function body(view: RecordedCrimeView, figures: PlaceFigures): Html {
  const { project, from, to, purpose } = view
  const counted = countMonths(figures.series, from, to)
  const at = `/projects/${project.number}/measures/recorded-crime`
  const months = figures.series.map(({ month }) => ({ value: month, text: monthInWords(month) })).toReversed()
  return html`${filterPanel(
    {
      action: at,
      heading: 'What to count',
      submitText: 'Count',
      kept: { for: purpose },
    },
    html`${selectField(
      {},
      'type',
      'Type of crime',
      [{ value: '', text: 'Every type' }, ...figures.types.map((type) => ({ value: type, text: type }))],
      { value: figures.type ?? '' },
    )}
${selectField({}, 'from', 'First month', months, { value: from })}
${selectField({}, 'to', 'Last month', months, { value: to })}`,
  )}
<p class="govuk-body-l"><strong>${formatNumber(counted.count)}</strong> ${whatIsCounted(figures.type)} in ${counted.known} month${counted.known === 1 ? '' : 's'}, ${monthInWords(from)} to ${monthInWords(to)}.</p>
${counted.unknown.length ? html`<p class="govuk-body">${unknownInWords(counted)} The number is too low by what happened then: choose months that are all known.</p>` : nothing}
<p class="govuk-body">Source: ${figures.source} Points are published near where things happened, not at the place itself.</p>
${counted.known > 0 ? html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="${takeOver(view, figures, counted, null)}">${purpose === 'measure' ? 'Use this number as the one before' : 'Use this number as a result'}</a></p>` : nothing}
${monthlySeries({
  id: 'months',
  title: `${capital(whatIsCounted(figures.type))}, by month`,
  unit: 'recorded',
  series: [
    seriesOf(project.placeName, figures.series),
    ...figures.alike.slice(0, 2).map(({ area, series }) => seriesOf(area.name, series)),
  ],
})}
${alike(view, figures, counted)}`
}

const whatIsCounted = (type: string | null) =>
  type ? `crimes recorded as ${type}` : 'crimes and incidents recorded'
const capital = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`

const seriesOf = (name: string, series: PlaceFigures['series']): Series => ({
  name,
  months: series.map(({ month }) => month),
  values: series.map(({ count }) => count),
})

// [I8] Likeness is of people and homes, so a reader is shown those and judges.
function alike(view: RecordedCrimeView, figures: PlaceFigures, counted: MonthsCounted): Html {
  const { from, to, purpose, project } = view
  if (figures.alike.length === 0)
    return html`<h2 class="govuk-heading-m">Places like this one</h2><p class="govuk-body">Nothing is loaded that tells which places are like this one.</p>`
  const here = figures.area
  return html`<h2 class="govuk-heading-m">Places like this one</h2>
<p class="govuk-body">The most like it in who lives there, not in crime. Choose one where nothing special is planned, or none and say why. If crime falls there as much as here, something else may be the reason.</p>
${dataTable<LikePlace>({
  id: 'alike',
  caption: 'Places to compare with',
  isCaptionHidden: true,
  columns: [
    {
      heading: 'Place',
      cell: ({ area }) => html`${area.name}<br><span class="wm-entries__code">${area.code}</span>`,
    },
    {
      heading: 'Why it is like this one',
      cell: ({ area }) => reasonsLike(area, here),
    },
    {
      heading: 'Count, same months',
      isNumeric: true,
      cell: ({ series }) => {
        const there = countMonths(series, from, to)
        return there.known === 0 ? null : formatNumber(there.count)
      },
    },
    {
      heading: 'Think of',
      cell: ({ area, touches }) =>
        html`${touches ? html`It touches this place, so trouble or quiet may spill over.<br>` : nothing}${view.projectsIn.has(area.code) ? html`It has a project of its own: ${view.projectsIn.get(area.code)}.` : nothing}`,
    },
    ...(purpose === 'measure' && counted.known > 0
      ? [
          {
            heading: 'Take over',
            cell: (place: LikePlace) =>
              html`<a class="govuk-link" href="${takeOver(view, figures, counted, place)}">Use the number, and compare with it<span class="govuk-visually-hidden">: ${place.area.name}</span></a>`,
          },
        ]
      : []),
  ],
  rows: figures.alike,
})}
<p class="govuk-body">Counted here: ${formatNumber(counted.count)} in ${project.placeName}.</p>`
}

type Area = LikePlace['area']

/** [I8] `1,650 residents (here 1,702); 702 homes (here 720)`: what likeness rests on, as far as it is known. */
export function reasonsLike(there: Area, here: Area): string {
  const both = (name: string, one: number | null, other: number | null) =>
    one === null || other === null ? [] : [`${formatNumber(one)} ${name} (here ${formatNumber(other)})`]
  return [
    ...both('residents', there.population, here.population),
    ...both('homes', there.households, here.households),
    ...(there.imdDecile !== null && here.imdDecile !== null
      ? [`deprivation tenth ${there.imdDecile} (here ${here.imdDecile})`]
      : []),
  ].join('; ')
}

// Led to the form with the answers in its address; each is short enough to pass through it whole.
function takeOver(
  { project, from, to, purpose, today }: RecordedCrimeView,
  figures: PlaceFigures,
  { count, unknown }: MonthsCounted,
  place: LikePlace | null,
): string {
  const missing = unknown.length ? `, ${unknown.length} of them unknown` : ''
  const source = `Recorded crime as loaded on ${partialDateInWords(today)}, ${monthInWords(from)} to ${monthInWords(to)}${missing}`
  const answers: Readonly<Record<string, string>> =
    purpose === 'result'
      ? { value: `${count}`, source, readOn: today }
      : {
          what: figures.type ? `Recorded crime: ${figures.type}` : 'Recorded crime',
          countIs: 'outcome',
          unit: `${capital(whatIsCounted(figures.type))} in the area`,
          baseline: `${count}`,
          baselineFrom: from,
          baselineTo: to,
          baselineSource: source,
          crimeType: figures.type ?? '',
          ...(place
            ? {
                comparison: `${place.area.name} (${place.area.code})`,
                comparisonWhy: `Like it in who lives there: ${reasonsLike(place.area, figures.area)}`,
              }
            : {}),
        }
  const path = purpose === 'result' ? 'results' : 'measures'
  return `/projects/${project.number}/${path}/new?${new URLSearchParams(answers)}`
}
