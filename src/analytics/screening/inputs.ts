import type { Vintage } from '#core/area/area.ts'
import type { IsoMonth } from '#core/time/month.ts'

/**
 * Everything a screening is computed from, one row an area in the same order throughout. `NaN` is unknown in every
 * column of decimals.
 */
export type ScreeningInputs = Readonly<{
  codes: readonly string[]
  names: readonly string[]
  /** By area, the LSOAs it is made of: itself where the unit is the LSOA. */
  members: readonly (readonly string[])[]
  vintage: Vintage | null
  months: readonly IsoMonth[]
  /** By month: whether any file gives it. Counts of unknown months are 0 and mean nothing. */
  known: readonly boolean[]
  /** Areas × months, row by row: crimes of the types asked for. */
  counts: Int32Array
  types: readonly string[]
  /** Areas × types, row by row: crimes in the known months. */
  countsByType: Int32Array
  /** By area, its neighbours' rows; null where no boundaries are loaded. */
  neighbours: readonly (readonly number[])[] | null
  population: Float64Array
  households: Float64Array
  /** Crimes of these types in the known months, whatever types were asked for: the index is built on them. */
  burglaries: Float64Array
  damages: Float64Array
  incomeScore: Float64Array
  employmentScore: Float64Array
  population15to24: Float64Array
  withoutQualifications: Float64Array
  imdScore: Float64Array
  imdDecile: Float64Array
  unplaced: Readonly<{ withoutLocation: number; withoutLsoa: number; outsideForce: number }>
  fingerprint: string
  sources: readonly Readonly<{ what: string; source: string; loadedAt: string }>[]
  notes: readonly string[]
}>
