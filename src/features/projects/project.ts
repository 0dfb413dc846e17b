import type { PersonId } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { Brand } from '#core/brand.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import type { RecordedEscalation } from '#core/record/recorded-escalation.ts'
import type { RecordedFile } from '#core/record/recorded-file.ts'
import type { RecordedRound } from '#core/record/recorded-round.ts'
import type { FrozenFigures } from '#core/screening/frozen-figures.ts'

export type ProjectId = Brand<string, 'ProjectId'>
/** As people say it: `AVE-2026-001`. Unique in its force. */
export type ProjectNumber = Brand<string, 'ProjectNumber'>

export const PROJECT_STATES = ['open', 'closed'] as const
export type ProjectState = (typeof PROJECT_STATES)[number]

export const STEP_STATES = [
  'not started',
  'in progress',
  'ready for sign-off',
  'signed off',
  'reopened',
] as const
export type StepState = (typeof STEP_STATES)[number]

/** Who, as named at the time, and when (ISO instant): part of a record that never changes. */
export type FrozenSignature = Readonly<{ by: string; as: string; at: string }>

/** The decision a project stands on, as it was signed off [P10]. */
export type DecisionRecord = Readonly<{
  id: string
  reason: string
  boundaryReason: string
  exceptions: readonly Readonly<{ kind: 'short-period' | 'outside-top-band'; text: string }>[]
  prepared: FrozenSignature
  decided: FrozenSignature
  signedOff: FrozenSignature
  alternatives: readonly Readonly<{
    code: string
    name: string
    count: number
    rank: number
    rankLow: number
    rankHigh: number
    band: number
    wasShortlisted: boolean
    reason: string
  }>[]
}>

/** What opening a project takes. */
export type Opening = Readonly<{
  placeName: string
  areaCode: AreaCode
  areaCodes: readonly AreaCode[]
  figures: FrozenFigures
  decision: DecisionRecord
  leadOfficerId: PersonId
  supervisorId: PersonId
}>

/** Somebody on a team as a record tells it; days are `YYYY-MM-DD`. */
export type RecordedMember = Readonly<{
  name: string
  rank: string | null
  part: Part
  fromOn: string
  untilOn: string | null
  endReason: string | null
}>

/** [P31] What an imported project keeps of the record it came with, beside what has rows of its own. Instants are ISO. */
export type Imported = Readonly<{
  /** The number it had. */
  number: string
  /** The force, as the record names it. */
  force: string
  /** Who imported it, as named at the time. */
  by: string
  at: string
  opened: Readonly<{ at: string; by: string }>
  /** Who answered for a step, by its number. */
  owners: Readonly<Record<string, string>>
  team: readonly RecordedMember[]
  history: readonly Readonly<{ at: string; by: string | null; action: string }>[]
  /** Raised, and rated, before it came here: nobody here answers or rates them. */
  escalations: readonly RecordedEscalation[]
  ratings: readonly RecordedRound[]
  /** Files that the record names and that did not come with it. */
  filesNotHere: readonly RecordedFile[]
}>

export type Project = Readonly<{
  id: ProjectId
  number: ProjectNumber
  state: ProjectState
  /** Every reading is logged [P16]. */
  isSensitive: boolean
  placeName: string
  areaCode: AreaCode
  areaCodes: readonly AreaCode[]
  templateVersion: number
  openedAt: Date
  openedByName: string
  figures: FrozenFigures
  decision: DecisionRecord
  /** [P31] `null` for a project that a decision opened here. */
  imported: Imported | null
  steps: readonly StepRecord[]
  version: number
}>

export type StepRecord = Readonly<{
  step: StepNumber
  state: StepState
  /** Who answers for it, when somebody does [P20]. */
  owner: Readonly<{ id: PersonId; name: string }> | null
  /** Who said last that it was ready to be signed off. */
  ready: Readonly<{ by: PersonId; as: string; at: Date }> | null
  signedOff: Readonly<{ by: PersonId; as: string; at: Date }> | null
  reopened: Readonly<{ by: PersonId; as: string; at: Date; why: string }> | null
  version: number
}>

export const PARTS = [
  'lead officer',
  'supervisor',
  'officer',
  'analyst',
  'coach',
  'partner',
  'resident',
] as const
export type Part = (typeof PARTS)[number]

/** One person in one part of a project for a period; days are `YYYY-MM-DD`. */
export type Member = Readonly<{
  id: string
  personId: PersonId
  name: string
  rank: string | null
  part: Part
  fromOn: string
  untilOn: string | null
  endReason: string | null
  version: number
}>

/** Somebody who can be put on a team. */
export type Candidate = Readonly<{
  personId: PersonId
  name: string
  rank: string | null
  organisation: string
}>

/** Why a change to the team is refused. */
export type TeamRefusal =
  | 'not-your-role'
  | 'not-on-staff'
  | 'already-in-part'
  | 'absent'
  | 'changed'
  | 'before-start'
  | 'closed'

/** One line of the list of projects. */
export type ProjectSummary = Readonly<{
  number: ProjectNumber
  placeName: string
  areaCode: AreaCode
  state: ProjectState
  openedAt: Date
  leadOfficer: string | null
  stepOne: StepState
}>

export type ProjectFilter = Readonly<{
  search?: string | undefined
  state?: ProjectState | undefined
  /** A code of the place, or of an area above it. */
  area?: string | undefined
}>

/** [P3] `averley`, 2026, 1 → `AVE-2026-001`. Sequences past 999 grow a digit. */
export function projectNumber(forceSlug: string, year: number, sequence: number): ProjectNumber {
  const letters = forceSlug.replaceAll('-', '').slice(0, 3).toUpperCase()
  return `${letters}-${year}-${String(sequence).padStart(3, '0')}` as ProjectNumber
}

/** `null` unless the text is shaped like a project's number. Letters may be typed small. */
export function parseProjectNumber(text: string): ProjectNumber | null {
  const upper = text.toUpperCase()
  return /^[A-Z0-9]{1,3}-\d{4}-\d{3,9}$/.test(upper) ? (upper as ProjectNumber) : null
}
