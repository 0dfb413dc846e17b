import type { Part } from './access-row.ts'
import { FORCE_PAGES } from './force-access.ts'
import { PROJECT_PAGES } from './project-access.ts'

/**
 * Who may see and do what in Wardmote, by hand. `docs/access.md` is this table for reading, and
 * `access-table.test.ts` asks the app and the database whether it is true.
 *
 * A letter for each column, in this order:
 *   staff of the force   officer, sergeant, inspector, leader (superintendent), analyst, coach
 *   partner              on the project's team, not on it
 *   resident             on the project's team, not on it
 *   administrator        of the same force
 *   another force        an inspector of another force
 *   nobody               who is not signed in
 *
 *   s sees it   w may send it   - absent (404)   x not allowed (403)   i asked to sign in first
 *
 * Where another force's inspector sees a page, it is their own force's: it has nothing of this one's.
 */
export const COLUMNS = [
  ['officer', 'Officer'],
  ['sergeant', 'Supervisor, sergeant'],
  ['inspector', 'Supervisor, inspector'],
  ['leader', 'Leader'],
  ['analyst', 'Analyst'],
  ['coach', 'Coach'],
  ['partner', 'Partner on the team'],
  ['partnerElsewhere', 'Partner not on the team'],
  ['resident', 'Resident on the team'],
  ['residentElsewhere', 'Resident not on the team'],
  ['administrator', 'Administrator'],
  ['otherForce', 'Another force’s inspector'],
  ['nobody', 'Nobody signed in'],
] as const

/** What a partner or resident on the team may do with each kind of entry of the platform's template. */
export const KINDS: Readonly<Record<string, keyof typeof KIND_ACTS>> = {
  // Step 1
  evidence: 'reads',
  issue: 'reads',
  harm: 'reads',
  known: 'reads',
  'not-known': 'reads',
  cheers: 'reads',
  'triangle-side': 'nothing',
  // Papers as received
  'as-received': 'nothing',
  // Step 2
  asset: 'adds, and changes their own',
  vulnerability: 'adds, and changes their own',
  works: 'adds, and changes their own',
  'audit-walk': 'adds, and changes their own',
  'audit-sighting': 'adds, and changes their own',
  // Step 3
  stakeholder: 'nothing',
  tie: 'nothing',
  gap: 'nothing',
  contact: 'nothing',
  // Step 4
  picture: 'adds, and changes their own',
  // Step 5
  member: 'adds, and changes anybody’s',
  terms: 'adds, and changes anybody’s',
  meeting: 'adds, and changes anybody’s',
  'group-decision': 'adds, and changes anybody’s',
  'group-action': 'adds, and changes anybody’s',
  // Step 6
  'solution-picture': 'adds, and changes their own',
  vision: 'adds, and changes their own',
  option: 'adds, and changes their own',
  // Step 7
  intervention: 'adds, and changes their own',
  measure: 'adds, and changes their own',
  result: 'adds, and changes their own',
  evaluation: 'reads; supervisors alone write',
  // Step 8
  risk: 'adds, and changes their own',
}

/** What each of those means for everybody, for an entry that an officer wrote. */
export const KIND_ACTS = {
  //                                    read             add              change
  nothing: /*                       */ ['ssssss------i', 'wwwxwx------i', 'wwwxwx------i'],
  reads: /*                         */ ['sssssss-s---i', 'wwwxwxx-x---i', 'wwwxwxx-x---i'],
  'reads; supervisors alone write': /**/ ['sssssss-s---i', 'xwwxxxx-x---i', 'xwwxxxx-x---i'],
  'adds, and changes their own': /* */ ['sssssss-s---i', 'wwwxwxw-w---i', 'wwwxwxx-x---i'],
  'adds, and changes anybody’s': /* */ ['sssssss-s---i', 'wwwxwxw-w---i', 'wwwxwxw-w---i'],
} as const satisfies Record<string, readonly [read: string, add: string, change: string]>

/** Every other page and form. */
export const TABLE: readonly Part[] = [...FORCE_PAGES, ...PROJECT_PAGES]
