import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as Y from 'yjs'
import { type Element, inSight, roomAt, SHEET, SPOTS, spotOf } from '#core/picture/element.ts'
import { linesOf } from './drawing.view.ts'
import {
  addElement,
  addLink,
  changedBy,
  changeElement,
  openPictureDoc,
  readPicture,
  removeLink,
} from './picture-doc.ts'

const element = (id: string, parts: Partial<Element> = {}) => ({
  id,
  kind: 'note' as const,
  words: id,
  x: 0,
  y: 0,
  width: 200,
  height: 100,
  addedBy: 'Olu Fficer, PCSO',
  addedAt: '2026-03-02T10:00:00.000Z',
  ...parts,
})

test('[PI7] what is put at a spot lies in that ninth while there is room, and on nothing else', () => {
  for (const { spot } of SPOTS) {
    const taken: Pick<Element, 'x' | 'y' | 'width' | 'height'>[] = []
    for (let at = 0; at < 3; at++) taken.push(roomAt(spot, 'watcher', taken))
    for (const [at, one] of taken.entries()) {
      assert.equal(spotOf(one), spot)
      for (const other of taken.slice(at + 1))
        assert.ok(
          one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y,
        )
    }
  }
})

test('every place has a spot, also beyond the sheet', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 9000 }), fc.integer({ min: -5000, max: 9000 }), (x, y) => {
      const spot = spotOf({ x, y, width: 0, height: 0 })
      if (x < 0 && y < 0) assert.equal(spot, 'top-left')
      if (x > SHEET.width && y > SHEET.height) assert.equal(spot, 'bottom-right')
      assert.ok(SPOTS.some((one) => one.spot === spot))
    }),
  )
})

test('[PI6] one person moves what another rewords, in any order, and both have their way', () => {
  const start = openPictureDoc([])
  const begun = changedBy(start, () => addElement(start, element('a')))!
  const [one, other] = [openPictureDoc([begun]), openPictureDoc([begun])]
  const moved = changedBy(one, () => changeElement(one, 'a', { x: 400 }))!
  const reworded = changedBy(other, () => changeElement(other, 'a', { words: 'The light is broken' }))!
  for (const order of [
    [begun, moved, reworded],
    [reworded, begun, moved],
    [moved, reworded, begun, moved],
  ]) {
    const [there] = readPicture(openPictureDoc(order)).elements
    assert.deepEqual([there?.x, there?.words], [400, 'The light is broken'])
  }
})

test('a change that changes nothing is nothing to keep', () => {
  const doc = openPictureDoc([])
  changedBy(doc, () => addElement(doc, element('a')))
  assert.equal(
    changedBy(doc, () => changeElement(doc, 'a', { words: 'a' })),
    null,
  )
  assert.equal(changeElement(doc, 'b', { words: 'b' }), false)
})

test('[PI5] what is taken off takes its links with it and brings them back', () => {
  const doc = openPictureDoc([])
  changedBy(doc, () => {
    addElement(doc, element('a'))
    addElement(doc, element('b', { x: 300 }))
    addLink(doc, { id: 'l', from: 'a', to: 'b', words: 'noise' })
  })
  changeElement(doc, 'b', { goneAt: '2026-03-02T11:00:00.000Z' })
  assert.deepEqual(inSight(readPicture(doc)).links, [])
  assert.equal(readPicture(doc).elements.length, 2)
  changeElement(doc, 'b', { goneAt: null })
  assert.deepEqual(
    inSight(readPicture(doc)).links.map(({ words }) => words),
    ['noise'],
  )
  assert.equal(removeLink(doc, 'l'), true)
  assert.equal(removeLink(doc, 'l'), false)
})

test('[PI8] what no page could have drawn is not shown, and harms nothing', () => {
  const doc = new Y.Doc()
  const elements = doc.getMap('elements')
  const links = doc.getMap('links')
  doc.transact(() => {
    elements.set('text', 'not a map')
    elements.set('kindless', new Y.Map([['words', 'x']]))
    elements.set(
      'odd',
      new Y.Map<unknown>([
        ['kind', 'note'],
        ['x', 'far'],
        ['y', Number.NaN],
        ['words', { html: 1 }],
      ]),
    )
    links.set(
      'nowhere',
      new Y.Map([
        ['from', 'odd'],
        ['to', 'missing'],
      ]),
    )
    links.set('text', 'not a map')
  })
  const { elements: shown, links: leads } = readPicture(doc)
  assert.deepEqual(
    shown.map(({ id, x, y, words }) => [id, x, y, words]),
    [['odd', 0, 0, '']],
  )
  assert.deepEqual(leads, [])
})

test('[PI1] the list reads as a page does', () => {
  const doc = openPictureDoc([])
  changedBy(doc, () => {
    addElement(doc, element('low', { x: 0, y: 900 }))
    addElement(doc, element('right', { x: 800, y: 10 }))
    addElement(doc, element('left', { x: 10, y: 60 }))
  })
  assert.deepEqual(
    readPicture(doc).elements.map(({ id }) => id),
    ['left', 'right', 'low'],
  )
})

test('words on a drawing keep to their lines, and say where there is more', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 80, max: 400 }), (words, width) => {
      const lines = linesOf(words, width)
      assert.ok(lines.length <= 4)
      const most = Math.max(4, Math.floor(width / (30 * 0.52)))
      for (const line of lines) assert.ok(line.length <= most, line)
    }),
  )
  assert.deepEqual(linesOf('We said so two years ago', 300), ['We said so two', 'years ago'])
  assert.equal(linesOf('one two three four five six seven eight nine ten', 90).at(-1)?.at(-1), '…')
})
