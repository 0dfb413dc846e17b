import assert from 'node:assert/strict'
import { test } from 'node:test'
import { estimate } from '#ui/estimate/estimate.view.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { chosen, form, problem, textField, typed } from '#ui/forms/form.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { progress } from '#ui/progress/progress.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'

const HOSTILE = '"><script>alert(1)</script>'
const safe = (markup: { toString(): string }) => assert.doesNotMatch(markup.toString(), /<script>|"><script/)

test('a form carries its key and version, and shows again what was typed beside its problem', () => {
  const state = { errors: [{ field: 'name', text: 'Enter a name' }], values: { name: HOSTILE } }
  const made = form({ action: '/x', key: 'k', version: 2 }, textField(state, 'name', 'Name')).toString()
  assert.match(made, /name="_key" value="k"/)
  assert.match(made, /name="_version" value="2"/)
  assert.match(made, /id="name-error"[\s\S]*Enter a name/)
  assert.match(made, /value="&quot;&gt;&lt;script&gt;/)
  safe(made)
})

test('what was typed wins over the first value, and an empty choice stays empty', () => {
  assert.equal(typed({}, 'a', 'first'), 'first')
  assert.equal(typed({ values: { a: '' } }, 'a', 'first'), '')
  assert.deepEqual(chosen({}, 'a', ['x']), ['x'])
  assert.deepEqual(chosen({ values: {} }, 'a', ['x']), [])
  assert.deepEqual(problem({ errors: [] }, 'a'), {})
})

test('a table says unknown for what is unknown and shows zero as zero', () => {
  const made = dataTable({
    id: 't',
    caption: HOSTILE,
    columns: [
      { heading: HOSTILE, cell: () => HOSTILE, sort: { href: HOSTILE, direction: 'ascending' } },
      { heading: 'Count', isNumeric: true, cell: (row: number | null) => row },
    ],
    rows: [0, null],
  }).toString()
  safe(made)
  assert.match(made, /govuk-table__cell--numeric">0</)
  assert.match(made, /wm-unknown">unknown</)
  assert.match(made, /aria-sort="ascending"/)
})

test('an empty table says so across all its columns', () => {
  const made = dataTable({
    id: 't',
    caption: 'c',
    columns: [{ heading: 'A', cell: () => '' }],
    rows: [],
    whenEmpty: 'None yet',
  })
  assert.match(made.toString(), /colspan="1">None yet/)
})

test('an estimate says its interval in words; unknown is not drawn', () => {
  const made = estimate({ value: 3, low: 1, high: 9, scale: [1, 40], says: 'rank' }).toString()
  assert.match(made, /likely 1 to 9/)
  assert.doesNotMatch(estimate({ value: null, low: 1, high: 2, scale: [0, 1] }).toString(), /svg/)
  assert.match(estimate({ value: 3, low: null, high: null, scale: [0, 1] }).toString(), /interval unknown/)
})

test('pages of a list lead to their neighbours and say what is shown', () => {
  const made = (page: number) =>
    pagination({ page, pageSize: 25, total: 1873, of: 'areas', hrefOf: (n) => `/?page=${n}` }).toString()
  assert.match(made(4), /<strong>76<\/strong> to <strong>100<\/strong> of <strong>1,873<\/strong> areas/)
  assert.deepEqual(
    [...made(4).matchAll(/aria-label="Page (\d+)"/g)].map(([, n]) => n),
    ['1', '3', '4', '5', '75'],
  )
  assert.doesNotMatch(made(1), /rel="prev"/)
  assert.doesNotMatch(made(75), /rel="next"/)
  assert.match(made(9999), /<strong>1,851<\/strong> to <strong>1,873<\/strong>/)
  assert.match(
    pagination({ page: 1, pageSize: 25, total: 0, of: 'areas', hrefOf: String }).toString(),
    /No areas/,
  )
})

test('progress is asked for only while it runs', () => {
  const work = { id: 'p', label: HOSTILE, share: 0.5, pollUrl: '/imports/1/progress' }
  const running = progress({ ...work, isFinished: false }).toString()
  safe(running)
  assert.match(running, /data-wm-progress="running" data-poll="\/imports\/1\/progress"/)
  assert.match(running, /value="50"/)
  const finished = progress({ ...work, isFinished: true }).toString()
  assert.doesNotMatch(finished, /data-poll/)
  assert.doesNotMatch(progress({ ...work, share: null, isFinished: false }).toString(), /value=/)
})

test('filters are a form that gets, with what is kept', () => {
  const made = filterPanel(
    {
      action: '/screening',
      heading: HOSTILE,
      kept: { sort: HOSTILE },
      selected: [{ text: HOSTILE, removeHref: HOSTILE }],
    },
    HOSTILE,
  )
  safe(made)
  assert.match(made.toString(), /method="get" action="\/screening"/)
  assert.match(made.toString(), /name="sort"/)
})

test('numbers are parted by thousands, and a small one is never shown as zero', () => {
  assert.equal(formatNumber(1204118), '1,204,118')
  assert.equal(formatNumber(24.14), '24.1')
  assert.equal(formatNumber(0.0042), '0.0042')
  assert.equal(formatNumber(0), '0')
})
