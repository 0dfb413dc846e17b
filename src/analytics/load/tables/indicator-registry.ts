/**
 * The indicators the rest of Wardmote asks for by name, what each counts, and what a value of it can be. A published
 * table's own columns beyond these keep a name made from their header, and have no entry here.
 */

export type Indicator = Readonly<{
  name: string
  /** What a screen calls it. */
  title: string
  unit: 'people' | 'households' | 'score' | 'rate' | 'rank' | 'decile'
  /** The indicator a rate of this one divides by; `null` where dividing makes no sense. */
  denominator: 'population' | 'households' | 'residents-16-and-over' | null
  /** Where the figure is published, as shown beside it. */
  sourceText: string
  /** A value outside cannot be right and is refused. */
  low: number
  high: number
  whole: boolean
}>

const POPULATION = 'ONS mid-year population estimates or Census 2021'
const CENSUS = 'ONS Census 2021'
const DEPRIVATION = 'MHCLG English indices of deprivation'

const DOMAINS = [
  ['imd', 'Index of Multiple Deprivation', 'score'],
  ['income', 'Income deprivation', 'rate'],
  ['employment', 'Employment deprivation', 'rate'],
  ['education', 'Education, skills and training deprivation', 'score'],
  ['health', 'Health deprivation and disability', 'score'],
  ['crime', 'Crime domain of the indices of deprivation (overlaps recorded crime)', 'score'],
  ['housing', 'Barriers to housing and services', 'score'],
  ['environment', 'Living environment deprivation', 'score'],
  ['idaci', 'Income deprivation affecting children', 'rate'],
  ['idaopi', 'Income deprivation affecting older people', 'rate'],
  ['children-and-young-people', 'Children and young people sub-domain', 'score'],
  ['adult-skills', 'Adult skills sub-domain', 'score'],
  ['geographical-barriers', 'Geographical barriers sub-domain', 'score'],
  ['wider-barriers', 'Wider barriers sub-domain', 'score'],
  ['indoors', 'Indoors sub-domain', 'score'],
  ['outdoors', 'Outdoors sub-domain', 'score'],
] as const

/** Every registered indicator, in the order a list shows them. */
export const INDICATORS: readonly Indicator[] = [
  people('population', 'Residents', null, POPULATION),
  people('population-0-14', 'Residents aged 0 to 14', 'population', POPULATION),
  people('population-15-24', 'Residents aged 15 to 24', 'population', POPULATION),
  people('population-25-64', 'Residents aged 25 to 64', 'population', POPULATION),
  people('population-65-and-over', 'Residents aged 65 and over', 'population', POPULATION),
  people('workday-population', 'People present on a working day', null, 'ONS census workday population'),
  people('residents-16-and-over', 'Residents aged 16 and over', 'population', CENSUS),
  people(
    'no-qualifications',
    'Residents aged 16 and over without qualifications',
    'residents-16-and-over',
    CENSUS,
  ),
  { ...people('households', 'Households', null, CENSUS), unit: 'households' },
  ...DOMAINS.flatMap(([stem, title, unit]) => deprivation(stem, title, unit)),
]

const BY_NAME = new Map(INDICATORS.map((indicator) => [indicator.name, indicator]))

/** `undefined` for a name that is a source's own. */
export function findIndicator(name: string): Indicator | undefined {
  return BY_NAME.get(name)
}

/** A header or category as a name: lower case, words joined by single hyphens; empty when it has no letter or digit. */
export function indicatorName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function people(
  name: string,
  title: string,
  denominator: Indicator['denominator'],
  sourceText: string,
): Indicator {
  return { name, title, unit: 'people', denominator, sourceText, low: 0, high: 1e9, whole: false }
}

/** Domain scores are rates for income and employment (0 to 1) and otherwise unbounded; ranks and deciles start at 1, the most deprived. */
function deprivation(stem: string, title: string, unit: 'score' | 'rate'): Indicator[] {
  const common = { denominator: null, sourceText: DEPRIVATION } as const
  const [low, high] = unit === 'rate' ? [0, 1] : [-1000, 1000]
  return [
    { ...common, name: `${stem}-score`, title: `${title}: score`, unit, low, high, whole: false },
    {
      ...common,
      name: `${stem}-rank`,
      title: `${title}: rank`,
      unit: 'rank',
      low: 1,
      high: 1e6,
      whole: true,
    },
    {
      ...common,
      name: `${stem}-decile`,
      title: `${title}: decile`,
      unit: 'decile',
      low: 1,
      high: 10,
      whole: true,
    },
  ]
}
