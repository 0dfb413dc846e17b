import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkFigures } from '#analytics/index.ts'
import type { PersonId } from '#core/access/viewer.ts'
import type { Content, Entry, EntryId } from '#core/proforma/entry.ts'
import { coverage, gapsWithoutPlan } from './coverage.ts'
import { placeNodes } from './network-layout.ts'
import { networkWords } from './network-words.ts'
import { questionOf, readNetwork } from './stakeholder-network.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const written = { by: 'p' as PersonId, as: 'PCSO', at: AT }

function entry(kind: string, id: string, content: Content, isWithdrawn = false): Entry {
  const withdrawn = isWithdrawn ? { as: 'PCSO', at: AT, why: 'left' } : null
  const id_ = id as EntryId
  return {
    id: id_,
    kind,
    position: 1,
    content,
    origin: 'person',
    added: written,
    written,
    withdrawn,
    version: 1,
  }
}

const person = (id: string, group: string, more: Content = {}) =>
  entry('stakeholder', id, { name: `The ${id}`, group, ...more })
const tie = (from: string, to: string, more: Content = {}) =>
  entry('tie', `${from}-${to}`, { from, to, kind: 'knows', ...more })

const PLACE = [
  person('baker', 'traders'),
  person('grocer', 'traders'),
  person('tenant', 'residents', { visible: 'yes' }),
  person('neighbour', 'residents'),
  person('caretaker', 'housing', { visible: 'no' }),
  tie('baker', 'grocer'),
  tie('baker', 'caretaker'),
  tie('grocer', 'caretaker'),
  tie('caretaker', 'neighbour'),
  tie('neighbour', 'tenant'),
]

function said(entries: readonly Entry[]) {
  const net = readNetwork(entries)
  return networkWords(net, networkFigures(questionOf(net)))
}

test('[N5] who holds two groups together is named, and what happens if they leave', () => {
  const words = said(PLACE)
  assert.deepEqual(words.whole, [
    '5 stakeholders and 5 ties.',
    'All hang together: ties lead from everyone to everyone.',
  ])
  assert.deepEqual(words.holds, [
    'One person holds “Traders and businesses” and “Residents” together: the caretaker.',
  ])
  assert.ok(
    words.leaving.some(
      (one) =>
        /^If the caretaker leaves, the (tenant and the neighbour|neighbour and the tenant) part from the baker and the grocer\.$/.test(
          one,
        ) ||
        /^If the caretaker leaves, the baker and the grocer part from the (tenant and the neighbour|neighbour and the tenant)\.$/.test(
          one,
        ),
    ),
    words.leaving.join('\n'),
  )
  assert.ok(
    words.people.some((one) =>
      one.startsWith('Not often seen, yet many ways lead through them: the caretaker'),
    ),
  )
})

test('[N3] those at odds hold nobody together', () => {
  const words = said([
    ...PLACE.filter(({ id }) => id !== 'caretaker-neighbour'),
    tie('caretaker', 'neighbour', { kind: 'at-odds' }),
  ])
  assert.match(words.whole[1]!, /two parts that no tie joins/)
  assert.deepEqual(words.holds, [])
})

test('[N2] a tie to somebody withdrawn is none, and the strongest of a pair counts', () => {
  const net = readNetwork([
    ...PLACE.slice(1),
    person('gone', 'police'),
    entry('stakeholder', 'baker', {}, true),
  ])
  assert.equal(net.ties.length, 3)
  const twice = readNetwork([...PLACE, tie('grocer', 'baker', { kind: 'works', strength: 'strong' })])
  assert.deepEqual(questionOf(twice).links[0], [0, 1, 3])
})

test('[N6] a group with one voice has a warning', () => {
  const [only] = said(PLACE).oneVoice
  assert.match(only!, /“Housing providers” has one voice here: the caretaker\.$/)
})

test('nobody, and nobody tied, are said to be so', () => {
  assert.deepEqual(said([]).whole, ['Nobody is written down.'])
  assert.match(said(PLACE.slice(0, 5)).whole.join(' '), /Nobody is tied to anybody yet/)
})

test('[N11] a network is drawn the same each time, inside its frame, with no two people on one spot', () => {
  const links = Array.from({ length: 80 }, (_, i) => [i % 40, (i * 7 + 3) % 40, 1] as const).filter(
    ([a, b]) => a !== b,
  )
  const places = placeNodes(45, links)
  assert.deepEqual(placeNodes(45, links), places)
  for (const { x, y } of places) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1)
  assert.equal(new Set(places.map(({ x, y }) => `${x} ${y}`)).size, 45)
})

test('[N7] a number that one area lacks is unknown, parts are added and shares are of the whole', () => {
  const total = (name: string, count: number, isWhole = true) => ({
    name,
    total: count,
    isWhole,
    source: 'Made',
    loadedAt: '',
  })
  const lines = coverage(
    [],
    [],
    [
      total('population', 1000),
      total('population-15-24', 200),
      total('population-0-14', 150, false),
      total('tenure--private-rented-private-landlord-or-letting-agency', 90),
      total('tenure--private-rented-other-private-rented', 10),
      total('tenure--social-rented-other-social-rented', 10),
    ],
  )
  const here = (group: string) => lines.find((line) => line.group === group)?.here
  assert.deepEqual(here('young'), { count: 200, share: 0.2, of: 'people', source: 'Made' })
  assert.equal(here('children'), null)
  assert.deepEqual(here('private-renters'), { count: 100, share: null, of: 'households', source: 'Made' })
  assert.equal(here('social-renters'), null)
  assert.equal(here('disabled'), null)
})

test('[N8] each gap that is named needs a plan; a withdrawn one needs none', () => {
  const gaps = [
    entry('gap', '1', { who: 'Night workers' }),
    entry('gap', '2', { who: 'Children', plan: 'Ask at school' }),
    entry('gap', '3', { who: 'Old' }, true),
  ]
  assert.deepEqual(gapsWithoutPlan(gaps), ['Write how “Night workers” will be reached: the gap has no plan.'])
})
