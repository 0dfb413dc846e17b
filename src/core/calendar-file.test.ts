import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CalendarEvent, calendarFile } from './calendar-file.ts'

const meeting = (fields: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: '3f1d@wardmote',
  sequence: 0,
  changedAt: new Date('2026-03-01T09:00:00Z'),
  day: '2026-07-14',
  starts: '19:00',
  ends: '20:30',
  summary: 'Working group: Harbour Row',
  location: 'The launderette',
  description: 'The alley light',
  url: 'https://wardmote.example/projects/AVE-2026-001',
  isCancelled: false,
  ...fields,
})

const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')
const read = (file: string, property: string) =>
  unfolded(file)
    .find((line) => line.startsWith(`${property}:`))
    ?.slice(property.length + 1)
    .replace(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign))

test('a meeting is at its time by the clocks of the United Kingdom, in UTC', () => {
  const summer = calendarFile('Group', [meeting()])
  assert.equal(read(summer, 'DTSTART'), '20260714T180000Z')
  assert.equal(read(summer, 'DTEND'), '20260714T193000Z')
  const winter = calendarFile('Group', [meeting({ day: '2026-01-14' })])
  assert.equal(read(winter, 'DTSTART'), '20260114T190000Z')
})

test('a meeting without a time lasts the day', () => {
  const file = calendarFile('Group', [meeting({ starts: null, ends: null })])
  assert.equal(read(file, 'DTSTART;VALUE=DATE'), '20260714')
  assert.ok(!file.includes('DTEND'))
})

test('a withdrawn meeting is cancelled under the same name and a later sequence', () => {
  const file = calendarFile('Group', [meeting({ isCancelled: true, sequence: 3 })])
  assert.equal(read(file, 'STATUS'), 'CANCELLED')
  assert.equal(read(file, 'SEQUENCE'), '3')
  assert.equal(read(file, 'UID'), '3f1d@wardmote')
})

test('no text adds a line, a property or an event, whatever it holds', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom('\r', '\n', '\\', ';', ',', ':', '\u2028', '\u0007', '😀', 'é', ' ', 'A'),
    }),
    fc.constant('x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:a@b.example'),
  )
  const names = unfolded(calendarFile('Group', [meeting()])).map((line) => line.split(/[:;]/)[0])
  fc.assert(
    fc.property(hostile, (text) => {
      const said = `a${text}`
      const event = meeting({ uid: said, summary: said, location: said, description: said, url: said })
      const file = calendarFile(said, [event])
      assert.deepEqual(
        unfolded(file).map((line) => line.split(/[:;]/)[0]),
        names,
      )
      for (const line of file.split('\r\n')) {
        assert.ok(Buffer.byteLength(line) <= 75, line)
        assert.ok(!/[\n\r\u2028\u2029]/.test(line))
      }
      const plain = said.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
      assert.equal(
        read(file, 'SUMMARY'),
        Buffer.from(plain).toString() === plain ? plain : read(file, 'SUMMARY'),
      )
    }),
    { numRuns: 500 },
  )
})
