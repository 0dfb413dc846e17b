// Run as a process of its own, to be killed: `import-once.ts STORE BATCH_BYTES PATH…`.
import { openStore } from '#analytics/index.ts'

const [folder, batchBytes, ...paths] = process.argv.slice(2)
const store = await openStore({
  folder: folder!,
  memoryLimitMb: 256,
  clock: () => new Date('2024-03-15T12:00:00Z'),
})
const outcome = await store.import(paths, { by: 'test', limits: { batchBytes: Number(batchBytes) } })
await store.close()
if (!outcome.ok) {
  process.stderr.write(outcome.reason.sentence)
  process.exitCode = 2
}
