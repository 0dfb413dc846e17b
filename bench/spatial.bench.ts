// Gi* and local Moran's I with 999 permutations over 35,000 areas of 8 neighbours, against R spdep on the same numbers.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conditionalPermutation } from '#analytics/measures/conditional-permutation.ts'
import { gammaStream } from '#analytics/measures/gamma-stream.ts'
import { giStar } from '#analytics/measures/gi-star.ts'
import { localMoran } from '#analytics/measures/local-moran.ts'
import { neighbourWeights, withStyle } from '#analytics/measures/weights.ts'
import { median, row } from './support/side-by-side.ts'

const SIDE = 187
const AREAS = SIDE * SIDE
const DRAWS = 999
const values = new Float64Array(AREAS)
gammaStream(new Float64Array(AREAS).fill(1.5), 9)(values)
// A grid whose edges meet, so that every area has eight neighbours.
const lists = Array.from({ length: AREAS }, (_, at) => {
  const [x, y] = [at % SIDE, Math.floor(at / SIDE)]
  const steps = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))
  return steps
    .filter(([dx, dy]) => dx !== 0 || dy !== 0)
    .map(([dx, dy]) => ((y + dy + SIDE) % SIDE) * SIDE + ((x + dx + SIDE) % SIDE))
    .sort((a, b) => a - b)
})
const weights = neighbourWeights(lists)

const analytic: number[] = []
const permuted: number[] = []
for (let round = -2; round < 7; round++) {
  const start = performance.now()
  giStar(values, withStyle(weights, 'binary'))
  localMoran(values, weights)
  const middle = performance.now()
  conditionalPermutation(values, weights, { draws: DRAWS, seed: 1 + Math.abs(round) })
  const end = performance.now()
  if (round < 0) continue
  analytic.push(middle - start)
  permuted.push(end - start)
}

// R is timed inside R, after its packages are loaded and its data read. Each line is `name seconds`.
const SCRIPT = `
suppressPackageStartupMessages(library(spdep))
folder <- commandArgs(TRUE)[1]
x <- scan(file.path(folder, "values.txt"), quiet = TRUE)
m <- matrix(scan(file.path(folder, "neighbours.txt"), what = integer(), quiet = TRUE), ncol = 8, byrow = TRUE)
nb <- lapply(seq_len(nrow(m)), function(i) m[i, ])
class(nb) <- "nb"
w <- nb2listw(nb)
s <- nb2listw(include.self(nb), style = "B")
took <- function(name, work) cat(name, system.time(work)[["elapsed"]], "\\n")
took("gi", localG(x, s))
took("moran", localmoran(x, w))
set.seed(1)
took("moranPermuted", localmoran_perm(x, w, nsim = ${DRAWS}))
took("giPermuted", localG_perm(x, s, nsim = ${DRAWS}))
`

const inR = await timedInR()
const peerName = 'R spdep'
const size = `${AREAS.toLocaleString('en-GB')} areas × 8 neighbours`
row({
  what: `Gi* and local Moran's I, ${size}: analytic`,
  ours: median(analytic),
  peer: inR ? (inR.gi! + inR.moran!) * 1000 : undefined,
  peerName,
  note: inR ? '' : 'Rscript with spdep is not installed here',
})
row({
  what: `the same with ${DRAWS} permutations`,
  ours: median(permuted),
  peer: inR ? (inR.moranPermuted! + inR.giPermuted!) * 1000 : undefined,
  peerName,
  goal: '≤ 0.1 ×',
  note: inR
    ? `R ran once: localmoran_perm ${inR.moranPermuted} s, localG_perm ${inR.giPermuted} s; ours draws one set of picks for all areas and both statistics`
    : 'Rscript with spdep is not installed here',
})

async function timedInR(): Promise<Record<string, number> | null> {
  const probe = spawnSync('Rscript', [
    '-e',
    'if (!requireNamespace("spdep", quietly = TRUE)) quit(status = 1)',
  ])
  if (probe.error || probe.status !== 0) return null
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-bench-r-'))
  try {
    await writeFile(join(folder, 'values.txt'), values.join('\n'))
    await writeFile(
      join(folder, 'neighbours.txt'),
      lists.map((list) => list.map((at) => at + 1).join(' ')).join('\n'),
    )
    await writeFile(join(folder, 'measure.R'), SCRIPT)
    const { status, stdout, stderr } = spawnSync('Rscript', [join(folder, 'measure.R'), folder], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .map(([name, seconds]) => [name, Number(seconds)]),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
