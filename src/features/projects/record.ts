import type { JustificationItem } from './justification-item.ts'
import type { Member, Project } from './project.ts'
import { stepTemplate } from './template.ts'

/** The whole record as published data. `format` names the shape; a changed meaning is another version of it. */
export function recordAsData(
  project: Project,
  items: readonly JustificationItem[],
  team: readonly Member[],
  history: readonly Readonly<{ at: Date; personName: string | null; action: string }>[],
) {
  const { number, state, placeName, areaCode, areaCodes, templateVersion, openedAt, openedByName } = project
  return {
    format: 'wardmote-project-record/1',
    number,
    state,
    isSensitive: project.isSensitive,
    placeName,
    areaCode,
    areaCodes,
    templateVersion,
    opened: { at: openedAt, by: openedByName },
    steps: project.steps.map(({ step, state, signedOff, reopened }) => ({
      step,
      name: stepTemplate(step).name,
      state,
      signedOff: signedOff && { as: signedOff.as, at: signedOff.at },
      reopened: reopened && { as: reopened.as, at: reopened.at, why: reopened.why },
    })),
    justification: items.map(({ position: _order, written, ...item }) => ({
      ...item,
      written: { as: written.as, at: written.at },
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
