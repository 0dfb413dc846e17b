import type { Content } from '#core/proforma/entry.ts'
import { textOf } from '#core/proforma/entry.ts'
import type { Template } from '#core/proforma/template.ts'

/** What is written for the brief alone [B3]. */
export type BriefWords = Readonly<{ problem: string; help: string; contact: string; version: number }>

/** One measure's number, the day it was read, and what stands beside it; `null` where nobody has set it. */
export type Measured = Readonly<{
  what: string
  unit: string
  value: number
  readOn: string
  before: number | null
  aim: number | null
}>

/** The brief as it is shown: every text in it may be given to anybody [B2]. */
export type Brief = Readonly<{
  number: string
  placeName: string
  forceName: string
  areas: readonly string[]
  isOpen: boolean
  openedAt: Date
  /** What is wrong here: written for the brief, or the record's issues. */
  problem: readonly string[]
  /** What it would look like if solved. */
  vision: string
  leadOfficer: string | null
  /** How many of the working group come from where, most first. */
  group: readonly Readonly<{ from: string; count: number }>[]
  doing: readonly Readonly<{ what: string; by: string; progress: string }>[]
  /** Things being done that the page has no room for. */
  more: number
  /** [B9] The latest result of each measure that has one. */
  measured: readonly Measured[]
  help: string
  contact: string
  steps: readonly Readonly<{ question: string; state: string }>[]
}>

/** What the brief reads of the record; each is shared with partners and residents [B2]. */
export const BRIEF_READS: Readonly<Record<string, readonly string[]>> = {
  issue: ['title'],
  vision: ['place'],
  intervention: ['what', 'organisation', 'organisationKind', 'progress'],
  member: ['organisationKind', 'untilOn'],
  measure: ['what', 'unit', 'baseline', 'target'],
  result: ['measure', 'readOn', 'value'],
}

const MOST_ISSUES = 3
const MOST_DOING = 5
const MOST_MEASURED = 3
const VISION_MOST = 240
const LINE_MOST = 110
const UNIT_MOST = 60

/** The eight steps as somebody asks who has never heard of them. */
export const STEP_QUESTIONS = [
  'Why here?',
  'What is good here, and who may need help?',
  'Who shares the problem?',
  'How does each of them see it?',
  'Who works on it together?',
  'What would it look like if it were solved?',
  'Who does what, and did it work?',
  'What is stuck, and who can free it?',
] as const

const STATES: Readonly<Record<string, string>> = {
  'not started': 'to come',
  'in progress': 'under way',
  'ready for sign-off': 'under way',
  reopened: 'under way',
  'signed off': 'done',
}

export type BriefFacts = Readonly<{
  project: Pick<Brief, 'number' | 'placeName' | 'forceName' | 'areas' | 'isOpen' | 'openedAt' | 'leadOfficer'>
  words: BriefWords | null
  steps: readonly Readonly<{ step: number; state: string }>[]
  /** Live entries of the kinds in {@link BRIEF_READS}. */
  entries: readonly Readonly<{ id: string; kind: string; origin: string; content: Content }>[]
  template: Template
  today: string
}>

/** [B2] [B3] Puts the page together from what the record says. */
export function briefOf({ project, words, steps, entries, template, today }: BriefFacts): Brief {
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind).map(({ content }) => content)
  const choice = (kind: string, field: string, content: Content) => {
    const asked = template.kinds.find(({ id }) => id === kind)?.fields.find(({ name }) => name === field)
    const value = textOf(content, field)
    return (asked?.type === 'one of' && asked.choices.find((one) => one.value === value)?.text) || value
  }
  const members = of('member').filter((content) => {
    const untilOn = textOf(content, 'untilOn')
    return untilOn === '' || untilOn >= today
  })
  const from = new Map<string, number>()
  for (const content of members) {
    const name = choice('member', 'organisationKind', content) || 'Elsewhere'
    from.set(name, (from.get(name) ?? 0) + 1)
  }
  // What people said comes before what the figures filled in.
  const issues = entries
    .filter(({ kind }) => kind === 'issue')
    .sort((a, b) => Number(a.origin === 'screening') - Number(b.origin === 'screening'))
  const doing = of('intervention').filter((content) => textOf(content, 'progress') !== 'stopped')
  return {
    ...project,
    problem: words
      ? [words.problem]
      : issues.slice(0, MOST_ISSUES).map(({ content }) => shortened(textOf(content, 'title'), LINE_MOST)),
    vision: shortened(of('vision').map((content) => textOf(content, 'place'))[0] ?? '', VISION_MOST),
    group: [...from].map(([from, count]) => ({ from, count })).sort((a, b) => b.count - a.count),
    doing: doing.slice(0, MOST_DOING).map((content) => ({
      what: shortened(textOf(content, 'what'), LINE_MOST),
      by: textOf(content, 'organisation') || choice('intervention', 'organisationKind', content),
      progress: choice('intervention', 'progress', content) || 'Not started',
    })),
    more: Math.max(0, doing.length - MOST_DOING),
    measured: measuredOf(entries),
    help: words?.help ?? '',
    contact: words?.contact ?? '',
    steps: STEP_QUESTIONS.map((question, index) => ({
      question,
      state: STATES[steps.find(({ step }) => step === index + 1)?.state ?? ''] ?? 'to come',
    })),
  }
}

// The measure that was read last comes first.
function measuredOf(entries: BriefFacts['entries']): Measured[] {
  const latest = new Map<string, Content>()
  const byDay = (a: Content, b: Content) => (textOf(a, 'readOn') < textOf(b, 'readOn') ? 1 : -1)
  for (const content of entries
    .filter(({ kind }) => kind === 'result')
    .map(({ content }) => content)
    .sort(byDay))
    if (!latest.has(textOf(content, 'measure'))) latest.set(textOf(content, 'measure'), content)
  return [...latest]
    .flatMap(([id, result]) => {
      const measure = entries.find((entry) => entry.kind === 'measure' && entry.id === id)?.content
      const value = numberOf(result, 'value')
      if (!measure || value === null) return []
      return {
        what: shortened(textOf(measure, 'what'), LINE_MOST),
        unit: shortened(textOf(measure, 'unit'), UNIT_MOST),
        value,
        readOn: textOf(result, 'readOn'),
        before: numberOf(measure, 'baseline'),
        aim: numberOf(measure, 'target'),
      }
    })
    .slice(0, MOST_MEASURED)
}

const numberOf = (content: Content, name: string) => {
  const answer = content[name]
  return typeof answer === 'number' ? answer : null
}

// At a word's end, so that the page stays one page.
function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, text.lastIndexOf(' ', most) + 1 || most).trimEnd()} …`
}

/** A link to the brief; the address itself is not kept [B5]. */
export type BriefLink = Readonly<{
  id: string
  madeFor: string
  madeAs: string
  madeAt: Date
  expiresAt: Date
  revoked: Readonly<{ as: string; at: Date }> | null
  opened: number
  lastOpenedAt: Date | null
}>

/** For how many days a link may work. */
export const LINK_DAYS = [7, 30, 90, 365] as const

export type BriefRefusal = 'not-your-role' | 'closed' | 'changed' | 'sensitive' | 'absent'
