import { mkdir } from 'node:fs/promises'
import { openStore, type Store } from '#analytics/index.ts'
import type { Clock } from '#core/time/clock.ts'
import { type Auth, openAuth } from '#platform/auth/index.ts'
import { type Database, migrate } from '#platform/db/index.ts'
import { type KeptFiles, openKeptFiles } from '#platform/files/kept-files.ts'
import { type Jobs, openJobs } from '#platform/jobs/index.ts'
import { type Mail, openMail } from '#platform/messaging/index.ts'
import { type Logger, type Metrics, openLogger, openMetrics } from '#platform/telemetry/index.ts'
import type { Config } from './config/config.ts'
import { type OwnDatabase, openOwnDatabase } from './own-database.ts'

/** Everything features are given. Each feature names the part it needs; nothing is a singleton. */
export type Context = Readonly<{
  config: Config
  clock: Clock
  logger: Logger
  metrics: Metrics
  database: Database
  jobs: Jobs
  mail: Mail
  auth: Auth
  store: Store
  /** What is attached to records. */
  files: KeptFiles
  /** Lets running jobs finish and messages go for that long altogether, then shuts everything. */
  close(graceMs: number): Promise<void>
}>

/** Opens the parts in the order they stand on each other; `close` shuts them in the reverse order. */
export async function openContext(config: Config, clock: Clock = () => new Date()): Promise<Context> {
  await mkdir(config.dataFolder, { recursive: true })
  const own = await openOwnDatabase(config)
  try {
    return await openParts(config, clock, own)
  } catch (error) {
    await own.close()
    throw error
  }
}

async function openParts(config: Config, clock: Clock, { database, close }: OwnDatabase): Promise<Context> {
  const logger = openLogger(config.logLevel)
  await migrate(database)
  const [jobs, store] = await Promise.all([
    openJobs(database, logger),
    openStore({ folder: config.storeFolder, memoryLimitMb: config.analyticsMemoryMb, clock }),
  ])
  const mail = openMail(config)
  const auth = await openAuth({ database, mail, clock, config, logger })
  return {
    config,
    clock,
    logger,
    metrics: openMetrics(),
    database,
    jobs,
    mail,
    auth,
    store,
    files: openKeptFiles(config.attachmentFolder),
    async close(graceMs) {
      // A mail server that keeps silent is waited for longer than a stop may take.
      await Promise.all([jobs.stop(graceMs), Promise.race([mail.idle(), after(graceMs)])])
      await store.close()
      await close()
    },
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
