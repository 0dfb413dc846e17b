/** What an operation that may properly be refused gives back. Exceptions are for what nobody expects. */
export type Outcome<Value, Reason> =
  | Readonly<{ ok: true; value: Value }>
  | Readonly<{ ok: false; reason: Reason }>

export function done<Value>(value: Value): Outcome<Value, never> {
  return { ok: true, value }
}

export function refused<Reason>(reason: Reason): Outcome<never, Reason> {
  return { ok: false, reason }
}
