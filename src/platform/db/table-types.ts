import { sql } from 'kysely'
import type { Database } from './database.ts'

// What both drivers give for each PostgreSQL type (see `pool.ts` for the parsers), and what they take where it differs.
const TYPES: Readonly<Record<string, readonly [given: string, taken: string]>> = {
  bool: ['boolean', 'boolean'],
  date: ['string', 'string'],
  float8: ['number', 'number'],
  int2: ['number', 'number'],
  int4: ['number', 'number'],
  int8: ['number', 'number'],
  jsonb: ['Json', 'string'],
  text: ['string', 'string'],
  timestamptz: ['Date', 'Date | string'],
  uuid: ['string', 'string'],
  _text: ['string[]', 'string[]'],
  bytea: ['Uint8Array', 'Uint8Array'],
}

type Column = {
  table_name: string
  column_name: string
  udt_name: string
  nullable: boolean
  optional: boolean
}

/** TypeScript for every table of the migrated database, ordered by name: the text of `tables.generated.ts`. */
export async function tableTypes(database: Database): Promise<string> {
  const { rows } = await sql<Column>`
    select table_name, column_name, udt_name, is_nullable = 'YES' as nullable,
           (column_default is not null or is_identity = 'YES') as optional
    from information_schema.columns
    where table_schema = 'public' and table_name <> 'migration'
    order by table_name, ordinal_position`.execute(database.owner)
  const names = [...new Set(rows.map((row) => row.table_name))]
  return [
    '// Written by `node scripts/generate-tables.ts` from the migrated database. Do not edit.',
    "import type { ColumnType } from 'kysely'",
    '',
    '// biome-ignore lint/suspicious/noExplicitAny: what a jsonb column holds is parsed by the store that reads it',
    'type Json = any',
    '',
    ...names.flatMap((name) => [
      `export interface ${typeName(name)} {`,
      ...rows
        .filter((row) => row.table_name === name)
        .map((row) => `  ${quoted(row.column_name)}: ${columnType(row)}`),
      '}',
      '',
    ]),
    'export interface Tables {',
    ...names.map((name) => `  ${name}: ${typeName(name)}`),
    '}',
    '',
  ].join('\n')
}

function columnType(column: Column): string {
  const type = TYPES[column.udt_name]
  if (!type)
    throw new Error(`${column.table_name}.${column.column_name}: no TypeScript type for ${column.udt_name}`)
  const orNull = column.nullable ? ' | null' : ''
  const given = type[0] === 'Json' ? type[0] : `${type[0]}${orNull}`
  const taken = `${type[1]}${orNull}`
  if (given === taken && !column.optional) return given
  return `ColumnType<${given}, ${taken}${column.optional ? ' | undefined' : ''}, ${taken}>`
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : JSON.stringify(name)
}

function typeName(table: string): string {
  return table.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
}
