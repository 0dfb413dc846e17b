import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Element } from '#core/picture/element.ts'
import { pictureDrawing } from './drawing.view.ts'
import { picturePart } from './picture-part.view.ts'

const part = (id: string, x: number): Element => ({
  id,
  kind: 'place',
  words: id,
  x,
  y: 0,
  width: 200,
  height: 100,
  addedBy: 'Olu Fficer, PCSO',
  addedAt: '2026-03-02T10:00:00.000Z',
  goneAt: null,
})

test('[PI1] a link is drawn on top, so that it does not seem to end at what lies between its ends', () => {
  const elements = [part('gate', 0), part('yard', 300), part('steps', 600)]
  const links = [{ id: 'l', from: 'gate', to: 'steps', words: '' }]
  const drawn = pictureDrawing({ elements, links }, 'The yard').toString()
  assert.ok(drawn.indexOf('wm-picture__link') > drawn.lastIndexOf('wm-picture__place'))
})

test('[PI2] an empty picture leads straight to putting something on it, for whoever may', () => {
  const empty = { at: '/p', title: 'The yard', shown: { elements: [], links: [] } }
  assert.match(picturePart({ ...empty, mayDraw: true }).toString(), /href="\/p\/elements\/new"/)
  assert.doesNotMatch(picturePart({ ...empty, mayDraw: true }).toString(), /as a list/)
  assert.doesNotMatch(picturePart({ ...empty, mayDraw: false }).toString(), /href/)
})
