import { type RawBuilder, sql } from 'kysely'

/**
 * `isHeldOn` as SQL: whether the row of that table, which has `from_on` and `until_on`, holds on the day. `table` is the
 * name or alias the query gives it.
 */
export function heldOn(table: 'role_held' | 'project_member', day: string): RawBuilder<boolean> {
  const from = sql.ref(`${table}.from_on`)
  const until = sql.ref(`${table}.until_on`)
  return sql<boolean>`(${from} <= ${day}::date and (${until} is null or ${until} >= ${day}::date))`
}
