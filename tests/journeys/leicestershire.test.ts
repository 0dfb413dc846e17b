import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createAdaptorServer } from '@hono/node-server'
import { areaIndicators, areaProfile, screen } from '#analytics/index.ts'
import { createApp } from '#app/app.ts'
import { readConfig } from '#app/config/config.ts'
import { openContext } from '#app/context.ts'
import { castOf } from '#app/demonstration-project.ts'
import { FEATURES } from '#app/features.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import { DEFAULT_WEIGHTS } from '#core/screening/criterion.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import { londonDay } from '#core/time/london-day.ts'
import { monthInWords } from '#core/time/month.ts'
import { carryDecision, openingOf } from '#features/decisions/index.ts'
import { addContact } from '#features/escalations/index.ts'
import { createForce, seedDemonstrationPeople } from '#features/people/index.ts'
import { findProject, joinTeam, openProject, type ProjectNumber } from '#features/projects/index.ts'
import { saveScreening } from '#features/screening/index.ts'
import { mailJobs } from '#platform/messaging/index.ts'
import { newPage, screenshot, visit } from '#tests/support/browser.ts'
import { Browser, OVER_THE_NETWORK } from '#tests/support/cookie-browser.ts'
import {
  add,
  answerEscalation,
  button,
  closeEscalation,
  link,
  type Part,
  raise,
  rate,
  type Site,
  save,
  signOff,
  wordsOf,
} from '#tests/support/eight-steps.ts'
import { freePort } from '#tests/support/server.ts'
import { sharedData } from '#tests/support/shared-data.ts'
import { byPointer, type Walker } from '#tests/support/walker.ts'
import { PEOPLE } from '../../scripts/demonstration/people.ts'

const FILES = [
  'police/leicestershire_2019-12_to_2022-10.zip',
  'boundaries/leicestershire_lsoa11.geojson.gz',
  'population/population20_lsoa11.csv.gz',
  'deprivation/imd2019_england_lsoa11.csv.gz',
  'deprivation/UK_IMD_E.csv.gz',
]
const SLUG = 'leicestershire' as ForceSlug
const FORCE = 'Leicestershire Police'
const PASSWORD = 'copper kettle meadow'
const DAY_MS = 86_400_000
const day = (fromToday: number) => new Date(Date.now() + fromToday * DAY_MS).toISOString().slice(0, 10)

test('a real place of Leicestershire is carried from Step 2 to a closed escalation and a rated record', async (t) => {
  const paths = FILES.map((name) => sharedData(name, t))
  if (paths.includes(null)) return
  const site = await openLeicestershire(t, paths as string[])
  const { url, project, store, area } = site
  const shot = async (part: Part, name: string) =>
    screenshot((await site.as(part)).page, `leicestershire-${name}`)
  const officer = await site.as('officer')
  await visit(officer.page, url + project)
  assert.match(await wordsOf(officer.page), new RegExp(`${area.name} \\(${area.code}\\)`))
  await shot('officer', 'project')

  await add(officer, site, 2, 'an asset', {
    'What is it called?': 'Market hall',
    'What kind of asset is it?': 'Place',
    'What does it do here?': 'Traders who open at five and know who passes.',
  })
  await add(officer, site, 2, 'a vulnerability', {
    'Who or what could easily be harmed?': 'People waiting for the last bus',
    'Why? What could happen to them?': 'The stop is out of sight of every window.',
  })
  await add(officer, site, 2, 'something that works here', {
    'What works well here?': 'Market mornings',
    'What makes it work?': 'Stalls bring people out, and somebody is always watching.',
  })
  await signOff(site, 2)

  for (const [who, group] of [
    ['Market manager', 'Traders'],
    ['Caretaker of the flats', 'Housing'],
    ['Bus inspector', 'Traders'],
  ] as const)
    await add(officer, site, 3, 'a stakeholder', {
      'Who is it?': who,
      'Which group are they part of?': group,
      ...(who === 'Caretaker of the flats'
        ? { 'Which groups can they speak with?': ['People aged 65 and over'] }
        : {}),
    })
  await add(officer, site, 3, 'a tie', {
    'Who is one of them?': 'Market manager',
    'Who is the other?': 'Bus inspector',
    'How are they linked?': 'Know each other',
  })
  await checkCoverage(officer)
  await shot('officer', 'coverage')
  await signOff(site, 3)

  const resident = await site.as('resident')
  for (const [name, kind, chair] of [
    ['Desmond, tenant', 'Residents', 'Yes'],
    ['Market manager', 'Businesses and traders', 'No'],
    ['Bus inspector', 'Businesses and traders', 'No'],
  ] as const)
    await add(resident, site, 5, 'a member', {
      'Who is it?': name,
      'Where do they come from?': kind,
      'Why are they in it? What do they get from it?': 'Evenings without trouble.',
      'What can they do or decide?': 'Opening hours and who is about.',
      'Do they chair the group?': chair,
      'When did they join?': day(0),
    })
  await add(resident, site, 5, 'terms of reference', {
    'What is the group for?': 'People wait for the last bus without worry.',
    'What will tell the group that it is done?': 'Six months in which nobody walks to another stop.',
    'Which date has the group set itself?': day(500),
  })
  await add(resident, site, 5, 'a meeting', {
    'Which day?': day(0),
    'Who came?': ['Desmond, tenant', 'Market manager'],
  })
  await add(resident, site, 5, 'a decision of the group', {
    'What was decided?': 'Light first',
    'How was it decided?': 'Everybody could live with it',
  })
  await signOff(site, 5)

  await add(resident, site, 6, 'what it would look like', {
    'If all went well, what would you see here?': 'A stop that can be seen from the market.',
    'What would people do that they do not do today?': 'Wait there after dark.',
  })
  for (const [title, choice] of [
    ['Light the stop', 'Chosen'],
    ['Move the stop', 'Not chosen'],
  ] as const)
    await add(officer, site, 6, 'a way to get there', {
      'What could be done?': title,
      'Was it chosen?': choice,
      'Why was it chosen or not chosen?': 'The market asked for it.',
    })
  await signOff(site, 6)

  const partner = await site.as('partner')
  await add(partner, site, 7, 'an intervention', {
    'What will be done?': 'Light the stop',
    'Why should it work?': 'Whoever waits is seen from the market.',
    'Who will see that it is done?': 'Lighting officer',
    'What do they belong to?': 'Council',
    'When is it to start?': day(30),
    'By when is it to be done?': day(90),
  })
  await takeBaseline(officer)
  await shot('officer', 'step-7')
  await signOff(site, 7)

  await add(officer, site, 8, 'something that could go wrong', {
    'What could make this fail?': 'The lamp breaks and nobody mends it',
    'How likely is it?': 'Possible',
    'What do you do now so that it does not happen?': 'The market manager rings the council.',
  })
  const barrier = 'The bus company has not said whose the stop is'
  await raise(site, {
    'What is in the way?': barrier,
    'What have you tried, and what do you ask for?': 'Asked twice; we ask who decides.',
    'Which organisation can decide it?': 'Bus company',
    'At which level can it be decided?': 'Inspector',
  })
  await answerEscalation(site, 'inspector', barrier, 'It is the council’s.')
  await closeEscalation(site, 'officer', barrier, 'It is the council’s.')
  await signOff(site, 8)

  const { says } = await rate(site, { officer: 4, sergeant: 4, coach: 2 }, 'Idris Penhollow, constable')
  assert.match(says, /2: talk it over/)
  await shot('coach', 'rated')
  await visit(officer.page, `${url}${project}/record`)
  const record = await wordsOf(officer.page)
  for (const said of ['Market hall', 'Light the stop', barrier, area.name])
    assert.ok(record.includes(said), `the record says “${said}”`)

  async function takeBaseline({ page, ...walk }: Walker): Promise<void> {
    await visit(page, `${url}${project}/measures/recorded-crime`)
    await walk.choose(page.getByLabel('Type of crime'), 'Burglary')
    await walk.go(button(page, 'Count'))
    const profile = await areaProfile(store, { force: SLUG, unit: 'lsoa', types: ['Burglary'] }, area.code)
    assert.ok(profile)
    const year = profile.series.slice(-12)
    assert.ok(year.every(({ count }) => count !== null))
    const counted = year.reduce((sum, { count }) => sum + (count ?? 0), 0)
    const months = `${monthInWords(year[0]!.month)} to ${monthInWords(year.at(-1)!.month)}`
    assert.ok(
      (await wordsOf(page)).includes(`${counted} crimes recorded as Burglary in 12 months, ${months}`),
      'the page counts what the store counts',
    )
    await walk.go(link(page, 'Use this number as the one before'))
    await save(
      { page, ...walk },
      {
        'What number do you aim for?': String(Math.floor(counted * 0.8)),
        'By when?': day(400),
      },
    )
    await walk.go(link(page, /^Open.*: Recorded crime: Burglary/))
    assert.match(await wordsOf(page), new RegExp(`The records count the same today: ${counted}\\.`))
  }

  async function checkCoverage({ page }: Walker): Promise<void> {
    await visit(page, `${url}${project}/coverage`)
    const [older] = await areaIndicators(store, {
      force: SLUG,
      unit: 'lsoa',
      codes: [area.code],
      names: ['population-65-and-over'],
    })
    assert.ok(older?.isWhole)
    const row = (name: string) => page.getByRole('row', { name: new RegExp(name) }).innerText()
    assert.match(
      await row('People aged 65 and over'),
      new RegExp(`\\b${older.total} people, .*Caretaker`, 's'),
    )
    // No table of tenure is loaded: that is said, and not taken for nobody.
    assert.match(await row('Households that own their home'), /unknown/)
  }
})

type Leicestershire = Site &
  Readonly<{
    store: Awaited<ReturnType<typeof openContext>>['store']
    area: Readonly<{ code: AreaCode; name: string }>
  }>

/** The force as an operator makes it, on its published files, with a project where screening ranks highest. */
async function openLeicestershire(t: TestContext, paths: readonly string[]): Promise<Leicestershire> {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-leicestershire-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const context = await openContext(
    readConfig({
      PORT: String(port),
      WARDMOTE_DATA: folder,
      WARDMOTE_MODE: 'production',
      WARDMOTE_URL: url,
      LOG_LEVEL: 'error',
    }),
  )
  await mailJobs(context)
  for (const feature of FEATURES) await feature.jobs?.(context)
  const server = createAdaptorServer({ fetch: createApp(context).fetch, createServer })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await context.close(1000)
    await rm(folder, { recursive: true, force: true })
  })
  const { database, store, clock } = context
  const at = clock()
  const loaded = await store.import(paths, { by: 'operator' })
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.reason.sentence)

  const made = await createForce(database, { slug: SLUG, name: FORCE, isDemonstration: false }, at)
  const people = PEOPLE.map((person) => ({
    ...person,
    email: person.email.replace('averley', 'leicestershire') as typeof person.email,
    organisation: FORCE,
    roles: person.roles.map((role) => ({ ...role, areaCode: null })),
  }))
  const force = { forceId: made.forceId, slug: SLUG, name: FORCE }
  const cast = castOf(force, await seedDemonstrationPeople(context, force, people, PASSWORD))
  const { analyst, sergeant, inspector, officer } = cast

  const question: ScreeningQuestion = {
    force: SLUG,
    unit: 'lsoa',
    from: undefined,
    to: undefined,
    types: [],
    weights: DEFAULT_WEIGHTS,
  }
  const answer = await screen(store, question)
  assert.ok(answer.ok, answer.ok ? '' : answer.reason.sentence)
  const [area, ...others] = answer.value.areas
  assert.ok(area)
  const saved = { id: randomUUID(), name: 'Three years', screening: answer.value }
  await database.as(analyst, (tx) => saveScreening(analyst, tx, at, { ...saved, question }))
  const number = await carryDecision(
    database,
    {
      saved,
      areaCode: area.code,
      shortlisted: others.slice(0, 2).map(({ code }) => code),
      placeName: area.name,
      reason: 'It ranks highest on every year that is published.',
      exception: 'Nothing older is published for this force.',
      whyNot: () => 'Partners are at work there already.',
      preparedBy: analyst,
      decidedBy: sergeant,
      signedOffBy: inspector,
      leadOfficerId: officer.personId,
      at,
    },
    (tx, decision) => openProject(inspector, tx, at, openingOf(decision)),
  )
  await database.as(sergeant, async (tx) => {
    const opened = await findProject(sergeant, tx, londonDay(at), number as ProjectNumber)
    assert.ok(opened)
    for (const [person, part] of [
      [cast.constable, 'officer'],
      [cast.coach, 'coach'],
      [cast.partner, 'partner'],
      [cast.resident, 'resident'],
    ] as const) {
      const member = { id: randomUUID(), personId: person.personId, part, fromOn: londonDay(at) }
      assert.ok((await joinTeam(tx, sergeant, at, opened, member)).ok)
    }
    const contact = await addContact(sergeant, tx, at, randomUUID(), {
      organisation: FORCE,
      name: inspector.name,
      post: 'Inspector',
      level: 'inspector',
      areaCode: null,
      answersFor: 'anything',
      personId: inspector.personId,
      reach: '',
      permission: 'public post',
      visibleTo: 'staff',
      keeperId: sergeant.personId,
      checkedOn: londonDay(at),
    })
    assert.ok(contact.ok)
  })

  const walkers = new Map<Part, Walker>()
  return {
    url,
    project: `/projects/${number}`,
    store,
    area,
    async as(part) {
      const known = walkers.get(part)
      if (known) return known
      const walk = byPointer(await newPage(t), true)
      const visitor = new Browser(OVER_THE_NETWORK, url, '127.0.0.1')
      const email = people.find(({ key }) => key === part)?.email ?? ''
      const reply = await visitor.post('/sign-in', { email, password: PASSWORD, back: '/' })
      assert.equal(reply.status, 303, `${part} could not sign in`)
      for (const [name, value] of visitor.cookies)
        await walk.page.context().addCookies([{ name, value, url }])
      walkers.set(part, walk)
      return walk
    },
  }
}
