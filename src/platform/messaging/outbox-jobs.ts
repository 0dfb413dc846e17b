import { z } from 'zod'
import type { Jobs } from '#platform/jobs/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import { handOver, handOverAll, type OutboxNeeds, releaseClaims } from './outbox.ts'

/** The job that hands messages over: those of one force, or of all. */
export const MAIL_JOB = 'mail'

const MailJob = z.object({ forceId: z.uuid().optional() })

/**
 * Hands over what waits whenever it is asked for, and every minute besides: a node may have died between writing a
 * message and asking.
 */
export async function mailJobs(needs: OutboxNeeds & Readonly<{ jobs: Jobs }>): Promise<void> {
  await releaseClaims(needs)
  await needs.jobs.define({
    name: MAIL_JOB,
    schema: MailJob,
    retries: 3,
    expiresAfterMinutes: 30,
    async run({ forceId }) {
      await (forceId ? handOver(needs, forceId) : handOverAll(needs))
    },
  })
  await needs.jobs.every(MAIL_JOB, '* * * * *', {})
  await needs.jobs.send(MAIL_JOB, {}, 'all')
}

/**
 * Asks for a force's messages to be handed over within a second or so; for after the transaction that put them. What
 * was written is acknowledged whether or not the asking works, so a failure is logged: the next minute's round sends them.
 */
export async function sendMailSoon(
  { jobs, logger }: Readonly<{ jobs: Pick<Jobs, 'send'>; logger: Logger }>,
  forceId: string,
): Promise<void> {
  try {
    await jobs.send(MAIL_JOB, { forceId }, forceId)
  } catch (error) {
    logger.error({ err: error, forceId }, 'messages could not be sent at once; they go within a minute')
  }
}
