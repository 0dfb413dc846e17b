import { countOf, probability, twoDecimals, whole } from '#core/figure-words.ts'
import type { Screening } from '#core/screening/screening.ts'
import { dayInWords } from '#core/time/moment-in-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { type Caveat, monthsInWords, screeningCaveats } from './caveats.ts'
import { typesInWords, UNIT_WORDS } from './question.ts'

/** `3 February 2025`; where no date is kept, that is said. */
export function dayLoaded(instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? 'date not kept' : dayInWords(at)
}

/** What the answer rests on, in one look. */
export function factsOf(screening: Screening): Html {
  const { monthsKnown, monthsUnknown, unplaced } = screening
  const counted = screening.areas.reduce((sum, area) => sum + area.count, 0)
  const lost = unplaced.withoutLocation + unplaced.withoutLsoa + unplaced.outsideForce
  return html`<dl class="wm-facts">
${fact('Areas ranked', whole(screening.areas.length), UNIT_WORDS[screening.unit][1])}
${fact('Months used', `${whole(monthsKnown)} of ${whole(monthsKnown + monthsUnknown.length)}`, `${monthInWords(screening.from)} to ${monthInWords(screening.to)}`)}
${fact('Months unknown', whole(monthsUnknown.length), monthsUnknown.length === 0 ? 'every month is given' : monthsInWords(monthsUnknown))}
${fact('Records counted', whole(counted), typesInWords(screening.types))}
${fact('Not in any area', whole(lost), lost === 0 ? 'every record has a place' : `${whole(unplaced.withoutLocation)} without location, ${whole(unplaced.withoutLsoa)} without an area, ${whole(unplaced.outsideForce)} outside the force`)}
</dl>`
}

function fact(name: string, figure: string, more: string): Html {
  return html`<div class="wm-fact"><dt>${name}</dt><dd><span class="wm-fact__figure">${figure}</span> <span class="wm-fact__more">${more}</span></dd></div>`
}

export function caveatList(caveats: readonly Caveat[]): Html {
  if (caveats.length === 0) return nothing
  return html`<ul class="wm-caveats">${caveats.map(
    ({ key, title, text }) =>
      html`<li class="wm-caveat wm-caveat--${key}"><strong>${title}.</strong> ${text}</li>`,
  )}</ul>`
}

/** What must be known before reading the ranking, then what the analytics say of it. */
export function cautions(screening: Screening): Html {
  const notes = screening.notes
  return html`${caveatList(screeningCaveats(screening))}${
    notes.length === 0
      ? nothing
      : html`<ul class="govuk-list govuk-list--bullet wm-notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`
  }`
}

/** Where every number comes from, one click away. */
export function whereFrom(screening: Pick<Screening, 'sources' | 'vintage' | 'inputs' | 'moran'>): Html {
  return govuk.details({
    summaryText: 'Where these numbers come from',
    html: html`${dataTable({
      id: 'sources',
      caption: 'Sources',
      isCaptionHidden: true,
      columns: [
        { heading: 'What', cell: ({ what }: Screening['sources'][number]) => what },
        { heading: 'Source', cell: ({ source }) => source },
        { heading: 'Loaded on', cell: ({ loadedAt }) => dayLoaded(loadedAt) },
      ],
      rows: screening.sources,
    })}
<p class="govuk-body-s">Computed by Wardmote: steadied rates by empirical Bayes; trend by Theil–Sen and Mann–Kendall on months without their season; clusters by Gi* and local Moran with Benjamini–Hochberg; rank intervals from posterior draws of the counts.${
      screening.moran
        ? html` Over all areas Moran’s I of the rate is ${twoDecimals(screening.moran.i)} (p ${probability(screening.moran.p)}).`
        : nothing
    }${screening.vintage ? html` Areas are those of the ${screening.vintage} census.` : nothing} Inputs <code>${screening.inputs.slice(0, 16)}</code>.</p>`,
  })
}

/** How to read a ranking with doubt. */
export function howToRead(screening: Screening): Html {
  const first = screening.areas[0]
  return govuk.details({
    summaryText: 'How to read this ranking',
    html: html`<p class="govuk-body">Each area gets a score from the criteria, in proportion to their weights, and the areas are put in order. Another set of weights gives another order: the weights are a judgement, the figures are not.</p>
<p class="govuk-body">Counts vary by chance, so a rank has an interval.${
      first
        ? html` ${first.name} is 1st; had chance fallen otherwise it could be anywhere from ${whole(first.rankLow)} to ${whole(first.rankHigh)}.`
        : nothing
    } Where intervals overlap, neither area is shown to be ahead of the other: those stand together in a band.</p>
<p class="govuk-body">Recorded crime is what was reported and written down, moved to a nearby point before it was published. It is a place to start asking, not proof of what a place is like. ${countOf(screening.areas.length, 'area')} were compared; the ones not chosen stay on the list.</p>`,
  })
}
