export { type Database, type DatabaseOptions, openDatabase, type Scope, type Tx } from './database.ts'
export { heldOn } from './held-on.ts'
export { listMigrations, migrate } from './migrate.ts'
export type { Tables } from './tables.generated.ts'
