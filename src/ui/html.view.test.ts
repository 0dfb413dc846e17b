import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, html, nothing } from './html.view.ts'

test('any text at all comes back as the same text and never as markup', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const inside = html`<p title="${text}">${text}</p>`
        .toString()
        .slice('<p title="'.length, -'</p>'.length)
      assert.doesNotMatch(inside.replace('">', ''), /[<>"']/)
      const shown = inside.split('">').at(-1)!
      const read = shown.replace(/&lt;|&gt;|&quot;|&#39;|&amp;/g, (entity) => ENTITIES[entity]!)
      assert.equal(read, text)
    }),
  )
})
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

test('lists are joined, absence prints nothing and zero prints zero', () => {
  assert.equal(html`${[1, [2, html`<b>3</b>`]]}${null}${undefined}${false}${0}`.toString(), '12<b>3</b>0')
})

test('a promise is refused', () => {
  assert.throws(() => html`${Promise.resolve('x') as unknown as string}`, /not promises/)
})

test('attributes leave out what is absent and escape what is there', () => {
  const made = attributes({ open: true, hidden: false, title: '"', width: 0, id: null })
  assert.equal(made.toString(), ' open title="&quot;" width="0"')
  assert.equal(attributes({}).toString(), nothing.toString())
})
