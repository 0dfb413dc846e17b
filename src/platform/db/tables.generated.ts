// Written by `node scripts/generate-tables.ts` from the migrated database. Do not edit.
import type { ColumnType } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: what a jsonb column holds is parsed by the store that reads it
type Json = any

export interface AccountAttempt {
  key: string
  attempts: number
  last_at: ColumnType<Date, Date | string, Date | string>
  blocked_until: ColumnType<Date, Date | string, Date | string>
}

export interface AccountLink {
  token_hash: string
  account_id: string
  expires_at: ColumnType<Date, Date | string, Date | string>
}

export interface AccountLogin {
  id: string
  password_hash: string | null
  password_set_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  totp_sealed: string | null
  totp_confirmed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  totp_last_step: ColumnType<number, number | undefined, number>
  created_at: ColumnType<Date, Date | string, Date | string>
}

export interface AccountRecoveryCode {
  account_id: string
  code_hash: string
}

export interface AccountSession {
  token_hash: string
  id: ColumnType<string, string | undefined, string>
  account_id: string
  awaits_code: boolean
  method: string
  device: string
  started_at: ColumnType<Date, Date | string, Date | string>
  seen_at: ColumnType<Date, Date | string, Date | string>
  expires_at: ColumnType<Date, Date | string, Date | string>
}

export interface Area {
  force_id: string
  code: string
  kind: string
  name: string
  parent_code: string | null
  vintage: string | null
}

export interface Attachment {
  force_id: string
  id: string
  project_id: string
  entry_id: string
  name: string
  type: string
  bytes: number
  sha256: string
  shows: string
  width: number | null
  height: number | null
  thumbnail_sha256: string | null
  added_by: string
  added_as: string
  added_at: ColumnType<Date, Date | string, Date | string>
  withdrawn_by: string | null
  withdrawn_as: string | null
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  withdraw_reason: string | null
}

export interface AuditEntry {
  force_id: string
  sequence: number
  at: ColumnType<Date, Date | string, Date | string>
  person_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  before: ColumnType<Json, string | null, string | null>
  after: ColumnType<Json, string | null, string | null>
  previous_hash: string
  hash: string
}

export interface AuditHead {
  force_id: string
  sequence: ColumnType<number, number | undefined, number>
  hash: ColumnType<string, string | undefined, string>
}

export interface BriefLink {
  force_id: string
  id: string
  project_id: string
  token_hash: string
  made_for: string
  expires_at: ColumnType<Date, Date | string, Date | string>
  made_by: string
  made_as: string
  made_at: ColumnType<Date, Date | string, Date | string>
  revoked_as: string | null
  revoked_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  opened: ColumnType<number, number | undefined, number>
  last_opened_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Decision {
  force_id: string
  id: string
  screening_id: string
  state: string
  area_code: string
  area_codes: string[]
  place_name: string
  boundary_reason: ColumnType<string, string | undefined, string>
  reason: ColumnType<string, string | undefined, string>
  exception_short_period: ColumnType<string, string | undefined, string>
  exception_outside_top_band: ColumnType<string, string | undefined, string>
  lead_officer_id: string | null
  supervisor_id: string | null
  drafted_by: string
  drafted_as: string
  drafted_at: ColumnType<Date, Date | string, Date | string>
  decided_by: string | null
  decided_as: string | null
  decided_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  signed_off_by: string | null
  signed_off_as: string | null
  signed_off_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  returned_by: string | null
  returned_as: string | null
  returned_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  return_reason: string | null
  withdrawn_by: string | null
  withdrawn_as: string | null
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  withdraw_reason: string | null
  frozen: ColumnType<Json, string | null, string | null>
  project_number: string | null
  version: ColumnType<number, number | undefined, number>
  text_version: ColumnType<number, number | undefined, number>
}

export interface DecisionReason {
  force_id: string
  decision_id: string
  area_code: string
  reason: string
  written_by: string
  written_at: ColumnType<Date, Date | string, Date | string>
  version: ColumnType<number, number | undefined, number>
}

export interface Draft {
  force_id: string
  person_id: string
  form: string
  page: string
  fields: ColumnType<Json, string, string>
  saved_at: ColumnType<Date, Date | string, Date | string>
}

export interface Escalation {
  force_id: string
  id: string
  project_id: string | null
  issue_id: string | null
  number: number
  entry_id: string | null
  barrier: string
  detail: ColumnType<string, string | undefined, string>
  organisation: string
  level: string
  contact_id: string | null
  state: string
  raised_by: string
  raised_as: string
  raised_at: ColumnType<Date, Date | string, Date | string>
  asked_on: string
  acknowledge_by: string
  answer_by: string
  acknowledged_as: string | null
  acknowledged_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  outcome: string | null
  answer: string | null
  answered_as: string | null
  answered_on: string | null
  answer_came: string | null
  answer_written_by: string | null
  answered_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  closed_by: string | null
  closed_as: string | null
  closed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  close_note: string | null
  withdrawn_as: string | null
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  withdraw_reason: string | null
  version: ColumnType<number, number | undefined, number>
  done_by: string | null
  was_done: boolean | null
  was_done_as: string | null
  was_done_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface EscalationContact {
  force_id: string
  id: string
  organisation: string
  name: string
  post: string
  level: string
  area_code: string | null
  answers_for: string
  person_id: string | null
  reach: ColumnType<string, string | undefined, string>
  permission: string
  visible_to: string
  keeper_id: string
  checked_on: string
  retired_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  retire_reason: string | null
  version: ColumnType<number, number | undefined, number>
}

export interface EscalationSetting {
  force_id: string
  acknowledge_days: number
  answer_days: number
  levels: ColumnType<Json, string, string>
  extra_days_off: ColumnType<string[], string[] | undefined, string[]>
  version: ColumnType<number, number | undefined, number>
}

export interface Force {
  id: ColumnType<string, string | undefined, string>
  slug: string
  name: string
  is_demonstration: ColumnType<boolean, boolean | undefined, boolean>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface FormKey {
  force_id: string
  key: string
  person_id: string
  location: string
  at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface GroupCalendar {
  force_id: string
  project_id: string
  person_id: string
  token_hash: string
  made_at: ColumnType<Date, Date | string, Date | string>
}

export interface GroupInvitation {
  force_id: string
  id: string
  project_id: string
  parent_id: string | null
  token_hash: string
  role: string
  email: string | null
  member_id: string | null
  uses_allowed: number
  uses: ColumnType<number, number | undefined, number>
  expires_at: ColumnType<Date, Date | string, Date | string>
  made_by: string | null
  made_as: string
  made_at: ColumnType<Date, Date | string, Date | string>
  revoked_by: string | null
  revoked_as: string | null
  revoked_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface HoursNote {
  force_id: string
  id: string
  project_id: string
  person_id: string
  on_day: string
  minutes: number
  kind: string
  noted_at: ColumnType<Date, Date | string, Date | string>
  struck_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ImportRun {
  force_id: string
  id: ColumnType<string, string | undefined, string>
  requested_by: string
  requested_at: ColumnType<Date, Date | string, Date | string>
  file_names: string[]
  paths: string[]
  is_uploaded: boolean
  state: string
  progress: ColumnType<Json, string | null, string | null>
  refusal: string | null
  report_id: string | null
  finished_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Organisation {
  force_id: string
  id: ColumnType<string, string | undefined, string>
  kind: string
  name: string
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface OutgoingMessage {
  force_id: string
  id: ColumnType<string, string | undefined, string>
  key: string
  to_address: string | null
  subject: string | null
  words: string | null
  made_at: ColumnType<Date, Date | string, Date | string>
  try_at: ColumnType<Date, Date | string, Date | string>
  tries: ColumnType<number, number | undefined, number>
  sent_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  given_up_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface Person {
  force_id: string
  id: ColumnType<string, string | undefined, string>
  organisation_id: string
  account_id: string | null
  name: string
  email: string
  rank: string | null
  is_active: ColumnType<boolean, boolean | undefined, boolean>
  version: ColumnType<number, number | undefined, number>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface PictureChange {
  force_id: string
  id: string
  picture_id: string
  change: Uint8Array
  kept_at: ColumnType<Date, Date | string, Date | string>
}

export interface Project {
  force_id: string
  id: string
  number: string
  decision_id: string | null
  state: ColumnType<string, string | undefined, string>
  place_name: string
  area_code: string
  area_codes: string[]
  template_version: number
  opened_by: string
  opened_at: ColumnType<Date, Date | string, Date | string>
  figures: ColumnType<Json, string, string>
  decision: ColumnType<Json, string, string>
  version: ColumnType<number, number | undefined, number>
  is_sensitive: ColumnType<boolean, boolean | undefined, boolean>
  imported: ColumnType<Json, string | null, string | null>
  imported_number: string | null
}

export interface ProjectBrief {
  force_id: string
  project_id: string
  problem: string
  help: ColumnType<string, string | undefined, string>
  contact: ColumnType<string, string | undefined, string>
  written_by: string
  written_as: string
  written_at: ColumnType<Date, Date | string, Date | string>
  version: ColumnType<number, number | undefined, number>
}

export interface ProjectComment {
  force_id: string
  id: string
  project_id: string
  step: number
  entry_id: string | null
  words: string
  written_by: string
  written_as: string
  written_role: string
  written_at: ColumnType<Date, Date | string, Date | string>
}

export interface ProjectCounter {
  force_id: string
  year: number
  last: number
}

export interface ProjectEntry {
  force_id: string
  id: string
  project_id: string
  kind: string
  position: number
  content: ColumnType<Json, string, string>
  origin: string
  added_by: string
  added_as: string
  added_at: ColumnType<Date, Date | string, Date | string>
  written_by: string
  written_as: string
  written_at: ColumnType<Date, Date | string, Date | string>
  withdrawn_by: string | null
  withdrawn_as: string | null
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  withdraw_reason: string | null
  version: ColumnType<number, number | undefined, number>
}

export interface ProjectMember {
  force_id: string
  id: string
  project_id: string
  person_id: string
  part: string
  from_on: string
  until_on: string | null
  end_reason: string | null
  version: ColumnType<number, number | undefined, number>
}

export interface ProjectStep {
  force_id: string
  project_id: string
  step: number
  state: ColumnType<string, string | undefined, string>
  signed_off_by: string | null
  signed_off_as: string | null
  signed_off_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  reopened_by: string | null
  reopened_as: string | null
  reopened_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  reopen_reason: string | null
  version: ColumnType<number, number | undefined, number>
  owner_id: string | null
  ready_by: string | null
  ready_as: string | null
  ready_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  changed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface RatingAsk {
  force_id: string
  round_id: string
  person_id: string
  part: string
  giving: ColumnType<number, number | undefined, number>
  given_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  chased_on: string | null
}

export interface RatingMark {
  force_id: string
  round_id: string
  person_id: string
  giving: number
  step: number
  level: number | null
  cannot_say_why: string | null
  note: ColumnType<string, string | undefined, string>
}

export interface RatingRound {
  force_id: string
  id: string
  project_id: string
  number: number
  steps: ColumnType<Json, string, string>
  rubric_version: number
  asked_on: string
  due_on: string
  opened_by: string
  opened_as: string
  opened_at: ColumnType<Date, Date | string, Date | string>
  revealed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  end_reason: string | null
  ended_as: string | null
  version: ColumnType<number, number | undefined, number>
  levels: ColumnType<Json, string | null, string | null>
}

export interface RatingRubric {
  force_id: string
  version: number
  levels: ColumnType<Json, string, string>
  why: string
  made_by: string
  made_as: string
  made_at: ColumnType<Date, Date | string, Date | string>
}

export interface Reminder {
  force_id: string
  entry_id: string
  person_id: string
  due_on: string
  occasion: string
  made_at: ColumnType<Date, Date | string, Date | string>
}

export interface RoleHeld {
  force_id: string
  id: ColumnType<string, string | undefined, string>
  person_id: string
  role: string
  area_code: string | null
  from_on: string
  until_on: string | null
}

export interface Screening {
  force_id: string
  id: ColumnType<string, string | undefined, string>
  name: string
  question: ColumnType<Json, string, string>
  inputs: string
  result: ColumnType<Json, string, string>
  created_by: string
  created_at: ColumnType<Date, Date | string, Date | string>
  version: ColumnType<number, number | undefined, number>
}

export interface SeriesBreak {
  force_id: string
  id: ColumnType<string, string | undefined, string>
  label: string
  from_month: string
  to_month: string | null
  types: ColumnType<string[], string[] | undefined, string[]>
  created_by: string
  created_at: ColumnType<Date, Date | string, Date | string>
}

export interface ShortlistEntry {
  force_id: string
  screening_id: string
  area_code: string
  note: ColumnType<string, string | undefined, string>
  is_removed: ColumnType<boolean, boolean | undefined, boolean>
  added_by: string
  added_at: ColumnType<Date, Date | string, Date | string>
  version: ColumnType<number, number | undefined, number>
}

export interface TemplateDraft {
  force_id: string
  based_on: number
  changes: ColumnType<Json, string, string>
  written_by: string
  written_as: string
  written_at: ColumnType<Date, Date | string, Date | string>
  version: ColumnType<number, number | undefined, number>
}

export interface TemplateVersion {
  force_id: string
  version: number
  changes: ColumnType<Json, string, string>
  note: string
  made_by: string
  made_as: string
  made_at: ColumnType<Date, Date | string, Date | string>
}

export interface Tables {
  account_attempt: AccountAttempt
  account_link: AccountLink
  account_login: AccountLogin
  account_recovery_code: AccountRecoveryCode
  account_session: AccountSession
  area: Area
  attachment: Attachment
  audit_entry: AuditEntry
  audit_head: AuditHead
  brief_link: BriefLink
  decision: Decision
  decision_reason: DecisionReason
  draft: Draft
  escalation: Escalation
  escalation_contact: EscalationContact
  escalation_setting: EscalationSetting
  force: Force
  form_key: FormKey
  group_calendar: GroupCalendar
  group_invitation: GroupInvitation
  hours_note: HoursNote
  import_run: ImportRun
  organisation: Organisation
  outgoing_message: OutgoingMessage
  person: Person
  picture_change: PictureChange
  project: Project
  project_brief: ProjectBrief
  project_comment: ProjectComment
  project_counter: ProjectCounter
  project_entry: ProjectEntry
  project_member: ProjectMember
  project_step: ProjectStep
  rating_ask: RatingAsk
  rating_mark: RatingMark
  rating_round: RatingRound
  rating_rubric: RatingRubric
  reminder: Reminder
  role_held: RoleHeld
  screening: Screening
  series_break: SeriesBreak
  shortlist_entry: ShortlistEntry
  template_draft: TemplateDraft
  template_version: TemplateVersion
}
