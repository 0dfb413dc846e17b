import { z } from 'zod'
import { UNITS } from '#core/area/area.ts'
import { ELEMENT_KINDS, ELEMENT_WORDS_MOST, ELEMENTS_MOST, LINKS_MOST } from '#core/picture/element.ts'
import { ORIGINS } from '#core/proforma/entry.ts'
import { type EntryKind, STEP_NUMBERS } from '#core/proforma/entry-kind.ts'
import { type Field, LINE_MOST, WORDS_MOST } from '#core/proforma/field.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { RECORDED_OUTCOMES, RECORDED_STATES, RECORDED_WAYS } from '#core/record/recorded-escalation.ts'
import { RATED_AS } from '#core/record/recorded-round.ts'
import { CRITERIA } from '#core/screening/criterion.ts'
import { isRealDay } from '#core/time/partial-date.ts'
import { PARTS, PROJECT_STATES, STEP_STATES } from '../project.ts'
import { RECORD_FORMAT } from './record.ts'

// [P30] The published shape of a project's record, and what an imported one must be. Made of checks that JSON Schema can
// say too; what several parts must be together is in `parse-record.ts`. Nothing here changes what it reads.

const text = (most: number) => z.string().max(most)
const given = (most: number) => z.string().min(1).max(most)
// The years that a day may have, too; the database has no year 0.
const instant = z.iso.datetime().regex(/^(19|2\d)/)
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay, 'is not a real date')
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const signed = z.strictObject({ as: given(300), at: instant })
const withWhy = z.strictObject({ as: given(300), at: instant, why: given(2000) })
const number = z.number()
const count = z.int().min(0)

/** The most entries that one record may have. */
export const ENTRIES_MOST = 6_000

/** The most files, and the most bytes of one, that a record may name. */
export const FILES_MOST = 2_000
const FILE_MOST_BYTES = 20 * 1024 * 1024

/** What an answer may be whose question is not known: asked by a force's own template, or by an earlier one. */
const anyAnswer = z.union([text(12_000), number, z.array(text(WORDS_MOST)).max(200), z.null()])

const OWN_CHOICE = /^own-[a-z0-9-]{1,60}$/

// Needed or not, what is unanswered stays unanswered: a question may have been added after the entry was written.
function answerOf(field: Field): z.ZodType {
  switch (field.type) {
    case 'line':
      return text(field.most ?? LINE_MOST)
    case 'words':
      return text(field.most ?? WORDS_MOST)
    case 'one of':
      return choiceOf(field)
    case 'any of':
      return z.array(choiceOf(field)).max(200)
    case 'date':
      return day
    case 'rough date':
      return z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?(\/\d{4}(-\d{2}(-\d{2})?)?)?$/)
    case 'time':
      return z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    case 'number':
      return number
    case 'entry':
      return z.uuid()
    case 'entries':
      return z.array(z.uuid()).max(200)
    case 'person':
      return text(300)
    case 'point':
      return z.string().regex(/^-?\d{1,2}(\.\d{1,8})?,-?\d{1,3}(\.\d{1,8})?$/)
  }
}

function choiceOf({ choices }: Extract<Field, { choices: unknown }>): z.ZodType {
  return z.union([
    z.enum(choices.map(({ value }) => value) as [string, ...string[]]),
    z.string().regex(OWN_CHOICE),
  ])
}

function entryOf(kind: EntryKind) {
  return z.strictObject({
    id: z.uuid(),
    kind: z.literal(kind.id),
    content: z
      .object(Object.fromEntries(kind.fields.map((field) => [field.name, answerOf(field).nullish()])))
      .catchall(anyAnswer)
      .describe(kind.many),
    origin: z.enum(ORIGINS),
    added: signed,
    written: signed,
    withdrawn: withWhy.nullable(),
    version: z.int().min(1).max(1_000_000),
  })
}

const [first, ...others] = PLATFORM_TEMPLATE.kinds.map(entryOf)

const area = z.strictObject({
  code: given(40),
  name: text(200),
  count,
  rank: count,
  rankLow: count,
  rankHigh: count,
  band: count,
  score: number,
  criteria: z.partialRecord(z.enum(CRITERIA.map(({ key }) => key)), number.nullable()),
  rate: number.nullable(),
  steadyRate: number.nullable(),
  steadyRateLow: number.nullable(),
  steadyRateHigh: number.nullable(),
  burglaryRate: number.nullable(),
  monthsInTopShare: number,
  yearsInTopShare: number,
  yearsInTop: number,
  years: number,
  slopePerYear: number.nullable(),
  trendP: number.nullable(),
  trend: z.enum(['rising', 'falling', 'unclear']).nullable(),
  giStar: number.nullable(),
  giStarP: number.nullable(),
  quadrant: z.enum(['High-High', 'Low-Low', 'High-Low', 'Low-High']).nullable(),
  quadrantP: number.nullable(),
  vli: number.nullable(),
  vliInputs: number,
  imdScore: number.nullable(),
  imdDecile: number.nullable(),
  population: number.nullable(),
  households: number.nullable(),
  isTownCentre: z.boolean(),
  mix: z.array(z.strictObject({ type: text(200), count })).max(100),
})

const figures = z
  .strictObject({
    screeningId: text(100),
    screeningName: text(300),
    frozenAt: instant,
    areasRanked: count,
    chosen: area,
    place: z.array(area).min(1).max(500),
    force: z.string().regex(/^[a-z0-9-]{1,60}$/),
    unit: z.enum(UNITS),
    from: month,
    to: month,
    types: z.array(text(200)).max(100),
    weights: z.partialRecord(z.enum(CRITERIA.map(({ key }) => key)), number.min(0).max(100)),
    monthsKnown: count,
    monthsUnknown: z.array(month).max(1200),
    criteriaUnavailable: z
      .array(z.strictObject({ key: z.enum(CRITERIA.map(({ key }) => key)), why: text(1000) }))
      .max(50),
    moran: z.strictObject({ i: number, z: number, p: number }).nullable(),
    vintage: z.enum(['2011', '2021']).nullable(),
    unplaced: z.strictObject({ withoutLocation: count, withoutLsoa: count, outsideForce: count }),
    inputs: text(200),
    sources: z.array(z.strictObject({ what: text(200), source: text(500), loadedAt: text(40) })).max(200),
    notes: z.array(text(2000)).max(200),
  })
  .describe('What the screening said of the place when it was decided on. Never recomputed.')

const decision = z.strictObject({
  id: text(100),
  reason: text(5000),
  boundaryReason: text(2000),
  exceptions: z
    .array(z.strictObject({ kind: z.enum(['short-period', 'outside-top-band']), text: text(2000) }))
    .max(10),
  prepared: signed,
  decided: signed,
  signedOff: signed,
  alternatives: z
    .array(
      z.strictObject({
        code: given(40),
        name: text(200),
        count,
        rank: count,
        rankLow: count,
        rankHigh: count,
        band: count,
        wasShortlisted: z.boolean(),
        reason: text(2000),
      }),
    )
    .max(1000),
})

const step = z.literal(STEP_NUMBERS)
// Partners and residents read of an escalation that it was raised, and not by whom.
const saidBy = given(400).nullable()
const said = { as: saidBy, at: instant }

const escalation = z.strictObject({
  reference: given(60).describe('As its own project speaks of it'),
  entry: z.uuid().nullable().describe('The entry it was raised from'),
  barrier: given(200),
  detail: text(4000),
  organisation: text(200).describe('Who could decide it'),
  level: given(200),
  asked: z.strictObject({ name: given(200), post: given(200), organisation: given(200) }).nullable(),
  issue: z
    .strictObject({ reference: given(60), barrier: given(200) })
    .nullable()
    .describe('The regional issue it was joined to'),
  state: z.enum(RECORDED_STATES),
  raised: z.strictObject(said),
  askedOn: day,
  acknowledgeBy: day,
  answerBy: day,
  acknowledged: z.strictObject(said).nullable(),
  answer: z
    .strictObject({
      outcome: z.enum(RECORDED_OUTCOMES),
      words: given(4000),
      as: saidBy,
      on: day,
      came: z.enum(RECORDED_WAYS),
      doneBy: day.nullable().describe('The day by which it was to be done'),
    })
    .nullable(),
  wasDone: z.strictObject({ ...said, is: z.boolean() }).nullable(),
  closed: z.strictObject({ ...said, note: given(2000).nullable() }).nullable(),
  withdrawn: z.strictObject({ ...said, why: given(2000) }).nullable(),
})

const round = z.strictObject({
  project: given(40).describe('The project it was held in, by its number there'),
  round: z.int().min(1).max(10_000),
  steps: z.array(step).min(1).max(8),
  rubricVersion: z.int().min(0).max(100_000).describe('Of that force’s rubric; 0 is the platform’s'),
  askedOn: day,
  dueOn: day,
  openedAs: given(300),
  endedAt: instant.nullable().describe('Nothing for a round that was open when the record was made'),
  ended: z.strictObject({ as: given(300), why: given(1000) }).nullable(),
  asked: z.array(z.strictObject({ part: z.enum(RATED_AS), people: count, given: count })).max(3),
  levels: z
    .array(
      z.strictObject({
        step,
        part: z.enum(RATED_AS),
        counts: z.array(count).length(6).describe('How many gave each level, 0 to 5'),
        cannotSay: count,
      }),
    )
    .max(24),
  said: z
    .array(
      z.strictObject({
        step,
        part: z.enum(RATED_AS),
        note: text(2000),
        cannotSayWhy: given(1000).nullable(),
      }),
    )
    .max(1000),
})

// Beyond any sheet, and small enough that sums of them stay exact.
const place = z.number().min(-1_000_000).max(1_000_000)

const drawing = z.strictObject({
  entry: z.uuid().describe('The picture it is drawn in'),
  elements: z
    .array(
      z.strictObject({
        id: z.uuid(),
        kind: z.enum(ELEMENT_KINDS.map(({ kind }) => kind)),
        words: text(ELEMENT_WORDS_MOST),
        x: place,
        y: place,
        width: place.min(0),
        height: place.min(0),
        addedBy: text(300),
        addedAt: instant,
        goneAt: instant.nullable().describe('When it was taken off'),
      }),
    )
    .max(ELEMENTS_MOST)
    .describe('In reading order'),
  links: z
    .array(z.strictObject({ id: z.uuid(), from: z.uuid(), to: z.uuid(), words: text(200) }))
    .max(LINKS_MOST),
})

const file = z.strictObject({
  id: z.uuid(),
  entry: z.uuid().describe('The entry it is attached to'),
  path: z
    .string()
    .regex(/^files\/[0-9a-f-]{36}\.[a-z0-9]{1,5}$/)
    .describe('Where it lies in the ZIP beside the record'),
  name: given(200),
  type: z.string().regex(/^[a-z]+\/[a-z0-9.-]{1,100}$/),
  bytes: z.int().min(1).max(FILE_MOST_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  shows: text(500),
  added: signed,
  withdrawn: withWhy.nullable(),
})

/** A project's record as it is exported and imported. */
export const ProjectRecord = z
  .strictObject({
    $schema: text(500).optional(),
    format: z.literal(RECORD_FORMAT),
    number: z.string().regex(/^[A-Z0-9]{1,3}-\d{4}-\d{3,9}$/),
    force: given(200).describe('The force whose project it is, by name'),
    imported: z
      .strictObject({ number: given(40), force: given(200), by: given(300), at: instant })
      .nullable()
      .describe('Where it came from, if no decision of that force opened it'),
    state: z.enum(PROJECT_STATES),
    isSensitive: z.boolean(),
    placeName: given(200),
    areaCode: given(40),
    areaCodes: z.array(given(40)).min(1).max(500),
    templateVersion: z
      .int()
      .min(1)
      .max(100_000)
      .describe('Of that force’s template; another force’s counts anew'),
    opened: z.strictObject({ at: instant, by: text(300) }),
    steps: z
      .array(
        z.strictObject({
          step: z.int().min(1).max(8),
          name: text(200),
          state: z.enum(STEP_STATES),
          owner: text(300).nullable(),
          ready: signed.nullable(),
          signedOff: signed.nullable(),
          reopened: withWhy.nullable(),
        }),
      )
      .length(8),
    entries: z
      .array(z.discriminatedUnion('kind', [first!, ...others]))
      .max(ENTRIES_MOST)
      .describe('In page order within each kind. Answers that name an entry hold its id.'),
    comments: z
      .array(
        z.strictObject({
          step: z.int().min(1).max(8),
          words: given(4000),
          as: given(300),
          role: given(40),
          at: instant,
        }),
      )
      .max(ENTRIES_MOST),
    decision,
    figures,
    team: z
      .array(
        z.strictObject({
          name: given(300),
          rank: text(60).nullable(),
          part: z.enum(PARTS),
          fromOn: day,
          untilOn: day.nullable(),
          endReason: text(500).nullable(),
        }),
      )
      .max(5000),
    history: z
      .array(z.strictObject({ at: instant, by: text(300).nullable(), action: given(300) }))
      .max(10_000),
    escalations: z
      .array(escalation)
      .max(500)
      .describe('What was raised to somebody who can decide it. It is not raised again by an import.'),
    ratings: z
      .array(round)
      .max(200)
      .describe('How deeply each step was done, by part and never by person. For staff alone.'),
    drawings: z.array(drawing).max(1_000).describe('What is drawn in pictures'),
    files: z
      .array(file)
      .max(FILES_MOST)
      .describe('Pictures and files of its entries. Their bytes are in the ZIP, and never in here.'),
  })
  .describe('The whole record of one LISP project, as far as whoever exported it may read it.')

export type ProjectRecord = z.output<typeof ProjectRecord>

/** The published JSON Schema (draft 2020-12) of {@link ProjectRecord}; `address` is where it is published. */
export function projectRecordSchema(address: string): object {
  return {
    $id: address,
    title: 'Wardmote project record',
    ...z.toJSONSchema(ProjectRecord, { target: 'draft-2020-12', io: 'input' }),
  }
}
