import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where made data is kept from run to run. Nothing else uses it; deleting it costs only the making again. */
export function benchFolder(): string {
  const folder = join(tmpdir(), 'wardmote-bench')
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Rows to generate: `BENCH_ROWS`, 2 million unless given. */
export function benchRows(): number {
  const rows = Number(process.env.BENCH_ROWS ?? 2_000_000)
  if (!Number.isInteger(rows) || rows < 1000) throw new Error(`BENCH_ROWS is ${process.env.BENCH_ROWS}`)
  return rows
}

/** How often each side runs: `BENCH_ROUNDS`, 5 unless given. */
export function benchRounds(): number {
  const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`BENCH_ROUNDS is ${process.env.BENCH_ROUNDS}`)
  return rounds
}

/** `10 M`, `0.5 M`. */
export function inMillions(rows: number): string {
  return `${Number((rows / 1e6).toPrecision(3))} M`
}
