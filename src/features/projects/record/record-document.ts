import { NOT_KNOWN, whole } from '#core/figure-words.ts'
import { elementInWords, inSight, pictureIndex } from '#core/picture/element.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle, type StepNumber } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { STRENGTHS } from '#core/proforma/steps/justification.ts'
import { kindsOf, stepOf, type Template } from '#core/proforma/template.ts'
import type { RecordedDrawing } from '#core/record/recorded-drawing.ts'
import { fileCalled, type RecordedFile } from '#core/record/recorded-file.ts'
import { meanLevel, RATED_AS, type RecordedRound } from '#core/record/recorded-round.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { monthInWords } from '#core/time/month.ts'
import { periodInWords } from '#core/time/partial-date.ts'
import { answerText, byline, hasAnswer, type NameOf } from '../entries/entry-item.view.ts'
import { namesOf } from '../entries/entry-names.ts'
import { compareFigures } from '../figures.ts'
import type { FrozenSignature, Member, Project, StepRecord } from '../project.ts'
import { isElsewhere, ownerOf, whereFrom } from '../where-from.ts'
import { filesOf } from './record.ts'

/** What the record is made from, as its reader may read it. */
export type WholeRecord = Readonly<{
  project: Project
  template: Template
  entries: readonly Entry[]
  /** The questions of a kind that the reader may see answered; none for a kind kept from them. */
  fieldsOf(kind: EntryKind): readonly Field[]
  /** Questions of an earlier version that the entry answers, as far as the reader may see them. */
  earlierOf(kind: EntryKind, entry: Entry): readonly Field[]
  team: readonly Member[]
  history: readonly Readonly<{ at: Date; personName: string | null; action: string }>[]
  /** What other features say of a step, after its entries. */
  parts: readonly Readonly<{ step: StepNumber; blocks: readonly RecordBlock[] }>[]
  /** Rounds and files of the project itself; what came with it is in `project.imported`. */
  ratings: readonly RecordedRound[]
  drawings: readonly RecordedDrawing[]
  files: readonly RecordedFile[]
  madeAt: Date
}>

/** A name and what is said of it. */
export type Fact = readonly [name: string, said: string]

/** One piece of the record, the same on the page, on paper and in a document. Every text is a person's: hostile. */
export type RecordBlock =
  | Readonly<{ is: 'heading'; level: 2 | 3; text: string }>
  | Readonly<{ is: 'words'; text: string; isQuiet?: boolean }>
  | Readonly<{ is: 'facts'; rows: readonly Fact[] }>
  | Readonly<{ is: 'list'; items: readonly string[] }>
  | Readonly<{
      is: 'table'
      caption: string
      headings: readonly string[]
      /** Columns of numbers, by index. */
      numeric?: readonly number[]
      rows: readonly (readonly string[])[]
    }>
  | Readonly<{
      is: 'entry'
      title: string
      answers: readonly Fact[]
      earlier: readonly Fact[]
      byline: string
      isWithdrawn: boolean
    }>

/** The record in order: what stands on the first page, then one section a step, the team and the history. */
export type RecordDocument = Readonly<{
  title: string
  number: string
  front: readonly RecordBlock[]
  sections: readonly (readonly RecordBlock[])[]
}>

/** The whole record of a project as its reader may read it. */
export function recordDocument(record: WholeRecord): RecordDocument {
  const { project, template } = record
  const nameOf = namesOf(template, record.entries, record.team)
  const files = Map.groupBy(filesOf(record), ({ entry }) => entry)
  const drawn = new Map(record.drawings.map((drawing) => [drawing.entry, drawing]))
  const beside = ({ id }: Entry) => [
    ...drawingFacts(drawn.get(id)),
    ...fileFacts(record, files.get(id) ?? []),
  ]
  return {
    title: project.placeName,
    number: project.number,
    front: front(record),
    sections: [
      ...project.steps.map((step) => [
        heading(2, `Step ${step.step}. ${stepOf(template, step.step).name}`),
        words(stepOf(template, step.step).purpose),
        facts(stepFacts(project, step)),
        ...kindsOf(template, step.step).flatMap((kind) => kindBlocks(record, kind, nameOf, beside)),
        ...record.parts.filter((part) => part.step === step.step).flatMap(({ blocks }) => blocks),
        ...ratingBlocks(record, step.step),
        ...(step.step === 1 ? figures(project) : []),
      ]),
      [heading(2, 'The team'), teamBlock(record.team), ...elsewhereTeam(project)],
      ...historyBlocks(record),
    ],
  }
}

const heading = (level: 2 | 3, text: string): RecordBlock => ({ is: 'heading', level, text })
const words = (text: string, isQuiet = false): RecordBlock => ({ is: 'words', text, isQuiet })
const facts = (rows: readonly (Fact | null)[]): RecordBlock => ({
  is: 'facts',
  rows: rows.filter((row) => row !== null),
})

function front({ project, template, team, madeAt }: WholeRecord): RecordBlock[] {
  const names = new Map(project.figures.place.map(({ code, name }) => [code, name]))
  const who = (part: Member['part']) =>
    team
      .filter((member) => member.part === part && member.untilOn === null)
      .map(({ name }) => name)
      .join(', ') || 'Nobody now'
  const from = whereFrom(project)
  return [
    words(`The whole record as it stood ${momentInWords(madeAt)}.`, true),
    facts([
      ['State', project.state === 'open' ? 'Open' : 'Closed'],
      project.isSensitive ? ['Sensitive', 'Yes: who reads any page of it is logged'] : null,
      ['Place', project.areaCodes.map((code) => placeName(names.get(code), code)).join('; ')],
      project.imported
        ? [
            'Opened',
            `${momentInWords(new Date(project.imported.opened.at))}, by ${project.imported.opened.by}`,
          ]
        : ['Opened', `${momentInWords(project.openedAt)}, by the sign-off of ${project.openedByName}`],
      from ? ['Came from', from] : null,
      ['Lead officer', who('lead officer')],
      ['Supervisor', who('supervisor')],
      ['Template', `Version ${project.templateVersion}`],
    ]),
    {
      is: 'table',
      caption: 'Where the eight steps stand',
      headings: ['Step', 'State', 'Who answers for it'],
      rows: project.steps.map((step) => [
        `${step.step}. ${stepOf(template, step.step).name}`,
        stateText(step),
        ownerOf(project, step) ?? 'Nobody named',
      ]),
    },
  ]
}

const placeName = (name: string | undefined, code: string) => (name ? `${name} (${code})` : code)

const stateText = ({ state }: StepRecord) => `${state[0]?.toUpperCase()}${state.slice(1)}`

function stepFacts(project: Project, step: StepRecord): (Fact | null)[] {
  const { signedOff, reopened, state } = step
  const said = (at: Date) => (isElsewhere(project, at) ? 'Signed off elsewhere by' : 'Signed off by')
  return [
    ['State', stateText(step)],
    ['Who answers for it', ownerOf(project, step) ?? 'Nobody named'],
    state === 'signed off' && signedOff
      ? [said(signedOff.at), `${signedOff.as}, ${momentInWords(signedOff.at)}`]
      : null,
    state === 'reopened' && reopened
      ? ['Reopened by', `${reopened.as}, ${momentInWords(reopened.at)}: ${reopened.why}`]
      : null,
  ]
}

function kindBlocks(
  record: WholeRecord,
  kind: EntryKind,
  nameOf: NameOf,
  /** What an entry has beside its answers. */
  beside: (entry: Entry) => readonly Fact[],
): RecordBlock[] {
  const fields = record.fieldsOf(kind)
  if (fields.length === 0) return []
  const entries = record.entries.filter((entry) => entry.kind === kind.id)
  const shown = (among: readonly Field[], { content }: Entry) =>
    among
      .filter((field) => hasAnswer(content, field))
      .map((field): Fact => [field.short, answerText(field, content, nameOf)])
  const titled = kind.titleOf ? null : kind.fields[0].name
  const answered = fields.filter(({ name }) => name !== titled)
  return [
    heading(3, kind.many),
    ...(entries.length === 0 ? [words(kind.whenEmpty, true)] : []),
    ...entries.map(
      (entry): RecordBlock => ({
        is: 'entry',
        title: entryTitle(kind, entry.content, nameOf),
        answers: entry.withdrawn ? [] : [...shown(answered, entry), ...beside(entry)],
        earlier: entry.withdrawn ? [] : shown(record.earlierOf(kind, entry), entry),
        byline: entry.withdrawn
          ? `Withdrawn by ${entry.withdrawn.as}, ${momentInWords(entry.withdrawn.at)}: ${entry.withdrawn.why}`
          : byline(entry),
        isWithdrawn: entry.withdrawn !== null,
      }),
    ),
    ...(kind.id === 'evidence' && entries.length ? strengths() : []),
  ]
}

function drawingFacts(drawing: RecordedDrawing | undefined): Fact[] {
  const seen = drawing ? inSight(drawing) : null
  if (!seen?.elements.length) return []
  const index = pictureIndex(seen)
  return [['It shows', seen.elements.map((one) => elementInWords(one, index)).join('\n')]]
}

function fileFacts({ project }: WholeRecord, files: readonly RecordedFile[]): Fact[] {
  if (files.length === 0) return []
  const notHere = new Set(project.imported?.filesNotHere)
  const line = (file: RecordedFile) => {
    const withdrawn = file.withdrawn ? `, withdrawn by ${file.withdrawn.as}: ${file.withdrawn.why}` : ''
    return `${fileCalled(file)}${withdrawn}${notHere.has(file) ? ' (did not come with the record)' : ''}`
  }
  return [['Pictures and files', files.map(line).join('\n')]]
}

// By part, each apart, as the ratings’ own page shows them.
function ratingBlocks({ project, ratings }: WholeRecord, step: StepNumber): RecordBlock[] {
  const rounds = [...(project.imported?.ratings ?? []), ...ratings].filter(({ steps }) =>
    steps.includes(step),
  )
  if (rounds.length === 0) return []
  const given = (round: RecordedRound, part: (typeof RATED_AS)[number]) => {
    const found = round.levels.find((one) => one.step === step && one.part === part)
    const mean = meanLevel(found?.counts ?? [])
    if (mean === null) return round.endedAt === null ? 'The round is open' : 'Not given'
    return `${Math.round(mean * 10) / 10} (n = ${found?.counts.reduce((sum, one) => sum + one, 0)})`
  }
  return [
    heading(3, 'How deeply it was done'),
    {
      is: 'table',
      caption: `Ratings of Step ${step}, levels 0 to 5, each rater apart. About the step, never about a person`,
      headings: ['Round', ...RATED_AS.map((part) => `${part[0]?.toUpperCase()}${part.slice(1)}`)],
      rows: rounds.map((round) => [
        `${round.round}, asked on ${periodInWords(null, round.askedOn)}${round.project === project.number ? '' : ` (in ${round.project}, before it came here)`}`,
        ...RATED_AS.map((part) => given(round, part)),
      ]),
    },
  ]
}

function strengths(): RecordBlock[] {
  return [
    words('What strong, some and weak mean:', true),
    facts(STRENGTHS.map(({ text, hint }) => [text, `${hint}.`])),
  ]
}

// [P10] The frozen figures, the places not chosen and the decision.
function figures(project: Project): RecordBlock[] {
  const { figures, decision, imported } = project
  const frozen = { ...figures, area: figures.chosen }
  const signed = ({ as, at }: FrozenSignature) => `${as}, ${momentInWords(new Date(at))}`
  return [
    heading(3, 'The figures it rests on'),
    words(
      `Screening “${figures.screeningName}”, ${monthInWords(figures.from)} to ${monthInWords(figures.to)}; frozen ${momentInWords(new Date(figures.frozenAt))}.`,
    ),
    {
      is: 'table',
      caption: placeName(figures.chosen.name, figures.chosen.code),
      headings: ['Figure', 'As it stood'],
      numeric: [1],
      rows: compareFigures(figures, frozen).map(({ label, before }) => [label, before]),
    },
    ...(figures.place.length > 1
      ? [
          {
            is: 'table',
            caption: 'Every area of the place',
            headings: ['Area', 'Recorded', 'Rank', 'Residents'],
            numeric: [1, 2, 3],
            rows: figures.place.map((area) => [
              placeName(area.name, area.code),
              whole(area.count),
              whole(area.rank),
              area.population === null ? NOT_KNOWN : whole(area.population),
            ]),
          } satisfies RecordBlock,
        ]
      : []),
    ...(figures.monthsUnknown.length
      ? [
          words(
            `Months without records, left out of every sum: ${figures.monthsUnknown.map(monthInWords).join(', ')}.`,
          ),
        ]
      : []),
    words(
      `Sources: ${figures.sources.map(({ what, source }) => `${what}: ${source}`).join('; ') || NOT_KNOWN}.`,
      true,
    ),
    heading(3, 'Places not chosen'),
    decision.alternatives.length
      ? {
          is: 'table',
          caption: 'Areas that were shortlisted, in the same band or ranked above, as they stood',
          headings: ['Area', 'Why not', 'Rank', 'Recorded'],
          numeric: [3],
          rows: decision.alternatives.map((one) => [
            placeName(one.name, one.code),
            one.reason,
            `${one.rank} of ${figures.areasRanked}, likely ${one.rankLow} to ${one.rankHigh}`,
            whole(one.count),
          ]),
        }
      : words('No other area was shortlisted, in the same band or ranked above.', true),
    heading(3, imported ? 'The decision, made elsewhere' : 'The decision'),
    facts([
      ['Why this place', decision.reason],
      decision.boundaryReason ? ['Why this boundary', decision.boundaryReason] : null,
      ...decision.exceptions.map(
        ({ kind, text }): Fact => [
          kind === 'short-period'
            ? 'Exception: under 36 months of records'
            : 'Exception: outside the top band',
          text,
        ],
      ),
      ['Prepared by', signed(decision.prepared)],
      ['Decided by', signed(decision.decided)],
      ['Signed off by', signed(decision.signedOff)],
    ]),
  ]
}

type OnTeam = Readonly<{
  name: string
  rank: string | null
  part: string
  fromOn: string
  untilOn: string | null
  endReason: string | null
}>

function teamBlock(team: readonly OnTeam[], caption = 'Everyone who is or was on the project'): RecordBlock {
  if (team.length === 0) return words('Nobody has been named.', true)
  return {
    is: 'table',
    caption,
    headings: ['Person', 'Part', 'From', 'Until'],
    rows: team.map(({ name, rank, part, fromOn, untilOn, endReason }) => [
      rank ? `${name}, ${rank}` : name,
      `${part[0]?.toUpperCase()}${part.slice(1)}`,
      periodInWords(null, fromOn),
      untilOn === null ? 'On the team' : [periodInWords(null, untilOn), endReason].filter(Boolean).join(': '),
    ]),
  }
}

function elsewhereTeam({ imported }: Project): RecordBlock[] {
  if (!imported?.team.length) return []
  return [teamBlock(imported.team, `The team as ${imported.number} had it, before it was imported`)]
}

function historyBlocks({ project, history }: WholeRecord): RecordBlock[][] {
  const line = (action: string, by: string | null, at: Date) =>
    `${action[0]?.toUpperCase()}${action.slice(1)} by ${by ?? 'the system'}, ${momentInWords(at)}`
  const lines = [
    ...(history.length ? (project.imported?.history ?? []) : []).map(({ action, by, at }) =>
      line(`${action} (elsewhere)`, by, new Date(at)),
    ),
    ...history.map(({ action, personName, at }) => line(action, personName, at)),
  ]
  return lines.length ? [[heading(2, 'History'), { is: 'list', items: lines }]] : []
}
