import type { DuckDBConnection, DuckDBIntegerVector } from '@duckdb/node-api'

/** Streams the numbers of a query whose columns are all whole and never null. */
export async function eachBlock(
  connection: DuckDBConnection,
  sql: string,
  take: (columns: Int32Array[], rows: number) => void,
): Promise<void> {
  const result = await connection.stream(sql)
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const columns = Array.from({ length: chunk.columnCount }, (_, column) => {
      const vector = chunk!.getColumnVector(column) as DuckDBIntegerVector
      const numbers = new Int32Array(chunk!.rowCount)
      for (let row = 0; row < numbers.length; row++) numbers[row] = vector.getItem(row)!
      return numbers
    })
    take(columns, chunk.rowCount)
  }
}
