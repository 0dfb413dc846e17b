import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser } from '#tests/support/cookie-browser.ts'
import { addByForm, type GroupSite, keyOf, startGroupSite } from '#tests/support/group-site.ts'

const MEETING = { 'date-day': '14', 'date-month': '7', 'date-year': '2026', starts: '19:00', ends: '20:30' }

const lines = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')
const property = (file: string, name: string) =>
  lines(file)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)

async function privateAddress(site: GroupSite, browser: Browser): Promise<string> {
  const page = await browser.get(`${site.at}/calendar`)
  const made = await browser.post(`${site.at}/calendar`, { _key: keyOf(page.text, '/calendar') })
  const address = /<code>([^<]+\.ics)<\/code>/.exec(made.text)?.[1] ?? ''
  return address.replace(site.publicUrl, '')
}

test('[W11] a meeting keeps its name, counts its versions and is cancelled when it is withdrawn', async (t) => {
  const site = await startGroupSite(t)
  const chair = await site.joined('Desmond Chair', 'resident', 'resident')
  const id = await addByForm(chair.browser, site.at, 'meetings', {
    ...MEETING,
    place: 'Hall; 1, "x"',
    agenda: 'One\nTwo',
  })
  const all = await chair.browser.get(`${site.at}/meetings.ics`)
  assert.equal(all.headers.get('content-type'), 'text/calendar; charset=utf-8')
  assert.equal(property(all.text, 'UID'), `${id}@wardmote`)
  assert.equal(property(all.text, 'DTSTART'), '20260714T180000Z')
  assert.equal(property(all.text, 'SEQUENCE'), '0')
  assert.equal(property(all.text, 'LOCATION'), 'Hall\\; 1\\, "x"')
  const form = await chair.browser.get(`${site.at}/meetings/${id}/withdraw`)
  await chair.browser.post(`${site.at}/meetings/${id}/withdraw`, {
    _key: keyOf(form.text, '/withdraw'),
    _version: '1',
    why: 'The hall is shut',
  })
  const one = await chair.browser.get(`${site.at}/meetings/${id}.ics`)
  assert.equal(property(one.text, 'STATUS'), 'CANCELLED')
  assert.equal(property(one.text, 'SEQUENCE'), '1')
  assert.equal(property(one.text, 'UID'), `${id}@wardmote`)
  assert.equal((await chair.browser.get(`${site.at}/meetings/${crypto.randomUUID()}.ics`)).status, 404)
})

test('[W11] a private address works without signing in, for as long as its person could open the page', async (t) => {
  const site = await startGroupSite(t)
  const chair = await site.joined('Desmond Chair', 'resident', 'resident')
  await addByForm(chair.browser, site.at, 'meetings', MEETING)
  const address = await privateAddress(site, chair.browser)
  const program = site.browser('198.51.100.20')
  const feed = await program.get(address)
  assert.equal(feed.status, 200)
  assert.match(feed.text, /BEGIN:VEVENT/)
  assert.equal(program.cookies.size, 0, 'nobody is signed in by it')
  assert.equal((await program.get(site.at)).status, 303)
  const tampered = address.replace(/.(?=\.ics)/, (last) => (last === 'A' ? 'B' : 'A'))
  assert.equal((await program.get(tampered)).status, 404)
  await site.database.owner
    .updateTable('project_member')
    .set({ until_on: '2026-03-01', end_reason: 'Moved' })
    .where('person_id', '=', chair.viewer.personId)
    .execute()
  assert.equal((await program.get(address)).status, 404)
  await site.database.owner.updateTable('project_member').set({ until_on: null, end_reason: null }).execute()
  assert.equal((await program.get(address)).status, 200)
  await site.database.owner
    .updateTable('person')
    .set({ is_active: false })
    .where('id', '=', chair.viewer.personId)
    .execute()
  assert.equal((await program.get(address)).status, 404)
})

test('[W11] another address ends the one before, ending it ends it, and the database holds neither', async (t) => {
  const site = await startGroupSite(t)
  const chair = await site.joined('Desmond Chair', 'resident', 'resident')
  const first = await privateAddress(site, chair.browser)
  const second = await privateAddress(site, chair.browser)
  const program = site.browser('198.51.100.21')
  assert.deepEqual([(await program.get(first)).status, (await program.get(second)).status], [404, 200])
  const rows = await site.database.owner.selectFrom('group_calendar').selectAll().execute()
  assert.equal(rows.length, 1)
  assert.ok(!JSON.stringify(rows).includes(second.slice(-47, -4)))
  const page = await chair.browser.get(`${site.at}/calendar`)
  await chair.browser.post(`${site.at}/calendar/end`, { _key: keyOf(page.text, '/calendar/end') })
  assert.equal((await program.get(second)).status, 404)
})

test('[W11] programs that go on asking for an ended address keep nobody else out', async (t) => {
  const site = await startGroupSite(t)
  const chair = await site.joined('Desmond Chair', 'resident', 'resident')
  const ended = await privateAddress(site, chair.browser)
  const works = await privateAddress(site, chair.browser)
  const network = '198.51.100.22'
  for (let tries = 0; tries < 40; tries++) assert.equal((await site.browser(network).get(ended)).status, 404)
  assert.equal((await site.browser(network).get(works)).status, 200)
  assert.equal((await site.browser(network).get('/join/AAAA-BBBB-CCCC-DDDD')).status, 404)
})

test('[W11] an address of one project opens no other, and one of a sensitive project is logged and says little', async (t) => {
  const site = await startGroupSite(t)
  const chair = await site.joined('Desmond Chair', 'resident', 'resident')
  await addByForm(chair.browser, site.at, 'meetings', { ...MEETING, agenda: 'Who sells what' })
  const address = await privateAddress(site, chair.browser)
  const elsewhere = address.replace(site.project.number, 'AVE-2026-999')
  assert.equal((await site.browser().get(elsewhere)).status, 404)
  await site.database.owner.updateTable('project').set({ is_sensitive: true }).execute()
  const { text, status } = await site.browser().get(address)
  assert.equal(status, 200)
  assert.ok(!text.includes('Harbour Row') && !text.includes('Who sells what'))
  const read = await site.database.owner
    .selectFrom('audit_entry')
    .select('person_id')
    .where('action', '=', 'record read')
    .execute()
  assert.deepEqual(read, [{ person_id: chair.viewer.personId }])
})

test('[W11] nobody else’s meetings: signed out, elsewhere and another project’s are turned away', async (t) => {
  const site = await startGroupSite(t)
  const stranger = await site.joined('Else Where', 'resident')
  for (const path of ['/meetings.ics', '/calendar']) {
    assert.equal((await site.browser().get(site.at + path)).status, 303, path)
    assert.equal((await stranger.browser.get(site.at + path)).status, 404, path)
  }
})
