import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AreaProfile } from '#core/screening/area-profile.ts'
import type { ScreenedArea, Trend } from '#core/screening/screening.ts'
import { madeArea, madeScreening } from '#tests/support/made-screening.ts'
import { standingsOf } from './standing.ts'
import { whyItRanksHere } from './why-it-ranks-here.ts'

function said(
  fields: Partial<Omit<ScreenedArea, 'code'>>,
  trend: Trend | null = 'unclear',
  peak: number | null = 1,
): string {
  const own = madeArea(1, { ...fields, trend })
  const screening = madeScreening({ areas: [own, ...madeScreening().areas.slice(1)] })
  const { areas, ...head } = screening
  const profile: AreaProfile = {
    area: own,
    screening: { ...head, areaCount: areas.length },
    series: [],
    trendLine: null,
    seasonality: Array.from({ length: 12 }, (_, month) => ({ own: month === 7 ? peak : 1, force: 1 })),
    types: [],
    averageSeries: [],
    neighbours: [],
    alike: [],
  }
  return whyItRanksHere(profile, standingsOf(areas, own)).join('\n')
}

test('[S4] the rank is told with its interval and what the interval means', () => {
  assert.match(
    said({ rankLow: 1, rankHigh: 3 }),
    /ranks 1st of 9 .* from 1st to 3rd, so it is not to be read as clearly above/,
  )
  assert.match(said({ rankLow: 1, rankHigh: 8 }), /a wide span, so its exact rank says little/)
  assert.match(said({ rankLow: 1, rankHigh: 1 }), /does not move it/)
})

test('[S9] what is high is told with its figure, what is low as holding it back', () => {
  const text = said({ criteria: { ...madeArea(1).criteria, stakeholders: 1 }, population: 480 })
  assert.match(
    text,
    /What puts it there: .*2,280 crimes and incidents recorded in 47 known months \(no area is higher\)/,
  )
  assert.match(text, /What holds it back: 480 people live there, who could take part \(no area is lower\)/)
})

test('[S9] a slope is called rising or falling only where it is shown to be', () => {
  assert.match(said({ slopePerYear: 12.4 }, 'rising'), /has been rising, by about 12\.4 a year/)
  assert.match(said({ slopePerYear: -12.4 }, 'falling'), /has been falling, by about 12\.4 a year/)
  assert.doesNotMatch(said({ slopePerYear: 12.4 }, 'unclear'), /rising|falling/)
  assert.match(said({ slopePerYear: null, trendP: null }, null), /Too few months/)
})

test('[S9] a cluster is told only below 5 in 100, and hot only where it is high', () => {
  assert.match(said({ giStar: 3.2, giStarP: 0.01 }), /hot spot/)
  assert.match(said({ giStar: -3.2, giStarP: 0.01 }), /cold spot/)
  assert.doesNotMatch(said({ giStar: 3.2, giStarP: 0.06 }), /spot/)
})

test('[S5] what is unknown is said as unknown', () => {
  const unknown = said({
    vli: null,
    rate: null,
    steadyRate: null,
    giStar: null,
    criteria: { ...madeArea(1).criteria, vulnerability: null },
  })
  assert.match(unknown, /Not known for this area: “Vulnerability”/)
  assert.match(unknown, /How many people live here is not known/)
  assert.match(unknown, /Without boundaries it is not known/)
  assert.match(unknown, /1 month of the period \(2%\) is unknown/)
  assert.doesNotMatch(unknown, /per 1,000 residents a year \(/)
})

test('a season is told where a month stands well out, and not where it hardly does', () => {
  assert.match(said({}, 'unclear', 2.4), /August is 2\.4 times its average month/)
  assert.doesNotMatch(said({}, 'unclear', 1.3), /times its average month/)
  assert.doesNotMatch(said({}, 'unclear', null), /times its average month/)
})

test('no figures, however odd, print NaN, null or undefined', () => {
  const maybe = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }))
  fc.assert(
    fc.property(
      fc.record({
        vli: maybe,
        rate: maybe,
        steadyRate: maybe,
        slopePerYear: maybe,
        giStar: maybe,
        giStarP: maybe,
        imdScore: maybe,
        quadrantP: maybe,
        population: maybe,
      }),
      fc.constantFrom<Trend | null>('rising', 'falling', 'unclear', null),
      (fields, trend) => assert.doesNotMatch(said(fields, trend), /NaN|null|undefined|Infinity/),
    ),
  )
})
