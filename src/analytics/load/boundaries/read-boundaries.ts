/** The reading side of what `boundary-store.ts` writes. */
import { DuckDBInstance } from '@duckdb/node-api'
import type { MultiPolygon } from '../../geometry/polygon.ts'
import { fromWellKnownBinary } from '../../geometry/well-known-binary.ts'
import { sqlPath, sqlText } from '../tables/sql-text.ts'
import type { BoundaryLevel } from './boundary-feature.ts'

export type ReadBoundary = Readonly<{
  code: string
  name: string
  vintage: string
  level: BoundaryLevel
  /** Centroid, degrees. */
  lon: number
  lat: number
  areaKm2: number
  /** Degrees; shells anticlockwise, as GeoJSON's `MultiPolygon.coordinates`. */
  geometry: MultiPolygon
}>

/**
 * Areas of the given `areas.parquet` files, ascending by code; only `codes` when given (unknown ones are passed
 * over), and of a code in several files the one in the file named last. About 30 ms for a force.
 */
export async function readBoundaries(
  paths: readonly string[],
  codes?: readonly string[],
): Promise<ReadBoundary[]> {
  if (paths.length === 0 || codes?.length === 0) return []
  const rows: unknown[][] = []
  for (const path of paths) {
    const wanted = codes ? `where code in (${codes.map(sqlText).join(', ')})` : ''
    rows.push(
      ...(await ask(
        `select code, name, vintage, level, lon, lat, area_km2, geometry from ${parquet(path)} ${wanted}`,
      )),
    )
  }
  const byCode = new Map<string, ReadBoundary>()
  for (const [code, name, vintage, level, lon, lat, areaKm2, geometry] of rows) {
    const { bytes } = geometry as { bytes: Uint8Array }
    byCode.set(`${vintage} ${code}`, {
      code: code as string,
      name: name as string,
      vintage: vintage as string,
      level: level as BoundaryLevel,
      lon: lon as number,
      lat: lat as number,
      areaKm2: areaKm2 as number,
      geometry: fromWellKnownBinary(bytes),
    })
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
}

/** From a `neighbours.parquet`: each code that has neighbours, with theirs ascending. Areas of other files are not linked. */
export async function readNeighbours(path: string): Promise<Map<string, string[]>> {
  const links = await ask(`select code, neighbour from ${parquet(path)} order by code, neighbour`)
  const neighbours = new Map<string, string[]>()
  for (const [code, neighbour] of links as [string, string][]) {
    const list = neighbours.get(code)
    if (list) list.push(neighbour)
    else neighbours.set(code, [neighbour])
  }
  return neighbours
}

async function ask(query: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(query)).getRows()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function parquet(path: string): string {
  return `read_parquet(${sqlPath(path)})`
}
