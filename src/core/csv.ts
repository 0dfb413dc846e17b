/** What a cell of a sheet holds; `null` is left empty. */
export type Cell = string | number | boolean | null

/** One cell as RFC 4180 has it; a text that a spreadsheet would take for a formula is marked as text. */
export function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = /^[\s]*[=+\-@\t\r|%]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A whole sheet, RFC 4180, with its heading line. */
export function csvSheet(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [heading, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}
