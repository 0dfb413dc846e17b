// Import with every check against DuckDB's bare conversion of the same files. BENCH_ROWS=10000000 for the full size.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { benchFolder, benchRounds, benchRows, inMillions } from './support/bench-folder.ts'
import { inTurn, medianCpuMs, medianMs, mostMb, row, runApart } from './support/side-by-side.ts'
import { streetFiles } from './support/street-files.ts'

const THREADS = 2
const rows = benchRows()
const { folder, files } = await streetFiles(rows)
const store = join(benchFolder(), `store-import-${process.pid}`)
const out = join(benchFolder(), `bare-${process.pid}.parquet`)
const bare = async (isTold: boolean) => {
  await rm(out, { force: true })
  return runApart('import-duckdb.ts', { files: folder, out, threads: THREADS, isTold })
}

try {
  // Sniffing 1,548 files takes DuckDB longer than converting them, so that side runs once.
  const sniffing = [await bare(false)]
  const { ours, told } = await inTurn(benchRounds(), {
    ours: async () => {
      await rm(store, { recursive: true, force: true })
      return runApart('import-ours.ts', { files: folder, store, threads: THREADS })
    },
    told: () => bare(true),
  })
  const what = `import with all checks, ${inMillions(rows)} rows, ${files.length} files`
  row({
    what,
    ours: medianMs(ours),
    peer: medianMs(sniffing),
    peerName: 'DuckDB COPY (SELECT * FROM read_csv([…])) TO Parquet',
    goal: '≤ 1.25 ×',
    note: `${THREADS} threads; loaded ${ours[0]!.rowsLoaded}; the peer ran once`,
  })
  row({
    what,
    ours: medianMs(ours),
    peer: medianMs(told),
    peerName: 'the same, told the columns',
    goal: '≤ 1.25 ×',
    note: 'the harder peer: it need not sniff every file',
  })
  row({
    what: `${what}: processor time`,
    ours: medianCpuMs(ours),
    peer: medianCpuMs(told),
    peerName: 'the same, told the columns',
    goal: '≤ 1.25 ×',
    note: 'what a busy machine disturbs least',
  })
  row({
    what: `import, ${inMillions(rows)} rows: peak memory of the process`,
    ours: mostMb(ours),
    peer: mostMb(told),
    peerName: 'DuckDB, told the columns',
    unit: 'MB',
    goal: 'ours < 1,024 MB',
  })
} finally {
  await rm(store, { recursive: true, force: true })
  await rm(out, { force: true })
}
