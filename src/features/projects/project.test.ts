import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AreaCode } from '#core/area/area.ts'
import { textOf } from '#core/proforma/entry.ts'
import { STEP_NUMBERS } from '#core/proforma/entry-kind.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { type FrozenFigures, freezeFigures } from '#core/screening/frozen-figures.ts'
import type { ScreenedArea, Screening } from '#core/screening/screening.ts'
import { madeArea, madeScreening } from '#tests/support/made-screening.ts'
import { compareFigures } from './figures.ts'
import { fillJustification } from './fill-justification.ts'
import { parseProjectNumber, projectNumber } from './project.ts'

const code = 'E01000001' as AreaCode

function frozen(fields: Partial<Screening> = {}): FrozenFigures {
  const saved = { id: 's1', name: 'Spring', screening: madeScreening(fields) }
  return freezeFigures(saved, code, [code], new Date('2025-04-01T10:00:00Z'))!
}
const titles = (figures: FrozenFigures, kind: string) =>
  fillJustification(figures)
    .filter((item) => item.kind === kind)
    .map((item) => textOf(item.content, 'title'))
const strengths = (figures: FrozenFigures) =>
  fillJustification(figures)
    .filter((item) => item.kind === 'evidence')
    .map((item) => item.content.strength)

test('[P3] a number is the force, the year and the sequence', () => {
  assert.equal(projectNumber('averley', 2026, 1), 'AVE-2026-001')
  assert.equal(projectNumber('west-mercia', 2026, 1234), 'WES-2026-1234')
  assert.equal(parseProjectNumber('ave-2026-001'), 'AVE-2026-001')
  for (const bad of ['', 'AVE', 'AVE-26-001', '../AVE-2026-001', 'AVE-2026-001/x'])
    assert.equal(parseProjectNumber(bad), null)
})

test('[P4] the template has eight steps, each with what it is for and prompts', () => {
  assert.deepEqual(
    PLATFORM_TEMPLATE.steps.map((step) => step.step),
    [...STEP_NUMBERS],
  )
  for (const step of PLATFORM_TEMPLATE.steps) {
    assert.ok(step.purpose.length > 20)
    assert.ok(step.prompts.length >= 3)
  }
})

test('[P5] a strong case is filled in with its seven kinds of evidence, each sourced and dated', () => {
  const items = fillJustification(frozen()).filter((item) => item.kind === 'evidence')
  assert.equal(items.length, 7)
  for (const item of items) {
    assert.ok(textOf(item.content, 'source').includes('Spring'))
    assert.match(textOf(item.content, 'dated'), /^\d{4}-\d{2}/)
    assert.ok(item.content.strength)
  }
  assert.deepEqual(strengths(frozen()), ['strong', 'strong', 'strong', 'strong', 'strong', 'some', 'some'])
  assert.match(textOf(items[1]!.content, 'title'), /^Ranked 1 of 9; between 1 and 3/)
})

test('[P6] thirteen months are never strong evidence of anything but the years counted', () => {
  const figures = frozen({
    monthsKnown: 13,
    areas: [madeArea(1, { yearsInTop: 1, years: 1 }), madeArea(2)],
  })
  assert.ok(!strengths(figures).includes('strong'))
  assert.ok(titles(figures, 'not-known').includes('Whether this is a long-term pattern'))
})

test('[P6] a trend is what the screening says of it, whatever its own p', () => {
  const said = (trend: ScreenedArea['trend']) => {
    const figures = frozen({ areas: [madeArea(1, { trend, trendP: 0.02, slopePerYear: 3.2 })] })
    const item = fillJustification(figures).find((one) =>
      / over the period$/.test(textOf(one.content, 'title')),
    )
    return item && `${textOf(item.content, 'title')}: ${item.content.strength}`
  }
  assert.equal(said('rising'), 'Rising over the period: strong')
  assert.equal(said('falling'), 'Falling over the period: strong')
  assert.equal(said('unclear'), 'No clear rise or fall over the period: weak')
  assert.equal(said(null), undefined)
  const unknown = frozen({ areas: [madeArea(1, { trend: null, trendP: null, slopePerYear: null })] })
  assert.ok(titles(unknown, 'not-known').includes('Whether it is rising or falling'))
})

test('[P6] each entry names the sources of its own figure, and no other', () => {
  const source = (about: string) => ({ what: about, source: `${about} of Averley`, loadedAt: '2025-02-01' })
  const figures = frozen({
    sources: ['Recorded crime', 'Residents', 'Deprivation', 'Boundaries', 'Crimes against grammar'].map(
      source,
    ),
  })
  const named = (title: RegExp) => {
    const item = fillJustification(figures).find((one) => title.test(textOf(one.content, 'title')))
    return item && textOf(item.content, 'source').split('; ').slice(1)
  }
  assert.deepEqual(named(/^Deprivation decile/), ['Deprivation of Averley'])
  assert.deepEqual(named(/recorded in 47 known months/), [
    'Recorded crime of Averley',
    'Residents of Averley',
  ])
  assert.deepEqual(named(/^Vulnerable Localities/), [
    'Recorded crime of Averley',
    'Residents of Averley',
    'Deprivation of Averley',
  ])
  assert.deepEqual(named(/cluster/), [
    'Recorded crime of Averley',
    'Residents of Averley',
    'Boundaries of Averley',
  ])
  assert.deepEqual(named(/^Among the highest/), ['Recorded crime of Averley'])
})

test('[P6] a trend or cluster that could be chance is weak and is said so', () => {
  const figures = frozen({ areas: [madeArea(1, { trend: 'unclear', giStarP: 0.3 })] })
  assert.ok(titles(figures, 'evidence').includes('No clear rise or fall over the period'))
  assert.ok(titles(figures, 'evidence').includes('Not clearly part of a cluster of high areas'))
  assert.equal(strengths(figures).filter((strength) => strength === 'weak').length, 2)
})

test('[P6] a low cluster is not called a cluster of high areas', () => {
  const figures = frozen({ areas: [madeArea(1, { giStar: -3.1, giStarP: 0.001 })] })
  assert.ok(titles(figures, 'evidence').includes('Not clearly part of a cluster of high areas'))
})

test('[P14] unknown figures make no evidence; each makes a line under what is not known', () => {
  const unknown = {
    rate: null,
    slopePerYear: null,
    trendP: null,
    giStar: null,
    giStarP: null,
    vli: null,
    imdScore: null,
    imdDecile: null,
    population: null,
    households: null,
    burglaryRate: null,
  }
  const figures = frozen({ areas: [madeArea(1, unknown)] })
  assert.equal(titles(figures, 'evidence').length, 3)
  assert.equal(titles(figures, 'harm').length, 0)
  const lines = titles(figures, 'not-known').join('\n')
  for (const word of ['people live', 'households', 'deprived', 'Vulnerable Localities', 'rising or falling'])
    assert.match(lines, new RegExp(word))
  const text = fillJustification(figures)
    .map(({ content }) => ['title', 'detail', 'source'].map((name) => textOf(content, name)).join())
    .join()
  assert.doesNotMatch(text, /null|NaN|undefined/)
})

test('[P14] unknown months are named and never counted', () => {
  const item = fillJustification(frozen()).find((one) => /no records/.test(textOf(one.content, 'title')))
  assert.match(textOf(item?.content ?? {}, 'detail'), /May 2023/)
  assert.match(titles(frozen(), 'known')[0]!, /^47 months of records, January 2021 to December 2024$/)
})

test('[P5] issues are the types that make up a tenth or more, largest first, and none where nothing happened', () => {
  assert.deepEqual(titles(frozen(), 'issue'), [
    'Violence and sexual offences',
    'Anti-social behaviour',
    'Burglary',
    'Other crime',
  ])
  assert.deepEqual(titles(frozen({ areas: [madeArea(1, { count: 0, mix: [] })] }), 'issue'), [])
})

test('[P10] then beside today: totals are a year, ranks carry intervals and no difference', () => {
  const before = frozen()
  const area = madeArea(1, { count: before.chosen.count * 2, rank: 2, rankLow: 1, rankHigh: 4, vli: null })
  const today = { area, areasRanked: 12, monthsKnown: 94, from: before.from, to: before.to, inputs: 'x' }
  const lines = new Map(compareFigures(before, today).map((line) => [line.label, line]))
  assert.equal(lines.get('Recorded crimes and incidents a year')?.change, '0.0')
  assert.deepEqual(lines.get('Rank (95% interval)'), {
    label: 'Rank (95% interval)',
    before: '1 of 9 (1 to 3)',
    today: '2 of 12 (1 to 4)',
    change: '',
  })
  assert.equal(lines.get('Vulnerable Localities Index, open data')?.today, 'unknown')
  assert.equal(lines.get('Vulnerable Localities Index, open data')?.change, '')
})
