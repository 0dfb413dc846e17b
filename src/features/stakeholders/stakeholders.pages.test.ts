import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { IndicatorTotal } from '#analytics/index.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addEntries, listEntries, type Project, projectsPages } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { stakeholderEntryPart, stakeholderPages, stakeholderStepPart } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
const PAGES = ['network', 'network.json', 'stakeholders/grid', 'coverage', 'network/files']
const FILES = ['network/stakeholders.csv', 'network/ties.csv', 'network/network.graphml']
const uploadFolder = mkdtempSync(join(tmpdir(), 'wardmote-network-test-'))
let totals: IndicatorTotal[] = []

const force = await openMadeForce()
const { database, officer, sergeant, coach, resident, outsider } = force
const common = pageNeeds(database, () => AT)
const site = viewerApp((routes) => {
  projectsPages(routes, {
    ...common,
    stepParts: [stakeholderStepPart(database)],
    entryParts: [stakeholderEntryPart(database)],
  })
  stakeholderPages(routes, { ...common, config: { uploadFolder }, indicatorsOf: async () => totals })
})
after(() => rmSync(uploadFolder, { recursive: true }))

async function opened(): Promise<{ project: Project; at: string }> {
  const project = await openMadeProject(database, force, AT)
  return { project, at: `/projects/${project.number}` }
}

async function send(
  at: string,
  viewer: Viewer,
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  fields: Readonly<Record<string, string>> = { act: 'load' },
) {
  const page = await site.as(viewer).get(`${at}/network/files`)
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...hiddenFields(page.text, '/files'), ...fields }))
    body.append(name, value)
  for (const [name, content] of Object.entries(files)) body.append('files', new Blob([content]), name)
  // The asking person stays the one who read the page.
  const reply = await site.app.request(`${at}/network/files`, { method: 'POST', body })
  return { status: reply.status, text: await reply.text(), location: reply.headers.get('location') ?? '' }
}

const PEOPLE = `name,group,cares,power,visible,speaksWith
The caretaker,housing,much,little,no,night-workers
The baker,traders,some,some,yes,
The grocer,traders,,,,
The tenant,residents,much,little,yes,older
The neighbour,residents,little,much,,older
`
const TIES = `from,to,kind,strength,span,saidBy
The baker,The grocer,knows,weak,bonding,
The baker,The caretaker,knows,strong,bridging,The baker
The caretaker,The neighbour,serves,some,bridging,
The neighbour,The tenant,family,strong,bonding,
`

async function loaded() {
  const made = await opened()
  const reply = await send(made.at, officer, { 's.csv': PEOPLE, 't.csv': TIES })
  assert.equal(reply.status, 303, reply.text.slice(0, 3000))
  return { ...made, location: reply.location }
}

test('[N4] a loaded network is drawn, said and listed, and each tie has its ways to change', async () => {
  const { at, location } = await loaded()
  assert.match((await site.as(officer).get(location)).text, /Loaded: 5 stakeholders and 4 ties/)
  const { text, status } = await site.as(officer).get(`${at}/network`)
  assert.equal(status, 200)
  assert.match(text, /One person holds “Traders and businesses” and “Residents” together/)
  assert.match(text, /“Housing providers” has one voice here: the caretaker/)
  assert.equal(text.match(/<circle class="wm-network__person/g)?.length, 2 * 5 + 1)
  assert.equal(text.match(/\/ties\/[0-9a-f-]{36}\/correct/g)?.length, 4)
  assert.equal(text.match(/\/ties\/[0-9a-f-]{36}\/withdraw/g)?.length, 4)
  const step = await site.as(officer).get(`${at}/steps/3`)
  assert.match(step.text, /What the network says/)
  const data = JSON.parse((await site.as(coach).get(`${at}/network.json`)).text)
  assert.equal(data.people.length, 5)
  assert.equal(data.ties.length, 4)
})

test('a tie is added on the page, once for one form, and its faults stand beside their fields', async () => {
  const { at, project } = await loaded()
  const { text } = await site.as(officer).get(`${at}/network`)
  const key = hiddenFields(text, '/network/ties')
  const bare = await site.as(officer).post(`${at}/network/ties`, { ...key, saidBy: 'Kept words' })
  assert.equal(bare.status, 422)
  assert.match(bare.text, /Choose how they are linked/)
  assert.match(bare.text, /value="Kept words"/)
  const [one, two] = Array.from(text.matchAll(/<option value="([0-9a-f-]{36})"/g), ([, id]) => id!)
  const fields = { ...key, from: one!, to: two!, kind: 'works' }
  const same = await site.as(officer).post(`${at}/network/ties`, { ...fields, to: one! })
  assert.match(same.text, /a tie is between two/)
  const elsewhere = { ...fields, to: '00000000-0000-4000-8000-000000000000' }
  assert.match((await site.as(officer).post(`${at}/network/ties`, elsewhere)).text, /not on this project/)
  for (let time = 0; time < 2; time++)
    assert.equal((await site.as(officer).post(`${at}/network/ties`, fields)).status, 303)
  const ties = await database.as(officer, (tx) =>
    listEntries(officer, tx, project, PLATFORM_TEMPLATE, ['tie']),
  )
  assert.equal(ties.length, 5)
  assert.equal((await site.as(coach).post(`${at}/network/ties`, fields)).status, 403)
})

test('[N1] partners, residents and other forces find no page and no file of it; coaches read', async () => {
  const { at, project } = await loaded()
  await putOnTeam(database, project, resident, 'resident')
  assert.equal((await site.as(resident).get(at)).status, 200)
  for (const path of [...PAGES, ...FILES]) {
    assert.equal((await site.as(resident).get(`${at}/${path}`)).status, 404, path)
    assert.equal((await site.as(outsider).get(`${at}/${path}`)).status, 404, path)
    assert.equal((await site.as(coach).get(`${at}/${path}`)).status, 200, path)
  }
  assert.equal((await site.as(resident).post(`${at}/network/ties`, {})).status, 404)
  assert.doesNotMatch((await site.as(resident).get(`${at}/steps/3`)).text, /grocer/)
  assert.doesNotMatch((await site.as(coach).get(`${at}/network`)).text, /Add tie/)
})

test('[N9] one wrong line and nothing is written; a check writes nothing; the same again adds nothing', async () => {
  const { at, project } = await opened()
  const wrong = await send(at, officer, { 's.csv': `${PEOPLE}Nobody,Martians\n`, 't.csv': TIES })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Nothing was written: “Martians” is no answer/)
  assert.match(wrong.text, /<td[^>]*>7<\/td>/)
  const checked = await send(at, officer, { 's.csv': PEOPLE, 't.csv': TIES }, { act: 'check' })
  assert.equal(checked.status, 200)
  assert.match(checked.text, /5 stakeholders and 4 ties/)
  const count = () =>
    database.as(
      officer,
      async (tx) =>
        (await listEntries(officer, tx, project, PLATFORM_TEMPLATE)).filter(
          ({ kind }) => kind === 'tie' || kind === 'stakeholder',
        ).length,
    )
  assert.equal(await count(), 0)
  const files = { 's.csv': PEOPLE, 't.csv': TIES }
  assert.equal((await send(at, officer, files)).status, 303)
  assert.match((await send(at, officer, files)).location, /people=0&ties=0&known=9/)
  assert.equal(await count(), 9)
})

test('[N9] what is no network is refused in words', async () => {
  const { at } = await opened()
  const said = async (name: string, content: string | Uint8Array<ArrayBuffer>) =>
    (await send(at, officer, { [name]: content })).text
  assert.match(await said('a.csv', new Uint8Array([0x50, 0x4b, 0xff, 0xfe])), /not UTF-8 text/)
  assert.match(await said('a.graphml', '<!DOCTYPE g><graphml/>'), /document type is not taken/)
  assert.match((await send(at, officer, {})).text, /Choose a file/)
  const without = await send(at, officer, { 's.csv': PEOPLE }, { act: 'load', _key: '' })
  assert.equal(without.status, 422)
  assert.match(without.text, /out of date/)
})

test('[N10] what is taken away as GraphML makes an equal network on another project', async () => {
  const { at } = await loaded()
  const file = await site.as(officer).get(`${at}/network/network.graphml`)
  const other = await opened()
  assert.equal((await send(other.at, officer, { 'n.graphml': file.text })).status, 303)
  for (const path of ['network/stakeholders.csv', 'network/ties.csv']) {
    const [one, two] = [
      await site.as(officer).get(`${at}/${path}`),
      await site.as(officer).get(`${other.at}/${path}`),
    ]
    assert.equal(two.text, one.text)
  }
})

test('[N6] [N7] the coverage says who lives here, who has one voice, what is unknown and where a plan is', async () => {
  const { at, project } = await loaded()
  const total = (name: string, count: number) => ({
    name,
    total: count,
    isWhole: true,
    source: 'Made tables',
    loadedAt: '',
  })
  totals = [
    total('population', 1650),
    total('population-65-and-over', 330),
    { ...total('population-0-14', 200), source: 'population-2024-lsoa-2021' },
  ]
  await database.as(officer, (tx) =>
    addEntries(officer, tx, AT, { project, template: PLATFORM_TEMPLATE, reopenReason: '' }, [
      { kind: 'gap', content: { who: 'Disabled people', group: 'disabled' } },
    ]),
  )
  const { text } = await site.as(officer).get(`${at}/coverage`)
  const row = (name: string) => text.split('<tr').find((one) => one.includes(name)) ?? ''
  assert.match(row('aged 65 and over'), /330 people, 20%/)
  assert.match(row('work at night'), /One voice/)
  assert.match(row('work at night'), /unknown/)
  assert.match(row('Disabled people and'), /No plan/)
  assert.match(row('Children under 15'), /Make a plan/)
  assert.match(text, /Made tables/)
  assert.match(text, /estimates of the population in the middle of 2024/)
  assert.doesNotMatch(text, /lsoa-2021/)
  const step = await site.as(sergeant).get(`${at}/steps/3`)
  assert.match(step.text, /Write how “Disabled people” will be reached/)
  totals = []
})

test('hostile text is printed as text on every page and in every file', async () => {
  const { at, project } = await opened()
  const content = {
    name: HOSTILE,
    group: 'traders',
    cares: 'much',
    power: 'much',
    interest: HOSTILE,
    speaksWith: ['older'],
  }
  const ids = ['10000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000002']
  await database.as(officer, (tx) =>
    addEntries(officer, tx, AT, { project, template: PLATFORM_TEMPLATE, reopenReason: '' }, [
      { kind: 'stakeholder', id: ids[0]!, content },
      { kind: 'stakeholder', id: ids[1]!, content: { ...content, name: '=1+1', group: 'police' } },
      { kind: 'tie', content: { from: ids[0]!, to: ids[1]!, kind: 'knows', saidBy: HOSTILE } },
      { kind: 'gap', content: { who: HOSTILE, group: 'other' } },
    ]),
  )
  for (const path of ['network', 'stakeholders/grid', 'coverage', 'steps/3', `stakeholders/${ids[0]}`]) {
    const { text, status } = await site.as(officer).get(`${at}/${path}`)
    assert.equal(status, 200, path)
    assert.doesNotMatch(text, /<script>alert|<img src=x/, path)
    assert.match(text, /&lt;script&gt;alert\(1\)/, path)
  }
  assert.match((await site.as(officer).get(`${at}/network/stakeholders.csv`)).text, /^'=1\+1,/m)
  assert.doesNotMatch((await site.as(officer).get(`${at}/network/network.graphml`)).text, /<script|<img/)
  const sheet = await send(at, officer, { [HOSTILE]: `name,group\n${HOSTILE.replaceAll('"', '')},Martians` })
  assert.doesNotMatch(sheet.text, /<script>alert|<img src=x/)
})
