/** True from the first day to the last, both included; no last day means without end. Days are `YYYY-MM-DD`. */
export function isHeldOn(period: Readonly<{ fromOn: string; untilOn: string | null }>, day: string): boolean {
  return period.fromOn <= day && (period.untilOn === null || period.untilOn >= day)
}
