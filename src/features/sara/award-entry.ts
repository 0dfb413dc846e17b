import { CHEERS_QUESTIONS } from '#core/proforma/steps/problem.ts'
import { PHASE_WORDS, PHASES, type Phase, sidesOf, type Written } from './sara.ts'

/** An entry for an award: four parts, each with its headings and what the record says under them. */
export type AwardEntry = Readonly<{
  title: string
  force: string
  number: string
  parts: readonly Readonly<{
    name: string
    countsDouble: boolean
    headings: readonly Readonly<{ text: string; lines: readonly string[] }>[]
  }>[]
}>

export type AwardFacts = Readonly<{
  placeName: string
  force: string
  number: string
  /** What the frozen figures say, in a sentence each. */
  figures: readonly string[]
  decision: Readonly<{ reason: string; alternatives: number }>
  written: readonly Written[]
}>

// Which kinds, and which of their answers, stand under each heading; without answers, all of them.
type From = Readonly<{ kind: string; answers?: readonly string[]; only?: (written: Written) => boolean }>
const said = (name: string, value: string) => (written: Written) =>
  written.answers.some((one) => one.name === name && one.value === value)

const HEADINGS: Readonly<Record<Phase, readonly Readonly<{ text: string; from: readonly From[] }>[]>> = {
  scanning: [
    { text: 'What is the problem, and how was it found?', from: [{ kind: 'issue', answers: ['detail'] }] },
    {
      text: 'Why does it matter to the people here?',
      from: [
        { kind: 'harm', answers: ['detail'] },
        { kind: 'vulnerability', answers: ['why'] },
      ],
    },
    {
      text: 'Which records were used, and who was asked?',
      from: [{ kind: 'evidence', answers: ['detail', 'source'] }],
    },
  ],
  analysis: [
    { text: 'Who does it, to whom or what, and where', from: [] },
    {
      text: 'What is known, and what is not',
      from: [
        { kind: 'known', answers: ['detail'] },
        { kind: 'not-known', answers: ['detail'] },
      ],
    },
    {
      text: 'What the place already has',
      from: [{ kind: 'asset', answers: ['does', 'skills'] }, { kind: 'works' }, { kind: 'audit-sighting' }],
    },
    { text: 'Who shares the problem', from: [] },
  ],
  response: [
    { text: 'What success would look like', from: [{ kind: 'vision' }] },
    { text: 'Ways that were weighed, and why this one', from: [{ kind: 'option' }] },
    {
      text: 'Who decided',
      from: [{ kind: 'terms', answers: ['purpose', 'mayDecide'] }, { kind: 'group-decision' }],
    },
    {
      text: 'What is done, by whom, and why it should work',
      from: [
        {
          kind: 'intervention',
          answers: [
            'mechanism',
            'owner',
            'organisation',
            'technique',
            'otherTechnique',
            'start',
            'due',
            'progress',
          ],
        },
      ],
    },
    {
      text: 'What was hard',
      from: [{ kind: 'intervention', answers: ['whyStopped'], only: said('progress', 'stopped') }],
    },
  ],
  assessment: [
    { text: 'What was to be measured, set before the start', from: [{ kind: 'measure' }] },
    { text: 'Results', from: [{ kind: 'result' }] },
    { text: 'Did it work, did it move elsewhere, and what was learnt', from: [{ kind: 'evaluation' }] },
    { text: 'What could still make it fail', from: [{ kind: 'risk', answers: ['why', 'prevents'] }] },
  ],
}

/** [A5] [A6] The record in the order an award asks for. */
export function awardEntryOf(facts: AwardFacts): AwardEntry {
  const { placeName, force, number, written } = facts
  return {
    title: placeName,
    force,
    number,
    parts: PHASES.map((phase) => ({
      name: PHASE_WORDS[phase].name,
      countsDouble: phase === 'analysis' || phase === 'assessment',
      headings: HEADINGS[phase].map(({ text, from }, index) => ({
        text,
        lines: [
          ...extraLines(facts, phase, index),
          ...from.flatMap((one) =>
            written
              .filter((entry) => entry.kind === one.kind && (!one.only || one.only(entry)))
              .map((entry) => lineOf(entry, one.answers)),
          ),
        ],
      })),
    })),
  }
}

// What is not one kind's entries as they stand.
function extraLines({ figures, decision, written }: AwardFacts, phase: Phase, heading: number): string[] {
  const of = (kind: string) => written.filter((entry) => entry.kind === kind)
  if (phase === 'scanning' && heading === 0) return [...figures]
  if (phase === 'scanning' && heading === 1)
    return of('cheers').map(({ title, answers }) => {
      const yes = CHEERS_QUESTIONS.filter(({ name }) =>
        answers.some((one) => one.name === name && one.value === 'yes'),
      )
      return `${title}: of community, harm, expectation, events, recurring and similarity, yes to ${yes.length === 6 ? 'all six' : yes.map(({ short }) => short.toLowerCase()).join(', ') || 'none'}`
    })
  if (phase === 'scanning' && heading === 2)
    return [
      `Why this place: ${decision.reason}`,
      `Comparable places that were looked at and not chosen: ${decision.alternatives}`,
    ]
  if (phase === 'analysis' && heading === 0)
    return sidesOf(written).flatMap(({ name, controller, written }) =>
      written.length === 0
        ? [`${name}: nothing is written`]
        : written.map(
            (entry) =>
              `${name} (${controller.toLowerCase()}): ${partsOf(entry, ['what', 'evidence', 'controller', 'why'])}`,
          ),
    )
  if (phase === 'analysis' && heading === 3)
    return [
      `Stakeholders: ${of('stakeholder').length}, from ${groupsOf(of('stakeholder'))} groups; ties between them: ${of('tie').length}`,
      `Times people were spoken to: ${of('contact').length}`,
      `Groups not heard from yet: ${of('gap').length}`,
    ]
  return []
}

const groupsOf = (stakeholders: readonly Written[]) =>
  new Set(
    stakeholders.flatMap(({ answers }) =>
      answers.filter(({ name }) => name === 'group').map(({ value }) => value),
    ),
  ).size

function lineOf(entry: Written, answers?: readonly string[]): string {
  const parts = partsOf(entry, answers)
  return parts ? `${unstopped(entry.title)}. ${parts}` : entry.title
}

const unstopped = (text: string) => text.replace(/\.$/, '')

// The title says the first answer already.
function partsOf({ title, answers }: Written, names?: readonly string[]): string {
  return answers
    .filter(({ name, text }) => (!names || names.includes(name)) && text !== title)
    .map(({ short, text }) => `${short}: ${unstopped(text.replace(/\s*\n\s*/g, ' '))}`)
    .join('; ')
}

export const ENTRY_NOTE =
  'The order is scanning, analysis, response, assessment. In the 2009 guidance for judges of the Tilley Awards analysis and assessment counted double. Ask the organisers for this year’s own form.'
export const NOTHING = 'Nothing is written here yet.'

/** [A5] As plain text, to paste into a form. */
export function awardEntryAsText({ title, force, number, parts }: AwardEntry): string {
  const lined = (text: string, sign: string) => `${text}\n${sign.repeat(Math.min(72, text.length))}\n`
  return [
    `${lined(`${title} (${number}), ${force}`, '=')}\n${ENTRY_NOTE}\n`,
    ...parts.map(
      ({ name, countsDouble, headings }) =>
        `${lined(countsDouble ? `${name} (counts double)` : name, '=')}\n${headings
          .map(
            ({ text, lines }) =>
              `${lined(text, '-')}${lines.length ? lines.map((line) => `- ${line}`).join('\n') : NOTHING}\n`,
          )
          .join('\n')}`,
    ),
  ].join('\n')
}
