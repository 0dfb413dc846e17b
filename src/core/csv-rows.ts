/** One row of a sheet, with the line its first cell stands on, from 1. */
export type CsvRow = Readonly<{ line: number; cells: readonly string[] }>

/**
 * The rows of a sheet as RFC 4180 has it, blank lines left out; cells may be quoted and hold line breaks. Commas part
 * them, or semicolons where the first line has these alone. `brokenAt` is the line of a quote that is never closed.
 * Text that a sheet has marked as text because it looks like a formula is given without its mark. Where there are more
 * rows than `most`, one more is given and the rest is not read.
 */
export function csvRows(
  text: string,
  most = Number.POSITIVE_INFINITY,
): Readonly<{ rows: readonly CsvRow[]; brokenAt: number | null }> {
  const source = text.replace(/^\uFEFF/, '')
  const first = source.slice(0, Math.max(0, source.search(/[\r\n]|$/)))
  const mark = !first.includes(',') && first.includes(';') ? ';' : ','
  const rows: CsvRow[] = []
  let cells: string[] = []
  let line = 1
  let startedOn = 1
  let at = 0
  const endRow = () => {
    if (cells.length > 1 || cells[0]?.trim()) rows.push({ line: startedOn, cells })
    cells = []
  }
  while (at < source.length && rows.length <= most) {
    if (cells.length === 0) startedOn = line
    if (source[at] === '"') {
      const opened = line
      let cell = ''
      at++
      for (;;) {
        const close = source.indexOf('"', at)
        if (close < 0) return { rows, brokenAt: opened }
        cell += source.slice(at, close)
        at = close + 1
        if (source[at] !== '"') break
        cell += '"'
        at++
      }
      line += cell.split('\n').length - 1
      // What stands between a closing quote and the next mark belongs to the cell, as spreadsheets read it.
      const end = endOfCell(at)
      cells.push(unmarked(cell + source.slice(at, end)))
      at = end
    } else {
      const end = endOfCell(at)
      cells.push(unmarked(source.slice(at, end)))
      at = end
    }
    if (source[at] === mark) {
      at++
      // A row that ends in a mark has one more cell, an empty one.
      if (at >= source.length || source[at] === '\n' || source[at] === '\r') cells.push('')
      else continue
    }
    if (at >= source.length) break
    at += source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1
    line++
    endRow()
  }
  endRow()
  return { rows, brokenAt: null }

  function endOfCell(from: number): number {
    let end = from
    while (end < source.length && source[end] !== mark && source[end] !== '\n' && source[end] !== '\r') end++
    return end
  }
}

const unmarked = (cell: string) => cell.replace(/^'(?=\s*[=+\-@\t\r|%])/, '')
