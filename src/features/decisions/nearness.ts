import type { OutlinedArea } from '#core/area/outlined-area.ts'

export type Nearness<Area> = Readonly<{ title: string; isTouching: boolean; areas: readonly Area[] }>

const KILOMETRES = [1, 2, 5, 10] as const

/** [D10] The areas round a chosen one in groups, nearest first: those that touch it, then by distance. */
export function byNearness<Area extends Pick<OutlinedArea, 'code' | 'metres' | 'touches'>>(
  home: Pick<OutlinedArea, 'code'>,
  areas: readonly Area[],
): Nearness<Area>[] {
  const others = areas.filter(({ code }) => code !== home.code)
  const touching = others.filter(({ touches }) => touches.includes(home.code))
  const apart = others.filter(({ touches }) => !touches.includes(home.code))
  const within = (from: number, to: number) =>
    apart.filter(({ metres }) => metres > from * 1000 && metres <= to * 1000)
  const steps = KILOMETRES.map((to, at) => {
    const from = KILOMETRES[at - 1] ?? 0
    return {
      title: from === 0 ? `Up to ${to} km away` : `${from} to ${to} km away`,
      isTouching: false,
      areas: within(at === 0 ? -1 : from, to),
    }
  })
  const last = KILOMETRES.at(-1)!
  return [
    { title: 'Touching it', isTouching: true, areas: touching },
    ...steps,
    { title: `More than ${last} km away`, isTouching: false, areas: within(last, Number.POSITIVE_INFINITY) },
  ].filter((group) => group.areas.length > 0)
}
