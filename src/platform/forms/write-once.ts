import type { Outcome } from '#core/outcome.ts'
import { refused } from '#core/outcome.ts'
import type { Database, Scope, Tx } from '#platform/db/index.ts'
import { once, parseFormKey } from './form-key.ts'
import type { FormProblem } from './parse-form.ts'

/** What a person reads where a form came without the key its page gave it. The page is shown again with another. */
export const OUT_OF_DATE: FormProblem = { field: null, text: 'This form is out of date; send it again' }

/**
 * Runs `write` in a transaction of its own, once for a form's key, and gives where to go next: the same form sent
 * again writes nothing and leads to the same place. A form without a key cannot be told from one sent twice, so it is
 * refused as `out-of-date` and nothing is written.
 */
export async function writeOnce<Reason>(
  database: Database,
  scope: Scope,
  key: unknown,
  location: string,
  write: (tx: Tx) => Promise<Outcome<unknown, Reason>>,
): Promise<Outcome<string, Reason | 'out-of-date'>> {
  const sent = parseFormKey(key)
  if (sent === null) return refused('out-of-date')
  return database.as(scope, (tx) => once(tx, scope, sent, location, () => write(tx)))
}
