import type { Point } from './county.ts'

export type NeighbourhoodKind = 'centre' | 'urban' | 'rural'

/**
 * One neighbourhood policing area. `deprivation` is where its typical small area stands, in standard deviations
 * above the national middle. `lsoas` is never 7, which cannot be cut into groups of four to six.
 */
export type Neighbourhood = Readonly<{
  code: string
  name: string
  district: number
  kind: NeighbourhoodKind
  at: Point
  lsoas: number
  deprivation: number
}>

type Row = readonly [name: string, kind: NeighbourhoodKind, at: Point, lsoas: number, deprivation: number]

const AVERLEY: readonly Row[] = [
  ['Averley Town', 'centre', [20, 22.4], 8, 0.3],
  ['Millbank', 'urban', [17.8, 24.4], 12, 0.2],
  ['Cattermoss', 'urban', [20.8, 24.8], 13, 1],
  ['Friary Fields', 'urban', [22.8, 22.7], 12, -0.7],
  ['Tanners Reach', 'urban', [22, 19.6], 12, 0.6],
  ['Coldharrow', 'urban', [18.9, 18.9], 11, -0.1],
  ['Weir End', 'urban', [17, 21.4], 12, 0.2],
  ['Marlbeck', 'rural', [11.2, 30.2], 10, -0.5],
  ['Fennimoor', 'rural', [10.2, 13.6], 10, -0.3],
  ['Thornquill', 'rural', [23.2, 32.4], 10, -0.8],
  ["Prior's Quell", 'rural', [22.4, 10.4], 10, -0.9],
]

const HARROW_STAITHE: readonly Row[] = [
  ['Staithe Quays', 'centre', [44, 17.3], 8, 0.6],
  ['Ropewalk', 'urban', [41.6, 16.6], 12, 1.1],
  ['Saltpans', 'urban', [46.2, 15.6], 11, 0.8],
  ['Lantern Hill', 'urban', [44, 13.4], 12, -0.4],
  ['Kelderfield', 'urban', [41.6, 14], 11, 0.1],
  ['Northquay', 'urban', [42.2, 22.4], 10, 0.5],
  ['Sallowby', 'rural', [45, 6.8], 8, 0.2],
  ['Wexholme', 'rural', [36, 10.2], 10, -0.6],
  ['Hurnby Carr', 'rural', [32.4, 15.4], 8, -0.4],
]

const SALTMERE: readonly Row[] = [
  ['Saltmere Front', 'centre', [39.3, 37.6], 8, 0.5],
  ['Gannet Bank', 'urban', [37.8, 39.1], 11, 0.3],
  ['Skelder Park', 'urban', [38.3, 35.6], 11, 0.7],
  ['Beacon Rise', 'urban', [36.2, 37], 10, -0.6],
  ['Tolverby', 'rural', [31, 38.6], 8, -0.3],
  ['Copperwath', 'rural', [42.6, 30.4], 8, 0.9],
  ['Aldermarsh', 'rural', [33, 28.4], 10, -0.2],
  ['Stanmarrow', 'rural', [28.6, 33.8], 8, -0.7],
  ['Brindlewade', 'rural', [17, 38.4], 8, -0.4],
  ['Ravensgarth', 'rural', [7.4, 35.4], 8, 0],
]

export const NEIGHBOURHOODS: readonly Neighbourhood[] = [AVERLEY, HARROW_STAITHE, SALTMERE]
  .flatMap((rows, district) => rows.map((row) => ({ row, district })))
  .map(({ row: [name, kind, at, lsoas, deprivation], district }, index) => ({
    code: `AV-N${String(index + 1).padStart(2, '0')}`,
    name,
    district,
    kind,
    at,
    lsoas,
    deprivation,
  }))
