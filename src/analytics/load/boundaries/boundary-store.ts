/**
 * Writes one file's boundaries. Layout, in the folder the importer gives:
 *
 * - `areas.parquet`, one row an area, ascending by code: `code`, `name`, `vintage`, `level` (`lsoa`, `msoa`,
 *   `ward`), `lon`, `lat` (centroid, degrees WGS84), `area_km2` (on the National Grid), `west`, `south`, `east`,
 *   `north` (degrees), `geometry` (well-known binary, MultiPolygon, degrees on a 1e-7 grid).
 * - `neighbours.parquet`, one row a link, both ways: `code`, `neighbour`: queen contiguity, 1 m snap on the National
 *   Grid. An area without neighbours has no row.
 */
import { join } from 'node:path'
import { type DuckDBAppender, DuckDBInstance } from '@duckdb/node-api'
import { contiguity } from '../../geometry/contiguity.ts'
import { toLonLat, toNationalGrid } from '../../geometry/national-grid.ts'
import { areaOf, boxOf, centroidOf, mapPositions } from '../../geometry/polygon.ts'
import { toWellKnownBinary } from '../../geometry/well-known-binary.ts'
import { sqlText } from '../tables/sql-text.ts'
import type { Boundary, BoundaryKind } from './boundary-feature.ts'

/** Two borders drawn from one source meet to the millimetre; a metre also forgives rounding of published degrees. */
const SNAP_METRES = 1

export type BoundaryStore = Readonly<{
  add: (boundary: Boundary, kind: BoundaryKind) => void
  /** Writes both files and gives their paths. Nothing is in the folder before. */
  finish: () => Promise<{ areas: string; neighbours: string }>
  /** Frees the engine, whether finished or not. */
  close: () => void
}>

/** Holds what is added in an engine of its own, spilling to the folder beyond 512 MB. */
export async function openBoundaryStore(outFolder: string): Promise<BoundaryStore> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '512MB',
    temp_directory: join(outFolder, '.spill'),
    threads: '2',
  })
  const connection = await instance.connect()
  await connection.run(`
    create table areas (code varchar, name varchar, vintage varchar, level varchar, lon double, lat double,
      area_km2 double, west double, south double, east double, north double, geometry blob);
    create table links (code varchar, neighbour varchar)`)
  const areas = await connection.createAppender('areas')
  const touching = contiguity(SNAP_METRES)
  const codes: string[] = []

  function add(boundary: Boundary, kind: BoundaryKind): void {
    const onGrid = mapPositions(boundary.shape, toNationalGrid)
    const [lon, lat] = toLonLat(centroidOf(onGrid)!)
    const vertices = onGrid.flat(2)
    touching.add(
      vertices.map(([easting]) => easting),
      vertices.map(([, northing]) => northing),
    )
    codes.push(boundary.code)
    for (const text of [boundary.code, boundary.name, kind.vintage, kind.level]) areas.appendVarchar(text)
    for (const number of [lon, lat, areaOf(onGrid) / 1e6, ...boxOf(boundary.shape)!])
      areas.appendDouble(number)
    areas.appendBlob(toWellKnownBinary(boundary.shape))
    areas.endRow()
  }

  async function finish(): Promise<{ areas: string; neighbours: string }> {
    areas.closeSync()
    const links = await connection.createAppender('links')
    appendLinks(links, codes, touching.neighbours())
    links.closeSync()
    const files = {
      areas: join(outFolder, 'areas.parquet'),
      neighbours: join(outFolder, 'neighbours.parquet'),
    }
    await write(`select * from areas order by code`, files.areas)
    await write(`select * from links order by code, neighbour`, files.neighbours)
    return files
  }

  async function write(query: string, path: string): Promise<void> {
    await connection.run(
      `copy (${query}) to ${sqlText(path)} (format parquet, compression zstd, row_group_size 2048)`,
    )
  }

  return {
    add,
    finish,
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

function appendLinks(links: DuckDBAppender, codes: readonly string[], neighbours: readonly number[][]): void {
  neighbours.forEach((others, index) => {
    for (const other of others) {
      links.appendVarchar(codes[index]!)
      links.appendVarchar(codes[other]!)
      links.endRow()
    }
  })
}
