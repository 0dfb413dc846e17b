import { type Content, type Entry, textOf } from '#core/proforma/entry.ts'
import { kindOf, stepOf, type Template } from '#core/proforma/template.ts'
import type { DecisionRecord, FrozenSignature, Member, Project, RecordedMember } from '../project.ts'
import type { Comment } from '../steps/comment.ts'
import { ownerOf } from '../where-from.ts'

/** Names the shape of the published data; a changed meaning is another version of it. */
export const RECORD_FORMAT = 'wardmote-project-record/3'

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
}>

/** [P30] The whole record as published data (`record.schema.ts`), for files and for importing it elsewhere. */
export function recordAsData({ force, project, template, entries, team, comments, history }: RecordSource) {
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
  }
}

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
