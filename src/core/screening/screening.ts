import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaCode, Unit, Vintage } from '#core/area/area.ts'
import type { IsoMonth } from '#core/time/month.ts'
import type { CriterionKey, Weights } from './criterion.ts'

/** What is asked of a screening. The same question over the same inputs always gives the same answer. */
export type ScreeningQuestion = Readonly<{
  force: ForceSlug
  unit: Unit
  /** First and last month, both included; left out, all months the store holds for the force. */
  from?: IsoMonth | undefined
  to?: IsoMonth | undefined
  /** Crime types as published; empty or left out, every type. */
  types?: readonly string[] | undefined
  weights?: Weights | undefined
}>

export type Trend = 'rising' | 'falling' | 'unclear'

export type Quadrant = 'High-High' | 'Low-Low' | 'High-Low' | 'Low-High'

/** One area of a screening. `null` is unknown, never zero. Rates and slopes are a year, over known months only. */
export type ScreenedArea = Readonly<{
  code: AreaCode
  name: string
  /** Recorded crimes and incidents in the known months. */
  count: number
  /** 1 is the highest score. */
  rank: number
  /** The rank's 95 % interval over posterior draws. */
  rankLow: number
  rankHigh: number
  /** Areas of one band cannot be told apart; 1 is the top band. */
  band: number
  /** 0 to 100. */
  score: number
  /** Each criterion from 0 (the lowest area) to 100 (the highest). */
  criteria: Readonly<Record<CriterionKey, number | null>>

  /** Per 1,000 residents a year. */
  rate: number | null
  /** Empirical-Bayes rate and its 95 % interval, per 1,000 residents a year. */
  steadyRate: number | null
  steadyRateLow: number | null
  steadyRateHigh: number | null
  /** Burglaries per 1,000 households a year. */
  burglaryRate: number | null
  /** Share of known months, and of years, in which the area is among the force's highest tenth. */
  monthsInTopShare: number
  yearsInTopShare: number
  yearsInTop: number
  years: number
  /** Theil–Sen slope of deseasonalised monthly counts, crimes a year more each year; Mann–Kendall p. */
  slopePerYear: number | null
  trendP: number | null
  /** Rising or falling where Mann–Kendall says so at a false discovery rate of 5 % over all areas; null is unknown. */
  trend: Trend | null
  /** Gi* z-score of the rate (of the count where population is unknown), and Benjamini–Hochberg p. */
  giStar: number | null
  giStarP: number | null
  quadrant: Quadrant | null
  /** Benjamini–Hochberg p of local Moran, two-sided. */
  quadrantP: number | null
  /** Vulnerable Localities Index from open data; unknown with fewer than four of its six inputs. */
  vli: number | null
  vliInputs: number
  imdScore: number | null
  imdDecile: number | null
  population: number | null
  households: number | null
  /** Few residents for its crime: rates per resident mislead. */
  isTownCentre: boolean
  /** Crimes by published type in the known months, largest first. */
  mix: readonly Readonly<{ type: string; count: number }>[]
}>

export type Screening = Readonly<{
  force: ForceSlug
  unit: Unit
  from: IsoMonth
  to: IsoMonth
  types: readonly string[]
  weights: Weights
  monthsKnown: number
  /** Left out of every sum, slope and denominator. */
  monthsUnknown: readonly IsoMonth[]
  /** Criteria that the loaded data cannot speak to, with the reason; their weight is spread over the others. */
  criteriaUnavailable: readonly Readonly<{ key: CriterionKey; why: string }>[]
  /** In rank order. */
  areas: readonly ScreenedArea[]
  moran: Readonly<{ i: number; z: number; p: number }> | null
  vintage: Vintage | null
  /** Crimes of the period that no area could be given: no location, or outside the force's areas. */
  unplaced: Readonly<{ withoutLocation: number; withoutLsoa: number; outsideForce: number }>
  /** Fingerprint of everything the answer was computed from; a changed input changes it. */
  inputs: string
  /** Sources with the date each was loaded, for the line under every number. */
  sources: readonly Readonly<{ what: string; source: string; loadedAt: string }>[]
  /** What a reader must know, in plain English. */
  notes: readonly string[]
}>

/** A LISP project is for patterns of three years and more; a shorter period needs a written exception. */
export const MONTHS_FOR_LONG_TERM = 36
