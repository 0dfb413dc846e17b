import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addWorkingDays,
  bankHolidays,
  isWorkingDay,
  weekdayInWords,
  workingDaysUntil,
} from './working-days.ts'

// As gov.uk/bank-holidays lists them for England and Wales.
const LISTED: Readonly<Record<number, string>> = {
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

test('bank holidays of England and Wales are the published ones, with substitutes, moves and single ones', () => {
  for (const [year, days] of Object.entries(LISTED))
    assert.equal([...bankHolidays(Number(year)).keys()].map((day) => day.slice(5)).join(' '), days, year)
  assert.equal(bankHolidays(2022).get('2022-09-19'), 'State Funeral of Queen Elizabeth II')
  assert.equal(bankHolidays(2012).has('2012-06-04') && bankHolidays(2012).has('2012-06-05'), true)
  assert.equal(bankHolidays(2012).has('2012-05-28'), false)
  assert.equal(bankHolidays(2022).get('2022-12-27'), 'Christmas Day')
})

test('three working days from the Thursday before Easter 2026 end on the Thursday after', () => {
  assert.equal(addWorkingDays('2026-04-02', 3), '2026-04-09')
  assert.equal(addWorkingDays('2026-12-24', 1), '2026-12-29')
  assert.equal(addWorkingDays('2026-11-21', 1), '2026-11-23')
  assert.equal(workingDaysUntil('2026-12-03', '2026-12-08'), 3)
  assert.equal(workingDaysUntil('2026-12-08', '2026-12-03'), -3)
})

test('a day that a force adds is not counted', () => {
  assert.equal(addWorkingDays('2026-06-01', 1), '2026-06-02')
  assert.equal(addWorkingDays('2026-06-01', 1, ['2026-06-02']), '2026-06-03')
})

test('a day in words', () => {
  assert.equal(weekdayInWords('2026-12-08'), 'Tuesday 8 December')
})

const days = fc
  .date({ min: new Date('1978-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const counts = fc.integer({ min: 1, max: 60 })

test('properties: what is added ends on a working day, is counted back the same, and is added in parts', () => {
  fc.assert(
    fc.property(days, counts, counts, (day, a, b) => {
      const due = addWorkingDays(day, a)
      assert.ok(isWorkingDay(due))
      assert.ok(due > day)
      assert.equal(workingDaysUntil(day, due), a)
      assert.equal(addWorkingDays(due, b), addWorkingDays(day, a + b))
    }),
  )
})

test('properties: eight holidays a year or more, never on a weekend, all within the year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1978, max: 2200 }), (year) => {
      const holidays = [...bankHolidays(year).keys()]
      assert.ok(holidays.length >= 8 && holidays.length <= 11)
      for (const day of holidays) {
        assert.ok(day.startsWith(`${year}-`))
        assert.ok(![0, 6].includes(new Date(day).getUTCDay()), day)
      }
    }),
  )
})
