import type { Clock } from '#core/time/clock.ts'
import type { Auth } from '#platform/auth/index.ts'
import type { Database } from '#platform/db/index.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Jobs } from '#platform/jobs/index.ts'
import type { Mail } from '#platform/messaging/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import type { Frame } from '#ui/frame/page.view.ts'

/** What the pages of working groups need of the whole. */
export type GroupNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  auth: Auth
  mail: Mail
  jobs: Pick<Jobs, 'send'>
  logger: Logger
  config: Readonly<{ publicUrl: string }>
}>
