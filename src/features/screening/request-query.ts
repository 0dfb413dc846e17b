/** Every value of every name in an address's query. Works on the text, so it costs little and can be tested alone. */
export function queriesOf(url: string): Record<string, string[]> {
  const queries: Record<string, string[]> = Object.create(null)
  const at = url.indexOf('?')
  if (at < 0) return queries
  for (const [name, value] of new URLSearchParams(url.slice(at + 1))) {
    queries[name] ??= []
    queries[name].push(value)
  }
  return queries
}
