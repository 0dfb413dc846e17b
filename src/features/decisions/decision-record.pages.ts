import { randomUUID } from 'node:crypto'
import { isStaff, type Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import { londonDay } from '#core/time/london-day.ts'
import { listCandidates } from '#features/projects/index.ts'
import { listHistory } from '#platform/audit/index.ts'
import { found, type RequestContext, signedIn } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { alternativesPage } from './alternatives.view.ts'
import { mayAct } from './decision.access.ts'
import { parseDecisionId } from './decision.schema.ts'
import { findDecision } from './decision.store.ts'
import {
  type Act,
  alternativesOf,
  comparableAreas,
  type Decision,
  exceptionsNeeded,
  isEditable,
  whatIsMissing,
} from './decision.ts'
import { decisionPage } from './decision.view.ts'
import { editPage } from './decision-forms.view.ts'
import type { DecisionPageNeeds, SavedForDecision } from './page-needs.pages.ts'
import { shapesAddress, shapesText } from './place-shapes.ts'
import { listShortlist } from './shortlist.store.ts'

const ACTS: readonly Act[] = ['edit', 'decide', 'sign-off', 'return', 'withdraw']

export type OpenDecision = Readonly<{
  viewer: Viewer
  decision: Decision
  saved: SavedForDecision
  shortlisted: readonly AreaCode[]
}>

/** The decision a request is about, with the screening it stands on; 404 where either is not the viewer's to see. */
export async function openDecision(c: RequestContext, needs: DecisionPageNeeds): Promise<OpenDecision> {
  const viewer = signedIn(c)
  const id = found(isStaff(viewer) ? parseDecisionId(c.req.param('id')) : null)
  const { decision, shortlisted } = await needs.database.as(viewer, async (tx) => {
    const decision = found(await findDecision(viewer, tx, id))
    const entries = await listShortlist(viewer, tx, decision.screeningId)
    return { decision, shortlisted: entries.map((entry) => entry.areaCode) }
  })
  const saved = found(await needs.findScreening(viewer, decision.screeningId))
  return { viewer, decision, saved, shortlisted }
}

export async function showDecision(
  c: RequestContext,
  needs: DecisionPageNeeds,
  open: OpenDecision,
  state: FormState,
): Promise<string> {
  const { viewer, decision, saved, shortlisted } = open
  const { screening } = saved
  // A decision being prepared shows the saved screening; one that was made shows what was frozen with it [D12].
  const frozen = isEditable(decision) ? null : decision.frozen
  const inPlace = new Set([decision.areaCode, ...decision.text.areaCodes])
  const { history, people } = await needs.database.as(viewer, async (tx) => ({
    history: await listHistory(tx, { kind: 'decision', id: decision.id }),
    people: await candidates(needs, viewer, tx),
  }))
  const names = new Map(people.map((one) => [one.personId, one.name]))
  return decisionPage(needs.frame(c), {
    decision,
    screeningName: saved.name,
    figures: frozen?.figures ?? { ...screening, areasRanked: screening.areas.length },
    place: frozen?.figures.place ?? screening.areas.filter((area) => inPlace.has(area.code)),
    around: await needs.areasAround(screening, decision.areaCode, decision.text.areaCodes),
    alternatives: frozen?.alternatives ?? alternativesOf(decision, screening, shortlisted),
    missing: isEditable(decision) ? whatIsMissing(decision, screening, shortlisted) : [],
    acts: new Set(ACTS.filter((act) => mayAct(viewer, act, decision).ok)),
    nameOf: (id) => (id === null ? null : (names.get(id) ?? 'No longer on the staff list')),
    history,
    newKey: randomUUID,
    state,
  })
}

export async function showEdit(
  c: RequestContext,
  needs: DecisionPageNeeds,
  { viewer, decision, saved }: OpenDecision,
  state: FormState,
  isConflict = false,
): Promise<string> {
  const { screening } = saved
  const byCode = new Map(screening.areas.map((area) => [area.code, area]))
  const named = (code: AreaCode) => ({ code, name: byCode.get(code)?.name ?? code })
  const { officers, supervisors } = await needs.database.as(viewer, async (tx) => ({
    officers: await listCandidates(viewer, tx, londonDay(needs.clock()), ['officer', 'supervisor']),
    supervisors: await listCandidates(viewer, tx, londonDay(needs.clock()), ['supervisor']),
  }))
  return editPage(needs.frame(c), {
    decision,
    exceptions: exceptionsNeeded(screening, decision.areaCode),
    offer: screening.unit === 'lsoa' ? await placeOffer() : null,
    officers,
    supervisors,
    key: randomUUID(),
    state,
    stored: isConflict ? decision.text : null,
  })

  async function placeOffer() {
    const { areaCode, text } = decision
    const around = await offeredAreas(needs, { decision, saved })
    const outlined = new Set(around.map(({ code }) => code))
    return {
      home: named(areaCode),
      around,
      // Areas already in the place stay on offer, even where the boundaries loaded do not have them.
      unseen: text.areaCodes.filter((code) => code !== areaCode && !outlined.has(code)).map(named),
      shapes: outlined.has(areaCode) ? shapesAddress(decision, shapesText(around)) : null,
    }
  }
}

/** [D10] The chosen area and those that the screening ranks among the ones around it, with their outlines. */
export async function offeredAreas(
  needs: DecisionPageNeeds,
  { decision, saved: { screening } }: Pick<OpenDecision, 'decision' | 'saved'>,
): Promise<OutlinedArea[]> {
  const ranked = new Set(screening.areas.map(({ code }) => code))
  const around = await needs.areasAround(screening, decision.areaCode, decision.text.areaCodes)
  return around.filter(({ code }) => ranked.has(code))
}

export function showAlternatives(
  c: RequestContext,
  needs: DecisionPageNeeds,
  { decision, saved, shortlisted }: OpenDecision,
  state: FormState,
  ticked?: readonly string[],
): string {
  const reasons = new Map(decision.reasons.map((reason) => [reason.areaCode, reason]))
  const place = { areaCode: decision.areaCode, areaCodes: decision.text.areaCodes }
  const areas = comparableAreas(saved.screening, shortlisted, place)
  return alternativesPage(needs.frame(c), {
    decision,
    areas,
    areasRanked: saved.screening.areas.length,
    shortlisted: new Set(shortlisted),
    reasons,
    ticked: new Set(ticked ?? []),
    key: randomUUID(),
    state,
  })
}

async function candidates(
  needs: DecisionPageNeeds,
  viewer: Viewer,
  tx: Parameters<typeof listCandidates>[1],
) {
  const today = londonDay(needs.clock())
  return listCandidates(viewer, tx, today, ['officer', 'supervisor'])
}
