import { z } from 'zod'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { addWorkingDays } from '#core/time/working-days.ts'
import type { Database, Scope } from '#platform/db/index.ts'
import type { Jobs } from '#platform/jobs/index.ts'
import { putMessages, sendMailSoon } from '#platform/messaging/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import { loadCircle } from './circle.store.ts'
import { listDueBy, listMissed, moveUp } from './escalation-clock.store.ts'
import { missedAtTopNotices, movedNotices, reminderNotices, type Sender } from './escalation-mail.ts'
import { loadSettings } from './settings.store.ts'

export const CLOCK_JOB = 'escalation-clock'

export type ClockNeeds = Readonly<{
  database: Database
  clock: Clock
  config: Readonly<{ publicUrl: string }>
}>

/** Looks at every clock once an hour, whichever node comes first; and once at each start, for what passed meanwhile. */
export async function escalationJobs(
  needs: ClockNeeds & Readonly<{ jobs: Jobs; logger: Logger }>,
): Promise<void> {
  await needs.jobs.define({
    name: CLOCK_JOB,
    schema: z.object({}),
    retries: 3,
    expiresAfterMinutes: 30,
    async run() {
      const { forces } = await lookAtClocks(needs)
      for (const forceId of forces) await sendMailSoon(needs, forceId)
    },
  })
  await needs.jobs.every(CLOCK_JOB, '7 * * * *', {})
  await needs.jobs.send(CLOCK_JOB, {}, 'all')
}

/**
 * [E7] [E9] Moves up what was missed and reminds of what is due within a working day, force by force, each escalation in
 * a transaction of its own together with its messages. Safe to run twice and from several nodes at once. Gives the
 * forces with something to send, and how many moved.
 */
export async function lookAtClocks(needs: ClockNeeds): Promise<{ moved: number; forces: string[] }> {
  const { database } = needs
  let moved = 0
  const forces: string[] = []
  for (const { id } of await database.door.selectFrom('force').select('id').execute()) {
    const scope = { forceId: id, personId: null }
    const done = await lookAtForce(needs, scope)
    moved += done.moved
    if (done.moved + done.told > 0) forces.push(id)
  }
  return { moved, forces }
}

async function lookAtForce({ database, clock, config }: ClockNeeds, scope: Scope) {
  const at = clock()
  const today = londonDay(at)
  const { settings, missed, due } = await database.as(scope, async (tx) => {
    const settings = await loadSettings(scope, tx)
    const by = addWorkingDays(today, 1, settings.extraDaysOff)
    return {
      settings,
      missed: await listMissed(scope, tx, today),
      due: await listDueBy(scope, tx, today, by),
    }
  })
  const sender: Sender = { publicUrl: config.publicUrl, settings, actorId: null }
  let moved = 0
  for (const id of missed) {
    await database.as(scope, async (tx) => {
      const move = await moveUp(scope, tx, { at, today, settings }, id)
      if (!move) return
      if (!move.isAtTop) moved++
      const notices = move.isAtTop ? missedAtTopNotices : movedNotices
      for (const row of move.rows)
        await putMessages(tx, scope, at, notices(await loadCircle(scope, tx, today, row.id), sender))
    })
  }
  for (const id of due) {
    await database.as(scope, async (tx) => {
      await putMessages(tx, scope, at, reminderNotices(await loadCircle(scope, tx, today, id), sender))
    })
  }
  return { moved, told: missed.length + due.length }
}
