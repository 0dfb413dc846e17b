import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type ForceId,
  isStaff,
  maySignOff,
  maySupervise,
  type PersonId,
  RANKS,
  ROLES,
  type Viewer,
} from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { madeArea, madeScreening } from '#tests/support/made-screening.ts'
import { mayAct, mayPrepare } from './decision.access.ts'
import {
  comparableAreas,
  DECISION_STATES,
  type DecisionText,
  exceptionsNeeded,
  stateAllows,
  whatIsMissing,
} from './decision.ts'

const code = (rank: number) => `E0100000${rank}` as AreaCode
const codes = (areas: readonly { code: AreaCode }[]) => areas.map((area) => area.code)
const text: DecisionText = {
  reason: 'Four years among the highest tenth, and it is not falling',
  placeName: 'Harbour Row',
  areaCodes: [code(2)],
  boundaryReason: '',
  exceptions: { 'short-period': '', 'outside-top-band': '' },
  leadOfficerId: 'p1' as PersonId,
  supervisorId: 'p2' as PersonId,
}
const written = (...ranks: number[]) =>
  ranks.map((rank) => ({ areaCode: code(rank), reason: 'x', version: 1 }))

test('[D7] comparable are the same band, all ranked above, and the rest of the shortlist', () => {
  const screening = madeScreening()
  const place = { areaCode: code(5), areaCodes: [code(5)] }
  assert.deepEqual(codes(comparableAreas(screening, [code(9)], place)), [1, 2, 3, 4, 6, 9].map(code))
})

test('[D7] areas that are part of the place are not alternatives to it', () => {
  const place = { areaCode: code(2), areaCodes: [code(2), code(3)] }
  assert.deepEqual(codes(comparableAreas(madeScreening(), [code(2)], place)), [code(1)])
})

test('[D7] whatever the screening, no area is compared twice, with itself, or left out though ranked above', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(4), { minLength: 1, maxLength: 30 }),
      fc.nat(),
      fc.array(fc.nat(40)),
      (bands, pick, listed) => {
        const areas = bands
          .toSorted((a, b) => a - b)
          .map((band, index) => madeArea(index + 1, { code: `X${index}`, band: band + 1 }))
        const chosen = areas[pick % areas.length]!
        const place = { areaCode: chosen.code, areaCodes: [chosen.code] }
        const result = comparableAreas(
          { areas },
          listed.map((index) => `X${index}` as AreaCode),
          place,
        )
        assert.equal(new Set(codes(result)).size, result.length)
        assert.ok(!codes(result).includes(chosen.code))
        assert.ok(areas.filter((area) => area.rank < chosen.rank).every((area) => result.includes(area)))
      },
    ),
  )
})

test('[D9] 36 known months need no exception and 35 do; the top band needs none and the second does', () => {
  assert.deepEqual(exceptionsNeeded(madeScreening({ monthsKnown: 36 }), code(1)), [])
  assert.deepEqual(exceptionsNeeded(madeScreening({ monthsKnown: 35 }), code(1)), ['short-period'])
  assert.deepEqual(exceptionsNeeded(madeScreening(), code(4)), ['outside-top-band'])
  assert.deepEqual(exceptionsNeeded(madeScreening({ monthsKnown: 13 }), code(4)), EXCEPTIONS)
})
const EXCEPTIONS = ['short-period', 'outside-top-band']

test('[D8] [D11] a decision lacks nothing once reason, alternatives and team are written', () => {
  const decision = { areaCode: code(2), text, reasons: written(1, 3) }
  assert.deepEqual(whatIsMissing(decision, madeScreening(), []), [])
})

test('[D8] every alternative without a reason is named, blank words are no words', () => {
  const decision = { areaCode: code(2), text: { ...text, reason: ' \n' }, reasons: written(1) }
  const missing = whatIsMissing(decision, madeScreening(), [code(8)])
  assert.deepEqual(missing[0], { what: 'reason' })
  const alternatives = missing[1]
  assert.ok(alternatives?.what === 'alternatives')
  assert.deepEqual(codes(alternatives.areas), [code(3), code(8)])
})

test('[D9] each exception needs its own text', () => {
  const screening = madeScreening({ monthsKnown: 13 })
  const exceptions = { 'short-period': 'Nothing older was published', 'outside-top-band': '' }
  const decision = {
    areaCode: code(4),
    text: { ...text, areaCodes: [code(4)], exceptions },
    reasons: written(1, 2, 3, 5, 6),
  }
  assert.deepEqual(whatIsMissing(decision, screening, []), [{ what: 'exception', kind: 'outside-top-band' }])
})

test('[D10] [D11] several LSOAs need a reason for the boundary, and people must be named', () => {
  const place = { ...text, areaCodes: [code(2), code(3)], leadOfficerId: null, supervisorId: null }
  const missing = whatIsMissing({ areaCode: code(2), text: place, reasons: written(1) }, madeScreening(), [])
  assert.deepEqual(
    missing.map((one) => one.what),
    ['boundary-reason', 'lead-officer', 'supervisor'],
  )
})

test('[D9] an area that the screening does not rank cannot be decided on', () => {
  const decision = { areaCode: 'E01999999' as AreaCode, text, reasons: [] }
  assert.deepEqual(whatIsMissing(decision, madeScreening(), [])[0], { what: 'area' })
})

test('[D5] [D6] what each state allows', () => {
  const table = DECISION_STATES.map((state) =>
    (['edit', 'decide', 'sign-off', 'return', 'withdraw'] as const)
      .map((act) => (stateAllows({ state }, act).ok ? 'y' : '-'))
      .join(''),
  )
  assert.deepEqual(Object.fromEntries(DECISION_STATES.map((state, index) => [state, table[index]])), {
    draft: 'yy--y',
    decided: '--yyy',
    'signed off': '-----',
    returned: 'yy--y',
    withdrawn: '-----',
  })
})

function person(role: Viewer['roles'][number]['role'], rank: Viewer['rank'], id = 'me'): Viewer {
  return {
    personId: id as PersonId,
    forceId: 'f1' as ForceId,
    forceSlug: 'averley' as Viewer['forceSlug'],
    forceName: 'Averley',
    name: 'A',
    rank,
    roles: [{ role, areaCode: null }],
  }
}

test('[D1]–[D4] who may read, prepare, decide and sign off, by role and rank', () => {
  const may = (viewer: Viewer) =>
    [isStaff, mayPrepare, maySupervise, maySignOff].map((rule) => (rule(viewer) ? 'y' : '-')).join('')
  const atInspector = Object.fromEntries(ROLES.map((role) => [role, may(person(role, 'inspector'))]))
  assert.deepEqual(atInspector, {
    officer: 'yy-y',
    supervisor: 'yyyy',
    leader: 'y--y',
    analyst: 'yy-y',
    partner: '----',
    resident: '----',
    coach: 'y--y',
    administrator: '----',
  })
  const supervisors = Object.fromEntries(RANKS.map((rank) => [rank, may(person('supervisor', rank))]))
  assert.equal(supervisors.PCSO, 'yy--')
  assert.equal(supervisors.constable, 'yy--')
  assert.equal(supervisors.sergeant, 'yyy-')
  assert.equal(supervisors['chief officer'], 'yyyy')
  assert.equal(may(person('supervisor', null)), 'yy--')
})

test('[D4] whoever decided neither signs off nor returns their own decision', () => {
  const signed = (by: string) => ({ by: by as PersonId, as: 'x', at: new Date(0) })
  const decision = { state: 'decided', drafted: signed('me'), decided: signed('me') } as const
  for (const act of ['sign-off', 'return'] as const) {
    assert.deepEqual(mayAct(person('supervisor', 'inspector'), act, decision), {
      ok: false,
      reason: 'same-person',
    })
    assert.ok(mayAct(person('supervisor', 'inspector', 'another'), act, decision).ok)
  }
})

test('[D5] a preparer withdraws their own draft only, a deciding supervisor any', () => {
  const signed = { by: 'me' as PersonId, as: 'x', at: new Date(0) }
  const draft = { state: 'draft', drafted: signed, decided: null } as const
  assert.ok(mayAct(person('analyst', null), 'withdraw', draft).ok)
  assert.ok(!mayAct(person('analyst', null, 'another'), 'withdraw', draft).ok)
  assert.ok(mayAct(person('supervisor', 'sergeant', 'another'), 'withdraw', draft).ok)
})
