import type { PersonId } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { Brand } from '#core/brand.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { FrozenFigures } from '#core/screening/frozen-figures.ts'
import { MONTHS_FOR_LONG_TERM, type ScreenedArea, type Screening } from '#core/screening/screening.ts'

export type DecisionId = Brand<string, 'DecisionId'>

// draft ──► decided ──► signed off          Only a supervisor moves a draft or a returned decision to decided, only
//             │  ▲                          an inspector who did not decide moves it on or back. Withdrawn can be
//             ▼  │                          reached from draft, decided and returned. Signed off and withdrawn are
//           returned                        final.
export const DECISION_STATES = ['draft', 'decided', 'signed off', 'returned', 'withdrawn'] as const
export type DecisionState = (typeof DECISION_STATES)[number]

export const EXCEPTION_KINDS = ['short-period', 'outside-top-band'] as const
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number]

/** Who did something, as they were named at the time, and when. */
export type Signed = Readonly<{ by: PersonId; as: string; at: Date }>

/** Why one comparable area was not chosen. */
export type AreaReason = Readonly<{ areaCode: AreaCode; reason: string; version: number }>

/** A comparable area as it stood when the decision was made. */
export type Alternative = Readonly<{
  code: AreaCode
  name: string
  count: number
  rank: number
  rankLow: number
  rankHigh: number
  band: number
  wasShortlisted: boolean
  reason: string
}>

export type FrozenDecision = Readonly<{ figures: FrozenFigures; alternatives: readonly Alternative[] }>

/** What people write on a decision. Everything else about it follows from acts. */
export type DecisionText = Readonly<{
  reason: string
  placeName: string
  areaCodes: readonly AreaCode[]
  boundaryReason: string
  exceptions: Readonly<Record<ExceptionKind, string>>
  leadOfficerId: PersonId | null
  supervisorId: PersonId | null
}>

export type Decision = Readonly<{
  id: DecisionId
  screeningId: string
  state: DecisionState
  areaCode: AreaCode
  text: DecisionText
  reasons: readonly AreaReason[]
  drafted: Signed
  decided: Signed | null
  signedOff: Signed | null
  returned: (Signed & Readonly<{ why: string }>) | null
  withdrawn: (Signed & Readonly<{ why: string }>) | null
  frozen: FrozenDecision | null
  projectNumber: string | null
  version: number
  textVersion: number
}>

/** One line of a list of decisions. */
export type DecisionSummary = Readonly<{
  id: DecisionId
  screeningId: string
  screeningName: string
  state: DecisionState
  areaCode: AreaCode
  placeName: string
  draftedAs: string
  draftedAt: Date
  projectNumber: string | null
}>

/** A decision at the moment of its sign-off. */
export type SignedOffDecision = Decision &
  Readonly<{
    decided: NonNullable<Decision['decided']>
    signedOff: NonNullable<Decision['signedOff']>
    frozen: FrozenDecision
  }>

/** [D6] */
export function isEditable(decision: Pick<Decision, 'state'>): boolean {
  return decision.state === 'draft' || decision.state === 'returned'
}

/**
 * [D7] In rank order: every other shortlisted area, every area in the chosen one's band, every area ranked above it;
 * none that is part of the place. Empty when the chosen area is not in the screening.
 */
export function comparableAreas(
  screening: Pick<Screening, 'areas'>,
  shortlisted: readonly AreaCode[],
  place: Readonly<{ areaCode: AreaCode; areaCodes: readonly AreaCode[] }>,
): ScreenedArea[] {
  const chosen = screening.areas.find((area) => area.code === place.areaCode)
  if (!chosen) return []
  const inPlace = new Set([place.areaCode, ...place.areaCodes])
  const onList = new Set(shortlisted)
  return screening.areas
    .filter(
      (area) =>
        !inPlace.has(area.code) &&
        (onList.has(area.code) || area.band === chosen.band || area.rank < chosen.rank),
    )
    .sort((a, b) => a.rank - b.rank)
}

/** [D9] */
export function exceptionsNeeded(
  screening: Pick<Screening, 'areas' | 'monthsKnown'>,
  areaCode: AreaCode,
): ExceptionKind[] {
  const chosen = screening.areas.find((area) => area.code === areaCode)
  const needed: ExceptionKind[] = []
  if (screening.monthsKnown < MONTHS_FOR_LONG_TERM) needed.push('short-period')
  if (chosen && chosen.band > 1) needed.push('outside-top-band')
  return needed
}

/** One thing a decision still lacks before it can be made. */
export type Missing =
  | Readonly<{ what: 'area' | 'reason' | 'boundary-reason' | 'lead-officer' | 'supervisor' }>
  | Readonly<{ what: 'exception'; kind: ExceptionKind }>
  | Readonly<{ what: 'alternatives'; areas: readonly ScreenedArea[] }>

/** [D8] [D9] [D10] [D11] Empty when the decision can be made. */
export function whatIsMissing(
  decision: Pick<Decision, 'areaCode' | 'text' | 'reasons'>,
  screening: Screening,
  shortlisted: readonly AreaCode[],
): Missing[] {
  const { text, areaCode } = decision
  const missing: Missing[] = []
  if (!screening.areas.some((area) => area.code === areaCode)) missing.push({ what: 'area' })
  if (!text.reason.trim()) missing.push({ what: 'reason' })
  if (text.areaCodes.length > 1 && !text.boundaryReason.trim()) missing.push({ what: 'boundary-reason' })
  for (const kind of exceptionsNeeded(screening, areaCode))
    if (!text.exceptions[kind].trim()) missing.push({ what: 'exception', kind })
  const given = new Set(decision.reasons.map((reason) => reason.areaCode))
  const areas = comparableAreas(screening, shortlisted, { areaCode, areaCodes: text.areaCodes }).filter(
    (area) => !given.has(area.code),
  )
  if (areas.length) missing.push({ what: 'alternatives', areas })
  if (!text.leadOfficerId) missing.push({ what: 'lead-officer' })
  if (!text.supervisorId) missing.push({ what: 'supervisor' })
  return missing
}

/** [D12] The alternatives to freeze: each comparable area with the reason it was given. */
export function alternativesOf(
  decision: Pick<Decision, 'areaCode' | 'text' | 'reasons'>,
  screening: Screening,
  shortlisted: readonly AreaCode[],
): Alternative[] {
  const reasons = new Map(decision.reasons.map((reason) => [reason.areaCode, reason.reason]))
  const place = { areaCode: decision.areaCode, areaCodes: decision.text.areaCodes }
  return comparableAreas(screening, shortlisted, place).map((area) => ({
    code: area.code,
    name: area.name,
    count: area.count,
    rank: area.rank,
    rankLow: area.rankLow,
    rankHigh: area.rankHigh,
    band: area.band,
    wasShortlisted: shortlisted.includes(area.code),
    reason: reasons.get(area.code) ?? '',
  }))
}

export type Act = 'edit' | 'decide' | 'sign-off' | 'return' | 'withdraw'

export type ActRefusal =
  | 'not-your-role'
  | 'same-person'
  | 'not-editable'
  | 'not-decided'
  | 'already-signed-off'
  | 'withdrawn'

/** Why an act on a decision is refused; `changed`: it is not what its page showed [D14]. */
export type ActingRefusal = ActRefusal | 'absent' | 'changed' | 'incomplete'
/** Why a change to its words is refused. */
export type EditRefusal = ActRefusal | 'absent' | 'changed' | 'not-on-staff'

/** [D5] [D6] Whether the state allows the act; who may do it is in `decision.access.ts`. */
export function stateAllows(decision: Pick<Decision, 'state'>, act: Act): Outcome<true, ActRefusal> {
  if (decision.state === 'withdrawn') return refused('withdrawn')
  if (decision.state === 'signed off') return refused('already-signed-off')
  if ((act === 'edit' || act === 'decide') && !isEditable(decision)) return refused('not-editable')
  if ((act === 'sign-off' || act === 'return') && decision.state !== 'decided') return refused('not-decided')
  return done(true)
}
