// The peer: one statement, every default of DuckDB but the number of threads. With `isTold` it is also told the columns
// and the quoting, which spares it sniffing every file.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { asked, tell } from './tell.ts'

const { files, out, threads, isTold } = asked<{
  files: string
  out: string
  threads: number
  isTold: boolean
}>()
const paths = (await readdir(files, { recursive: true }))
  .filter((name) => name.endsWith('.csv'))
  .sort()
  .map((name) => `'${join(files, name)}'`)

const COLUMNS = `{'Crime ID': 'VARCHAR', 'Month': 'VARCHAR', 'Reported by': 'VARCHAR', 'Falls within': 'VARCHAR',
  'Longitude': 'DOUBLE', 'Latitude': 'DOUBLE', 'Location': 'VARCHAR', 'LSOA code': 'VARCHAR', 'LSOA name': 'VARCHAR',
  'Crime type': 'VARCHAR', 'Last outcome category': 'VARCHAR', 'Context': 'VARCHAR'}`
const told = isTold
  ? `, columns = ${COLUMNS}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"'`
  : ''

await tell(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  await connection.run(
    `COPY (SELECT * FROM read_csv([${paths.join(', ')}]${told})) TO '${out}' (FORMAT parquet)`,
  )
  connection.closeSync()
  instance.closeSync()
  return undefined
})
