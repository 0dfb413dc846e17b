import { ORGANISATION_KINDS } from '#core/proforma/steps/intervention.ts'
import type { Intervention } from './intervention.ts'

/** How many interventions each kind of organisation owns, most first; those of nobody are `''`, last. */
export type OwnerCount = Readonly<{ kind: string; name: string; count: number }>

/** [I4] Counts live interventions by who owns them. What has no owner or no organisation is nobody's, not the police's. */
export function countByOwner(interventions: readonly Intervention[]): OwnerCount[] {
  const counted = Map.groupBy(interventions, ({ owner, organisationKind }) => (owner ? organisationKind : ''))
  const kinds = ORGANISATION_KINDS.map(({ value, text }) => ({
    kind: value,
    name: text,
    count: counted.get(value)?.length ?? 0,
  })).filter(({ count }) => count > 0)
  const nobody = counted.get('')?.length ?? 0
  return [
    ...kinds.toSorted((a, b) => b.count - a.count),
    ...(nobody > 0 ? [{ kind: '', name: 'Nobody yet', count: nobody }] : []),
  ]
}

/** [I4] `The police own 3 of 8 interventions (38%). 1 has no owner.`; `''` where there are none. */
export function policeShareInWords(counts: readonly OwnerCount[]): string {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return ''
  const of = (kind: string) => counts.find((one) => one.kind === kind)?.count ?? 0
  const [police, nobody] = [of('police'), of('')]
  const interventions = `intervention${total === 1 ? '' : 's'}`
  const share =
    police === 0
      ? `The police own none of the ${total} ${interventions}.`
      : `The police own ${police} of ${total} ${interventions} (${Math.round((police / total) * 100)}%).`
  return nobody === 0 ? share : `${share} ${nobody} ${nobody === 1 ? 'has' : 'have'} no owner.`
}
