import type { DuckDBConnection, DuckDBIntegerVector } from '@duckdb/node-api'

/**
 * Streams the numbers of a query whose columns are all whole and never null. The columns given are overwritten by the
 * next block.
 */
export async function eachBlock(
  connection: DuckDBConnection,
  sql: string,
  take: (columns: Int32Array[], rows: number) => void,
): Promise<void> {
  const result = await connection.stream(sql)
  const columns: Int32Array[] = []
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const rows = chunk.rowCount
    for (let column = 0; column < chunk.columnCount; column++) {
      let numbers = columns[column]
      if (!numbers || numbers.length < rows) columns[column] = numbers = new Int32Array(rows)
      const vector = chunk.getColumnVector(column) as DuckDBIntegerVector
      for (let row = 0; row < rows; row++) numbers[row] = vector.getItem(row)!
    }
    take(columns, rows)
  }
}
