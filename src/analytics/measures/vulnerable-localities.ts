/** The six inputs of the index, each as a rate or score that is comparable between areas. */
export const VULNERABILITY_INPUTS = [
  'burglary',
  'criminalDamage',
  'income',
  'employment',
  'young',
  'education',
] as const
export type VulnerabilityInput = (typeof VULNERABILITY_INPUTS)[number]

/** An index of fewer would be another index: two counts of crime alone say nothing of vulnerability. */
export const FEWEST_INPUTS = 4

export type VulnerableLocalities = Readonly<{
  /** Mean of the available indices; 100 is average, above 200 is the published mark of a priority neighbourhood. NaN with fewer than four. */
  vli: Float64Array
  /** How many of the six stand behind each area's index. */
  inputsKnown: Int32Array
  /** Each input's own index; NaN where the input is unknown. */
  indices: Readonly<Record<VulnerabilityInput, Float64Array>>
}>

/**
 * Vulnerable Localities Index from open data. Method of the Jill Dando Institute (S. Chainey & L. Tompson, "Vulnerable
 * Localities Index", JDiBrief): each input becomes 100 × the area's rate / the mean rate of all areas, and the index is
 * their mean.
 *
 * Open data split neither burglary nor damage by dwelling, so the inputs stand in for the published ones: burglary and
 * criminal damage and arson over households, income and employment deprivation scores, share of residents aged 15–24,
 * share without qualifications. Show it as "VLI (open data)". A missing column, or one whose mean is zero, gives no index.
 */
export function vulnerableLocalities(
  inputs: Readonly<Partial<Record<VulnerabilityInput, ArrayLike<number>>>>,
  areas: number,
): VulnerableLocalities {
  const entries = VULNERABILITY_INPUTS.map((name) => [name, indexToMean(inputs[name], areas)] as const)
  const indices = Object.fromEntries(entries) as Record<VulnerabilityInput, Float64Array>
  const vli = new Float64Array(areas)
  const inputsKnown = new Int32Array(areas)
  for (const [, index] of entries) {
    for (let i = 0; i < areas; i++) {
      if (Number.isNaN(index[i]!)) continue
      vli[i] = vli[i]! + index[i]!
      inputsKnown[i] = inputsKnown[i]! + 1
    }
  }
  for (let i = 0; i < areas; i++) {
    vli[i] = inputsKnown[i]! >= FEWEST_INPUTS ? vli[i]! / inputsKnown[i]! : Number.NaN
  }
  return { vli, inputsKnown, indices }
}

function indexToMean(rates: ArrayLike<number> | undefined, areas: number): Float64Array {
  const index = new Float64Array(areas).fill(Number.NaN)
  if (!rates) return index
  if (rates.length !== areas) throw new RangeError(`${rates.length} rates for ${areas} areas`)
  let sum = 0
  let known = 0
  for (let i = 0; i < areas; i++) {
    if (!Number.isFinite(rates[i]!)) continue
    sum += rates[i]!
    known++
  }
  if (!(sum > 0)) return index
  const mean = sum / known
  for (let i = 0; i < areas; i++) if (Number.isFinite(rates[i]!)) index[i] = (100 * rates[i]!) / mean
  return index
}
