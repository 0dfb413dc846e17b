import { type IsoMonth, monthAt } from '#core/time/month.ts'
import { monthlySeries } from '#ui/charts/monthly-series.view.ts'
import { rankInterval } from '#ui/charts/rank-interval.view.ts'
import { seasonality } from '#ui/charts/seasonality.view.ts'
import { smallMultiples } from '#ui/charts/small-multiples.view.ts'
import { typesBar } from '#ui/charts/types-bar.view.ts'
import { estimate } from '#ui/estimate/estimate.view.ts'
import { fileField } from '#ui/forms/file-field.view.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import {
  checkboxesField,
  type FormState,
  form,
  radiosField,
  selectField,
  textField,
  wordsField,
} from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk, moj } from '#ui/govuk.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { progress } from '#ui/progress/progress.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'

const STATE: FormState = {
  errors: [{ field: 'why', text: 'Write why this area was chosen' }],
  values: { place: 'Long Meadow <West>', why: '' },
}
const AREAS = [
  {
    name: 'Long Meadow West',
    rate: 24.1,
    low: 19.5,
    high: 29.8,
    rank: 3,
    rankLow: 1,
    rankHigh: 9,
    months: 34,
  },
  {
    name: 'Millfield and the Old Cattle Market',
    rate: 22.6,
    low: 15.2,
    high: 33.4,
    rank: 4,
    rankLow: 1,
    rankHigh: 18,
    months: 29,
  },
  { name: 'Saint Oswald', rate: 17.9, low: 14.0, high: 22.7, rank: 11, rankLow: 6, rankHigh: 22, months: 12 },
  {
    name: 'Harbour Reach',
    rate: null,
    low: null,
    high: null,
    rank: 40,
    rankLow: 22,
    rankHigh: 61,
    months: 0,
  },
]
const MONTHS: IsoMonth[] = Array.from({ length: 48 }, (_, index) => monthAt(2021 * 12 + index))

/** Every component once, with made-up figures: the page a person reviews and the accessibility test visits. */
export function examplesPage(frame: Frame): string {
  return page(
    {
      ...frame,
      title: 'Component examples',
      breadcrumbs: [{ text: 'Home', href: '/' }],
      flash: { tone: 'success', text: 'Screening saved' },
      errors: STATE.errors!,
    },
    html`<h1 class="govuk-heading-l">Component examples</h1>
<p class="govuk-body-l">Made-up figures, to look at the parts that pages are made of.</p>
${section('Forms', forms())}
${section('Lists and tables', tables())}
${section('Progress', bars())}
${section('Status', status())}
${section('Charts', charts())}`,
  )
}

function section(heading: string, body: Html): Html {
  return html`<section><h2 class="govuk-heading-m">${heading}</h2>${body}</section>`
}

function forms(): Html {
  return form(
    { action: '/examples', key: '00000000-0000-4000-8000-000000000000', isMultipart: true, version: 3 },
    html`${textField(STATE, 'place', 'Name of the place')}
${wordsField(STATE, 'why', 'Why this area', { hint: { text: 'Residents may ask to read this' }, rows: 4 })}
${radiosField(STATE, 'basis', 'What the choice stands on', [
  { value: 'evidence', text: 'Long-term evidence', hint: 'At least 36 months' },
  { value: 'exception', text: 'A written exception' },
])}
${checkboxesField(STATE, 'types', 'Types of crime', [
  { value: 'burglary', text: 'Burglary' },
  { value: 'asb', text: 'Anti-social behaviour' },
])}
${selectField(STATE, 'unit', 'Kind of area', [
  { value: 'lsoa', text: 'Small area (LSOA)' },
  { value: 'neighbourhood', text: 'Neighbourhood' },
])}
${fileField(STATE, { field: 'archive', label: 'Archive', hint: 'A zip, or CSV files', isMultiple: true, accept: '.zip,.csv' })}
${govuk.button({ text: 'Save the decision' })} ${govuk.button({ text: 'Save for later', classes: 'govuk-button--secondary' })}`,
  )
}

function tables(): Html {
  const sort = (column: string, direction: 'ascending' | 'descending' | null) => ({
    href: `/examples?sort=${column}`,
    direction,
  })
  return html`${filterPanel(
    {
      action: '/examples',
      heading: 'Filter areas',
      selected: [{ text: 'Burglary', removeHref: '/examples' }],
      clearHref: '/examples',
      kept: { sort: 'rank' },
    },
    html`${selectField({}, 'type', 'Type of crime', [{ value: 'burglary', text: 'Burglary' }])}${textField({}, 'named', 'Name contains')}`,
  )}
${dataTable({
  id: 'areas',
  caption: 'Areas in rank order',
  columns: [
    {
      heading: 'Area',
      cell: ({ name }) => html`<a class="govuk-link" href="/examples">${name}</a>`,
      sort: sort('name', null),
    },
    {
      heading: 'Rank',
      isNumeric: true,
      sort: sort('rank', 'ascending'),
      cell: ({ rank, rankLow, rankHigh }) =>
        estimate({ value: rank, low: rankLow, high: rankHigh, scale: [1, 61], says: 'rank' }),
    },
    {
      heading: 'Rate per 1,000 residents a year',
      isNumeric: true,
      sort: sort('rate', null),
      cell: ({ rate, low, high }) => estimate({ value: rate, low, high, scale: [0, 40] }),
    },
    { heading: 'Months in the top tenth', isNumeric: true, cell: ({ months }) => months },
    {
      heading: 'Standing',
      cell: ({ rank }) =>
        govuk.tag({
          text: rank < 10 ? 'Top band' : 'Second band',
          classes: rank < 10 ? 'govuk-tag--orange' : 'govuk-tag--grey',
        }),
    },
  ],
  rows: AREAS,
})}
${pagination({ page: 4, pageSize: 25, total: 1873, of: 'areas', hrefOf: (n) => `/examples?page=${n}` })}
${dataTable({ id: 'none', caption: 'Areas nobody chose', columns: [{ heading: 'Area', cell: () => '' }], rows: [], whenEmpty: 'Every area has been looked at' })}`
}

function bars(): Html {
  return html`${progress({ id: 'loading', label: 'Loading 2024-05-averley-street.csv', share: 0.42, detail: '1,204,118 of 2,866,950 rows', isFinished: false })}
${progress({ id: 'waiting', label: 'Waiting for a worker', share: null, isFinished: false })}`
}

function status(): Html {
  return html`${govuk.taskList({
    idPrefix: 'steps',
    items: [
      {
        title: { text: 'Step 1: Justification' },
        hint: { text: 'Evidence, issues, vulnerability, alternatives' },
        href: '/examples',
        status: { tag: { text: 'Signed off', classes: 'govuk-tag--green' } },
      },
      { title: { text: 'Step 2: Assets and vulnerabilities' }, status: { text: 'Not started' } },
    ],
  })}
${govuk.summaryList({
  rows: [
    { key: { text: 'Decided by' }, value: { text: 'Sergeant Amina Yusuf' } },
    {
      key: { text: 'Reason' },
      value: { text: 'Burglary has stayed in the top tenth for 34 of 48 months' },
      actions: { items: [{ href: '/examples', text: 'Change', visuallyHiddenText: 'reason' }] },
    },
  ],
})}
${govuk.insetText({ text: 'Town centres have few residents and many visitors: a rate per resident says too much there.' })}
${govuk.warningText({ text: 'Fewer than 36 months are loaded: choosing needs a written exception.', iconFallbackText: 'Warning' })}
${govuk.details({ summaryText: 'How the rank is made', html: html`<p class="govuk-body">From four criteria with <em>visible</em> weights.</p>` })}
${moj.badge({ text: 'Overdue', classes: 'moj-badge--red' })}
${moj.alert({ variant: 'warning', title: 'One month is unknown', text: 'June 2022 was never published. It is left out of every sum.' })}`
}

function charts(): Html {
  const wave = (at: number) => Math.round(18 + 6 * Math.sin(at / 1.9) + at / 6)
  const values = MONTHS.map((_, at) => (at >= 17 && at <= 18 ? null : wave(at)))
  const shifted = (by: number) =>
    MONTHS.map((_, at) => (at === 17 ? null : Math.max(0, wave(at + by * 3) - by * 3)))
  return html`${monthlySeries({
    id: 'series',
    title: 'Burglary in Long Meadow West, month by month',
    unit: 'recorded crimes',
    series: [
      { name: 'Long Meadow West', months: MONTHS, values },
      { name: 'Mean of its neighbours', months: MONTHS, values: shifted(2) },
      { name: 'Areas most like it', months: MONTHS, values: shifted(4) },
    ],
    annotations: [
      { from: MONTHS[0]!, to: MONTHS[6]!, label: 'COVID-19 restrictions' },
      { from: MONTHS[27]!, label: 'Recording practice changed' },
    ],
    note: 'Points were moved to a nearby place before publication.',
  })}
${seasonality({ id: 'seasons', title: 'Which months have more', index: [1.2, 1.05, 0.95, 0.9, 0.82, 0.8, null, 0.97, 1.02, 1.1, 1.3, 1.18] })}
${typesBar({
  id: 'types',
  title: 'What was recorded',
  unit: 'recorded crimes',
  bars: [
    { name: 'Violence and sexual offences', value: 1204 },
    { name: 'Anti-social behaviour', value: 880 },
    { name: 'Burglary', value: 233 },
    { name: 'Bicycle theft', value: null },
  ],
})}
${rankInterval({
  id: 'ranks',
  title: 'How sure the ranking is',
  areas: AREAS.map((area, index) => ({ ...area, href: '/examples', isSubject: index === 0 })),
})}
${smallMultiples({
  id: 'neighbours',
  title: 'Neighbouring areas',
  unit: 'recorded crimes',
  months: MONTHS,
  panels: AREAS.map(({ name }, index) => ({
    name,
    href: '/examples',
    values: shifted(index),
    isSubject: index === 0,
  })),
})}`
}
