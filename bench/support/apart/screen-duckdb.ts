// The peer: LSOA × month × type over the rows' Parquet, then the hundred areas with most crime and their trend. It
// reads no population, no neighbours and no other context, and tests nothing.
import { DuckDBInstance } from '@duckdb/node-api'
import { asked, tell } from './tell.ts'

const { rows, threads } = asked<{ rows: string; threads: number }>()

await tell(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  const reply = await connection.runAndReadAll(
    `WITH cells AS MATERIALIZED (
      SELECT "LSOA code" AS area, "Month" AS month, "Crime type" AS type, count(*) AS n
      FROM read_parquet('${rows}') WHERE "LSOA code" IS NOT NULL GROUP BY ALL),
    months AS (
      SELECT area, month[1:4]::INTEGER * 12 + month[6:7]::INTEGER AS month_no, sum(n) AS n FROM cells GROUP BY ALL)
    SELECT area, sum(n) AS total, regr_slope(n, month_no) AS slope, (SELECT count(*) FROM cells) AS cells
    FROM months GROUP BY area ORDER BY total DESC LIMIT 100`,
  )
  const areas = reply.currentRowCount
  connection.closeSync()
  instance.closeSync()
  return { areas }
})
