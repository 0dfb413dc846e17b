// One entry for everything Wardmote does. Each command loads only what it needs, so that `measure` does not wait
// for a database it never opens.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { Command } from 'commander'

// Some seven hundred files are read as types are stripped from them; kept, a start is a third quicker. A server may be
// killed and never come to its end, so what is kept is written while it runs.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'))
setTimeout(flushCompileCache, 3000).unref()

const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  serve: async () => (await import('./app/commands/serve.command.ts')).addServeCommand,
  work: async () => (await import('./app/commands/serve.command.ts')).addWorkCommand,
  migrate: async () => (await import('./app/commands/migrate.command.ts')).addMigrateCommand,
  import: async () => (await import('./app/commands/import.command.ts')).addImportCommand,
  screen: async () => (await import('./app/commands/screen.command.ts')).addScreenCommand,
  measure: async () => (await import('./app/commands/measure.command.ts')).addMeasureCommand,
  setup: async () => (await import('./app/commands/setup.command.ts')).addSetupCommand,
  doctor: async () => (await import('./app/commands/doctor.command.ts')).addDoctorCommand,
}

const program = new Command('wardmote').description(
  'Intensive Engagement for neighbourhood policing: screening, LISP projects and what came of them',
)
const asked = process.argv[2] ?? ''
const wanted = COMMANDS[asked]
for (const load of wanted ? [wanted] : Object.values(COMMANDS)) (await load())(program)
await program.parseAsync()
