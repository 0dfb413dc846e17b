import type { Command } from 'commander'
import { sql } from 'kysely'
import { openStore } from '#analytics/index.ts'
import { type Config, readConfig } from '#app/config/config.ts'
import { type OwnDatabase, openOwnDatabase } from '#app/own-database.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { type Database, listMigrations } from '#platform/db/index.ts'
import { DataFolderInUse } from '#platform/files/data-lock.ts'
import { openKeptFiles } from '#platform/files/kept-files.ts'
import { openMail } from '#platform/messaging/index.ts'

/** One line of the doctor's report. A warning is worth knowing and no fault. */
export type Finding = Readonly<{ state: 'well' | 'warning' | 'fault'; text: string }>

const WORDS = { well: 'well   ', warning: 'warning', fault: 'FAULT  ' } as const

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description(
      'check the database, the audit chains, attached files, the crime store and the mail settings',
    )
    .action(async () => {
      let isWell = true
      try {
        for await (const finding of examine(readConfig(process.env))) {
          console.log(`${WORDS[finding.state]}  ${finding.text}`)
          isWell &&= finding.state !== 'fault'
        }
      } catch (error) {
        console.log(`${WORDS.fault}  ${(error as Error).message}`)
        isWell = false
      }
      process.exitCode = isWell ? 0 : 1
    })
}

/** Looks at everything a Wardmote stands on and changes no record; says each finding as soon as it is known. */
export async function* examine(config: Config): AsyncGenerator<Finding> {
  let own: OwnDatabase | null = null
  try {
    own = await openOwnDatabase(config)
  } catch (error) {
    if (error instanceof DataFolderInUse) {
      yield fault(`The embedded database can be read by one process only. ${error.message}`)
      return
    }
    yield fault(`The database does not open: ${(error as Error).message}`)
  }
  try {
    if (own) yield* examineDatabase(own.database, config.attachmentFolder)
    yield* examineStore(config)
    yield* examineMail(config)
    yield* examineSecret(config)
  } finally {
    await own?.close().catch(() => {})
  }
}

async function* examineDatabase(database: Database, attachmentFolder: string): AsyncGenerator<Finding> {
  try {
    const { rows } = await sql<{ version: string }>`select version() as version`.execute(database.owner)
    yield well(`The ${database.kind} database answers: ${rows[0]?.version.split(' ').slice(0, 2).join(' ')}.`)
    const { rows: known } = await sql<{
      found: boolean
    }>`select to_regclass('public.migration') is not null as found`.execute(database.owner)
    const applied = known[0]?.found
      ? (await sql<{ name: string }>`select name from migration`.execute(database.owner)).rows.map(
          ({ name }) => name,
        )
      : []
    const all = await listMigrations()
    const missing = all.filter((name) => !applied.includes(name))
    const unknown = applied.filter((name) => !all.includes(name))
    if (missing.length) yield fault(`Not migrated: ${missing.join(', ')} missing. Run wardmote migrate.`)
    else yield well(`All ${all.length} migrations are applied.`)
    if (unknown.length) yield warning(`A later version migrated this database: ${unknown.join(', ')}.`)
    if (missing.length === 0) {
      yield* examineChains(database)
      yield* examineFiles(database, attachmentFolder)
    }
  } catch (error) {
    yield fault(`The database does not answer: ${(error as Error).message}`)
  }
}

async function* examineChains(database: Database): AsyncGenerator<Finding> {
  const { entries, faults } = await verifyChains(database.owner)
  for (const { forceId, sequence, fault: what } of faults) {
    yield fault(`The audit chain of force ${forceId} is broken at entry ${sequence}: ${what}.`)
  }
  if (faults.length === 0) yield well(`The audit chains are whole: ${entries} entries.`)
}

async function* examineFiles(database: Database, folder: string): AsyncGenerator<Finding> {
  const files = openKeptFiles(folder)
  const rows = await database.owner
    .selectFrom('attachment')
    .select(['force_id', 'id', 'sha256', 'thumbnail_sha256'])
    .execute()
  let missing = 0
  for (const row of rows)
    for (const sha256 of [row.sha256, row.thumbnail_sha256 ?? row.sha256])
      if (!(await files.has(row.force_id, sha256))) {
        missing++
        if (missing <= 10)
          yield fault(`The attached file ${row.id} of force ${row.force_id} is not in its folder.`)
        break
      }
  if (missing > 10) yield fault(`${missing} attached files are not in their folder.`)
  if (missing === 0) yield well(`All ${rows.length} attached files are in their folder.`)
}

async function* examineStore(config: Config): AsyncGenerator<Finding> {
  try {
    const store = await openStore({
      folder: config.storeFolder,
      memoryLimitMb: config.analyticsMemoryMb,
      clock: () => new Date(),
    })
    try {
      const forces = await store.forces()
      yield well(
        `The crime store can be read: ${forces.length} force${forces.length === 1 ? '' : 's'} loaded.`,
      )
    } finally {
      await store.close()
    }
  } catch (error) {
    yield fault(`The crime store cannot be read: ${(error as Error).message}`)
  }
}

async function* examineMail(config: Config): AsyncGenerator<Finding> {
  const mail = openMail(config)
  const problem = await mail.check()
  if (problem) yield fault(`The mail server does not answer: ${problem}`)
  else if (mail.kind === 'smtp') yield well('The mail server answers.')
  else if (config.isDemonstration) yield well('Mail is kept in the mail folder and shown at /mail.')
  else yield warning('No mail server is set (SMTP_URL): messages stay in the mail folder and reach nobody.')
}

async function* examineSecret(config: Config): AsyncGenerator<Finding> {
  if (config.secret) yield well('The secret comes from the settings.')
  else if (config.databaseUrl) {
    yield warning(
      'WARDMOTE_SECRET is not set: each node makes its own, and second factors set up on one do not work on another.',
    )
  } else yield well('The secret is kept in the data folder; keep it with your backups.')
}

const well = (text: string): Finding => ({ state: 'well', text })
const warning = (text: string): Finding => ({ state: 'warning', text })
const fault = (text: string): Finding => ({ state: 'fault', text })
