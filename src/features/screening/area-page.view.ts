import { countOf, rankWithInterval, whole } from '#core/figure-words.ts'
import type { AreaProfile, ComparedArea } from '#core/screening/area-profile.ts'
import type { ScreenedArea, ScreeningQuestion } from '#core/screening/screening.ts'
import { rankInterval } from '#ui/charts/rank-interval.view.ts'
import { seasonality } from '#ui/charts/seasonality.view.ts'
import { smallMultiples } from '#ui/charts/small-multiples.view.ts'
import type { Frame, PageOptions } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { areaFigures } from './area-figures.view.ts'
import { areaSeries, areaTypes } from './area-series.view.ts'
import { areaCaveats } from './caveats.ts'
import { caveatList, whereFrom } from './facts.view.ts'
import { addressOf, areaAddress, UNIT_WORDS } from './question.ts'
import type { SeriesBreak } from './series-break.ts'
import type { Standings } from './standing.ts'
import { whyItRanksHere } from './why-it-ranks-here.ts'

export type AreaPage = Readonly<{
  profile: AreaProfile
  question: ScreeningQuestion
  standings: Standings
  /** Those that touch the months and types shown. */
  breaks: readonly SeriesBreak[]
  /** Address of the picture of where it lies; null where no boundaries are loaded. */
  picture: string | null
  maySave: boolean
}>

const MOST_NEIGHBOURS = 8

/** What stands around {@link areaBody}. */
export function areaFrame(
  frame: Frame,
  area: Pick<ScreenedArea, 'code' | 'name'>,
  question: ScreeningQuestion,
): PageOptions {
  return {
    ...frame,
    title: `${area.name}: screening`,
    isWide: true,
    islands: ['screening/workbench'],
    breadcrumbs: [
      {
        text: 'Screening',
        href: addressOf('/screening', question, { area: area.code }),
      },
    ],
  }
}

/** Everything known of one screened area, the doubt and the caveats before the pictures. */
export function areaBody({ profile, question, standings, breaks, picture, maySave }: AreaPage): Html {
  const { area, screening, neighbours, alike } = profile
  return html`<span class="govuk-caption-xl">${area.code} · ${UNIT_WORDS[screening.unit][0]}</span>
<h1 class="govuk-heading-xl">${area.name}</h1>
<div class="wm-area-top"><div class="wm-area-top__words">
<p class="wm-rank-statement"><strong>Rank ${rankWithInterval(area)}</strong> of ${whole(screening.areaCount)}, ${area.band === 1 ? 'in the top band' : `in band ${area.band}`}</p>
<h2 class="govuk-heading-m">Why it ranks here</h2>
<div class="wm-why">${whyItRanksHere(profile, standings).map((paragraph) => html`<p class="govuk-body">${paragraph}</p>`)}</div>
<h2 class="govuk-heading-m">Read this with it</h2>
${caveatList(areaCaveats(area, screening, breaks))}
${nextSteps(question, maySave)}
</div>
${picture ? html`<figure class="wm-where"><img src="${picture}" alt="Where ${area.name} lies among the areas around it" width="480" height="480"><figcaption class="govuk-body-s">Outlined: ${area.name}. Darker areas rank higher; areas with a heavy edge are in the top band. <a class="govuk-link" href="${addressOf('/screening', question, { area: area.code })}#map">See it on the map</a></figcaption></figure>` : nothing}
</div>
<h2 class="govuk-heading-l">Over time</h2>
${areaSeries(profile, breaks)}
<div class="wm-pair">${seasonality({
    id: 'season',
    title: `The year in ${area.name}`,
    index: profile.seasonality.map(({ own }) => own),
    note: '1 is an average month; a small area’s own season is partly chance.',
  })}
${seasonality({
  id: 'season-force',
  title: 'The year in all areas screened',
  index: profile.seasonality.map(({ force }) => force),
})}</div>
<h2 class="govuk-heading-l">What is recorded</h2>
${areaTypes(profile)}
<h2 class="govuk-heading-l">Beside other areas</h2>
${beside(profile, question)}
${comparison('neighbours', 'Areas that touch it', neighbours.slice(0, MOST_NEIGHBOURS), profile, question, `No boundaries are loaded, so its neighbours are not known.`)}
${comparison('alike', 'Areas most like it in people and deprivation', alike, profile, question, 'Too little is known of its people to find areas like it.')}
<h2 class="govuk-heading-l">Every figure</h2>
${areaFigures(profile)}
${whereFrom(screening)}`
}

function nextSteps(question: ScreeningQuestion, maySave: boolean): Html {
  return html`<p class="govuk-body wm-next">${
    maySave
      ? html`To shortlist this area, <a class="govuk-link" href="${addressOf('/screening/save', question)}">save the screening</a>; the shortlist belongs to a saved screening, so that what it was chosen from is kept.`
      : html`Areas are shortlisted from a <a class="govuk-link" href="/screening/saved">saved screening</a>, so that what they were chosen from is kept.`
  }</p>`
}

function beside({ area, neighbours, alike }: AreaProfile, question: ScreeningQuestion): Html {
  const others = new Map<string, ScreenedArea>(
    [...neighbours.slice(0, MOST_NEIGHBOURS), ...alike].map((one) => [one.area.code, one.area]),
  )
  others.set(area.code, area)
  if (others.size < 2) return nothing
  const areas = [...others.values()].sort((a, b) => a.rank - b.rank)
  return rankInterval({
    id: 'ranks',
    title: 'Its rank beside its neighbours’ and of areas like it',
    areas: areas.map(({ code, name, rank, rankLow, rankHigh }) => ({
      name,
      rank,
      rankLow,
      rankHigh,
      ...(code === area.code ? { isSubject: true } : { href: areaAddress(code, question) }),
    })),
  })
}

function comparison(
  id: string,
  title: string,
  others: readonly ComparedArea[],
  profile: AreaProfile,
  question: ScreeningQuestion,
  whenNone: string,
): Html {
  if (others.length === 0)
    return html`<h3 class="govuk-heading-m">${title}</h3><p class="govuk-body">${whenNone}</p>`
  const subject = {
    name: profile.area.name,
    values: profile.series.map(({ count }) => count),
    isSubject: true,
  }
  return smallMultiples({
    id,
    title: `${title}: ${countOf(others.length, 'area')}`,
    unit: 'records',
    months: profile.series.map(({ month }) => month),
    panels: [
      subject,
      ...others.map(({ area, series }) => ({
        name: `${area.name}, rank ${rankWithInterval(area)}`,
        href: areaAddress(area.code, question),
        values: series.map(({ count }) => count),
      })),
    ],
  })
}
