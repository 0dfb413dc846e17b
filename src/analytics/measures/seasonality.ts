/**
 * How much of the average each calendar month holds: `index[0]` January … `index[11]` December, averaging 1. NaN for a
 * calendar month the series cannot speak about.
 */
export type SeasonalIndices = Readonly<{
  index: Float64Array
  /** `moving-average`: ratio to the centred 12-month mean; `month-means`: ratio to the overall mean; `none`: no data. */
  method: 'moving-average' | 'month-means' | 'none'
}>

/**
 * Monthly indices of a series that starts in `firstMonth` (0 January … 11 December); NaN marks an unknown month.
 *
 * Classical decomposition (M. Kendall & A. Stuart, "The advanced theory of statistics", vol. 3, section 46.40): each
 * month over the 2 × 12 centred moving average around it, the ratios averaged by calendar month and scaled to mean 1.
 * A window with an unknown month gives no ratio. If some calendar month gets no ratio so, as in a series under two
 * years or with many gaps, each calendar month's mean over the mean of all is used instead (a trend then leaks in).
 */
export function seasonalIndices(series: ArrayLike<number>, firstMonth: number): SeasonalIndices {
  const smooth = centredYear(series)
  const ratios = monthMeans(firstMonth, series.length, (t) =>
    smooth[t]! > 0 ? series[t]! / smooth[t]! : Number.NaN,
  )
  if (ratios.every((ratio) => !Number.isNaN(ratio)))
    return { index: toMeanOne(ratios), method: 'moving-average' }
  const means = toMeanOne(monthMeans(firstMonth, series.length, (t) => series[t]!))
  return { index: means, method: means.every((mean) => Number.isNaN(mean)) ? 'none' : 'month-means' }
}

/**
 * The series with its calendar months evened out: value / index. Unknown months stay NaN. Where the index is unknown or
 * zero there is nothing to even out by, and the value stays as it is. For areas with few crimes use the indices of a
 * larger area: those of their own would be noise.
 */
export function deseasonalised(
  series: ArrayLike<number>,
  firstMonth: number,
  indices: SeasonalIndices,
): Float64Array {
  const even = new Float64Array(series.length)
  for (let t = 0; t < even.length; t++) {
    const index = indices.index[(firstMonth + t) % 12]!
    even[t] = index > 0 ? series[t]! / index : series[t]!
  }
  return even
}

/** 2 × 12 moving average: thirteen months, the two ends at half weight. NaN where a month in reach is unknown. */
function centredYear(series: ArrayLike<number>): Float64Array {
  const smooth = new Float64Array(series.length).fill(Number.NaN)
  for (let t = 6; t < series.length - 6; t++) {
    let sum = (series[t - 6]! + series[t + 6]!) / 2
    for (let k = t - 5; k <= t + 5; k++) sum += series[k]!
    smooth[t] = sum / 12
  }
  return smooth
}

function monthMeans(firstMonth: number, length: number, valueAt: (t: number) => number): Float64Array {
  const sums = new Float64Array(12)
  const counts = new Float64Array(12)
  for (let t = 0; t < length; t++) {
    const value = valueAt(t)
    if (Number.isNaN(value)) continue
    const month = (firstMonth + t) % 12
    sums[month] = sums[month]! + value
    counts[month] = counts[month]! + 1
  }
  return sums.map((sum, month) => sum / counts[month]!)
}

function toMeanOne(values: Float64Array): Float64Array {
  let sum = 0
  let known = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    known++
  }
  return sum > 0 ? values.map((value) => (value * known) / sum) : new Float64Array(12).fill(Number.NaN)
}
