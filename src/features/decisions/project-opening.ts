import { EXCEPTION_KINDS, type Signed, type SignedOffDecision } from './decision.ts'

/**
 * [D13] What a project keeps of the decision that opens it: plain data, fit to be stored whole, in the shape that
 * `openProject` takes. Throws where no team is named: deciding checked that one is [D11].
 */
export function openingOf(decision: SignedOffDecision) {
  const { text, frozen } = decision
  if (!text.leadOfficerId || !text.supervisorId) throw new Error('a decided decision names its team')
  const plain = ({ by, as, at }: Signed) => ({ by, as, at: at.toISOString() })
  return {
    placeName: text.placeName,
    areaCode: decision.areaCode,
    areaCodes: text.areaCodes,
    figures: frozen.figures,
    decision: {
      id: decision.id,
      reason: text.reason,
      boundaryReason: text.boundaryReason,
      exceptions: EXCEPTION_KINDS.filter((kind) => text.exceptions[kind] !== '').map((kind) => ({
        kind,
        text: text.exceptions[kind],
      })),
      prepared: plain(decision.drafted),
      decided: plain(decision.decided),
      signedOff: plain(decision.signedOff),
      alternatives: frozen.alternatives,
    },
    leadOfficerId: text.leadOfficerId,
    supervisorId: text.supervisorId,
  }
}
