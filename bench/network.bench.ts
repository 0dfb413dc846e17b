// Betweenness of a network of 2,000 people and 10,000 ties, beside igraph in R on the same ties.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { betweenness } from '#analytics/measures/network/betweenness.ts'
import { type Link, network } from '#analytics/measures/network/network.ts'
import { median, row } from './support/side-by-side.ts'

const NODES = 2000
const TIES = 10_000
const ROUNDS = 7

let state = 1
const below = (limit: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * limit)
}
const ties = new Map<number, Link>()
while (ties.size < TIES) {
  const [a, b] = [below(NODES), below(NODES)]
  if (a !== b) ties.set(Math.min(a, b) * NODES + Math.max(a, b), [a, b])
}
const links = [...ties.values()]

const R = `suppressMessages(library(igraph))
ties <- matrix(scan(commandArgs(TRUE)[1], quiet = TRUE), ncol = 2, byrow = TRUE) + 1
g <- graph_from_edgelist(ties, directed = FALSE)
invisible(betweenness(g))
start <- proc.time()[["elapsed"]]
b <- betweenness(g)
cat((proc.time()[["elapsed"]] - start) * 1000, sum(b), "\\n")`

const folder = mkdtempSync(join(tmpdir(), 'wardmote-network-'))
const file = join(folder, 'ties.txt')
writeFileSync(file, links.map((link) => link.join(' ')).join('\n'))
const net = network(NODES, links)
const ours: number[] = []
const theirs: number[] = []
let isSame = true
let told = ''
for (let round = -2; round < ROUNDS; round++) {
  const start = performance.now()
  const sum = betweenness(net).reduce((total, value) => total + value, 0)
  const took = performance.now() - start
  if (round < 0) continue
  ours.push(took)
  const { status, stdout } = spawnSync('Rscript', ['-e', R, file], { encoding: 'utf8' })
  if (status !== 0) continue
  told = stdout.trim()
  const [ms = 0, total = 0] = told.split(' ').map(Number)
  theirs.push(ms)
  // R prints seven figures of the sum.
  isSame &&= Math.abs(total - sum) < 1e-5 * sum
}
rmSync(folder, { recursive: true })
if (!isSame) throw new Error(`igraph gives another betweenness: ${told.slice(0, 80)}`)

row({
  what: `betweenness, ${NODES.toLocaleString('en-GB')} nodes and ${TIES.toLocaleString('en-GB')} ties`,
  ours: median(ours),
  ...(theirs.length ? { peer: median(theirs) } : {}),
  peerName: 'R igraph betweenness()',
  goal: '≤ 1.5 ×',
  note: theirs.length ? 'the same sums' : 'R with igraph is not installed here',
})
