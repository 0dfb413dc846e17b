import {
  type messages,
  PGlite,
  type PGliteOptions,
  parse,
  protocol,
  type Results,
} from '@electric-sql/pglite'

/*
 * PGlite's own `query` speaks to PostgreSQL six times for a statement (parse, describe, bind, describe, execute, sync)
 * and has it planned anew each time. The statements of a page are look-ups by index, so that was most of what they
 * cost: 0.3 ms each where less than 0.1 ms is left. Here a SELECT is prepared in the session when it first comes, and of
 * any other statement the types of its parameters are remembered; both are one message from then on.
 *
 * States of a statement, by role and text: unknown → known → closed, when it failed or `STATEMENTS_KEPT` others
 * came since. Only the holder of the pool's gate speaks, so nobody else moves them. Who may see what is no part of
 * this: PostgreSQL checks rights when a statement runs, and plans it again when the role or a policy is another.
 *
 * Only SELECT is prepared, because after five runs PostgreSQL tries a plan that does not know the parameters. That may
 * be refused where it must know them: ON CONFLICT with a partial index whose predicate is a parameter.
 */

type Result = Results<Record<string, unknown>>
type Message = messages.BackendMessage
/**
 * `name` is empty for what is not prepared. `columns` is what PostgreSQL told of a prepared statement's rows, so that it
 * need not tell again: it refuses to run one whose rows have come to look otherwise.
 */
type Known = Readonly<{ name: string; text: string; types: readonly number[]; columns: readonly Message[] }>

const STATEMENTS_KEPT = 200
// A plan is several times its text, and a long text is a list of rows that will not come again.
const LONGEST_KEPT = 4000

/** The embedded database's one session; whoever speaks must hold it alone. */
export type EmbeddedSession = Readonly<{
  /** One statement, kept under the role that the session has been stepped to. */
  query(role: string, text: string, values: readonly unknown[]): Promise<Result>
  /** One statement that is not kept, for the owner: after a change of the schema an old plan may not fit. */
  queryOnce(text: string, values: readonly unknown[]): Promise<Result>
  /** Any number of statements without parameters; a result for each. */
  exec(text: string): Promise<Result[]>
  close(): Promise<void>
}>

const { serialize } = protocol

/** Opens it, in a folder or in memory. Cost ~0.3 s. */
export async function openEmbeddedSession(
  dataDir: string,
  {
    settings = {},
    ...options
  }: Pick<PGliteOptions, 'parsers' | 'loadDataDir'> & { settings?: Readonly<Record<string, string>> },
): Promise<EmbeddedSession> {
  const changed = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const embedded = await PGlite.create(dataDir, {
    ...options,
    startParams: [...PGlite.defaultStartParams, ...changed],
  })
  const kept = new Map<string, Known>()
  let named = 0

  const send = (...messages: readonly Uint8Array[]) => embedded.execProtocolStream(Buffer.concat(messages))
  const results = (told: Message[]): Result[] => parse.parseResults(told, embedded.parsers) as Result[]
  const closing = ({ name }: Known) => serialize.close({ type: 'S', name })

  async function learn(text: string): Promise<Known> {
    const name = /^\s*select\b/i.test(text) ? `kept_${named++}` : ''
    const told = await send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    return {
      name,
      text,
      types: parse.parseDescribeStatementResults(told),
      columns: told.filter((message) => name !== '' && message.name === 'rowDescription'),
    }
  }

  function asText(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null
    const serializer = type === undefined ? undefined : embedded.serializers[type]
    return serializer ? serializer(value) : String(value)
  }

  async function run({ name, text, types, columns }: Known, values: readonly unknown[]): Promise<Result> {
    const told = await send(
      ...(name === '' ? [serialize.parse({ text })] : []),
      serialize.bind({ statement: name, values: values.map((value, at) => asText(value, types[at])) }),
      ...(columns.length === 0 ? [serialize.describe({ type: 'P' })] : []),
      serialize.execute(),
      serialize.sync(),
    )
    return results([...columns, ...told])[0]!
  }

  return {
    async query(role, text, values) {
      if (text.length > LONGEST_KEPT) return embedded.query(text, [...values])
      const key = `${role} ${text}`
      const known = kept.get(key) ?? (await learn(text))
      kept.delete(key)
      kept.set(key, known)
      if (kept.size > STATEMENTS_KEPT) {
        const [oldest, statement] = kept.entries().next().value!
        kept.delete(oldest)
        await send(closing(statement), serialize.sync())
      }
      try {
        return await run(known, values)
      } catch (error) {
        kept.delete(key)
        await send(closing(known), serialize.sync())
        throw error
      }
    },
    queryOnce: (text, values) => embedded.query(text, [...values]),
    exec: async (text) => results(await send(serialize.query(text))),
    close: () => embedded.close(),
  }
}
