import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { govuk, moj, type Params } from '#ui/govuk.view.ts'
import { html, isHtml, trustedHtml } from '#ui/html.view.ts'

const HOSTILE = '"><script>alert(1)</script>\'&'
const require = createRequire(import.meta.url)

// Options that the templates print raw are given markup; everything else that is text becomes hostile.
function hostile(value: unknown, key = ''): unknown {
  const isMarkup = key === 'html' || key.endsWith('Html')
  if (typeof value === 'string')
    return isMarkup ? html`<b>safe</b>` : key === 'headingLevel' ? value : HOSTILE
  if (key === 'slots') return undefined
  if (key === 'attributes') return { 'data-note': HOSTILE }
  if (Array.isArray(value)) return value.map((item) => hostile(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hostile(inner, name)]))
}

test('every option of every GOV.UK component prints hostile text as text', () => {
  const folder = `${dirname(require.resolve('govuk-frontend/package.json'))}/dist/govuk/components`
  let tried = 0
  for (const [camel, component] of Object.entries(govuk)) {
    const name = camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const { fixtures } = JSON.parse(readFileSync(`${folder}/${name}/fixtures.json`, 'utf8')) as {
      fixtures: { name: string; options: object }[]
    }
    for (const fixture of fixtures) {
      const markup = component(hostile(fixture.options) as Params).toString()
      assert.doesNotMatch(markup, /<script>alert/, `${name}: ${fixture.name}`)
      assert.doesNotMatch(markup, /"><script/, `${name}: ${fixture.name}`)
      tried++
    }
  }
  assert.ok(tried > 300, `${tried} fixtures were tried`)
})

test('every option that MOJ components print is text unless it is made as markup', () => {
  const text = {
    text: HOSTILE,
    html: undefined,
    classes: HOSTILE,
    href: HOSTILE,
    attributes: { 'data-x': HOSTILE },
  }
  const params = {
    ...text,
    id: HOSTILE,
    name: HOSTILE,
    label: text,
    hint: text,
    title: HOSTILE,
    heading: text,
    legend: text,
    items: [{ ...text, label: text, items: [text] }],
    sections: [{ heading: text, items: [text] }],
    variant: HOSTILE,
    dismissText: HOSTILE,
    selectedFilters: { heading: text, clearLink: text, categories: [{ heading: text, items: [text] }] },
    submit: text,
    results: { from: HOSTILE, to: HOSTILE, count: HOSTILE, text: HOSTILE },
    previous: text,
    next: text,
  } as unknown as Params
  for (const [name, component] of Object.entries(moj)) {
    const labelled = name === 'progressBar' || name === 'subNavigation' || name === 'sideNavigation'
    const markup = component(labelled ? { ...params, label: HOSTILE } : params).toString()
    assert.doesNotMatch(markup, /<script>alert/, name)
    assert.doesNotMatch(markup, /"><script/, name)
  }
})

test('a string can never stand where markup is printed raw', () => {
  const refused = (params: object) => assert.throws(() => govuk.button(params as Params), /takes markup/)
  refused({ html: '<b>x</b>' })
  refused({ html: ['<b>x</b>'] })
  assert.throws(
    () => govuk.details({ summaryText: 'x', summaryHtml: '<b>x</b>' } as unknown as Params),
    /takes markup/,
  )
  assert.throws(
    () => govuk.serviceNavigation({ slots: { start: '<b>x</b>' }, navigation: [] } as unknown as Params),
    /takes markup/,
  )
  assert.throws(
    () => govuk.button({ text: 'x', attributes: ' onclick="x"' } as unknown as Params),
    /takes names with values/,
  )
  assert.throws(() => govuk.table({ rows: [[{ html: '<b>x</b>' }]] } as unknown as Params), /takes markup/)
})

test('an object that only looks like text is no way round', () => {
  const sly = { toString: () => '<script>alert(1)</script>' }
  assert.doesNotMatch(govuk.button({ text: sly } as unknown as Params).toString(), /<script>/)
})

test('markup given as text is escaped rather than trusted', () => {
  const markup = govuk.tag({ text: trustedHtml('<b>x</b>') }).toString()
  assert.doesNotMatch(markup, /<b>/)
})

test('a component is markup and goes into a page as it is', () => {
  const made = govuk.tag({ text: 'Top band' })
  assert.ok(isHtml(made))
  assert.match(html`<p>${made}</p>`.toString(), /<p>\s*<strong class="govuk-tag">\s*Top band/)
})
