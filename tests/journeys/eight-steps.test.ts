import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { newPage, screenshot, visit } from '#tests/support/browser.ts'
import { signedIn } from '#tests/support/demonstration-visitor.ts'
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
import { type Server, startServer } from '#tests/support/server.ts'
import { byKeyboard, byPointer, type Walker } from '#tests/support/walker.ts'

const PEOPLE: Readonly<Record<Part, string>> = {
  officer: 'maren.tolliver',
  constable: 'idris.penhollow',
  sergeant: 'farida.lockyer',
  inspector: 'tobias.wrenfield',
  superintendent: 'ngozi.hartsmere',
  partner: 'sunniva.marchbank',
  resident: 'desmond.ashgrave',
  coach: 'yusuf.calderbrook',
}
const SHELVES = 'The supermarket’s head office will not let the store move spirits from the door'
const DAY_MS = 86_400_000

// One server for the three ways; each writes entries of its own in the same project.
let server: Server
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) })
})
after(async () => {
  for (const ending of endings) await ending()
})

const day = (fromToday: number) => new Date(Date.now() + fromToday * DAY_MS).toISOString().slice(0, 10)

type Way = Readonly<{
  way: string
  /** Every field and every step; the other ways do the same acts on fewer. */
  isWhole: boolean
  walker(t: TestContext): Promise<Walker>
}>

const WAYS: readonly Way[] = [
  { way: 'with a pointer', isWhole: true, walker: async (t) => byPointer(await newPage(t), true) },
  { way: 'by keyboard alone', isWhole: false, walker: async (t) => byKeyboard(await newPage(t)) },
  {
    way: 'with scripts off',
    isWhole: false,
    walker: async (t) => byPointer(await newPage(t, { javaScript: false }), false),
  },
]

async function openSite(t: TestContext, walker: Way['walker']): Promise<Site> {
  const walkers = new Map<Part, Walker>()
  const { text } = await (await signedIn(server, PEOPLE.officer)).get('/projects')
  const project = /href="(\/projects\/AVE-\d{4}-\d{3})"/.exec(text)?.[1]
  assert.ok(project, 'the demonstration has a project')
  return {
    url: server.url,
    project,
    async as(part) {
      const known = walkers.get(part)
      if (known) return known
      const walk = await walker(t)
      for (const [name, value] of (await signedIn(server, PEOPLE[part])).cookies)
        await walk.page.context().addCookies([{ name, value, url: server.url }])
      walkers.set(part, walk)
      return walk
    },
  }
}

for (const { way, isWhole, walker } of WAYS) {
  test(`from Step 2 to a closed escalation and a rated record, ${way}`, async (t) => {
    const site = await openSite(t, walker)
    const { url, project } = site
    const named = (what: string) => `${what}, ${way}`
    const shot = async (part: Part, name: string) =>
      screenshot((await site.as(part)).page, `eight-steps-${way.replaceAll(' ', '-')}-${name}`)
    const whole = <Value extends object>(answers: Value) => (isWhole ? answers : {})

    if (isWhole) {
      await answerEscalation(site, 'superintendent', SHELVES, 'I have written to their area director.')
      await shot('superintendent', 'answered')
      await closeEscalation(site, 'constable', SHELVES, 'I have written to their area director.')
    }

    const officer = await site.as('officer')
    await visit(officer.page, url + project)
    await shot('officer', 'project')
    await officer.go(link(officer.page, /^2\. /))
    await add(officer, site, 2, 'an asset', {
      'What is it called?': named('Chapel hall'),
      'What kind of asset is it?': 'Place',
      'What does it do here?': 'Warm room with a kitchen, open to anybody who asks.',
      ...whole({
        'What is it good at?': 'Forty chairs and a stage.',
        'Would it help with this place?': 'Perhaps',
        'Where is it?': 'Behind the growing beds',
      }),
    })
    assert.match(await wordsOf(officer.page), new RegExp(named('Chapel hall')))
    await signOff(site, 2)
    await shot('sergeant', 'step-2-signed-off')

    const verger = named('Verger')
    await add(officer, site, 3, 'a stakeholder', {
      'Who is it?': verger,
      'Which group are they part of?': 'Faith',
      ...whole({
        'What do they want for this place?': 'A hall that is used.',
        'How much do they care about the problem?': 'Some',
        'How much of it can they change?': 'Some',
        'Are they connected: do many people know and trust them?': 'Yes',
      }),
    })
    await add(officer, site, 3, 'a tie', {
      'Who is one of them?': verger,
      'Who is the other?': 'Launderette keeper',
      'How are they linked?': 'Know each other',
      ...whole({ 'How strong is it?': 'Strong', 'Who says so?': 'The launderette keeper' }),
    })
    await shot('officer', 'step-3')
    await visit(officer.page, `${url}${project}/network`)
    const network = await wordsOf(officer.page)
    assert.match(network, /\d+ stakeholders and \d+ ties/)
    assert.match(network, new RegExp(`Launderette keeper and ${verger}|${verger} and Launderette keeper`))
    await shot('officer', 'network')

    const resident = await site.as('resident')
    const decided = named('Ask for the hall on Fridays')
    await visit(resident.page, url)
    await resident.go(link(resident.page, /the places you help with/))
    await resident.go(link(resident.page, 'Ropewalk'))
    await resident.go(link(resident.page, /^5\. /))
    await resident.go(link(resident.page, 'Add a meeting'))
    await shot('resident', 'meeting-form')
    await save(resident, {
      'Which day?': day(0),
      'When does it start?': `1${WAYS.findIndex((one) => one.way === way)}:15`,
      'Where, or online?': named('Chapel hall'),
      'Who came?': ['Desmond, tenant', 'Caretaker'],
      ...whole({
        'What is on the agenda?': 'A warm room.\nWinter.',
        'Who sent apologies?': ['Head coach'],
        'Who takes notes?': 'Sunniva',
        'What was said?': 'The hall is free on Fridays.',
      }),
    })
    await resident.go(link(resident.page, 'Meetings as a table'))
    await resident.page.goto(`${resident.page.url()}?search=${encodeURIComponent(named('Chapel hall'))}`)
    await resident.go(resident.page.getByRole('table').getByRole('link').first())
    const meeting = await wordsOf(resident.page)
    assert.match(meeting, /Came Desmond, tenant, Caretaker/)
    await resident.go(link(resident.page, 'Add a decision'))
    await save(resident, {
      'What was decided?': decided,
      'How was it decided?': 'Everybody could live with it',
    })
    assert.match(await wordsOf(resident.page), new RegExp(decided))
    await shot('resident', 'step-5')

    const partner = await site.as('partner')
    const does = named('Heat the hall on Fridays')
    await add(partner, site, 7, 'an intervention', {
      'What will be done?': does,
      'Why should it work?': 'A warm room takes the place of the steps.',
      'Who will see that it is done?': 'Neighbourhood warden',
      'Are they on this project’s team?': 'Sunniva',
      'What do they belong to?': 'Council',
      'When is it to start?': day(14),
      'By when is it to be done?': day(120),
      ...whole({ 'Which calls for help should it make fewer?': 'Preventable' }),
    })
    await partner.go(link(partner.page, new RegExp(`^Open.*: ${does}`)))
    await partner.go(link(partner.page, 'Say how it goes'))
    await save(partner, {
      'How much of it is done?': '10',
      'What has happened so far?': 'The boiler was looked at.',
    })
    assert.match(await wordsOf(partner.page), /10\s?%/)
    await shot('partner', 'progress')

    await visit(officer.page, `${url}${project}/measures/recorded-crime`)
    const [, counted] = /([\d,]+) crimes and incidents recorded/.exec(await wordsOf(officer.page)) ?? []
    assert.ok(counted, 'recorded crime is counted')
    await officer.go(link(officer.page, 'Use this number as the one before'))
    assert.equal(
      await officer.page.getByRole('textbox', { name: /^What is the number before/ }).inputValue(),
      counted.replace(',', ''),
    )
    await save(officer, {
      'Which interventions does it judge?': [does],
      'What number do you aim for?': '400',
      'By when?': day(400),
      ...whole({
        'When will you read the result?': day(410),
        'Which place like this one will you compare it with?': 'None',
        'Why that place, or why none?': 'Every place like it has a project of its own.',
      }),
    })
    await shot('officer', 'step-7')
    assert.doesNotMatch(await wordsOf(officer.page), /Set after the start/)

    const barrier = named('Nobody pays for heating the hall')
    const answer = 'The council pays until spring.'
    const escalation = await raise(site, {
      'What is in the way?': barrier,
      'What have you tried, and what do you ask for?':
        'Asked the chapel and the council; neither has a budget.',
      'Which organisation can decide it?': 'Borough council',
      'At which level can it be decided?': 'Inspector',
    })
    await shot('officer', 'escalation-raised')
    await answerEscalation(site, 'inspector', barrier, answer)
    await shot('inspector', 'escalation-answered')
    await visit(resident.page, escalation)
    assert.match(await wordsOf(resident.page), new RegExp(answer), 'the answer comes back to the group')
    await closeEscalation(site, 'officer', barrier, answer)

    const coach = await site.as('coach')
    await visit(coach.page, `${url}${project}/steps/7`)
    assert.equal(await link(coach.page, 'Add an intervention').count(), 0, 'a coach does not write')
    await coach.fill(coach.page.getByLabel('Add a comment'), named('Who opens up when the warden is ill?'))
    await coach.go(button(coach.page, 'Add comment'))
    assert.match(
      await wordsOf(coach.page),
      /Who opens up when the warden is ill\?.* Yusuf Calderbrook \(coach\)/,
    )
    await shot('coach', 'comment')

    const { round, says } = await rate(
      site,
      { officer: 4, sergeant: 3, coach: 1 },
      'Idris Penhollow, constable',
    )
    assert.match(says, new RegExp(`Round ${round} .*2\\. Community assets and vulnerabilities 4 \\(n = 1\\)`))
    assert.match(says, /3: talk it over/)
    await shot('coach', 'rated')

    if (isWhole) {
      for (const step of [3, 5, 6, 7, 8]) await signOff(site, step)
      await visit(officer.page, url + project)
      assert.equal((await wordsOf(officer.page)).match(/Signed off/g)?.length, 7, 'all but problem pictures')
    }
    await visit(officer.page, `${url}${project}/record`)
    const record = await wordsOf(officer.page)
    for (const said of [named('Chapel hall'), verger, decided, does, barrier, answer])
      assert.ok(record.includes(said), `the record says “${said}”`)
    await shot('officer', 'record')
    await visit(partner.page, `${url}${project}/brief`)
    assert.match(await wordsOf(partner.page), /Ropewalk/)
    await shot('partner', 'brief')
  })
}
