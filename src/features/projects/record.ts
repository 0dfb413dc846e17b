import { type Content, type Entry, textOf } from '#core/proforma/entry.ts'
import { kindOf, stepOf, type Template } from '#core/proforma/template.ts'
import type { Member, Project } from './project.ts'

/** The whole record as published data. `format` names the shape; a changed meaning is another version of it. */
export function recordAsData(
  project: Project,
  template: Template,
  entries: readonly Entry[],
  team: readonly Member[],
  history: readonly Readonly<{ at: Date; personName: string | null; action: string }>[],
) {
  const { number, state, placeName, areaCode, areaCodes, templateVersion, openedAt, openedByName } = project
  const names = new Map<string, string>(team.map(({ personId, name }) => [personId, name]))
  // People are told by name: an id means nothing outside.
  const withNames = (kind: string, content: Content): Content => {
    const people = kindOf(template, kind)?.fields.filter(({ type }) => type === 'person') ?? []
    const named = people.map(({ name }) => [name, names.get(textOf(content, name)) ?? null] as const)
    return { ...content, ...Object.fromEntries(named) }
  }
  return {
    format: 'wardmote-project-record/2',
    number,
    state,
    isSensitive: project.isSensitive,
    placeName,
    areaCode,
    areaCodes,
    templateVersion,
    opened: { at: openedAt, by: openedByName },
    steps: project.steps.map(({ step, state, owner, signedOff, reopened }) => ({
      step,
      name: stepOf(template, step).name,
      state,
      owner: owner?.name ?? null,
      signedOff: signedOff && { as: signedOff.as, at: signedOff.at },
      reopened: reopened && { as: reopened.as, at: reopened.at, why: reopened.why },
    })),
    entries: entries.map(({ id, kind, content, origin, added, written, withdrawn, version }) => ({
      id,
      kind,
      content: withNames(kind, content),
      origin,
      added: { as: added.as, at: added.at },
      written: { as: written.as, at: written.at },
      withdrawn,
      version,
    })),
    decision: project.decision,
    figures: project.figures,
    team: team.map(({ name, rank, part, fromOn, untilOn, endReason }) => ({
      name,
      rank,
      part,
      fromOn,
      untilOn,
      endReason,
    })),
    history: history.map(({ at, personName, action }) => ({ at, by: personName, action })),
  }
}
