import type { Clock } from '#core/time/clock.ts'
import type { Database, Scope, Tx } from '#platform/db/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import type { Mail, Message } from './mail.ts'

// A message is *waiting* until a mail server has taken it (*sent*) or it has been tried too often (*given up*). It is
// written in the transaction of what it tells of, so there is neither news without it nor it without news. Whoever tries
// it first pushes `try_at` on, in a transaction of its own, so that no other node tries it meanwhile and the records are
// not held while a mail server thinks. A node that dies between the server's yes and ours leaves it waiting: it goes out
// again under the same Message-ID, by which mail servers and readers know it for the same.

const LEASE_MS = 5 * 60_000
const MOST_TRIES = 20
const LONGEST_PAUSE_MS = 4 * 3_600_000
/** A server that refuses so many in a row is left alone until the next round. */
const REFUSALS_IN_A_ROW = 3

/** A message and the key of its cause: the same key again, in the same force, is no second message. */
export type OutgoingMessage = Message & Readonly<{ key: string }>

/** What handing over needs. */
export type OutboxNeeds = Readonly<{ database: Database; mail: Mail; clock: Clock; logger: Logger }>

/** Puts messages in the caller's transaction; they leave when it is committed and {@link handOver} runs. */
export async function putMessages(
  tx: Tx,
  scope: Pick<Scope, 'forceId'>,
  at: Date,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  if (messages.length === 0) return
  await tx
    .insertInto('outgoing_message')
    .values(
      messages.map(({ key, to, subject, text }) => ({
        force_id: scope.forceId,
        key,
        to_address: to,
        subject: inOneLine(subject),
        words: text.slice(0, 20_000),
        made_at: at,
        try_at: at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['force_id', 'key']).doNothing())
    .execute()
}

/**
 * Sends what waits in a force, oldest first, and gives how many a mail server took. Safe to run twice and from several
 * nodes at once. What a server refuses is tried again later, further apart each time, and given up after twenty tries.
 */
export async function handOver(needs: OutboxNeeds, forceId: string): Promise<number> {
  let sent = 0
  for (let refusals = 0; refusals < REFUSALS_IN_A_ROW; ) {
    const message = await claim(needs, forceId)
    if (!message) break
    try {
      await needs.mail.send(message)
    } catch (error) {
      refusals++
      await putOff(needs, forceId, message, error)
      continue
    }
    refusals = 0
    sent++
    await needs.database.as({ forceId, personId: null }, (tx) =>
      tx
        .updateTable('outgoing_message')
        .set({ sent_at: needs.clock(), to_address: null, subject: null, words: null })
        .where('force_id', '=', forceId)
        .where('id', '=', message.id)
        .execute(),
    )
  }
  return sent
}

/** As {@link handOver}, for every force of the installation. */
export async function handOverAll(needs: OutboxNeeds): Promise<number> {
  let sent = 0
  for (const { id } of await needs.database.door.selectFrom('force').select('id').execute())
    sent += await handOver(needs, id)
  return sent
}

/**
 * Lets what a process was sending when it died be tried at once. Only for an embedded database: it is open in one
 * process at a time, so nobody else can be sending.
 */
export async function releaseClaims({ database, clock }: Pick<OutboxNeeds, 'database' | 'clock'>) {
  if (database.kind !== 'embedded') return
  for (const { id: forceId } of await database.door.selectFrom('force').select('id').execute())
    await database.as({ forceId, personId: null }, (tx) =>
      tx
        .updateTable('outgoing_message')
        .set({ try_at: clock() })
        .where('force_id', '=', forceId)
        .where('sent_at', 'is', null)
        .where('given_up_at', 'is', null)
        .where('try_at', '<=', new Date(clock().getTime() + LEASE_MS))
        .execute(),
    )
}

type Claimed = Message & Readonly<{ id: string; messageId: string; tries: number }>

// Served by `outgoing_message_waiting`. A row that another node holds is passed over, not waited for.
async function claim({ database, clock }: OutboxNeeds, forceId: string): Promise<Claimed | null> {
  const at = clock()
  const row = await database.as({ forceId, personId: null }, (tx) =>
    tx
      .updateTable('outgoing_message')
      .set((eb) => ({ try_at: new Date(at.getTime() + LEASE_MS), tries: eb('tries', '+', 1) }))
      .where('force_id', '=', forceId)
      .where('id', '=', (eb) =>
        eb
          .selectFrom('outgoing_message as waiting')
          .select('waiting.id')
          .where('waiting.force_id', '=', forceId)
          .where('waiting.sent_at', 'is', null)
          .where('waiting.given_up_at', 'is', null)
          .where('waiting.try_at', '<=', at)
          .orderBy('waiting.try_at')
          .orderBy('waiting.id')
          .limit(1)
          .forUpdate()
          .skipLocked(),
      )
      .returning(['id', 'to_address', 'subject', 'words', 'tries'])
      .executeTakeFirst(),
  )
  if (!row?.to_address || !row.subject || !row.words) return null
  return {
    id: row.id,
    messageId: row.id,
    to: row.to_address,
    subject: row.subject,
    text: row.words,
    tries: row.tries,
  }
}

async function putOff(
  { database, clock, logger }: OutboxNeeds,
  forceId: string,
  { id, tries }: Claimed,
  error: unknown,
): Promise<void> {
  const isGivenUp = tries >= MOST_TRIES
  const pause = Math.min(LONGEST_PAUSE_MS, 60_000 * 2 ** (tries - 1))
  const at = clock()
  logger.error({ err: error, outgoingMessage: id, tries, isGivenUp }, 'a message could not be sent')
  await database.as({ forceId, personId: null }, (tx) =>
    tx
      .updateTable('outgoing_message')
      .set({
        try_at: new Date(at.getTime() + pause),
        given_up_at: isGivenUp ? at : null,
      })
      .where('force_id', '=', forceId)
      .where('id', '=', id)
      .execute(),
  )
}

// A line end in a subject would begin another header.
function inOneLine(subject: string): string {
  return subject
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 300)
}
