import type { IsoMonth } from '#core/time/month.ts'
import { monthAt, monthIndex } from '#core/time/month.ts'

/**
 * What is true of Averley by design, so that a screening can be held to it. Areas are LSOA codes; a factor multiplies
 * the number of crimes expected of an area with that deprivation and place. Months are counted back from the last
 * month made, because the span is the caller's; {@link plantedMonths} turns them into dates.
 */
export const PLANTED = {
  hotspot: {
    what: 'Four adjacent residential areas by the old ropewalks, high for every type in every year; one is the core.',
    core: 'E01900154',
    lsoas: ['E01900154', 'E01900139', 'E01900150', 'E01900152'],
    coreFactor: 2.7,
    aroundFactor: 1.8,
  },
  rising: {
    what: 'Steady growth in every type, from below what its deprivation would lead one to expect to well above it.',
    lsoa: 'E01900267',
    firstFactor: 0.6,
    lastFactor: 3,
  },
  falling: {
    what: 'High at the start, ordinary at the end: a place that has already recovered.',
    lsoa: 'E01900049',
    firstFactor: 3.4,
    lastFactor: 0.6,
  },
  seasonal: {
    what: 'A promenade: several times as much in July and August as in winter, ordinary over a whole year.',
    lsoa: 'E01900238',
    /** January to December; their mean is 1. */
    factors: [0.35, 0.35, 0.5, 0.8, 1.1, 1.6, 2.35, 2.4, 1.15, 0.6, 0.4, 0.4],
  },
  fewResidents: {
    what: 'The middle of Averley: shops, bars and few residents, so that its rate per resident misleads.',
    lsoa: 'E01900074',
    residents: 480,
  },
  unknownMonth: {
    what: 'A month for which the force published nothing: unknown, not zero.',
    monthsBeforeLast: 19,
  },
  recordingChange: {
    what: 'From this month a new recording practice counts more of one type, everywhere in the force at once.',
    crimeType: 'Violence and sexual offences',
    monthsBeforeLast: 32,
    factor: 1.3,
  },
} as const

/** The dates of what was planted, for data that ends in `lastMonth`. */
export function plantedMonths(lastMonth: IsoMonth): {
  unknownMonth: IsoMonth
  recordingChangeFrom: IsoMonth
} {
  const before = (months: number) => monthAt(monthIndex(lastMonth) - months)
  return {
    unknownMonth: before(PLANTED.unknownMonth.monthsBeforeLast),
    recordingChangeFrom: before(PLANTED.recordingChange.monthsBeforeLast),
  }
}
