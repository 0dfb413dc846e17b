// Bank holidays of England and Wales as gov.uk/bank-holidays lists them. They follow from the Banking and Financial
// Dealings Act 1971 and its proclamations: the rules below hold from 1978, when the early May holiday began. What a
// proclamation moved or added once is data.
const MOVED: Readonly<Record<string, string>> = {
  '1995-05-01': '1995-05-08',
  '2002-05-27': '2002-06-04',
  '2012-05-28': '2012-06-04',
  '2020-05-04': '2020-05-08',
  '2022-05-30': '2022-06-02',
}
const ONCE: readonly (readonly [day: string, name: string])[] = [
  ['1981-07-29', 'Royal wedding'],
  ['1999-12-31', 'Millennium Eve'],
  ['2002-06-03', 'Golden Jubilee'],
  ['2011-04-29', 'Royal wedding'],
  ['2012-06-05', 'Diamond Jubilee'],
  ['2022-06-03', 'Platinum Jubilee'],
  ['2022-09-19', 'State Funeral of Queen Elizabeth II'],
  ['2023-05-08', 'Coronation of King Charles III'],
]

const DAY_MS = 86_400_000
const [SUNDAY, MONDAY, SATURDAY] = [0, 1, 6]

/**
 * The bank holidays of England and Wales in a year from 1978, by day (`YYYY-MM-DD`) in order, each with its name. A
 * holiday that a proclamation still to come will add is not among them: see `extra` of the functions below.
 */
export function bankHolidays(year: number): ReadonlyMap<string, string> {
  const known = HOLIDAYS.get(year)
  if (known) return known
  const easter = easterSunday(year)
  const days: [string, string][] = [
    [substitute(`${year}-01-01`), 'New Year’s Day'],
    [shift(easter, -2), 'Good Friday'],
    [shift(easter, 1), 'Easter Monday'],
    [firstMonday(`${year}-05-01`), 'Early May bank holiday'],
    [lastMonday(`${year}-05-31`), 'Spring bank holiday'],
    [lastMonday(`${year}-08-31`), 'Summer bank holiday'],
    ...christmas(year),
  ]
  const holidays = new Map(
    [
      ...days.map(([day, name]): [string, string] => [MOVED[day] ?? day, name]),
      ...ONCE.filter(([day]) => day.startsWith(`${year}-`)),
    ].sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  HOLIDAYS.set(year, holidays)
  return holidays
}
const HOLIDAYS = new Map<number, ReadonlyMap<string, string>>()

/** False on Saturdays, Sundays, bank holidays of England and Wales, and the `extra` days given. */
export function isWorkingDay(day: string, extra: readonly string[] = []): boolean {
  const weekday = weekdayOf(day)
  return (
    weekday !== SATURDAY &&
    weekday !== SUNDAY &&
    !bankHolidays(Number(day.slice(0, 4))).has(day) &&
    !extra.includes(day)
  )
}

/** The last of so many working days that follow a day: the day itself is not counted. None gives the day back. */
export function addWorkingDays(day: string, count: number, extra: readonly string[] = []): string {
  let reached = day
  for (let left = count; left > 0; ) {
    reached = shift(reached, 1)
    if (isWorkingDay(reached, extra)) left--
  }
  return reached
}

/**
 * How many working days follow `from` up to `to`, the last included: what is left from today until something is due.
 * Below 0 where `to` is before `from`: how many have gone by since. Cost grows with the days between.
 */
export function workingDaysUntil(from: string, to: string, extra: readonly string[] = []): number {
  if (to < from) return -workingDaysUntil(to, from, extra)
  let count = 0
  for (let day = from; day < to; ) {
    day = shift(day, 1)
    if (isWorkingDay(day, extra)) count++
  }
  return count
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

/** `Tuesday 8 December`: for days near enough that nobody asks which year. */
export function weekdayInWords(day: string): string {
  return WEEKDAY.format(new Date(`${day}T00:00:00Z`)).replace(',', '')
}

// A holiday on a weekend is kept on the next Monday.
function substitute(day: string): string {
  const weekday = weekdayOf(day)
  return weekday === SATURDAY ? shift(day, 2) : weekday === SUNDAY ? shift(day, 1) : day
}

// Two in a row: a substitute never falls on the other, which is kept on its own day where that is a weekday.
function christmas(year: number): [string, string][] {
  const [first, second] = [`${year}-12-25`, `${year}-12-26`]
  const kept = { [SATURDAY]: [`${year}-12-27`, `${year}-12-28`], [SUNDAY]: [`${year}-12-27`, second] }[
    weekdayOf(first)
  ] ?? [first, substitute(second)]
  return [
    [kept[0]!, 'Christmas Day'],
    [kept[1]!, 'Boxing Day'],
  ]
}

// The anonymous Gregorian computus: Meeus, Astronomical Algorithms, 2nd edition, chapter 8.
function easterSunday(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function firstMonday(from: string): string {
  return shift(from, (MONDAY - weekdayOf(from) + 7) % 7)
}

function lastMonday(until: string): string {
  return shift(until, -((weekdayOf(until) - MONDAY + 7) % 7))
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
