import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type PersonId, ROLES, type Role, type Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { Content, NewEntry } from '#core/proforma/entry.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { listHistory, verifyChains } from '#platform/audit/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { madeOpening } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'
import { addEntry, correctEntry, listEntries, withdrawEntry } from './entries/entry.store.ts'
import { openProject } from './open-project.store.ts'
import { type Membership, mayReadProject } from './project.access.ts'
import { findProject, listProjects, readableProjects } from './project.store.ts'
import type { Opening, Project, ProjectNumber } from './project.ts'
import { signOffStep } from './steps/step.store.ts'
import { addMember, endMember, listCandidates, listTeam } from './team.store.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const TODAY = '2026-04-01'
const code = 'E01000002' as AreaCode

const force = await openMadeForce()
const { database, officer, sergeant, inspector, otherInspector, outsider } = force

const opening = async (viewer: Viewer, fields: Partial<Opening> = {}): Promise<Opening> => ({
  ...(await madeOpening(database, { officer: viewer, sergeant: viewer, inspector: viewer }, AT)),
  ...fields,
})

async function opened(viewer: Viewer = inspector): Promise<Project> {
  // Made before the transaction begins: the embedded database is one session, so a second would wait for ever.
  const one = await opening(viewer)
  return load(viewer, await database.as(viewer, (tx) => openProject(viewer, tx, AT, one)))
}

async function load(viewer: Viewer, number: ProjectNumber): Promise<Project> {
  const project = await database.as(viewer, (tx) => findProject(viewer, tx, TODAY, number))
  assert.ok(project)
  return project
}

const evidence: NewEntry = {
  kind: 'evidence',
  content: {
    title: 'Residents’ survey',
    detail: 'Half do not walk here after dark',
    source: 'Residents’ association',
    dated: '2025-11',
    strength: 'some',
  },
}

test('[P3] [P4] [P5] a project opens with its number, eight steps, team and a filled, signed-off Step 1', async () => {
  const project = await opened()
  assert.match(project.number, /^AVE-2026-\d{3}$/)
  assert.deepEqual(
    project.steps.map((step) => step.state),
    ['signed off', ...Array(7).fill('not started')],
  )
  const { items, team } = await database.as(inspector, async (tx) => ({
    items: await listEntries(inspector, tx, project, template),
    team: await listTeam(inspector, tx, project),
  }))
  assert.ok(items.length > 10)
  assert.ok(items.every((item) => item.origin === 'screening'))
  assert.deepEqual(
    team.map((member) => [member.part, member.fromOn]),
    [
      ['lead officer', TODAY],
      ['supervisor', TODAY],
    ],
  )
})

test('[P3] numbers have no gaps when openings fail or race', async () => {
  const force = await addForce(database, 'gapless')
  const viewer = await force.person('Ines', 'supervisor', 'inspector')
  const openings = await Promise.all(Array.from({ length: 8 }, () => opening(viewer)))
  const attempts = openings.map((one, index) =>
    database.as(viewer, async (tx) => {
      const number = await openProject(viewer, tx, AT, one)
      if (index % 3 === 1) throw new Error('killed')
      return number
    }),
  )
  const numbers = (await Promise.allSettled(attempts)).flatMap((one) =>
    one.status === 'fulfilled' ? [one.value] : [],
  )
  assert.deepEqual(numbers.sort(), [
    'GAP-2026-001',
    'GAP-2026-002',
    'GAP-2026-003',
    'GAP-2026-004',
    'GAP-2026-005',
  ])
})

test('[P3] a second project for one decision cannot be stored, whatever the code does', async () => {
  const one = await opening(inspector)
  await database.as(inspector, (tx) => openProject(inspector, tx, AT, one))
  await assert.rejects(
    database.as(inspector, (tx) => openProject(inspector, tx, AT, one)),
    /unique/,
  )
})

test('[P8] [P9] a change reopens Step 1 with a reason, and another inspector signs it off again', async () => {
  const project = await opened()
  const add = (viewer: Viewer, reopenReason: string) =>
    database.as(viewer, (tx) => addEntry(viewer, tx, AT, { project, template, reopenReason }, evidence))
  assert.deepEqual(await add(officer, ''), { ok: false, reason: 'needs-reopen-reason' })
  assert.ok((await add(inspector, 'A survey came in')).ok)
  assert.ok((await add(officer, '')).ok)
  const step = (await load(officer, project.number)).steps[0]!
  assert.equal(step.state, 'reopened')
  assert.equal(step.reopened?.why, 'A survey came in')
  const sign = (viewer: Viewer, version: number) =>
    database.as(viewer, (tx) => signOffStep(viewer, tx, AT, project, { step: 1, version }, []))
  assert.deepEqual(await sign(sergeant, step.version), { ok: false, reason: 'not-your-role' })
  assert.deepEqual(await sign(inspector, step.version), { ok: false, reason: 'same-person' })
  assert.deepEqual(await sign(otherInspector, step.version - 1), { ok: false, reason: 'changed' })
  assert.ok((await sign(otherInspector, step.version)).ok)
  assert.deepEqual(await sign(otherInspector, step.version + 1), { ok: false, reason: 'not-ready' })
})

test('[P7] [P11] an entry is corrected once per reading and withdrawn with a reason, never removed', async () => {
  const project = await opened()
  const id = randomUUID()
  const change = { project, template, reopenReason: 'Survey' }
  await database.as(officer, (tx) => addEntry(officer, tx, AT, change, { ...evidence, id }))
  const correct = (viewer: Viewer, detail: string) =>
    database.as(viewer, (tx) =>
      correctEntry(viewer, tx, AT, change, { id, version: 1 }, { ...evidence.content, detail }),
    )
  const outcomes = await Promise.all([correct(officer, 'mine'), correct(sergeant, 'theirs')])
  assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1)
  assert.deepEqual(
    outcomes.find((outcome) => !outcome.ok),
    { ok: false, reason: 'changed' },
  )
  const withdrawn = await database.as(officer, (tx) =>
    withdrawEntry(officer, tx, AT, change, { id, version: 2 }, 'Asked too few people'),
  )
  assert.ok(withdrawn.ok)
  const items = await database.as(officer, (tx) => listEntries(officer, tx, project, template))
  const item = items.find((one) => one.id === id)
  assert.equal(item?.withdrawn?.why, 'Asked too few people')
  const again = await database.as(officer, (tx) =>
    withdrawEntry(officer, tx, AT, change, { id, version: 3 }, 'Twice'),
  )
  assert.deepEqual(again, { ok: false, reason: 'withdrawn' })
})

test("[P2] [P7] another project's entry is absent here, and a leader or coach does not write", async () => {
  const [one, other] = [await opened(), await opened()]
  const id = randomUUID()
  const change = { project: one, template, reopenReason: 'x' }
  await database.as(officer, (tx) => addEntry(officer, tx, AT, change, { ...evidence, id }))
  const elsewhere = { project: other, template, reopenReason: 'x' }
  assert.deepEqual(
    await database.as(officer, (tx) => withdrawEntry(officer, tx, AT, elsewhere, { id, version: 1 }, 'x')),
    { ok: false, reason: 'absent' },
  )
  for (const role of ['leader', 'coach'] as const) {
    const viewer = await force.person(`A ${role}`, role)
    assert.deepEqual(await database.as(viewer, (tx) => addEntry(viewer, tx, AT, change, evidence)), {
      ok: false,
      reason: 'not-your-role',
    })
  }
})

test('[P12] a part begins and ends on days with a reason, and is held once at a time', async () => {
  const project = await opened()
  const join = (id: string, personId = officer.personId) =>
    database.as(sergeant, (tx) =>
      addMember(sergeant, tx, AT, project, { id, personId, part: 'officer', fromOn: TODAY }),
    )
  const id = randomUUID()
  assert.ok((await join(id)).ok)
  assert.deepEqual(await join(randomUUID()), { ok: false, reason: 'already-in-part' })
  assert.deepEqual(await join(randomUUID(), outsider.personId), { ok: false, reason: 'not-on-staff' })
  const leave = (untilOn: string, version: number) =>
    database.as(sergeant, (tx) =>
      endMember(sergeant, tx, AT, project, { id, version }, { untilOn, why: 'Moved to another team' }),
    )
  assert.deepEqual(await leave('2026-03-31', 1), { ok: false, reason: 'before-start' })
  assert.ok((await leave('2026-05-01', 1)).ok)
  assert.deepEqual(await leave('2026-05-02', 2), { ok: false, reason: 'changed' })
  assert.ok((await join(randomUUID())).ok)
  const refusal = await database.as(officer, (tx) =>
    addMember(officer, tx, AT, project, {
      id: randomUUID(),
      personId: officer.personId,
      part: 'analyst',
      fromOn: TODAY,
    }),
  )
  assert.deepEqual(refusal, { ok: false, reason: 'not-your-role' })
})

test('only active people who hold a role today are offered for a team', async () => {
  const names = await database.as(outsider, (tx) => listCandidates(outsider, tx, TODAY, ['supervisor']))
  assert.deepEqual(
    names.map((one) => one.name),
    ['Una Other'],
  )
  assert.deepEqual(
    await database.as(outsider, (tx) => listCandidates(outsider, tx, '2019-12-31', ['supervisor'])),
    [],
  )
})

test('projects are found by number, place and area above, literally: % and _ are letters', async () => {
  const force = await addForce(database, 'lister')
  const viewer = await force.person('Ines', 'supervisor', 'inspector')
  const areas = [
    ['LPA1', 'lpa', null],
    ['N1', 'neighbourhood', 'LPA1'],
    [code, 'lsoa', 'N1'],
  ] as const
  for (const [areaCode, kind, parent] of areas)
    await database.owner
      .insertInto('area')
      .values({ force_id: viewer.forceId, code: areaCode, kind, name: areaCode, parent_code: parent })
      .execute()
  for (const placeName of ['100% Market', 'Quayside']) {
    const one = await opening(viewer, { placeName })
    await database.as(viewer, (tx) => openProject(viewer, tx, AT, one))
  }
  const list = async (filter: object) =>
    (
      await database.as(viewer, (tx) => listProjects(viewer, tx, TODAY, filter, { limit: 10, offset: 0 }))
    ).projects.map((project) => project.placeName)
  assert.deepEqual(await list({ search: '100%' }), ['100% Market'])
  assert.deepEqual(await list({ search: '_' }), [])
  assert.deepEqual(await list({ search: 'lis-2026-002' }), ['Quayside'])
  assert.equal((await list({ area: 'LPA1' })).length, 2)
  assert.equal((await list({ area: 'N2' })).length, 0)
  assert.equal((await list({ state: 'closed' })).length, 0)
  const page = await database.as(viewer, (tx) => listProjects(viewer, tx, TODAY, {}, { limit: 1, offset: 1 }))
  assert.equal(page.total, 2)
  assert.equal(page.projects.length, 1)
})

test("[P1] another force's person finds no project of this one, even with its number", async () => {
  const project = await opened()
  const seen = await database.as(outsider, async (tx) => [
    await findProject(outsider, tx, TODAY, project.number),
    await findProject({ ...outsider, forceId: inspector.forceId }, tx, TODAY, project.number),
    await tx.selectFrom('project_entry').select('id').execute(),
    await tx.selectFrom('project_member').select('id').execute(),
    await tx.selectFrom('project_step').select('step').execute(),
  ])
  assert.deepEqual(seen, [null, null, [], [], []])
})

test('[P1] the rule says the same in code and in SQL, for generated people, teams and days', async () => {
  const projects = [await opened(), await opened(), await opened(outsider)]
  const people = await Promise.all([0, 1, 2].map((index) => force.person(`Generated ${index}`, 'resident')))
  const day = fc.integer({ min: 1, max: 9 }).map((number) => `2026-04-0${number}`)
  const membership = fc.record({
    project: fc.constantFrom(0, 1),
    person: fc.constantFrom(0, 1, 2),
    from: day,
    until: fc.option(day),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(membership, { maxLength: 6 }),
      fc.subarray<Role>([...ROLES]),
      day,
      async (rows, roles, today) => {
        await database.owner
          .deleteFrom('project_member')
          .where(
            'person_id',
            'in',
            people.map((person) => person.personId),
          )
          .execute()
        const members = rows
          .filter((row) => row.until === null || row.until >= row.from)
          .filter(
            (row, index, all) =>
              row.until !== null ||
              all.findIndex(
                (one) => one.until === null && one.project === row.project && one.person === row.person,
              ) === index,
          )
          .map((row) => ({ ...row, personId: people[row.person]!.personId as PersonId }))
        for (const row of members)
          await database.owner
            .insertInto('project_member')
            .values({
              force_id: force.forceId,
              id: randomUUID(),
              project_id: projects[row.project]!.id,
              person_id: row.personId,
              part: 'resident',
              from_on: row.from,
              until_on: row.until,
              end_reason: row.until ? 'x' : null,
            })
            .execute()
        const viewer: Viewer = { ...people[0]!, roles: roles.map((role) => ({ role, areaCode: null })) }
        const bySql = await database.as(viewer, (tx) =>
          readableProjects(viewer, tx, today)
            .select('project.id')
            .where(
              'project.id',
              'in',
              projects.map((project) => project.id),
            )
            .execute(),
        )
        const byCode = projects.filter((_project, index) =>
          mayReadProject(
            viewer,
            {
              forceId: index === 2 ? outsider.forceId : force.forceId,
              members: members
                .filter((row) => row.project === index)
                .map((row): Membership => ({ personId: row.personId, fromOn: row.from, untilOn: row.until })),
            },
            today,
          ),
        )
        assert.deepEqual(bySql.map((row) => row.id).sort(), byCode.map((project) => project.id).sort())
      },
    ),
    { numRuns: 60 },
  )
})

test('[P13] every write is in the project’s history with before and after, and the chain holds', async () => {
  const project = await opened()
  const id = randomUUID()
  const change = { project, template, reopenReason: 'Survey' }
  await database.as(officer, (tx) => addEntry(officer, tx, AT, change, { ...evidence, id }))
  await database.as(officer, (tx) =>
    correctEntry(officer, tx, AT, change, { id, version: 1 }, { ...evidence.content, title: 'Other' }),
  )
  const history = await database.as(officer, (tx) => listHistory(tx, { kind: 'project', id: project.id }))
  assert.deepEqual(
    history.map((entry) => entry.action),
    ['project opened', 'evidence added', 'evidence corrected'],
  )
  assert.equal((history[2]!.before as Content).title, evidence.content.title)
  assert.equal((history[2]!.after as Content).title, 'Other')
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})
