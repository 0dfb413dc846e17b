import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { handOverAll } from '#platform/messaging/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import type { Browser } from '#tests/support/cookie-browser.ts'
import { addByForm, type GroupSite, keyOf, startGroupSite } from '#tests/support/group-site.ts'
import { startMailServer } from '#tests/support/mail-server.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`

const day = (name: string, date: string) => {
  const [year = '', month = '', of = ''] = date.split('-')
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** A group that a resident chairs: three members, one of them police, and a meeting that was held. */
async function group(t: TestContext, smtpUrl?: string) {
  const site = await startGroupSite(t, smtpUrl)
  const chair = await site.joined('Desmond Chair', 'resident', 'resident')
  const partner = await site.joined('Sunniva Partner', 'partner', 'partner')
  const officer = await site.browserOf(site.officer)
  const member = (name: string, fields: Record<string, string>) =>
    addByForm(chair.browser, site.at, 'members', {
      name,
      organisationKind: 'resident',
      why: 'Sleep',
      capability: 'Brings tenants',
      chair: 'no',
      ...fields,
    })
  const ids = [
    await member('Desmond', { chair: 'yes', person: chair.viewer.personId }),
    await member('Sunniva', { organisationKind: 'business', person: partner.viewer.personId }),
    await member('PCSO', { organisationKind: 'police' }),
  ] as [string, string, string]
  const meeting = await addByForm(chair.browser, site.at, 'meetings', {
    ...day('date', '2026-02-20'),
    starts: '7pm',
    ends: '8.30 p.m.',
    place: 'The launderette',
    agenda: 'The alley light\nThe Friday club',
    minutes: 'The agent has the key.',
  })
  return { site, chair, partner, officer, ids, meeting }
}

async function sendMinutes(site: GroupSite, browser: Browser, meeting: string) {
  const page = await browser.get(`${site.at}/meetings/${meeting}`)
  return browser.post(`${site.at}/meetings/${meeting}/send-minutes`, {
    _key: keyOf(page.text, '/send-minutes') || crypto.randomUUID(),
  })
}

test('[W1] a resident who chairs runs the group: meeting, minutes, decision, job, and corrects what staff wrote', async (t) => {
  const { site, chair, officer, meeting, ids } = await group(t)
  await addByForm(chair.browser, site.at, 'group-decisions', {
    decided: 'The club moves to Fridays',
    meeting,
    how: 'consensus',
  })
  const job = await addByForm(officer, site.at, 'group-actions', {
    what: 'Ask for the key',
    meeting,
    who: ids[0],
    state: 'to do',
    ...day('dueOn', '2026-02-27'),
  })
  const page = await chair.browser.get(`${site.at}/meetings/${meeting}`)
  for (const words of [
    'The club moves to Fridays',
    'Ask for the key',
    'Desmond, by 27 February 2026',
    'Tick who came',
  ])
    assert.ok(page.text.includes(words), words)
  const form = await chair.browser.get(`${site.at}/group-actions/${job}/correct`)
  assert.equal(form.status, 200)
  const corrected = await chair.browser.post(`${site.at}/group-actions/${job}/correct`, {
    _key: keyOf(form.text, '/correct'),
    _version: '1',
    what: 'Ask for the key',
    meeting,
    who: ids[0],
    state: 'done',
  })
  assert.equal(corrected.status, 303, corrected.text)
  const stranger = await site.joined('Else Where', 'resident')
  assert.equal((await stranger.browser.get(`${site.at}/group-actions/${job}`)).status, 404)
})

test('[W2] [W3] [W4] Step 5 shows the group, what to look at, and what stands in the way of a sign-off', async (t) => {
  const { site, officer, chair } = await group(t)
  const { text } = await officer.get(`${site.at}/steps/5`)
  for (const words of [
    '3 people are in the group: residents 1, businesses and traders 1, police 1.',
    'Police are 1 of 3.',
    'Desmond chairs it.',
    'not written down',
    'The group needs terms of reference',
    'There must be a meeting that was held, with who came',
    'Invite somebody into the group',
  ])
    assert.ok(text.includes(words), words)
  const shared = await chair.browser.get(`${site.at}/steps/5`)
  assert.ok(shared.text.includes('Desmond chairs it.'))
  assert.ok(!shared.text.includes('Invite somebody'))
})

test('[W9] who came is ticked on one page, and the second of two who tick sees what was saved', async (t) => {
  const { site, chair, partner, meeting, ids } = await group(t)
  const at = `${site.at}/meetings/${meeting}/attendance`
  const [one, two] = [await chair.browser.get(at), await partner.browser.get(at)]
  const tick = (browser: Browser, page: string, attended: string, apologies: string) =>
    browser.post(at, { _key: keyOf(page, '/attendance'), _version: '1', attended, apologies })
  assert.equal((await tick(chair.browser, one.text, ids[0], ids[1])).status, 303)
  const second = await tick(partner.browser, two.text, ids[1], ids[2])
  assert.equal(second.status, 409)
  assert.match(second.text, /Saved meanwhile by somebody else.*Came: Desmond/s)
  const both = await tick(chair.browser, (await chair.browser.get(at)).text, ids[0], ids[0])
  assert.equal(both.status, 422)
  assert.match(both.text, /cannot also have sent apologies/)
  const alien = await chair.browser.get(at)
  const refused = await chair.browser.post(at, {
    _key: keyOf(alien.text, '/attendance'),
    _version: '2',
    attended: crypto.randomUUID(),
  })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /not in this group/)
  const step = await chair.browser.get(`${site.at}/steps/5`)
  assert.match(step.text, /1 of 3/)
})

test('[W9] the sheet of a meeting has agenda, members, jobs to hear about and minutes', async (t) => {
  const { site, chair, meeting, ids } = await group(t)
  await addByForm(chair.browser, site.at, 'group-actions', {
    what: 'An older job',
    who: ids[1],
    state: 'to do',
  })
  const { text, status } = await chair.browser.get(`${site.at}/meetings/${meeting}/print`)
  assert.equal(status, 200)
  for (const words of [
    'Friday 20 February 2026, 7:00pm to 8:30pm, The launderette',
    'The alley light',
    'An older job',
    'The agent has the key.',
    'PCSO',
  ])
    assert.ok(text.includes(words), words)
})

test('[W10] the minutes go once to each member who can be reached, by a real mail server, and show no address', async (t) => {
  const server = await startMailServer(t)
  const { site, chair, officer, meeting, ids } = await group(t, server.url)
  const form = await officer.get(`${site.at}/members/${ids[2]}/correct`)
  await officer.post(`${site.at}/members/${ids[2]}/correct`, {
    _key: keyOf(form.text, '/correct'),
    _version: '1',
    name: 'PCSO',
    organisationKind: 'police',
    email: 'PCSO@example.test',
  })
  const page = await chair.browser.get(`${site.at}/meetings/${meeting}`)
  assert.match(page.text, /Send the minutes to 3 members/)
  assert.ok(!page.text.includes('@example.test'))
  assert.equal((await sendMinutes(site, chair.browser, meeting)).status, 303)
  assert.deepEqual(site.jobsSent, ['mail'])
  await sendMinutes(site, officer, meeting)
  const needs = { database: site.database, mail: site.mail, clock: site.clock, logger: openLogger('silent') }
  await Promise.all([handOverAll(needs), handOverAll(needs)])
  await sendMinutes(site, officer, meeting)
  await handOverAll(needs)
  assert.equal(server.taken.length, 3)
  assert.ok(server.taken.some(({ to }) => to === 'pcso@example.test'))
  assert.match(server.taken[0]!.raw, /The agent has the key\./)
  assert.match((await chair.browser.get(`${site.at}/meetings/${meeting}`)).text, /Sent to 3 members\./)
})

test('[W10] whoever has left the team gets no minutes, and a sensitive project’s message says only where they are', async (t) => {
  const server = await startMailServer(t)
  const { site, chair, partner, meeting } = await group(t, server.url)
  await site.database.owner
    .updateTable('project_member')
    .set({ until_on: '2026-03-01', end_reason: 'Moved away' })
    .where('person_id', '=', partner.viewer.personId)
    .execute()
  await site.database.owner.updateTable('project').set({ is_sensitive: true }).execute()
  await sendMinutes(site, chair.browser, meeting)
  await handOverAll({ ...site, logger: openLogger('silent') })
  assert.deepEqual(
    server.taken.map(({ to }) => to),
    [`${chair.viewer.personId}@example.test`],
  )
  assert.ok(!server.taken[0]!.raw.includes('The agent has the key'))
  assert.ok(!server.taken[0]!.raw.includes('Harbour'))
})

test('[W10] line ends in what is sent make no header, and markup in minutes is shown as it was typed', async (t) => {
  const server = await startMailServer(t)
  const { site, chair } = await group(t, server.url)
  await site.database.owner
    .updateTable('project')
    .set({ place_name: 'Row\r\nBcc: evil@example.test' })
    .execute()
  const meeting = await addByForm(chair.browser, site.at, 'meetings', {
    ...day('date', '2026-02-21'),
    place: HOSTILE,
    agenda: HOSTILE,
    minutes: `${HOSTILE}\n.\nRCPT TO:<evil@example.test>`,
  })
  await sendMinutes(site, chair.browser, meeting)
  await handOverAll({ ...site, logger: openLogger('silent') })
  assert.equal(server.taken.length, 2)
  for (const { raw, to } of server.taken) {
    assert.ok(!/^bcc:/im.test(raw.split('\r\n\r\n')[0] ?? ''))
    assert.ok(!to.includes('evil'))
  }
  for (const path of [
    `/meetings/${meeting}`,
    `/meetings/${meeting}/print`,
    `/meetings/${meeting}/attendance`,
    '/steps/5',
    '/meetings',
  ])
    assert.ok(!(await chair.browser.get(site.at + path)).text.includes('<script>alert'), path)
})

test('[W9] who may not change a meeting ticks nothing and sends nothing', async (t) => {
  const { site, meeting } = await group(t)
  const table: [string, Browser, number][] = [
    ['coach', (await site.joined('Coa Ch', 'coach')).browser, 403],
    ['leader', (await site.joined('Lea Der', 'leader')).browser, 403],
    ['resident elsewhere', (await site.joined('Else Where', 'resident')).browser, 404],
    ['administrator', (await site.joined('Ad Min', 'administrator')).browser, 303],
  ]
  for (const [who, browser, status] of table)
    for (const path of ['attendance', 'send-minutes']) {
      const reply = await browser.post(`${site.at}/meetings/${meeting}/${path}`, {
        _key: crypto.randomUUID(),
      })
      assert.equal(reply.status, status, `${who} ${path}`)
    }
  assert.deepEqual(site.jobsSent, [])
})

test('[W12] the start page of a member leads to their jobs, overdue first, and the next meeting', async (t) => {
  const { site, chair, partner, ids } = await group(t)
  await addByForm(chair.browser, site.at, 'meetings', { ...day('date', '2026-03-10'), starts: '19:00' })
  const job = (what: string, who: string, due: string) =>
    addByForm(chair.browser, site.at, 'group-actions', { what, who, state: 'to do', ...day('dueOn', due) })
  await job('Later', ids[0], '2026-04-01')
  await job('Late', ids[0], '2026-02-27')
  await job('Not theirs', ids[1], '2026-02-27')
  assert.deepEqual(
    (await site.waitingFor(chair.viewer)).map(({ what, toDo }) => [what, toDo]),
    [
      ['Late', 'your job in Harbour Row, overdue since 27 February 2026'],
      ['Later', 'your job in Harbour Row, by 1 April 2026'],
      ['Next meeting in Harbour Row', 'Tuesday 10 March 2026, 7:00pm'],
    ],
  )
  assert.deepEqual(
    (await site.waitingFor(partner.viewer)).map(({ what }) => what),
    ['Not theirs', 'Next meeting in Harbour Row'],
  )
  assert.deepEqual(await site.waitingFor(site.sergeant), [])
  const stranger = await site.joined('Else Where', 'resident')
  assert.deepEqual(await site.waitingFor(stranger.viewer), [])
})
