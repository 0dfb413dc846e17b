import type { IsoMonth } from '#core/time/month.ts'
import type { ScreenedArea, Screening } from './screening.ts'

/** A monthly series; `null` is a month no file gives. */
export type MonthlySeries = readonly Readonly<{ month: IsoMonth; count: number | null }>[]

/** Another area beside the one being read, with its own months. */
export type ComparedArea = Readonly<{ area: ScreenedArea; series: MonthlySeries }>

/** Everything the page of one screened area shows. */
export type AreaProfile = Readonly<{
  area: ScreenedArea
  screening: Omit<Screening, 'areas'> & Readonly<{ areaCount: number }>
  series: MonthlySeries
  /** The robust trend line through the deseasonalised months, in crimes a month, at the first and the last month. */
  trendLine: Readonly<{ first: number; last: number }> | null
  /** January to December, 1 is an average month; the area's own and the force's. `null` where too little is known. */
  seasonality: readonly Readonly<{ own: number | null; force: number | null }>[]
  /** Largest first, with the type's share here and in the force. */
  types: readonly Readonly<{ type: string; count: number; share: number; forceShare: number }>[]
  /** A month of the average area, for the scale of the series. */
  averageSeries: MonthlySeries
  /** Areas that touch it; empty where no boundaries are loaded. */
  neighbours: readonly ComparedArea[]
  /** The areas most like it in people and deprivation, not in crime. */
  alike: readonly ComparedArea[]
}>
