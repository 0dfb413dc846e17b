import type { RecordedEscalation } from '#core/record/recorded-escalation.ts'
import { type Escalation, referenceOf } from './escalation.ts'
import { levelName, type Settings } from './ladder.ts'

/** An escalation by name, as the record tells it; whoever reads it in shared words has no names in it [E1]. */
export function recordedEscalation(one: Escalation, settings: Settings): RecordedEscalation {
  const { asked, issue, answer, wasDone, closed, withdrawn } = one
  return {
    reference: referenceOf(one),
    entry: one.entryId,
    barrier: one.barrier,
    detail: one.detail,
    organisation: one.organisation,
    level: levelName(settings, one.level),
    asked: asked && { name: asked.name, post: asked.post, organisation: asked.organisation },
    issue: issue && { reference: referenceOf({ ...issue, project: null }), barrier: issue.barrier },
    state: one.state,
    raised: said(one.raised),
    askedOn: one.askedOn,
    acknowledgeBy: one.acknowledgeBy,
    answerBy: one.answerBy,
    acknowledged: one.acknowledged && said(one.acknowledged),
    answer: answer && { ...answer, as: answer.as || null },
    wasDone: wasDone && { ...said(wasDone), is: wasDone.is },
    closed: closed && { ...said(closed), note: closed.note },
    withdrawn: withdrawn && { ...said(withdrawn), why: withdrawn.why },
  }
}

const said = ({ as, at }: Readonly<{ as: string; at: Date }>) => ({ as: as || null, at: at.toISOString() })
