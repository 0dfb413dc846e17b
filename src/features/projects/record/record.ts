import { type Content, type Entry, textOf } from '#core/proforma/entry.ts'
import { kindOf, stepOf, type Template } from '#core/proforma/template.ts'
import type { RecordedDrawing } from '#core/record/recorded-drawing.ts'
import type { RecordedEscalation } from '#core/record/recorded-escalation.ts'
import type { RecordedFile } from '#core/record/recorded-file.ts'
import type { RecordedRound } from '#core/record/recorded-round.ts'
import type { DecisionRecord, FrozenSignature, Member, Project, RecordedMember } from '../project.ts'
import type { Comment } from '../steps/comment.ts'
import { ownerOf } from '../where-from.ts'

/** Names the shape of the published data; a changed meaning is another version of it. */
export const RECORD_FORMAT = 'wardmote-project-record/4'

/** What the record is made from, as its reader may read it. */
export type RecordSource = Readonly<{
  /** Name of the force whose project it is. */
  force: string
  project: Project
  template: Template
  entries: readonly Entry[]
  team: readonly Member[]
  comments: readonly Comment[]
  history: readonly Readonly<{ at: Date; personName: string | null; action: string }>[]
  /** What other features keep of the project itself; what came with it is in `project.imported`. */
  escalations: readonly RecordedEscalation[]
  ratings: readonly RecordedRound[]
  drawings: readonly RecordedDrawing[]
  files: readonly RecordedFile[]
}>

/** [P30] The whole record as published data (`record.schema.ts`), for files and for importing it elsewhere. */
export function recordAsData(source: RecordSource) {
  const { force, project, template, entries, team, comments, history } = source
  const { number, state, placeName, areaCode, areaCodes, templateVersion, imported } = project
  const names = new Map<string, string>(team.map(({ personId, name }) => [personId, name]))
  // People are told by name: an id means nothing outside. One that came with an imported record is a name already.
  const named = (answer: string) => names.get(answer) ?? (isId(answer) ? null : answer || null)
  const withNames = (kind: string, content: Content): Content => {
    const { fields = [], earlier = [] } = kindOf(template, kind) ?? {}
    const people = [...fields, ...earlier].filter(({ type, name }) => type === 'person' && name in content)
    return {
      ...content,
      ...Object.fromEntries(people.map(({ name }) => [name, named(textOf(content, name))])),
    }
  }
  return {
    format: RECORD_FORMAT,
    number,
    force,
    imported: imported && {
      number: imported.number,
      force: imported.force,
      by: imported.by,
      at: imported.at,
    },
    state,
    isSensitive: project.isSensitive,
    placeName,
    areaCode,
    areaCodes,
    templateVersion,
    opened: imported?.opened ?? { at: project.openedAt.toISOString(), by: project.openedByName },
    steps: project.steps.map((step) => ({
      step: step.step,
      name: stepOf(template, step.step).name,
      state: step.state,
      owner: ownerOf(project, step),
      ready: signed(step.ready),
      signedOff: signed(step.signedOff),
      reopened: step.reopened && { ...signed(step.reopened)!, why: step.reopened.why },
    })),
    entries: entries.map(({ id, kind, content, origin, added, written, withdrawn, version }) => ({
      id: id as string,
      kind,
      content: withNames(kind, content),
      origin,
      added: signed(added)!,
      written: signed(written)!,
      withdrawn: withdrawn && { ...signed(withdrawn)!, why: withdrawn.why },
      version,
    })),
    comments: comments.map(({ step, words, as, role, at }) => ({
      step,
      words,
      as,
      role,
      at: at.toISOString(),
    })),
    decision: decisionAsData(project.decision),
    figures: project.figures,
    team: [...(imported?.team ?? []), ...team.map(memberAsData)],
    history: [
      ...(history.length > 0 ? (imported?.history ?? []) : []),
      ...history.map(({ at, personName, action }) => ({ at: at.toISOString(), by: personName, action })),
    ],
    escalations: [...(imported?.escalations ?? []), ...source.escalations].map((one) => ({
      ...one,
      // An entry that its reader may not read is not in the record.
      entry: entries.some(({ id }) => id === one.entry) ? one.entry : null,
    })),
    ratings: [...(imported?.ratings ?? []), ...source.ratings],
    drawings: drawingsOf(source),
    files: filesOf(source),
  }
}

/** Drawings in the order of their pictures. */
export function drawingsOf({ entries, drawings }: Pick<RecordSource, 'entries' | 'drawings'>) {
  const byEntry = new Map(drawings.map((drawing) => [drawing.entry, drawing]))
  return entries.flatMap(({ id }) => byEntry.get(id) ?? [])
}

/**
 * Files of the entries that its reader reads, those among them that did not come with the record. In an order that does
 * not hang on ids, because an import gives others.
 */
export function filesOf({ project, entries, files }: Pick<RecordSource, 'project' | 'entries' | 'files'>) {
  const place = new Map(entries.map(({ id }, index) => [id as string, index]))
  const rank = ({ entry, name, sha256 }: RecordedFile) =>
    `${String(place.get(entry)).padStart(5, '0')} ${name} ${sha256}`
  return [...files, ...(project.imported?.filesNotHere ?? [])]
    .filter(({ entry }) => place.has(entry))
    .sort((a, b) => compared(a.added.at, b.added.at) || compared(rank(a), rank(b)))
}

const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

function signed(said: Readonly<{ as: string; at: Date }> | null) {
  return said && { as: said.as, at: said.at.toISOString() }
}

function decisionAsData({ prepared, decided, signedOff, ...rest }: DecisionRecord) {
  const named = ({ as, at }: FrozenSignature) => ({ as, at })
  return { ...rest, prepared: named(prepared), decided: named(decided), signedOff: named(signedOff) }
}

function memberAsData({ name, rank, part, fromOn, untilOn, endReason }: Member): RecordedMember {
  return { name, rank, part, fromOn, untilOn, endReason }
}
