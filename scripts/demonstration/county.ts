/**
 * The drawing of a county that does not exist, in kilometres east and north of its own south-west corner.
 * It is laid in the open North Sea, so that it can never be taken for a real place.
 */
export type Point = readonly [east: number, north: number]

const SOUTH_WEST = { longitude: 0.55, latitude: 54.72 }
const KM_PER_DEGREE_OF_LATITUDE = 111.3
const KM_PER_DEGREE_OF_LONGITUDE = KM_PER_DEGREE_OF_LATITUDE * Math.cos((54.92 * Math.PI) / 180)

/** WGS84 longitude and latitude to six decimals, as data.police.uk publishes them. */
export function toLongitudeLatitude([east, north]: Point): [number, number] {
  const degrees = (value: number) => Math.round(value * 1e6) / 1e6
  return [
    degrees(SOUTH_WEST.longitude + east / KM_PER_DEGREE_OF_LONGITUDE),
    degrees(SOUTH_WEST.latitude + north / KM_PER_DEGREE_OF_LATITUDE),
  ]
}

/** The landward limit, from the south coast round by the west to the north coast. */
export const LAND_BOUNDARY: readonly Point[] = [
  [43, 2.5],
  [36, 6],
  [31, 3],
  [25, 1.2],
  [20, 5.6],
  [11, 3],
  [4.4, 6],
  [6, 11],
  [1, 15],
  [3, 20],
  [6.4, 24],
  [3, 28],
  [3.4, 34],
  [2.4, 38],
  [8, 40.4],
  [14, 41.5],
]

/** The shore, from the north-west round the headland and the estuary of the Aver to the south-east. */
export const COAST: readonly Point[] = [
  [14, 41.5],
  [19, 43.4],
  [21.6, 40.6],
  [24.4, 37.4],
  [27.6, 37.2],
  [30.6, 40.6],
  [35, 43.6],
  [39, 42],
  [40.2, 39.2],
  [40.4, 36.6],
  [43.8, 33.4],
  [46.2, 29],
  [44.4, 26.2],
  [47.2, 23.8],
  [45.4, 21.6],
  [41, 20.5],
  [38.4, 19.9],
  [38.4, 19.4],
  [41.5, 19.2],
  [45.6, 18.6],
  [50.4, 17.9],
  [49.4, 13.2],
  [46, 9.8],
  [48.4, 5.4],
  [43, 2.5],
]

/** The River Aver, from the western hills to the head of its estuary. */
export const RIVER: readonly Point[] = [
  [4.2, 26.8],
  [7.6, 25.4],
  [11, 27],
  [15, 24],
  [18, 23],
  [20.8, 20.8],
  [25, 21.7],
  [29, 19.3],
  [33, 20.8],
  [38.6, 19.65],
]

export type District = Readonly<{ code: string; name: string; lpaCode: string; lpaName: string }>

/** A local authority and, with the same limits, a local policing area. */
export const DISTRICTS: readonly District[] = [
  { code: 'E07900001', name: 'Averley', lpaCode: 'AV-L01', lpaName: 'Averley City' },
  { code: 'E07900002', name: 'Harrow Staithe', lpaCode: 'AV-L02', lpaName: 'Staithe and Levels' },
  { code: 'E07900003', name: 'Saltmere', lpaCode: 'AV-L03', lpaName: 'Saltmere Coast' },
]

/** Built-up areas: people per square kilometre at the middle, falling away at the radius. */
export const SETTLEMENTS: readonly Readonly<{ at: Point; radiusKm: number; density: number }>[] = [
  { at: [20.1, 21.9], radiusKm: 4.99, density: 2350 },
  { at: [43.6, 15.6], radiusKm: 3.97, density: 2400 },
  { at: [37.9, 37.2], radiusKm: 3.33, density: 2300 },
  { at: [42.2, 22.4], radiusKm: 1.66, density: 1850 },
  { at: [36, 10.2], radiusKm: 1.54, density: 1750 },
  { at: [11.2, 30.2], radiusKm: 1.54, density: 1650 },
  { at: [33, 28.4], radiusKm: 1.41, density: 1600 },
  { at: [10.2, 13.6], radiusKm: 1.28, density: 1500 },
  { at: [23.2, 32.4], radiusKm: 1.28, density: 1500 },
  { at: [22.4, 10.4], radiusKm: 1.28, density: 1500 },
  { at: [42.6, 30.4], radiusKm: 1.28, density: 1650 },
  { at: [31, 38.6], radiusKm: 1.15, density: 1450 },
  { at: [17, 38.4], radiusKm: 1.15, density: 1450 },
  { at: [7.4, 35.4], radiusKm: 1.02, density: 1250 },
  { at: [28.6, 33.8], radiusKm: 1.02, density: 1250 },
  { at: [45, 6.8], radiusKm: 1.15, density: 1450 },
  { at: [32.4, 15.4], radiusKm: 1.15, density: 1350 },
  { at: [5.6, 20.4], radiusKm: 0.9, density: 950 },
  { at: [15.6, 8], radiusKm: 0.9, density: 950 },
  { at: [27.6, 7], radiusKm: 0.9, density: 950 },
  { at: [28.6, 25.4], radiusKm: 0.9, density: 1000 },
  { at: [16.4, 33.6], radiusKm: 0.9, density: 950 },
  { at: [38.4, 25.6], radiusKm: 0.77, density: 950 },
  { at: [40.2, 5.6], radiusKm: 0.77, density: 950 },
]

/** Where each town's shops and bars are thickest, and how far they draw crime compared with the county town's. */
export const TOWN_CENTRES: readonly Readonly<{ at: Point; pull: number }>[] = [
  { at: [20.21, 22.8], pull: 1.15 },
  { at: [44, 17.3], pull: 0.35 },
  { at: [39.15, 37.8], pull: 0.35 },
]
