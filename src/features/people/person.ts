import type { ForceId, PersonId, Rank, Role } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'

export const ORGANISATION_KINDS = [
  'force',
  'council',
  'housing',
  'business',
  'charity',
  'health',
  'education',
  'residents',
  'other',
] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export const ORGANISATION_KIND_WORDS: Readonly<Record<OrganisationKind, string>> = {
  force: 'Police force',
  council: 'Council',
  housing: 'Housing association',
  business: 'Business',
  charity: 'Charity',
  health: 'Health service',
  education: 'School or college',
  residents: "Residents' association",
  other: 'Something else',
}

export type Organisation = Readonly<{ id: string; name: string; kind: OrganisationKind; people: number }>

/** A role for an area (null: the whole force) from a day to a day, both held; no last day means without end. */
export type RolePeriod = Readonly<{
  id: string
  role: Role
  areaCode: string | null
  areaName: string | null
  fromOn: string
  untilOn: string | null
}>

export type Person = Readonly<{
  id: PersonId
  forceId: ForceId
  organisationId: string
  organisationName: string
  name: string
  email: string
  rank: Rank | null
  isActive: boolean
  version: number
  roles: readonly RolePeriod[]
}>

/** What an editor changes in one go. */
export type PersonDetails = Readonly<{
  organisationId: string
  name: string
  email: string
  rank: Rank | null
}>

export type RoleRefusal = 'ends-before-it-begins' | 'administrator-has-no-area' | 'held-already'

/** [PE4] Whether this role can be given beside those held. Days are `YYYY-MM-DD` and compare as text. */
export function mayHold(
  held: readonly RolePeriod[],
  fresh: Pick<RolePeriod, 'role' | 'areaCode' | 'fromOn' | 'untilOn'>,
): Outcome<true, RoleRefusal> {
  if (fresh.untilOn !== null && fresh.untilOn < fresh.fromOn) return refused('ends-before-it-begins')
  if (fresh.role === 'administrator' && fresh.areaCode !== null) return refused('administrator-has-no-area')
  const overlaps = held.some(
    (period) =>
      period.role === fresh.role &&
      period.areaCode === fresh.areaCode &&
      (fresh.untilOn === null || period.fromOn <= fresh.untilOn) &&
      (period.untilOn === null || period.untilOn >= fresh.fromOn),
  )
  return overlaps ? refused('held-already') : done(true)
}

const DAY_MS = 86_400_000
const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)

/** [PE10] Days held up to and including `today`; a day with two periods counts once, and days to come do not. */
export function tenureDays(
  periods: readonly Pick<RolePeriod, 'fromOn' | 'untilOn'>[],
  today: string,
): number {
  const last = dayNumber(today)
  const spans = periods
    .map(
      ({ fromOn, untilOn }) =>
        [dayNumber(fromOn), Math.min(untilOn ? dayNumber(untilOn) : last, last)] as const,
    )
    .filter(([from, until]) => from <= until)
    .sort(([a], [b]) => a - b)
  let days = 0
  let countedTo = Number.NEGATIVE_INFINITY
  for (const [from, until] of spans) {
    days += Math.max(0, until - Math.max(from, countedTo + 1) + 1)
    countedTo = Math.max(countedTo, until)
  }
  return days
}

/** `2 years 3 months`, in months of average length; days under two months. */
export function tenureInWords(days: number): string {
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
  const months = Math.floor(days / (365.25 / 12))
  if (months < 2) return counted(days, 'day')
  const years = Math.floor(months / 12)
  const rest = months % 12
  return [years ? counted(years, 'year') : '', rest ? counted(rest, 'month') : ''].filter(Boolean).join(' ')
}
