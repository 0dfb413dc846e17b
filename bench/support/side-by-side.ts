import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** What one run of a side took. */
export type Run = Readonly<{ ms: number; cpuMs: number; peakMb: number; [more: string]: unknown }>

/**
 * Runs a script of `bench/support/apart/` in a Node of its own, so that its memory is its own, and gives the JSON it
 * prints last with its peak memory. The script times its own work: starting Node is on neither side.
 */
export async function runApart(script: string, asked: unknown): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'apart', script), JSON.stringify(asked)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return JSON.parse(output.trim().split('\n').at(-1)!) as Run
}

/** Runs the sides in turn, `rounds` times each after one warm-up, and gives every side's results in order. */
export async function inTurn<Names extends string>(
  rounds: number,
  sides: Readonly<Record<Names, () => Promise<Run>>>,
): Promise<Record<Names, Run[]>> {
  const names = Object.keys(sides) as Names[]
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Names, Run[]>
  for (const name of names) await sides[name]()
  for (let round = 0; round < rounds; round++) {
    for (const name of names) runs[name].push(await sides[name]())
  }
  return runs
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

export function medianMs(runs: readonly Run[]): number {
  return median(runs.map(({ ms }) => ms))
}

export function medianCpuMs(runs: readonly Run[]): number {
  return median(runs.map(({ cpuMs }) => cpuMs))
}

export function mostMb(runs: readonly Run[]): number {
  return Math.round(Math.max(...runs.map(({ peakMb }) => peakMb)))
}

/** One row of the table; see bench/README.md. */
export function row(told: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(told))
}
