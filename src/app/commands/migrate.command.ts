import type { Command } from 'commander'
import { readConfig } from '#app/config/config.ts'
import { withOwnDatabase } from '#app/own-database.ts'
import { listMigrations } from '#platform/db/index.ts'

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the shape this version needs')
    .action(async () => {
      const applied = await withOwnDatabase(readConfig(process.env), async (_, names) => names)
      const all = (await listMigrations()).length
      console.log(
        applied.length
          ? `Applied ${applied.join(', ')}.`
          : `Nothing to do: all ${all} migrations are applied.`,
      )
    })
}
