// Screening every small area of every force against DuckDB's aggregation alone. BENCH_ROWS=10000000 for the full size.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openStore } from '#analytics/index.ts'
import { benchFolder, benchRounds, benchRows, inMillions } from './support/bench-folder.ts'
import { contextFiles } from './support/made-context.ts'
import { inTurn, medianCpuMs, medianMs, mostMb, row, runApart } from './support/side-by-side.ts'
import { streetFiles } from './support/street-files.ts'

const threads = 2
const rows = benchRows()
const store = join(benchFolder(), `store-screening-${process.pid}`)
const bare = join(benchFolder(), `screening-${process.pid}.parquet`)

try {
  const { folder } = await streetFiles(rows)
  const opened = await openStore({ folder: store, clock: () => new Date() })
  for (const path of [await contextFiles(), folder]) {
    const loaded = await opened.import([path], { by: 'bench' })
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.reason))
  }
  await opened.close()
  await runApart('import-duckdb.ts', { files: folder, out: bare, threads, isTold: true })
  const ours = (how: string) => () => runApart('screen-ours.ts', { store, threads, how })
  const runs = await inTurn(benchRounds(), {
    peer: () => runApart('screen-duckdb.ts', { rows: bare, threads }),
    counts: ours('counts'),
    gather: ours('gather'),
    screen: ours('screen'),
  })
  const areas = Number(runs.screen[0]!.areas).toLocaleString('en-GB')
  for (const [how, what, goal] of [
    ['counts', 'counts by area, month and type', '≤ 1.2 ×'],
    ['gather', 'the same with areas, neighbours and figures', undefined],
    ['screen', 'the whole screening: every statistic, ranks, their intervals and bands', '≤ 1.2 ×'],
  ] as const) {
    row({
      what: `screening ${areas} areas of 43 forces, ${inMillions(rows)} rows: ${what}`,
      ours: medianMs(runs[how]),
      peer: medianMs(runs.peer),
      peerName: 'DuckDB, LSOA × month × type and top 100 with trend',
      goal,
      note: `processor ${(medianCpuMs(runs[how]) / medianCpuMs(runs.peer)).toFixed(2)} ×; peak ${mostMb(runs[how])} MB against ${mostMb(runs.peer)} MB`,
    })
  }
} finally {
  await rm(store, { recursive: true, force: true })
  await rm(bare, { force: true })
}
