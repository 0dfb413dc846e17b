// Writes src/platform/db/tables.generated.ts from a freshly migrated in-memory database.
import { writeFile } from 'node:fs/promises'
import { migrate, openDatabase } from '../src/platform/db/index.ts'
import { tableTypes } from '../src/platform/db/table-types.ts'

const database = await openDatabase({ folder: 'memory' })
await migrate(database)
await writeFile(
  new URL('../src/platform/db/tables.generated.ts', import.meta.url),
  await tableTypes(database),
)
await database.close()
