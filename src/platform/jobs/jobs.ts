import { PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { Database } from '#platform/db/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'

/** One kind of background work. `data` is what was sent; a handler that throws is tried again, so it must be idempotent. */
export type JobKind<Data> = Readonly<{
  name: string
  schema: z.ZodType<Data>
  /** How many times a failed or abandoned run is tried again. */
  retries: number
  /** A run that has not finished by then is taken to have died with its node. */
  expiresAfterMinutes: number
  run(data: Data, job: Readonly<{ id: string; signal: AbortSignal }>): Promise<void>
}>

/**
 * Background work on the records' own database, by pg-boss: any node may take any job, at least once. A job is
 * `created → active → completed`, or back to `retry` when its run throws or its node dies, and `failed` when the
 * retries are used up. `stop` lets running jobs finish (up to the given time) and gives the rest back.
 */
export type Jobs = Readonly<{
  define<Data>(kind: JobKind<Data>): Promise<void>
  /** Gives the job's id, or null where one with this key already waits: sending twice is the same as once. */
  send<Data extends object>(name: string, data: Data, key: string): Promise<string | null>
  /**
   * Sends the job at every time of a cron expression (by the clocks of the United Kingdom), once however many nodes ask
   * for it, and once at the next start for all the times that passed while nobody worked.
   */
  every<Data extends object>(name: string, cron: string, data: Data): Promise<void>
  stop(graceMs: number): Promise<void>
}>

// A node that was killed is noticed within this, and its jobs go to another (or to itself, started again).
const HEARTBEAT_SECONDS = 15

/** Starts the queue on the database; makes its own tables in the schema `jobs`. Takes no job before `define`. */
export async function openJobs(database: Database, logger: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => execute(database, text, values) },
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'jobs',
    superviseIntervalSeconds: 10,
  })
  boss.on('error', (error) => logger.error({ err: error }, 'background work failed'))
  await boss.start()
  const stopping = new AbortController()
  return {
    async define(kind) {
      await boss.createQueue(kind.name, {
        policy: 'short',
        retryLimit: kind.retries,
        retryDelay: 1,
        expireInSeconds: kind.expiresAfterMinutes * 60,
        heartbeatSeconds: HEARTBEAT_SECONDS,
      })
      await boss.work(kind.name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
        if (!job) return
        const signal = AbortSignal.any([stopping.signal, job.signal])
        await kind.run(kind.schema.parse(job.data), { id: job.id, signal })
      })
    },
    send: (name, data, key) => boss.send(name, data, { singletonKey: key }),
    every: (name, cron, data) => boss.schedule(name, cron, data, { tz: 'Europe/London', missed: 'once' }),
    async stop(graceMs) {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: graceMs, close: false })
    },
  }
}

async function execute(database: Database, text: string, values: unknown[] | undefined) {
  const client = await database.ownerPool.connect()
  try {
    return await client.query(text, values)
  } catch (error) {
    // The text may have opened a transaction; the embedded session must not stay inside it.
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
