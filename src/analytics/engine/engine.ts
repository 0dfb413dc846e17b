import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export type EngineOptions = Readonly<{
  /** The store's folder; what does not fit in memory is spilled to a folder of this engine's own inside it. */
  folder: string
  memoryLimitMb: number
  threads: number
}>

/** DuckDB in this process over files only: no database of its own, and nothing fetched from any network. */
export type Engine = Readonly<{
  connect(): Promise<DuckDBConnection>
  close(): Promise<void>
}>

export async function openEngine({ folder, memoryLimitMb, threads }: EngineOptions): Promise<Engine> {
  const spill = join(folder, 'temp', `${process.pid}-${randomUUID()}`)
  await mkdir(spill, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryLimitMb}MB`,
    threads: String(threads),
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // Rows stay grouped by file, which is the order that matters, and writing needs no buffering.
    preserve_insertion_order: 'false',
    // Each file is read once: keeping its bytes would only push out what is needed.
    enable_external_file_cache: 'false',
  })
  const connection = await instance.connect()
  // Files never change once written, so what their footers say may be kept.
  await connection.run('SET GLOBAL parquet_metadata_cache = true')
  connection.closeSync()
  return {
    connect: () => instance.connect(),
    async close() {
      instance.closeSync()
      await rm(spill, { recursive: true, force: true })
    },
  }
}

/** All rows of a small answer. */
export async function ask(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS()
}
