import { z } from 'zod'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import type { Database } from '#platform/db/index.ts'
import type { Jobs } from '#platform/jobs/index.ts'
import { putMessages, sendMailSoon } from '#platform/messaging/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import { listToTell, noteTold } from './reminder.store.ts'
import { reminderMessage } from './reminder.ts'

export const REMINDER_JOB = 'reminders'

export type ReminderNeeds = Readonly<{
  database: Database
  clock: Clock
  config: Readonly<{ publicUrl: string }>
}>

/** [I11] Looks every morning for what is due soon or overdue, in every force. */
export async function reminderJobs(
  needs: ReminderNeeds & Readonly<{ jobs: Jobs; logger: Logger }>,
): Promise<void> {
  await needs.jobs.define({
    name: REMINDER_JOB,
    schema: z.object({}),
    retries: 5,
    expiresAfterMinutes: 30,
    async run() {
      for (const { id } of await needs.database.door.selectFrom('force').select('id').execute())
        if ((await remind(needs, id)) > 0) await sendMailSoon(needs, id)
    },
  })
  await needs.jobs.every(REMINDER_JOB, '0 7 * * *', {})
}

/**
 * [I11] [I12] Puts a message into the outbox for everybody of a force who is to be told something they were not told
 * before, and gives how many. What is noted and the message are one transaction a person: killed anywhere, run again or
 * run by two nodes at once, each is told each thing once.
 */
export async function remind({ database, clock, config }: ReminderNeeds, forceId: string): Promise<number> {
  const at = clock()
  const today = londonDay(at)
  const scope = { forceId, personId: null }
  const everybody = await database.as(scope, (tx) => listToTell(tx, forceId, today))
  let messages = 0
  for (const one of everybody)
    await database.as(scope, async (tx) => {
      const anew = await noteTold(tx, forceId, at, one)
      const [first] = anew
      if (!first) return
      const key = `reminder ${first.intervention.id} ${one.recipient.id} ${first.intervention.due} ${first.occasion}`
      const message = reminderMessage(one.recipient, anew, today, config.publicUrl)
      await putMessages(tx, scope, at, [{ key, ...message }])
      messages++
    })
  return messages
}
