/** One of the answers a field offers. */
export type Choice = Readonly<{
  value: string
  text: string
  hint?: string
  /** How it stands out where it is shown as a tag. */
  tone?: 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'grey'
}>

type Asked = Readonly<{
  /** Stable in records, exports and addresses of fields: camelCase. */
  name: string
  /** The question, for a reading age of 9 to 11. */
  label: string
  /** Two or three words for lists, table headings and files. */
  short: string
  hint?: string
  isNeeded?: boolean
  /** What is said where it is needed and empty; otherwise the question is repeated. */
  missing?: string
  /** Kept from partners and residents on the project. */
  isStaffOnly?: boolean
  /** A rule outside the kind reads the answer: a force's template always asks it, with these answers alone. */
  isFixed?: boolean
}>

/**
 * One question of a proforma. Answers are kept as text (`line`, `words`, one choice, `2026-03-14`, `19:30`,
 * `52.634567,-1.129312`, an entry's id), a number, or a list of texts; `null` is unanswered.
 */
export type Field = Asked &
  (
    | Readonly<{ type: 'line'; most?: number }>
    | Readonly<{ type: 'words'; most?: number }>
    | Readonly<{ type: 'one of'; choices: readonly Choice[] }>
    | Readonly<{ type: 'any of'; choices: readonly Choice[] }>
    /** `startsToday`: another entry begins with the day it is written on. */
    | Readonly<{ type: 'date'; startsToday?: boolean }>
    /** As exact as is known: `2025`, `2025-03`, `2025-03-14`, or a period `2022-01/2025-12`. */
    | Readonly<{ type: 'rough date' }>
    | Readonly<{ type: 'time' }>
    | Readonly<{ type: 'number'; least?: number; most?: number; unit?: string; isWhole?: boolean }>
    /** Another entry of the same project. */
    | Readonly<{ type: 'entry'; kinds: readonly string[] }>
    | Readonly<{ type: 'entries'; kinds: readonly string[] }>
    /** Somebody on the project's team, by their id. */
    | Readonly<{ type: 'person' }>
    /** Latitude and longitude in WGS84 degrees. */
    | Readonly<{ type: 'point' }>
  )

/** Longest texts, in characters. */
export const LINE_MOST = 200
export const WORDS_MOST = 4000
