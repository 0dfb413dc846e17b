// One entry for everything Wardmote does. Each command loads only what it needs, so that `measure` does not wait
// for a database it never opens.
import { Command } from 'commander'

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
