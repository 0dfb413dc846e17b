import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { CHEERS_QUESTIONS, TRIANGLE_SIDES } from '#core/proforma/steps/problem.ts'

export const PHASES = ['scanning', 'analysis', 'response', 'assessment'] as const
export type Phase = (typeof PHASES)[number]

export const PHASE_WORDS: Readonly<Record<Phase, Readonly<{ name: string; about: string; steps: string }>>> =
  {
    scanning: {
      name: 'Scanning',
      about: 'What the problem is, and why here.',
      steps: 'Step 1, and part of Step 2',
    },
    analysis: {
      name: 'Analysis',
      about: 'Why it happens, and who and what it is tied to.',
      steps: 'Steps 2 to 4',
    },
    response: { name: 'Response', about: 'What is done about it, by whom and why.', steps: 'Steps 5 to 7' },
    assessment: {
      name: 'Assessment',
      about: 'Whether it worked, and what was learnt.',
      steps: 'Steps 7 and 8',
    },
  }

const OF_STEP: Readonly<Record<StepNumber, Phase>> = {
  1: 'scanning',
  2: 'analysis',
  3: 'analysis',
  4: 'analysis',
  5: 'response',
  6: 'response',
  7: 'response',
  8: 'assessment',
}
// Kinds whose step stands on both sides of a line.
const OF_KIND: Readonly<Record<string, Phase>> = {
  vulnerability: 'scanning',
  measure: 'assessment',
  result: 'assessment',
  evaluation: 'assessment',
}

/** [A1] Where entries of a kind stand. */
export function phaseOf(kind: Readonly<{ id: string; step: StepNumber }>): Phase {
  return OF_KIND[kind.id] ?? OF_STEP[kind.step]
}

/** An entry as these pages show it: its answers in the order they are asked. */
export type Written = Readonly<{
  kind: string
  title: string
  href: string
  answers: readonly Readonly<{ name: string; short: string; text: string; value: string }>[]
}>

export type CheersResult = Readonly<{
  problem: string
  href: string
  answers: readonly Readonly<{ short: string; label: string; answer: string; how: string }>[]
  /** What does not hold or is not known, by name; empty where it is a problem to work on. */
  open: readonly string[]
}>

/** [A3] One test of a problem, read off its entry. */
export function cheersOf({ title, href, answers }: Written): CheersResult {
  const said = (name: string) => answers.find((one) => one.name === name)
  const results = CHEERS_QUESTIONS.map(({ name, short, label }) => ({
    short,
    label,
    answer: said(name)?.text ?? 'Not answered',
    how: said(`${name}How`)?.text ?? '',
    holds: said(name)?.value === 'yes',
  }))
  return {
    problem: title,
    href,
    answers: results,
    open: results.filter(({ holds }) => !holds).map(({ short }) => short),
  }
}

/** One side of the problem, and all that is written of it. */
export type Side = Readonly<{ name: string; controller: string; written: readonly Written[] }>

/** [A4] The three sides, those that nobody wrote among them. */
export function sidesOf(written: readonly Written[]): Side[] {
  const sides = written.filter(({ kind }) => kind === 'triangle-side')
  return TRIANGLE_SIDES.map(({ value, text, controller }) => ({
    name: text,
    controller,
    written: sides.filter(({ answers }) => answers.some((one) => one.name === 'side' && one.value === value)),
  }))
}
