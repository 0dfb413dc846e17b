import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { madeArea } from '#tests/support/made-screening.ts'
import { choiceParts, listAreas, pageOf, readTableChoice, SORTS, type SortKey } from './ranked-list.ts'

const areas = Array.from({ length: 60 }, (_, at) =>
  madeArea(at + 1, {
    code: `E01${String(at).padStart(6, '0')}`,
    name: `Averley ${String(at % 7).padStart(3, '0')}${'ABCDEFGHIJ'[at % 10]}`,
    vli: at % 5 === 0 ? null : (at * 37) % 101,
    slopePerYear: at % 9 === 0 ? null : ((at * 53) % 40) - 20,
  }),
)
const nowhere: ReadonlySet<string> = new Set()
const choose = (query: Record<string, string>) =>
  readTableChoice(Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])))

test('the pages of a list are the whole list once, whatever the order', () => {
  for (const sort of Object.keys(SORTS) as SortKey[]) {
    for (const order of ['up', 'down']) {
      const seen: string[] = []
      for (let page = 1; page <= 3; page++)
        seen.push(
          ...listAreas(areas, choose({ sort, order, page: String(page) }), nowhere).rows.map(
            ({ code }) => code,
          ),
        )
      assert.deepEqual([...seen].sort(), areas.map(({ code }) => code).sort(), `${sort} ${order}`)
    }
  }
})

test('[S5] unknown figures come last in either order', () => {
  for (const order of ['up', 'down']) {
    const { rows } = listAreas(areas, choose({ sort: 'vulnerability', order, size: '100' }), nowhere)
    const firstUnknown = rows.findIndex(({ vli }) => vli === null)
    assert.equal(firstUnknown, 48)
    assert.ok(rows.slice(firstUnknown).every(({ vli }) => vli === null))
    const known = rows.slice(0, firstUnknown).map(({ vli }) => vli!)
    assert.deepEqual(
      known,
      [...known].sort((a, b) => (order === 'up' ? a - b : b - a)),
    )
  }
})

test('words, band and neighbourhood each leave out what does not fit', () => {
  assert.deepEqual(
    listAreas(areas, choose({ q: '  e01000004 ' }), nowhere).rows.map(({ code }) => code),
    ['E01000004'],
  )
  assert.ok(listAreas(areas, choose({ band: '2' }), nowhere).rows.every(({ band }) => band === 2))
  const members = new Set(['E01000001', 'E01000009'])
  const inPlace = listAreas(areas, choose({ neighbourhood: 'N1' }), members)
  assert.deepEqual(
    inPlace.rows.map(({ code }) => code),
    [...members],
  )
  assert.equal(listAreas(areas, choose({ neighbourhood: 'N2' }), nowhere).matching, 0)
})

test('a page beyond the last is the last, and the page of an area holds its row', () => {
  assert.equal(listAreas(areas, choose({ page: '9999' }), nowhere).page, 3)
  const choice = choose({ sort: 'count', order: 'up' })
  for (const { code } of areas) {
    const page = pageOf(areas, choice, code, nowhere)!
    assert.ok(listAreas(areas, { ...choice, page }, nowhere).rows.some((area) => area.code === code))
  }
  assert.equal(pageOf(areas, choice, 'E09999999', nowhere), null)
})

test('any address makes a choice, and the choice’s own address makes it again', () => {
  const names = fc.constantFrom('sort', 'order', 'q', 'band', 'neighbourhood', 'size', 'page', 'area')
  fc.assert(
    fc.property(
      fc.dictionary(names, fc.oneof(fc.string(), fc.nat().map(String), fc.constantFrom('down', 'count'))),
      (query) => {
        const choice = choose(query)
        const again = Object.fromEntries(
          Object.entries(choiceParts(choice)).flatMap(([name, value]) =>
            value === null ? [] : [[name, String(value)]],
          ),
        )
        assert.deepEqual(choose(again), choice)
        listAreas(areas, choice, nowhere)
      },
    ),
  )
})
