import { z } from 'zod'
import { empiricalBayes, localEmpiricalBayes } from './empirical-bayes.ts'
import { gi, giStar } from './gi-star.ts'
import { localMoran, type Moments } from './local-moran.ts'
import { mannKendall, seasonalMannKendall } from './mann-kendall.ts'
import { moran } from './moran.ts'
import { NETWORK_MEASURES } from './network/named.ts'
import { pAdjust } from './p-adjust.ts'
import { leastSquaresSlope, theilSen } from './theil-sen.ts'
import { neighbourWeights, type WeightStyle } from './weights.ts'

/** Values of a result: plain JSON. An unknown number is `null`, never NaN. */
export type MeasureResult = Readonly<Record<string, unknown>>

const number = z.union([z.number(), z.null().transform(() => Number.NaN)])
const numbers = z.array(number).min(1)
const counts = z.array(z.union([z.number().min(0), z.null().transform(() => Number.NaN)])).min(1)
const neighbours = z.array(z.array(z.number().int().min(0)))
const weights = z.enum(['row-standardised', 'binary'])

const spatial = z
  .object({ x: numbers, neighbours_zero_based: neighbours, weights: weights.optional() })
  .superRefine(({ x, neighbours_zero_based }, context) => {
    checkNeighbours(neighbours_zero_based, x.length, 'x', context)
  })

const rates = z
  .object({ counts, population: counts, neighbours_zero_based: neighbours.optional() })
  .superRefine(({ counts, population, neighbours_zero_based }, context) => {
    sameLength(population.length, counts.length, 'population', 'counts', context)
    if (neighbours_zero_based) checkNeighbours(neighbours_zero_based, counts.length, 'counts', context)
  })

const series = z
  .object({ y: numbers, t: z.array(z.number()).optional() })
  .superRefine(({ y, t }, context) => {
    if (!t) return
    sameLength(t.length, y.length, 't', 'y', context)
    const fall = t.findIndex((time, i) => i > 0 && !(time > t[i - 1]!))
    if (fall > 0)
      context.addIssue({ code: 'custom', path: ['t', fall], message: 'must be later than the one before' })
  })

const chances = z.object({
  p: z.array(z.union([z.number().min(0).max(1), z.null().transform(() => Number.NaN)])),
})

const MEASURES: Record<string, (input: unknown) => MeasureResult> = {
  'gi-star': (input) => {
    const { x, near } = parseSpatial(input, 'binary')
    const star = giStar(x, near)
    const plain = gi(x, near)
    return {
      gi_star_z: list(star.z),
      gi_star_p_two_sided: list(star.p),
      gi_z: list(plain.z),
      gi_p_two_sided: list(plain.p),
    }
  },
  'local-moran': (input) => {
    const { x, near } = parseSpatial(input, 'row-standardised')
    const local = localMoran(x, near)
    return {
      Ii: list(local.i),
      conditional: moments(local.conditional),
      total: moments(local.total),
      quadrant_mean: local.quadrant,
      global: global(x, near),
    }
  },
  moran: (input) => {
    const { x, near } = parseSpatial(input, 'row-standardised')
    return global(x, near)
  },
  'mann-kendall': (input) => {
    const { y, t } = series.parse(input)
    const trend = mannKendall(y)
    // Seasons are counted in whole steps; times in between belong to none.
    const whole = t === undefined || t.every(Number.isInteger)
    const seasonal = whole ? seasonalMannKendall(y, 12, t) : null
    return {
      S: trend.s,
      varS: trend.variance,
      z: known(trend.z),
      p: known(trend.p),
      z_no_continuity: known(trend.zWithoutContinuity),
      tau_b: known(trend.tauB),
      seasonal: seasonal && {
        S: seasonal.s,
        varS: seasonal.variance,
        z: known(seasonal.z),
        p: known(seasonal.p),
      },
    }
  },
  'theil-sen': (input) => {
    const { y, t } = series.parse(input)
    const line = theilSen(y, t)
    return {
      sen_slope: known(line.slope),
      sen_intercept_median_residual: known(line.intercept),
      sen_ci95_interpolated: [known(line.low), known(line.high)],
      ols_slope: known(leastSquaresSlope(y, t)),
    }
  },
  'empirical-bayes': (input) => {
    const { counts, population, neighbours_zero_based } = rates.parse(input)
    const { raw, smoothed, a, b } = empiricalBayes(counts, population)
    const local =
      neighbours_zero_based &&
      localEmpiricalBayes(counts, population, neighbourWeights(neighbours_zero_based))
    return {
      raw: list(raw),
      eb_global: list(smoothed),
      a: known(a),
      b: known(b),
      eb_local: local ? list(local) : null,
    }
  },
  'p-adjust': (input) => {
    const { p } = chances.parse(input)
    return {
      holm: list(pAdjust(p, 'holm')),
      hochberg: list(pAdjust(p, 'hochberg')),
      BH: list(pAdjust(p, 'BH')),
      BY: list(pAdjust(p, 'BY')),
      bonferroni: list(pAdjust(p, 'bonferroni')),
    }
  },
  ...NETWORK_MEASURES,
}

/** The names {@link measure} knows. */
export const MEASURE_NAMES: readonly string[] = Object.keys(MEASURES)

/** Input that cannot be measured: `message` is one sentence naming the field. */
export class MeasureInputError extends Error {
  override name = 'MeasureInputError'
}

/**
 * One statistic by name, from plain JSON to plain JSON: what `wardmote measure` prints. Throws
 * {@link MeasureInputError} on an unknown name and on input the statistic cannot take.
 */
export function measure(name: string, input: unknown): MeasureResult {
  const run = Object.hasOwn(MEASURES, name) ? MEASURES[name] : undefined
  if (!run)
    throw new MeasureInputError(`There is no measure "${name}": choose one of ${MEASURE_NAMES.join(', ')}.`)
  try {
    return run(input)
  } catch (error) {
    if (error instanceof z.ZodError) throw new MeasureInputError(sentence(error.issues[0]!))
    throw error
  }
}

function parseSpatial(input: unknown, style: WeightStyle) {
  const { x, neighbours_zero_based, weights } = spatial.parse(input)
  return { x, near: neighbourWeights(neighbours_zero_based, weights ?? style) }
}

function checkNeighbours(lists: number[][], areas: number, of: string, context: z.RefinementCtx): void {
  sameLength(lists.length, areas, 'neighbours_zero_based', of, context)
  for (const [i, list] of lists.entries()) {
    const fault = list.findIndex((j, k) => j >= areas || j === i || list.indexOf(j) !== k)
    if (fault < 0) continue
    const j = list[fault]!
    const why = j >= areas ? 'is not an area' : j === i ? 'is the area itself' : 'is there twice'
    context.addIssue({ code: 'custom', path: ['neighbours_zero_based', i, fault], message: `${j} ${why}` })
    return
  }
}

function sameLength(
  length: number,
  wanted: number,
  field: string,
  of: string,
  context: z.RefinementCtx,
): void {
  if (length === wanted) return
  context.addIssue({
    code: 'custom',
    path: [field],
    message: `has ${length} entries where ${of} has ${wanted}`,
  })
}

function sentence(issue: z.core.$ZodIssue): string {
  const field = issue.path.reduce<string>(
    (path, part) =>
      typeof part === 'number' ? `${path}[${part}]` : path ? `${path}.${String(part)}` : String(part),
    '',
  )
  const why =
    issue.code === 'invalid_union' ? (issue.errors[0]?.[0]?.message ?? issue.message) : issue.message
  return `${field ? `Field "${field}"` : 'The input'}: ${why.replace(/\.$/, '')}.`
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function list(values: Float64Array): (number | null)[] {
  return Array.from(values, known)
}

function moments({ expected, variance, z, p }: Moments) {
  return { E: list(expected), Var: list(variance), Z: list(z), p_two_sided: list(p) }
}

function global(x: number[], near: Parameters<typeof moran>[1]): MeasureResult {
  const { i, expected, variance, z, pGreater } = moran(x, near)
  return { I: known(i), E: known(expected), Var: known(variance), z: known(z), p_greater: known(pGreater) }
}
