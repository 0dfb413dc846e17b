import { countOf, oneDecimal, percent, whole } from '#core/figure-words.ts'
import type { ScreenedArea } from '#core/screening/screening.ts'

/**
 * Five steps of one hue, told apart by lightness alone: the order survives colour blindness and grey print. Each step
 * is at least 1.5 : 1 against the next.
 */
export const CLASS_COLOURS = ['#eef5ee', '#bcdccd', '#74b4a6', '#2b7f80', '#0b3f4a'] as const
export const NO_DATA_COLOUR = '#ffffff'

export const COLOURINGS = {
  score: { label: 'Composite score', value: (area) => area.score, words: oneDecimal },
  count: { label: 'Count', value: (area) => area.count, words: whole },
  steady: {
    label: 'Rate per 1,000 residents, steadied',
    value: (area) => area.steadyRate,
    words: oneDecimal,
  },
  persistence: {
    label: 'Share of months in the highest tenth',
    value: (area) => area.monthsInTopShare,
    words: percent,
  },
  deprivation: { label: 'Deprivation score', value: (area) => area.imdScore, words: oneDecimal },
} as const satisfies Record<
  string,
  {
    label: string
    value: (area: ScreenedArea) => number | null
    words: (value: number | null) => string
  }
>
export type Colouring = keyof typeof COLOURINGS

export type LegendEntry = Readonly<{ label: string; colour: string | null; areas: number }>
export type MapClasses = Readonly<{
  colouring: Colouring
  /** By area code: 0 to 4, lightest to darkest; −1 where the figure is unknown. */
  classOf: ReadonlyMap<string, number>
  /** Darkest first, unknown last if there is any; a `null` colour is the hatching of no data. */
  legend: readonly LegendEntry[]
}>

export function readColouring(text: string | undefined): Colouring {
  return (Object.keys(COLOURINGS) as Colouring[]).find((key) => key === text) ?? 'score'
}

/**
 * Classes of about equally many areas, by the figure asked for. Equal figures are never in different classes, so
 * where many are equal there are fewer than five.
 */
export function mapClasses(areas: readonly ScreenedArea[], colouring: Colouring): MapClasses {
  const { value, words } = COLOURINGS[colouring]
  const known = areas.map(value).filter((each): each is number => each !== null)
  const sorted = Float64Array.from(known).sort()
  const limits = quantileLimits(sorted)
  const classes = limits.length + 1
  const colourOf = (index: number) =>
    CLASS_COLOURS[classes === 1 ? 2 : Math.round((index * (CLASS_COLOURS.length - 1)) / (classes - 1))]!
  const steps = Array.from({ length: classes }, () => ({
    areas: 0,
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  }))
  const classOf = new Map<string, number>()
  let unknown = 0
  for (const area of areas) {
    const figure = value(area)
    if (figure === null) {
      classOf.set(area.code, -1)
      unknown++
      continue
    }
    const index = limits.findIndex((limit) => figure < limit)
    const place = index < 0 ? classes - 1 : index
    const step = steps[place]!
    step.areas++
    step.low = Math.min(step.low, figure)
    step.high = Math.max(step.high, figure)
    classOf.set(area.code, CLASS_COLOURS.indexOf(colourOf(place)))
  }
  const legend: LegendEntry[] = steps
    .map((step, index) => ({
      label: step.low === step.high ? words(step.low) : `${words(step.low)} to ${words(step.high)}`,
      colour: colourOf(index) as string | null,
      areas: step.areas,
    }))
    .filter(({ areas }) => areas > 0)
    .reverse()
  if (unknown > 0) legend.push({ label: 'Not known', colour: null, areas: unknown })
  return { colouring, classOf, legend }
}

/** `12.1 to 30.4: 60 areas`. */
export function legendText(entry: LegendEntry): string {
  return `${entry.label}: ${countOf(entry.areas, 'area')}`
}

function quantileLimits(sorted: Float64Array): number[] {
  const limits = new Set<number>()
  for (let step = 1; step < CLASS_COLOURS.length; step++) {
    const limit = sorted[Math.floor((sorted.length * step) / CLASS_COLOURS.length)]
    if (limit !== undefined && limit > sorted[0]!) limits.add(limit)
  }
  return [...limits]
}
