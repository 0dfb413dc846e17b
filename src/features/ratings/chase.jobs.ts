import { addDays } from '#core/time/calendar-day.ts'
import { londonDay } from '#core/time/london-day.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { handOver, type OutboxNeeds, putMessages } from '#platform/messaging/outbox.ts'
import { type Chased, markChased } from './chase.store.ts'

export type ChaseNeeds = OutboxNeeds & Readonly<{ config: Readonly<{ publicUrl: string }> }>

const HOUR_MS = 3_600_000

/** [R5] Reminds at the start, and looks again every hour. A failure is logged and the next hour tries again. */
export async function ratingJobs(needs: ChaseNeeds): Promise<void> {
  const chase = () =>
    chaseMissing(needs).catch((error) =>
      needs.logger.error({ err: error }, 'missing ratings could not be asked for'),
    )
  await chase()
  setInterval(chase, HOUR_MS).unref()
}

/** [R5] Writes to everybody whose rating has been missing for a week since they were last told; gives how many. */
export async function chaseMissing(needs: ChaseNeeds): Promise<number> {
  const { database, clock } = needs
  const today = londonDay(clock())
  const days = { today, weekAgo: addDays(today, -7) }
  const forces = await database.door.selectFrom('force').select('id').execute()
  let chased = 0
  for (const { id: forceId } of forces) {
    const missing = await database.as({ forceId, personId: null }, async (tx) => {
      const missing = await markChased(tx, forceId, days)
      await putMessages(
        tx,
        { forceId },
        clock(),
        missing.map((one) => ({
          key: `rating ${one.roundId} ${one.personId} ${today}`,
          ...reminder(one, needs.config.publicUrl),
        })),
      )
      return missing
    })
    chased += missing.length
    if (missing.length > 0) await handOver(needs, forceId)
  }
  return chased
}

/** What the message says: what is asked, until when, and where. */
export function reminder(one: Chased, publicUrl: string) {
  return {
    to: one.email,
    subject: `Your rating of ${one.placeName} is still missing`,
    text: `Hello ${one.name},

You were asked how deeply each step was done in the project ${one.placeName} (${one.number}), by ${partialDateInWords(one.dueOn)}. Yours has not been given yet.

${publicUrl}/projects/${one.number}/ratings/${one.roundId}/give

Nobody sees what you give before everybody asked has given theirs. If you cannot rate a step, say so there and why. It is about the steps, never about a person.
`,
  }
}
