import type { ForceSlug } from '#core/access/viewer.ts'
import type { Vintage } from '#core/area/area.ts'
import type { IsoMonth } from '#core/time/month.ts'

/** What a file turned out to be, told by its header and never by its name alone. */
export type FileKind =
  | 'street'
  | 'outcomes'
  | 'stop-and-search'
  | 'indicators'
  | 'boundaries'
  | 'area-look-up'
  | 'not-recognised'

/** One refused row or one noteworthy row, so that a person can open the file and look. `line` is 1-based, header included. */
export type Example = Readonly<{ file: string; line: number; text: string }>

export type FileReport = Readonly<{
  /** As found: a path, or `archive.zip › 2024-01/2024-01-averley-street.csv`. */
  name: string
  kind: FileKind
  force: ForceSlug | null
  month: IsoMonth | null
  rowsRead: number
  rowsLoaded: number
  rowsRefused: number
  /** Columns the file has and its kind does not. */
  unknownColumns: readonly string[]
}>

/**
 * What one import found, kept for good and printed by `import --report json`. The first block of fields is a
 * published contract: names and meanings stay.
 *
 * Row totals are over every file of every kind: `rowsRead` is `rowsLoaded` + `rowsRefused` + exact repeats + rows of
 * indicator tables whose figures are all blank. What is said of locations, repeats and areas is about street rows not
 * refused, exact repeats included; `rowsByKind` has the rows loaded of each kind. `months` and `monthsUnknown` are about street files, and about the
 * other kinds for a force without any.
 */
export type ImportReport = Readonly<{
  files: number
  rowsRead: number
  rowsLoaded: number
  rowsRefused: number
  refusedByReason: Readonly<Record<string, number>>
  /** By force: months that some file gives, ascending. */
  months: Readonly<Record<ForceSlug, readonly IsoMonth[]>>
  /** By force: months between its first and last that no file gives. Unknown, never zero. */
  monthsUnknown: Readonly<Record<ForceSlug, readonly IsoMonth[]>>
  rowsWithoutLocation: number
  rowsWithoutLsoa: number
  /** Rows beyond the first that carry an ID already seen; `exactRows` of them equal in every column (loaded once); `ids` distinct IDs concerned. */
  repeatedCrimeIds: Readonly<{ rows: number; exactRows: number; ids: number }>
  /** Rows beyond the first of each set of identical rows that carry no Crime ID; all are kept. */
  identicalRowsWithoutId: number
  /** Rows whose LSOA lies outside the areas the force polices. */
  rowsOutsideForce: number

  id: string
  startedAt: string
  finishedAt: string
  /** The force that loaded it for itself; null where the operator loaded it for everybody. */
  owner: ForceSlug | null
  /** Who asked for it, as shown to people: a name, or `command line`. */
  by: string
  fileReports: readonly FileReport[]
  /** First examples of refused rows, at most five a reason. */
  refusedExamples: Readonly<Record<string, readonly Example[]>>
  /** Street rows loaded, by force then month; an unknown month is absent. */
  rowsByForceAndMonth: Readonly<Record<ForceSlug, Readonly<Record<IsoMonth, number>>>>
  rowsByKind: Readonly<Record<FileKind, number>>
  /** Outcome rows that found their crime in the store, and those that did not. */
  outcomes: Readonly<{ joined: number; unmatched: number }>
  /** Told by codes that only one vintage has; `unknown` where the rows have none such. */
  lsoaVintages: readonly (Vintage | 'unknown')[]
  unknownColumns: readonly string[]
  /** Months replaced because the store already held them. */
  monthsReplaced: Readonly<Record<ForceSlug, readonly IsoMonth[]>>
  /** Polygons mended on the way in, with what was wrong. */
  repairedPolygons: readonly Readonly<{ code: string; fault: string }>[]
  /** Anything else a reader should know, in plain English. */
  notes: readonly string[]
}>
