import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { verifyChains } from '#platform/audit/index.ts'
import type { Browser } from '#tests/support/cookie-browser.ts'
import { type GroupSite, keyOf, startGroupSite } from '#tests/support/group-site.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { addForce } from '#tests/support/people.ts'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
const ANSWERS = {
  name: 'Robin Marlowe',
  organisationKind: 'resident',
  organisation: '',
  why: 'To sleep at night',
  capability: 'Knows every tenant',
  agree: 'yes',
}

async function invite(site: GroupSite, inviter: Browser, fields: Record<string, string> = {}) {
  const page = await inviter.get(`${site.at}/invitations`)
  return inviter.post(`${site.at}/invitations`, {
    _key: keyOf(page.text, '/invitations'),
    way: 'link',
    role: 'resident',
    email: '',
    uses: '1',
    days: '7',
    ...fields,
  })
}

const codeIn = (text: string) => /\/join\/((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})/.exec(text)?.[1] ?? ''

// Quoted-printable as far as a link needs it.
const decoded = (raw: string) => raw.replace(/=\r\n/g, '').replace(/=3D/g, '=')

/** A site over a real mail server, with an invitation by e-mail on its way. */
async function invited(t: TestContext, email = 'robin@example.test') {
  const server = await startMailServer(t)
  const site = await startGroupSite(t, server.url)
  const inviter = await site.browserOf(site.sergeant)
  const reply = await invite(site, inviter, { way: 'email', email })
  assert.equal(reply.status, 303, reply.text)
  const code = codeIn(decoded(server.taken[0]?.raw ?? ''))
  assert.ok(code, 'the message holds the link')
  return { site, inviter, code, server }
}

async function membersOf(site: GroupSite): Promise<Record<string, string>[]> {
  const rows = await site.database.owner
    .selectFrom('project_entry')
    .select(['content', 'added_by'])
    .where('kind', '=', 'member')
    .execute()
  return rows.map(({ content, added_by }) => ({ ...(content as Record<string, string>), added_by }))
}

test('[PE12] [W5] [W8] an invitation by e-mail makes an account, a role, a part on the team and a member, and signs them in', async (t) => {
  const { site, code, server } = await invited(t)
  assert.equal(server.taken[0]?.to, 'robin@example.test')
  const robin = site.browser()
  const page = await robin.get(`/join/${code}`)
  assert.match(page.text, /Join the working group for Harbour Row/)
  assert.match(page.text, /robin@example\.test/)
  const joined = await robin.post(`/join/${code}`, ANSWERS)
  assert.equal(joined.location, `${site.at}/steps/5`, joined.text)
  const step = await robin.get(`${site.at}/steps/5`)
  assert.equal(step.status, 200)
  assert.match(step.text, /To sleep at night/)
  const { owner } = site.database
  const person = await owner
    .selectFrom('person')
    .innerJoin('organisation', 'organisation.id', 'person.organisation_id')
    .select(['person.id', 'person.name', 'rank', 'kind', 'organisation.name as organisation'])
    .where('email', '=', 'robin@example.test')
    .executeTakeFirstOrThrow()
  assert.deepEqual([person.name, person.rank, person.kind], ['Robin Marlowe', null, 'residents'])
  const roles = await owner.selectFrom('role_held').selectAll().where('person_id', '=', person.id).execute()
  assert.deepEqual(
    roles.map(({ role, from_on, until_on }) => [role, from_on, until_on]),
    [['resident', '2026-03-02', null]],
  )
  const parts = await owner
    .selectFrom('project_member')
    .selectAll()
    .where('person_id', '=', person.id)
    .execute()
  assert.deepEqual(
    parts.map(({ part }) => part),
    ['resident'],
  )
  const [member] = await membersOf(site)
  assert.equal(member?.person, person.id)
  assert.equal(member?.added_by, person.id)
  const mine = await robin.get('/projects')
  assert.match(mine.text, /Harbour Row/)
  assert.deepEqual((await verifyChains(owner)).faults, [])
})

test('[W6] an invitation works once: used, tampered, unknown and malformed ones get the same page', async (t) => {
  const { site, code } = await invited(t)
  assert.equal((await site.browser().post(`/join/${code}`, ANSWERS)).status, 303)
  const flipped = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`
  const replies = []
  for (const tried of [code, flipped, 'AAAA-AAAA-AAAA-AAAA', 'x', "' or 1=1 --"]) {
    const stranger = site.browser('198.51.100.7')
    replies.push(await stranger.get(`/join/${encodeURIComponent(tried)}`))
    replies.push(await stranger.post(`/join/${encodeURIComponent(tried)}`, { ...ANSWERS, name: 'Again' }))
  }
  assert.deepEqual(
    replies.map(({ status }) => status),
    replies.map(() => 404),
  )
  assert.equal(new Set(replies.map(({ text }) => text)).size, 1)
  assert.equal((await membersOf(site)).length, 1)
})

test('[W6] a withdrawn invitation and one that is too old do not work', async (t) => {
  const { site, inviter, code } = await invited(t)
  const list = await inviter.get(`${site.at}/invitations`)
  const [, id] = /invitations\/([0-9a-f-]{36})\/revoke/.exec(list.text) ?? []
  const revoked = await inviter.post(`${site.at}/invitations/${id}/revoke`, {
    _key: keyOf(list.text, '/revoke'),
  })
  assert.equal(revoked.status, 303)
  assert.equal((await site.browser().post(`/join/${code}`, ANSWERS)).status, 404)
  const link = codeIn((await invite(site, inviter, { days: '1' })).text)
  assert.equal((await site.browser().get(`/join/${link}`)).status, 200)
  site.later(24 * 3_600_000)
  assert.equal((await site.browser().get(`/join/${link}`)).status, 404)
  assert.equal((await membersOf(site)).length, 0)
})

test('[W8] two who use an invitation at once: one joins, and nothing of the other is left', async (t) => {
  const { site, code } = await invited(t)
  const replies = await Promise.all(
    ['One', 'Two', 'Three'].map((name) => site.browser().post(`/join/${code}`, { ...ANSWERS, name })),
  )
  // One that comes between the first's account and its own turn is led back to the invitation, which is used up.
  const joined = replies.filter(({ location }) => location?.endsWith('/steps/5'))
  assert.equal(joined.length, 1)
  for (const { status, location } of replies)
    assert.ok(status === 404 || location === `/join/${code}` || location === joined[0]?.location, `${status}`)
  assert.equal((await membersOf(site)).length, 1)
  const { owner } = site.database
  const organisations = await owner
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', 'residents')
    .execute()
  assert.equal(organisations.length, 1)
  const people = await owner
    .selectFrom('person')
    .select('id')
    .where('email', '=', 'robin@example.test')
    .execute()
  assert.equal(people.length, 1)
})

test('[W7] a link sends whoever asks an invitation of their own, and says the same for every address', async (t) => {
  const server = await startMailServer(t)
  const site = await startGroupSite(t, server.url)
  const inviter = await site.browserOf(site.sergeant)
  const made = await invite(site, inviter, { uses: '5' })
  assert.equal(made.status, 200)
  const link = codeIn(made.text)
  const known = await site.joined('Kim Known', 'resident')
  const replies = []
  for (const email of ['fresh@example.test', `${known.viewer.personId}@example.test`])
    replies.push(await site.browser('198.51.100.8').post(`/join/${link}/address`, { email }))
  await site.mail.idle()
  assert.deepEqual(
    replies.map(({ status, location, text }) => [status, location, text]),
    replies.map(() => [303, '/join/sent', '']),
  )
  assert.equal(server.taken.length, 2)
  // The link itself joins nobody who has not shown an address.
  const direct = await site.browser().post(`/join/${link}`, ANSWERS)
  assert.equal(direct.location, `/join/${link}`)
  assert.equal((await membersOf(site)).length, 0)
  const own = codeIn(decoded(server.taken.find(({ to }) => to === 'fresh@example.test')?.raw ?? ''))
  assert.notEqual(own, link)
  assert.equal((await site.browser().post(`/join/${own}`, ANSWERS)).status, 303)
  const theirs = codeIn(decoded(server.taken.find(({ to }) => to !== 'fresh@example.test')?.raw ?? ''))
  const reply = await site.browser().get(`/join/${theirs}`)
  assert.match(reply.text, /You have an account here/)
  const used = await site.database.owner
    .selectFrom('group_invitation')
    .select('uses')
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
  assert.equal(used.uses, 1)
})

test('[W7] a link for one that sent two invitations lets one of them in', async (t) => {
  const server = await startMailServer(t)
  const site = await startGroupSite(t, server.url)
  const link = codeIn((await invite(site, await site.browserOf(site.sergeant))).text)
  for (const name of ['a', 'b'])
    await site.browser().post(`/join/${link}/address`, { email: `${name}@example.test` })
  await site.mail.idle()
  const codes = server.taken.map(({ raw }) => codeIn(decoded(raw)))
  const replies = await Promise.all(codes.map((code) => site.browser().post(`/join/${code}`, ANSWERS)))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [303, 404])
  assert.equal((await membersOf(site)).length, 1)
})

test('[W8] somebody with an account joins with it, once, and keeps their other roles', async (t) => {
  const site = await startGroupSite(t)
  const inviter = await site.browserOf(site.sergeant)
  const link = codeIn((await invite(site, inviter, { uses: '5', role: 'partner' })).text)
  const { browser, viewer } = await site.joined('Kim Known', 'resident')
  assert.equal((await browser.get(site.at)).status, 404)
  const page = await browser.get(`/join/${link}`)
  assert.match(page.text, /Join as Kim Known/)
  const key = keyOf(page.text, `/join/${link}`)
  const sent = () => browser.post(`/join/${link}`, { _key: key, ...ANSWERS })
  assert.equal((await sent()).location, `${site.at}/steps/5`)
  assert.equal((await sent()).location, `${site.at}/steps/5`)
  assert.equal((await membersOf(site)).length, 1)
  assert.equal((await browser.get(site.at)).status, 200)
  const roles = await site.database.owner
    .selectFrom('role_held')
    .select('role')
    .where('person_id', '=', viewer.personId)
    .execute()
  assert.deepEqual(roles.map(({ role }) => role).sort(), ['partner', 'resident'])
  const again = await browser.get(`/join/${link}`)
  const repeated = await browser.post(`/join/${link}`, {
    _key: keyOf(again.text, `/join/${link}`),
    ...ANSWERS,
  })
  assert.equal(repeated.location, `${site.at}/steps/5`)
  assert.equal((await membersOf(site)).length, 1)
  const [row] = await site.database.owner.selectFrom('group_invitation').select('uses').execute()
  assert.equal(row?.uses, 1, 'being in already uses nothing up')
})

test('[W8] staff of the force, an account of another force and another address cannot use an invitation', async (t) => {
  const { site, code } = await invited(t)
  const coach = await site.joined('Coa Ch', 'coach')
  const neighbour = await (await addForce(site.database, 'borough')).person('Una Other', 'resident')
  const stranger = await site.browserOf(neighbour)
  const other = await site.joined('Other Resident', 'resident')
  for (const [browser, words] of [
    [coach.browser, /work for this force/],
    [stranger, /account of another force/],
    [other.browser, /went to another e-mail address/],
  ] as const) {
    const shown = await browser.get(`/join/${code}`)
    assert.equal(shown.status, 403)
    assert.match(shown.text, words)
    assert.equal((await browser.post(`/join/${code}`, { _key: crypto.randomUUID(), ...ANSWERS })).status, 403)
  }
  assert.equal((await membersOf(site)).length, 0)
  assert.equal((await site.browser().post(`/join/${code}`, ANSWERS)).status, 303)
})

test('[W8] an address of another force, and the name of the force, join nobody and leave nothing', async (t) => {
  const server = await startMailServer(t)
  const site = await startGroupSite(t, server.url)
  const neighbour = await (await addForce(site.database, 'borough')).person('Una Other', 'resident')
  const inviter = await site.browserOf(site.sergeant)
  await invite(site, inviter, { way: 'email', email: `${neighbour.personId}@example.test` })
  const taken = await site.browser().post(`/join/${codeIn(decoded(server.taken[0]!.raw))}`, ANSWERS)
  assert.equal(taken.status, 422)
  assert.match(taken.text, /account of another force/)
  await invite(site, inviter, { way: 'email', email: 'robin@example.test' })
  const code = codeIn(decoded(server.taken[1]!.raw))
  const asPolice = { ...ANSWERS, organisationKind: 'charity', organisation: 'averley constabulary' }
  const refused = await site.browser().post(`/join/${code}`, asPolice)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /name of the police force/)
  const kind = await site.browser().post(`/join/${code}`, { ...ANSWERS, organisationKind: 'police' })
  assert.match(kind.text, /Choose where you come from/)
  assert.equal((await membersOf(site)).length, 0)
  const people = await site.database.owner
    .selectFrom('person')
    .select('id')
    .where('name', '=', ANSWERS.name)
    .execute()
  assert.deepEqual(people, [])
})

test('[W8] nobody joins without a name, without agreeing, or with too much; what was typed is kept', async (t) => {
  const { site, code } = await invited(t)
  const { agree: _, ...without } = ANSWERS
  const refused = await site
    .browser()
    .post(`/join/${code}`, { ...without, name: '', why: 'Because I live here' })
  assert.equal(refused.status, 422)
  for (const words of ['Enter your name', 'Tick the box if you agree', 'Because I live here'])
    assert.ok(refused.text.includes(words), words)
  const long = await site
    .browser()
    .post(`/join/${code}`, { ...ANSWERS, name: 'n'.repeat(201), why: 'w'.repeat(4001) })
  assert.match(long.text, /200 characters or fewer/)
  assert.match(long.text, /4000 characters or fewer/)
  assert.equal((await membersOf(site)).length, 0)
})

test('[W6] guesses are slowed down by network address, and good links are not', async (t) => {
  const { site, code } = await invited(t)
  const guesser = site.browser('203.0.113.9')
  let status = 0
  for (let tries = 0; tries < 40 && status !== 429; tries++)
    status = (await guesser.get('/join/AAAA-BBBB-CCCC-DDDD')).status
  assert.equal(status, 429)
  assert.equal((await guesser.get(`/join/${code}`)).status, 429)
  const counts = await site.database.owner
    .selectFrom('account_attempt')
    .select(['key', 'attempts'])
    .where('attempts', '>=', 30)
    .execute()
  assert.deepEqual(
    counts.map(({ key }) => key.split(':')[0]),
    ['code-address'],
    'none of them counts as a sign-in',
  )
  const reader = site.browser('203.0.113.10')
  for (let tries = 0; tries < 40; tries++) assert.equal((await reader.get(`/join/${code}`)).status, 200)
})

test('[W7] asking one link again and again for one address is slowed down', async (t) => {
  const site = await startGroupSite(t)
  const link = codeIn((await invite(site, await site.browserOf(site.sergeant))).text)
  const replies = []
  for (let tries = 0; tries < 5; tries++)
    replies.push((await site.browser().post(`/join/${link}/address`, { email: 'robin@example.test' })).status)
  assert.deepEqual(replies, [303, 303, 303, 429, 429])
})

test('[W6] the database holds no code, and what the door reads of an invitation is whose it is', async (t) => {
  const { site, code } = await invited(t)
  const { rows } = await site.database.owner
    .selectFrom('group_invitation')
    .selectAll()
    .execute()
    .then((rows) => ({ rows }))
  assert.ok(!JSON.stringify(rows).includes(code))
  const history = await site.database.owner.selectFrom('audit_entry').selectAll().execute()
  assert.ok(!JSON.stringify(history).includes(code))
  await assert.rejects(
    site.database.door.selectFrom('group_invitation').select('email').execute(),
    /permission denied/,
  )
})

test('[W5] who may invite: sergeants and above, and officers on the team; nobody else', async (t) => {
  const site = await startGroupSite(t)
  const table: [string, Browser, number][] = [
    ['sergeant', await site.browserOf(site.sergeant), 200],
    ['officer on the team', await site.browserOf(site.officer), 200],
    ['officer of another beat', (await site.joined('Other Officer', 'officer')).browser, 403],
    ['analyst', (await site.joined('Ana Lyst', 'analyst', 'analyst')).browser, 403],
    ['coach', (await site.joined('Coa Ch', 'coach', 'coach')).browser, 403],
    ['resident on the team', (await site.joined('Res Ident', 'resident', 'resident')).browser, 403],
    ['resident elsewhere', (await site.joined('Else Where', 'resident')).browser, 404],
    [
      'another force',
      await site.browserOf(
        await (await addForce(site.database, 'borough')).person('Una', 'supervisor', 'inspector'),
      ),
      404,
    ],
  ]
  for (const [who, browser, status] of table) {
    assert.equal((await browser.get(`${site.at}/invitations`)).status, status, who)
    const sent = await browser.post(`${site.at}/invitations`, {
      _key: crypto.randomUUID(),
      way: 'link',
      role: 'resident',
      email: '',
      uses: '1',
      days: '7',
    })
    assert.equal(sent.status, status, `${who} sends`)
  }
})

test('[W6] a link form sent twice makes one link, and shows it once', async (t) => {
  const site = await startGroupSite(t)
  const inviter = await site.browserOf(site.sergeant)
  const page = await inviter.get(`${site.at}/invitations`)
  const form = {
    _key: keyOf(page.text, '/invitations'),
    way: 'link',
    role: 'partner',
    email: '',
    uses: '20',
    days: '30',
  }
  const first = await inviter.post(`${site.at}/invitations`, form)
  assert.ok(codeIn(first.text))
  const second = await inviter.post(`${site.at}/invitations`, form)
  assert.deepEqual([second.status, second.location], [303, `${site.at}/invitations`])
  const rows = await site.database.owner.selectFrom('group_invitation').select('id').execute()
  assert.equal(rows.length, 1)
  const refused = await invite(site, inviter, {
    uses: '9999',
    days: '400',
    way: 'email',
    email: 'a\r\nBcc: b@c',
  })
  assert.equal(refused.status, 422)
})

test('[W8] an invitation for a member of the record gives them that line, and keeps what they did not answer', async (t) => {
  const site = await startGroupSite(t)
  const officer = await site.browserOf(site.officer)
  const page = await officer.get(`${site.at}/members/new`)
  await officer.post(`${site.at}/members`, {
    _key: keyOf(page.text, '/members'),
    name: 'Caretaker',
    organisationKind: 'housing',
    why: 'The door',
    capability: 'Orders locks',
  })
  const list = await officer.get(`${site.at}/invitations`)
  const [, member] = /<option value="([0-9a-f-]{36})">Caretaker/.exec(list.text) ?? []
  await invite(site, officer, {
    way: 'email',
    email: 'care@example.test',
    member: member ?? '',
    role: 'partner',
  })
  const [message] = await site.mail.listKept()
  const joined = await site.browser().post(`/join/${codeIn(message?.text ?? '')}`, {
    ...ANSWERS,
    organisationKind: 'housing',
    organisation: 'Quay Homes',
    why: '',
  })
  assert.equal(joined.status, 303, joined.text)
  const [row, ...others] = await membersOf(site)
  assert.equal(others.length, 0)
  assert.deepEqual([row?.name, row?.why, row?.capability], ['Caretaker', 'The door', 'Knows every tenant'])
  assert.ok(row?.person)
})

test('[W6] nobody joins a closed project, and nothing typed by somebody who joins is markup', async (t) => {
  const { site, code } = await invited(t)
  const robin = site.browser()
  const typed = {
    ...ANSWERS,
    name: HOSTILE,
    organisationKind: 'other',
    organisation: HOSTILE,
    why: HOSTILE,
    capability: HOSTILE,
  }
  assert.equal((await robin.post(`/join/${code}`, typed)).status, 303)
  const inviter = await site.browserOf(site.sergeant)
  for (const browser of [robin, inviter])
    for (const path of ['/steps/5', '/members', '/team', '/record', '/invitations', '']) {
      const { text } = await browser.get(`${site.at}${path}`)
      assert.ok(!text.includes('<script>alert') && !text.includes('<img src=x'), path)
    }
  const link = codeIn((await invite(site, inviter)).text)
  await site.database.owner.updateTable('project').set({ state: 'closed' }).execute()
  assert.equal((await site.browser().get(`/join/${link}`)).status, 404)
})
