// `npm run bench`: every bench/*.bench.ts, one after the other so that none disturbs another, and one table.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, nodeBinary, ROOT, stop } from './install.mjs'

ensureInstalled({ development: true })
const folder = join(ROOT, 'bench')
const words = process.argv.slice(2)
const files = (existsSync(folder) ? readdirSync(folder) : [])
  .filter(
    (name) => name.endsWith('.bench.ts') && (!words.length || words.some((word) => name.includes(word))),
  )
  .sort()
if (!files.length) stop(words.length ? 'No benchmark has such a name.' : 'There are no benchmarks in bench/.')

const rows = []
const broken = []
for (const file of files) {
  process.stderr.write(`${file}…\n`)
  const { status, stdout } = spawnSync(nodeBinary(), ['--expose-gc', join(folder, file)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) broken.push(file)
  for (const line of stdout.split('\n').filter(Boolean)) {
    try {
      rows.push(asRow(JSON.parse(line)))
    } catch {
      process.stderr.write(`  ${line}\n`)
    }
  }
}

function asRow({ what, ours, peer, peerName, unit = 'ms', goal, note = '' }) {
  const ratio = typeof ours === 'number' && typeof peer === 'number' && peer !== 0 ? ours / peer : null
  return {
    what,
    ours: amount(ours, unit),
    peer: peerName ? `${peerName}: ${amount(peer, unit)}` : '–',
    ratio: ratio === null ? '–' : `${ratio.toPrecision(3)} ×`,
    goal: goal ?? '–',
    note,
  }
}

function amount(value, unit) {
  return typeof value === 'number' ? `${Number(value.toPrecision(4))} ${unit}` : 'not measured'
}

const heads = ['what', 'ours', 'peer', 'ratio', 'goal', 'note']
const widths = heads.map((head) => Math.max(head.length, ...rows.map((row) => String(row[head]).length)))
const line = (cells) => `| ${cells.map((cell, i) => String(cell).padEnd(widths[i])).join(' | ')} |`
if (rows.length) {
  console.log(line(heads))
  console.log(line(widths.map((width) => '-'.repeat(width))))
  for (const row of rows) console.log(line(heads.map((head) => row[head])))
}
if (broken.length) stop(`Did not finish: ${broken.join(', ')}.`)
