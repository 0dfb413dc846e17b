import { pino } from 'pino'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { errorInLog } from './error-in-log.ts'

/** Writes structured lines: an object of ids, counts or `err` first, then a fixed sentence. */
export type Logger = pino.Logger

/**
 * Structured lines on standard error, so that commands keep standard output for their result. Never hand it personal
 * data: log ids, counts and times. The redaction is a net under that rule, not a licence. Of an `err` only what
 * `errorInLog` keeps is written.
 */
export function openLogger(
  level: string,
  destination: pino.DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { err: (error: unknown) => errorInLog(error) },
      hooks: {
        // An error logged without a sentence would lend its own message to the line.
        logMethod([first, sentence, ...rest], method) {
          method.apply(this, [first, sentence ?? (typeof first === 'string' ? undefined : 'error'), ...rest])
        },
      },
      redact: {
        paths: [
          'email',
          'name',
          'password',
          'token',
          'cookie',
          '*.email',
          '*.password',
          '*.token',
          '*.cookie',
        ],
        censor: '[removed]',
      },
    },
    destination,
  )
}

/** What `/metrics` shows. Requests are counted by route pattern, never by address, so that no record's id leaks. */
export type Metrics = Readonly<{
  registry: Registry
  request(method: string, route: string, status: number, seconds: number): void
}>

/** A registry of its own, so that two in one process (tests) do not share counts. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'wardmote_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'wardmote_request_seconds',
    help: 'Seconds to answer a request',
    labelNames: ['method', 'route'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  return {
    registry,
    request(method, route, status, taken) {
      requests.inc({ method, route, status: String(status) })
      seconds.observe({ method, route }, taken)
    },
  }
}
