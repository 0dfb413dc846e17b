import assert from 'node:assert/strict'
import { test } from 'node:test'
import { londonDay } from '#core/time/london-day.ts'
import { escalationSite, FROM_OUTSIDE, plain, RAISED } from '#tests/support/escalation-site.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'
import { listWaitingEscalations } from './index.ts'

const site = escalationSite()

test('[E3] who writes in the project raises; others may not, and problems stand beside their fields', async () => {
  const { officer, superintendent, resident, coach, outsider, project, raising, contact, as } = site()
  const bare = await raising(officer, { barrier: '', organisation: '', level: '' })
  assert.equal(bare.status, 422)
  for (const sentence of ['Say what is in the way', 'Say whose decision it is', 'Choose a level'])
    assert.ok(bare.text.includes(sentence), sentence)
  assert.match(bare.text, /we ask whose they are\.<\/textarea>/)
  for (const viewer of [resident, coach, superintendent]) {
    const at = `/projects/${project.number}/escalations`
    assert.equal((await as(viewer).get(`${at}/new`)).status, 403)
    assert.equal((await as(viewer).post(at, RAISED)).status, 403)
  }
  assert.equal((await as(outsider).get(`/projects/${project.number}/escalations/new`)).status, 404)
  const who = await contact({ name: 'Wrong Level', level: 'superintendent' })
  const wrong = await raising(officer, { contact: who })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Choose somebody who stands at that level/)
})

test('[E3] a form sent twice raises once', async () => {
  const { officer, project, as } = site()
  const at = `/projects/${project.number}/escalations`
  const page = await as(officer).get(`${at}/new`)
  const fields = { ...hiddenFields(page.text, '/escalations'), ...RAISED, barrier: 'Said once' }
  const replies = await Promise.all([as(officer).post(at, fields), as(officer).post(at, fields)])
  assert.equal(replies[0].location, replies[1].location)
  const { text } = await as(officer).get(`/projects/${project.number}/steps/8`)
  assert.equal(text.match(/>Said once<\/a>/g)?.length, 1)
})

test('[E4] an escalation cannot be closed without an answer', async () => {
  const { officer, raised, as } = site()
  const path = await raised()
  const { text } = await as(officer).get(path)
  const fields = hiddenFields(text, '/withdraw')
  const reply = await as(officer).post(`${path}/close`, fields)
  assert.equal(reply.status, 422)
  assert.match(reply.text, /Write the answer before you close this escalation/)
})

test('[E5] [E9] who is asked answers here; the officer and the team are told once each, and the officer closes it', async () => {
  const {
    officer,
    sergeant,
    inspector,
    superintendent,
    resident,
    coach,
    database,
    needs,
    taken,
    raised,
    contact,
    act,
    as,
  } = site()
  const who = await contact({ name: 'Ines Pector', personId: inspector.personId })
  taken.length = 0
  const path = await raised({ contact: who })
  assert.deepEqual(
    taken.map(({ to }) => to),
    [`${inspector.personId}@example.test`],
  )
  assert.match(taken[0]!.subject, /You are asked to remove a barrier: AVE-2026-001\/E\d+, Harbour Row/)
  assert.match(
    plain((await as(inspector).get(path)).text),
    /Acknowledgement due Thursday 19 November, 3 working days left/,
  )
  for (const other of [sergeant, superintendent, officer])
    assert.equal((await as(other).post(`${path}/answer`, { ...FROM_OUTSIDE, _version: '1' })).status, 422)
  assert.equal((await act(inspector, path, 'acknowledge')).status, 303)
  assert.match(
    plain((await as(officer).get(path)).text),
    /Answer due Monday 7 December, 15 working days left/,
  )
  taken.length = 0
  const empty = await act(inspector, path, 'answer', { outcome: 'done' })
  assert.match(empty.text, /Write the answer before you send it/)
  const given = { outcome: 'done', words: 'Mended this morning.' }
  const { text } = await as(inspector).get(path)
  const fields = { ...hiddenFields(text, '/answer'), ...given }
  await Promise.all([
    as(inspector).post(`${path}/answer`, fields),
    as(inspector).post(`${path}/answer`, fields),
  ])
  await needs.mailSoon(officer.forceId)
  assert.deepEqual(
    taken.map(({ to }) => to).sort(),
    [officer, sergeant, resident].map(({ personId }) => `${personId}@example.test`).sort(),
  )
  assert.ok(taken.every(({ raw }) => raw.includes('Mended this morning.')))
  const today = londonDay(needs.clock())
  const waiting = await database.as(officer, (tx) => listWaitingEscalations(officer, tx, today))
  assert.ok(waiting.some(({ toDo }) => toDo === 'an answer came; read it and close it'))
  assert.equal((await act(officer, path, 'close')).status, 303)
  const closed = plain((await as(coach).get(path)).text)
  assert.match(closed, /Closed/)
  for (const said of [
    'Escalation raised',
    'Escalation acknowledged',
    'Escalation answered',
    'Its answer is read',
  ])
    assert.ok(closed.toLowerCase().includes(said.toLowerCase()), said)
  const late = await as(inspector).post(`${path}/answer`, { ...fields, _key: crypto.randomUUID() })
  assert.equal(late.status, 409)
})

test('[E5] a supervisor writes down what somebody without an account said, with its day and how it came', async () => {
  const { officer, sergeant, raised, contact, act, as } = site()
  const who = await contact({
    name: 'Dana Store',
    organisation: 'Fresh Ways',
    level: 'region',
    answersFor: 'own organisation',
  })
  const path = await raised({ contact: who, level: 'region', organisation: 'Fresh Ways' })
  assert.doesNotMatch((await as(officer).get(path)).text, /\/answer"/)
  for (const on of ['2026-11-17', '2026-01-01', '2026-02-30']) {
    const wrong = await act(sergeant, path, 'answer', { ...FROM_OUTSIDE, on })
    assert.equal(wrong.status, 422, on)
    assert.match(wrong.text, /Mended by Friday\.<\/textarea>/)
  }
  assert.equal((await act(sergeant, path, 'answer', FROM_OUTSIDE)).status, 303)
  const shown = plain((await as(officer).get(path)).text)
  assert.match(shown, /It will be done/)
  assert.match(shown, /Head of street lighting , Monday 16 November 2026, by letter/)
})

test('[E6] a supervisor closes it for somebody who has left only by saying how they were told', async () => {
  const { officer, sergeant, raised, act, as } = site()
  const path = await raised()
  await act(sergeant, path, 'answer', FROM_OUTSIDE)
  assert.equal((await act(sergeant, path, 'close', { note: '' })).status, 403)
  assert.equal((await act(sergeant, path, 'close', { note: 'Told her on the telephone.' })).status, 303)
  assert.match((await as(officer).get(path)).text, /Told her on the telephone/)
})

test('[E1] [E5] a partner named as a contact reads what they are asked and answers it, and nothing of the project', async () => {
  const { partner, project, raised, contact, act, as } = site()
  const who = await contact({
    name: 'Par Tner',
    organisation: 'Averley City Council',
    level: 'force',
    personId: partner.personId,
  })
  const path = await raised({ contact: who, level: 'force' })
  const { text } = await as(partner).get(path)
  assert.match(text, /we ask whose they are/)
  assert.doesNotMatch(text, /href="\/projects|href="\/escalations\/contacts/)
  assert.equal((await as(partner).get(`/projects/${project.number}`)).status, 404)
  assert.match((await as(partner).get('/escalations?view=to-answer')).text, /Nobody mends the lights/)
  assert.equal((await act(partner, path, 'answer', { outcome: 'no', words: 'Not ours.' })).status, 303)
})

test('[E15] what changed after a page was opened refuses the act and shows what was typed', async () => {
  const { officer, sergeant, raised, act, as } = site()
  const path = await raised()
  const first = hiddenFields((await as(sergeant).get(path)).text, '/answer')
  assert.equal(
    (await act(officer, path, 'hand-on', { level: 'inspector', contact: 'nobody', why: 'x' })).status,
    303,
  )
  const late = await as(sergeant).post(`${path}/answer`, { ...first, ...FROM_OUTSIDE })
  assert.equal(late.status, 409)
  assert.match(late.text, /It changed after you opened the page/)
  assert.match(late.text, /Mended by Friday\.<\/textarea>/)
  const keyless = await as(sergeant).post(`${path}/answer`, { ...FROM_OUTSIDE, _version: '2' })
  assert.match(keyless.text, /This form is out of date/)
})

test('[E10] [E11] handed on at the same level the clock goes on, at another it starts again; withdrawn stays with its reason', async () => {
  const { officer, coach, raised, act, onDay, as } = site()
  const path = await raised()
  await onDay('2026-11-18', async () => {
    await act(officer, path, 'hand-on', { level: 'inspector', contact: 'nobody', why: 'She is away' })
    assert.match((await as(officer).get(path)).text, /1 working day left/)
    await act(officer, path, 'hand-on', { level: 'force', contact: 'nobody', why: 'Not hers' })
    assert.match((await as(officer).get(path)).text, /3 working days left/)
  })
  assert.equal((await act(officer, path, 'withdraw', { why: '' })).status, 422)
  assert.equal((await act(officer, path, 'withdraw', { why: 'Mended anyway' })).status, 303)
  assert.match((await as(coach).get(path)).text, /Mended anyway/)
})

test('[P32] the whole record says what was raised and what came back, to residents without who was asked', async () => {
  const { officer, inspector, resident, contact, raised, act, as, another } = site()
  const project = await another('Record Court')
  const who = await contact({ name: 'Ines Pector', personId: inspector.personId })
  const path = await raised({ contact: who, barrier: 'Nobody has <b>the key</b>' }, project)
  await act(inspector, path, 'answer', { outcome: 'done', words: 'It hangs in the hall.' })
  await raised({ barrier: 'A second one' }, project)
  const record = async (viewer: typeof officer) =>
    (await as(viewer).get(`/projects/${project.number}/record`)).text
  const whole = await record(officer)
  assert.match(whole, /E1: Nobody has &lt;b&gt;the key&lt;\/b&gt;/)
  assert.match(
    plain(whole),
    /State Answered .*Asked of Ines Pector, .*Answer It has been done: It hangs in the hall\./,
  )
  assert.match(plain(whole), /E2: A second one State Raised .*Asked of Nobody is named/)
  const shared = plain(await record(resident))
  assert.match(shared, /E1: Nobody has .*It hangs in the hall\./)
  assert.doesNotMatch(shared, /Asked of|Could decide it/)
})

test('[E20] raising, answering and every other act is a move in Step 8, and reopens nothing', async () => {
  const { officer, sergeant, raised, act, onDay, another, database } = site()
  const project = await another('Moving Court')
  const step8 = () =>
    database.owner
      .selectFrom('project_step')
      .select(['changed_at', 'state', 'version'])
      .where('project_id', '=', project.id)
      .where('step', '=', 8)
      .executeTakeFirstOrThrow()
  const path = await raised({}, project)
  await database.owner
    .updateTable('project_step')
    .set({
      state: 'signed off',
      signed_off_by: sergeant.personId,
      signed_off_as: sergeant.name,
      signed_off_at: new Date('2026-11-16T12:00:00Z'),
    })
    .where('project_id', '=', project.id)
    .where('step', '=', 8)
    .execute()
  let { version } = await step8()
  for (const [day, viewer, name, fields] of [
    ['2026-11-17', sergeant, 'acknowledge', {}],
    ['2026-11-18', sergeant, 'answer', { ...FROM_OUTSIDE, on: '2026-11-18' }],
    ['2026-11-19', officer, 'close', {}],
  ] as const)
    await onDay(day, async () => {
      assert.equal((await act(viewer, path, name, fields)).status, 303, name)
      const step = await step8()
      assert.equal(londonDay(step.changed_at!), day)
      assert.equal(step.state, 'signed off')
      assert.ok(step.version > version)
      version = step.version
    })
})

test('[E21] an answer that it will be done says by when, on a day that can be', async () => {
  const { sergeant, officer, raised, act, as } = site()
  const path = await raised()
  const day = (day: string, month: string, year: string) => ({
    'doneBy-day': day,
    'doneBy-month': month,
    'doneBy-year': year,
  })
  for (const [doneBy, sentence] of [
    [day('', '', ''), 'Enter by when it will be done'],
    [day('31', '11', '2026'), 'Enter a real date, with day, month and year'],
    [day('', '11', '2026'), 'Enter a real date, with day, month and year'],
    [day('x', '11', '2026'), 'Enter a real date, with day, month and year'],
    [day('-1', '11', '2026'), 'Enter a real date, with day, month and year'],
    [day('2e1', '11', '2026'), 'Enter a real date, with day, month and year'],
    [day('20', '11', '99999'), 'Enter a real date, with day, month and year'],
    [day('15', '11', '2026'), 'It cannot be done before it is answered'],
  ] as const) {
    const refused = await act(sergeant, path, 'answer', { ...FROM_OUTSIDE, ...doneBy })
    assert.equal(refused.status, 422)
    assert.ok(refused.text.includes(sentence), sentence)
    assert.match(refused.text, /href="#doneBy-day"/)
    assert.match(refused.text, /Mended by Friday\.<\/textarea>/)
  }
  const no = { ...FROM_OUTSIDE, outcome: 'no', ...day('soon', '', '99999') }
  assert.equal((await act(sergeant, path, 'answer', no)).status, 303)
  assert.doesNotMatch(plain((await as(officer).get(path)).text), /To be done by|Was it done/)
  const promised = await raised()
  const named = { ...FROM_OUTSIDE, ...day('1', 'December', '2027') }
  assert.equal((await act(sergeant, promised, 'answer', named)).status, 303)
  assert.match(plain((await as(officer).get(promised)).text), /To be done by .*1 December 2027/)
})

test('[E21] whoever raised it sees that the promised day has passed, until they say whether it was done', async () => {
  const { officer, sergeant, inspector, resident, taken, raised, act, onDay, as, another, database } = site()
  const project = await another('Promise Court')
  const path = await raised({ barrier: 'The gate is broken' }, project)
  taken.length = 0
  await act(sergeant, path, 'answer', FROM_OUTSIDE)
  assert.ok(
    taken.every(({ raw }) => /to be done by Friday 20\s+November 2026/.test(raw.replace(/=\r?\n/g, ''))),
  )
  await act(officer, path, 'close')
  const waiting = async (today: string) =>
    (await database.as(officer, (tx) => listWaitingEscalations(officer, tx, today)))
      .filter(({ what }) => what === 'The gate is broken')
      .map(({ toDo }) => toDo)
  const late = async (viewer = officer) =>
    plain((await as(viewer).get('/escalations?view=all&age=past-done-by')).text)
  const record = async (viewer = officer) =>
    plain((await as(viewer).get(`/projects/${project.number}/record`)).text)
  await onDay('2026-11-20', async () => {
    assert.deepEqual(await waiting('2026-11-20'), [])
    assert.doesNotMatch(await late(), /The gate is broken/)
    assert.match(await record(), /To be done by (Friday )?20 November 2026/)
  })
  await onDay('2026-11-21', async () => {
    assert.deepEqual(await waiting('2026-11-21'), [
      'it was to be done by Friday 20 November 2026; say whether it was',
    ])
    assert.match(
      await late(),
      /The gate is broken .*Past its day It was to be done by Friday 20 November 2026/,
    )
    assert.match(await record(), /nobody has said whether it was/)
    assert.match(await late(resident), /The gate is broken .*Past its day/)
    assert.match((await act(officer, path, 'was-done')).text, /Choose whether it was done/)
    assert.equal((await act(inspector, path, 'was-done', { wasDone: 'no' })).status, 303)
    assert.deepEqual(await waiting('2026-11-21'), [])
    assert.doesNotMatch(await late(), /The gate is broken/)
    assert.match(await record(), /(not done, said by|and was not \() ?Inspector Ines Pector/)
    assert.doesNotMatch(await record(resident), /Ines Pector, 21 November/)
    const { text } = await as(officer).get(path)
    assert.match(text, new RegExp(`/projects/${project.number}/escalations/new">It was not done`))
  })
})
