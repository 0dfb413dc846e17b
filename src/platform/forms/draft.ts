import { sql } from 'kysely'
import type { Scope, Tx } from '#platform/db/index.ts'
import type { FormValues } from './parse-form.ts'

/** What was typed in a form that has not been taken: by the address it posts to, and the page it is on. */
export type Draft = Readonly<{ form: string; page: string; fields: FormValues; savedAt: Date }>

const MOST_CHARACTERS = 100_000
const KEPT_DAYS = 30
/** As many forms of one person's are kept; those saved longest ago give way. */
export const MOST_DRAFTS = 50
const DAY_MS = 86_400_000

/**
 * Keeps what was typed, in place of what was kept of that form before, and of one person's drafts the latest fifty. Passes over a form whose `key` has been taken
 * already: words that arrive after it are not a draft of anything. Gives whether it was kept; too much is not.
 */
export async function keepDraft(
  tx: Tx,
  scope: Scope,
  at: Date,
  draft: Omit<Draft, 'savedAt'>,
  key: string | null,
): Promise<boolean> {
  const fields = JSON.stringify(draft.fields)
  if (scope.personId === null || fields.length > MOST_CHARACTERS) return false
  if (key !== null && (await isTaken(tx, scope, key))) return false
  await tx
    .insertInto('draft')
    .values({
      force_id: scope.forceId,
      person_id: scope.personId,
      form: draft.form,
      page: draft.page,
      fields,
      saved_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['force_id', 'person_id', 'form'])
        .doUpdateSet({ page: draft.page, fields, saved_at: at }),
    )
    .execute()
  // A person's own rows alone, by the primary key.
  await tx
    .deleteFrom('draft')
    .where('force_id', '=', scope.forceId)
    .where('person_id', '=', scope.personId)
    .where('form', 'in', (eb) =>
      eb
        .selectFrom('draft')
        .select('form')
        .where('force_id', '=', scope.forceId)
        .where('person_id', '=', scope.personId)
        .orderBy('saved_at', 'desc')
        .orderBy('form')
        .offset(MOST_DRAFTS),
    )
    .execute()
  return true
}

/** What this person's form still holds, or `null`. By primary key. */
export async function findDraft(tx: Tx, scope: Scope, form: string): Promise<Draft | null> {
  const drafts = await listDrafts(tx, scope, form)
  return drafts[0] ?? null
}

/** This person's drafts, newest first. */
export async function listDrafts(tx: Tx, scope: Scope, form?: string): Promise<Draft[]> {
  const rows = await tx
    .selectFrom('draft')
    .select(['form', 'page', 'fields', 'saved_at'])
    .where('force_id', '=', scope.forceId)
    .where('person_id', '=', scope.personId)
    .$if(form !== undefined, (query) => query.where('form', '=', form ?? ''))
    .orderBy('saved_at', 'desc')
    .limit(MOST_DRAFTS)
    .execute()
  return rows.map((row) => ({
    form: row.form,
    page: row.page,
    fields: row.fields as FormValues,
    savedAt: row.saved_at,
  }))
}

/** Removes what was kept of a form; nothing happens where there is nothing. */
export async function dropDraft(tx: Tx, scope: Scope, form: string): Promise<void> {
  await tx
    .deleteFrom('draft')
    .where('force_id', '=', scope.forceId)
    .where('person_id', '=', scope.personId)
    .where('form', '=', form)
    .execute()
}

/** Removes one force's drafts older than thirty days; gives how many there were. Served by `draft_by_time`. */
export async function purgeDrafts(tx: Tx, forceId: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  const result = await tx
    .deleteFrom('draft')
    .where('force_id', '=', forceId)
    .where('saved_at', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** True where a form with that key has been taken: what its page still holds is saved. */
export async function isTaken(tx: Tx, scope: Scope, key: string): Promise<boolean> {
  const row = await tx
    .selectFrom('form_key')
    .select(sql<number>`1`.as('one'))
    .where('force_id', '=', scope.forceId)
    .where('key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

/** What of a sent form a draft keeps: words and choices, and the version they were written against; no key, no files. */
export function draftFields(values: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => (name === '_version' || !name.startsWith('_')) && value.length > 0,
    ),
  )
}
