/** What a log line says of a failure: enough to find the place, nothing of what was being worked on. */
export type ErrorInLog = Readonly<{
  type: string
  code?: string
  constraint?: string
  frames?: readonly string[]
  cause?: ErrorInLog
}>

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,63}$|^\d[A-Za-z0-9]{0,15}$/
// `at name (file:///…:1:2)`. An @ begins the folder of a scoped package; elsewhere it is part of an address.
const FRAME = /^at ([^@]*\()?(file:\/\/|node:|\/)(\/@|[^\s@])*:\d+:\d+\)?$/
const DEEPEST_CAUSE = 4

/**
 * Keeps the kind of error, its code, a violated constraint and where in the code it was thrown. Everything else is left
 * out, the message above all: mail servers repeat addresses in theirs, PostgreSQL puts the row into `detail`, and the
 * engine's own quote the value they choked on.
 */
export function errorInLog(error: unknown, depth = 0): ErrorInLog {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint } = error as Error & Record<string, unknown>
  const frames = framesOf(error)
  return {
    type: identifier(error.constructor.name) ?? 'Error',
    ...withValue('code', identifier(code)),
    ...withValue('constraint', identifier(constraint)),
    ...(frames.length > 0 ? { frames } : {}),
    ...(error.cause !== undefined && depth < DEEPEST_CAUSE
      ? { cause: errorInLog(error.cause, depth + 1) }
      : {}),
  }
}

function identifier(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && IDENTIFIER.test(text) ? text : null
}

function withValue<Key extends string>(key: Key, value: string | null) {
  return (value === null ? {} : { [key]: value }) as { [K in Key]?: string }
}

// The stack begins with the message, which may itself have lines that look like frames: a frame names a place in a file
// of ours, of a package or of Node, and the message's own text is cut off first.
function framesOf(error: Error): string[] {
  const stack = typeof error.stack === 'string' ? error.stack : ''
  const at = error.message === '' ? -1 : stack.indexOf(error.message)
  const below = at === -1 ? stack : stack.slice(at + error.message.length)
  return below
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => FRAME.test(line))
    .slice(0, 20)
}
