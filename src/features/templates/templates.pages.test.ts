import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { mayLeaveOut } from '#core/proforma/overlay.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { countOpenProjects, moveOpenProjects, projectsPages } from '#features/projects/index.ts'
import { verifyChains } from '#platform/audit/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'
import { hiddenFields, pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { templatePages } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
const ASSET = kindOf(PLATFORM_TEMPLATE, 'asset')!
const LEFT_OUT = ASSET.fields.find((field) => field.type === 'words' && mayLeaveOut(ASSET, field))!
let forces = 0

type People = Readonly<
  Record<'officer' | 'sergeant' | 'inspector' | 'other' | 'administrator' | 'resident', Viewer>
>

const database = await openTestDatabase({ after } as never)
const needs = pageNeeds(database, () => AT)
const site = viewerApp((routes) => {
  templatePages(routes, { ...needs, moveProjects: moveOpenProjects, countOpenProjects })
  projectsPages(routes, needs)
})

// Each test has a force of its own, because a force has one template.
async function force(): Promise<People> {
  const { person } = await addForce(database, `force-${++forces}`)
  return {
    officer: await person('Olu Fficer', 'officer', 'PCSO'),
    sergeant: await person('Sam Geant', 'supervisor', 'sergeant'),
    inspector: await person('Ines Pector', 'supervisor', 'inspector'),
    other: await person('Otto Nspector', 'supervisor', 'inspector'),
    administrator: await person('Ad Min', 'administrator'),
    resident: await person('Res Ident', 'resident'),
  }
}

async function kindForm(viewer: Viewer, fields: Record<string, string> = {}) {
  const { text } = await site.as(viewer).get('/template/draft/kinds/asset')
  const asked = Object.fromEntries(
    ASSET.fields.filter((field) => mayLeaveOut(ASSET, field)).map(({ name }) => [`asked-${name}`, 'yes']),
  )
  const words = Object.fromEntries(
    ASSET.fields.flatMap(({ name, label, hint }) => [
      [`label-${name}`, label],
      [`hint-${name}`, hint ?? ''],
    ]),
  )
  return {
    ...hiddenFields(text, '/kinds/asset'),
    ...words,
    ...asked,
    about: ASSET.about,
    example: ASSET.example,
    ...fields,
  }
}

async function saveKind(viewer: Viewer, fields: Record<string, string> = {}) {
  return site.as(viewer).post('/template/draft/kinds/asset', await kindForm(viewer, fields))
}

async function publish(viewer: Viewer, note = 'Asked for by the coaches') {
  const { text } = await site.as(viewer).get('/template/draft')
  return site.as(viewer).post('/template/draft/publish', { ...hiddenFields(text, '/draft/publish'), note })
}

const QUESTION = {
  'new-label': 'When is it open?',
  'new-short': 'Opening times',
  'new-type': 'line',
  'new-hint': 'Such as every day from nine',
}

test('[V2] staff and administrators read it, inspectors and administrators write it, others do not learn of it', async () => {
  const { officer, sergeant, inspector, administrator, resident } = await force()
  for (const viewer of [officer, sergeant, inspector, administrator])
    for (const path of ['/template', '/template/blank'])
      assert.equal((await site.as(viewer).get(path)).status, 200)
  for (const path of ['/template', '/template/blank', '/template/draft'])
    assert.equal((await site.as(resident).get(path)).status, 404)
  for (const viewer of [officer, sergeant]) {
    assert.equal((await site.as(viewer).get('/template/draft')).status, 403)
    assert.equal((await site.as(viewer).post('/template/draft/publish', { note: 'x' })).status, 403)
  }
  for (const viewer of [inspector, administrator])
    assert.equal((await site.as(viewer).get('/template/draft')).status, 200)
})

test('[V6] [V7] [P28] a published version moves open projects, tells them what changed, and drops no answer', async () => {
  const people = await force()
  const { officer, inspector, resident } = people
  const project = await openMadeProject(database, people, AT)
  const closed = await openMadeProject(database, people, AT)
  await database.owner.updateTable('project').set({ state: 'closed' }).where('id', '=', closed.id).execute()
  await putOnTeam(database, project, resident, 'resident')
  const at = `/projects/${project.number}`
  const form = await site.as(officer).get(`${at}/${ASSET.path}/new`)
  const answers = Object.fromEntries(
    ASSET.fields
      .filter((field) => field.isNeeded)
      .map((field) => [field.name, 'choices' in field ? field.choices.at(-1)!.value : 'The library']),
  )
  const filled = {
    ...hiddenFields(form.text, `/${ASSET.path}`),
    ...answers,
    [LEFT_OUT.name]: `Kept ${HOSTILE}`,
  }
  assert.equal((await site.as(officer).post(`${at}/${ASSET.path}`, filled)).status, 303)
  const late = await site.as(officer).get(`${at}/${ASSET.path}/new`)

  assert.equal((await saveKind(inspector, { ...QUESTION, [`asked-${LEFT_OUT.name}`]: '' })).status, 303)
  const draft = (await site.as(inspector).get('/template/draft')).text
  assert.match(draft, /a new question, “When is it open\?” \(one line\)/)
  assert.match(draft, /1 open project follows/)
  assert.equal((await publish(inspector)).status, 303)

  const shown = (await site.as(officer).get(at)).text
  assert.match(shown, /version 2 of your force’s template/)
  assert.match(shown, /When is it open\?/)
  assert.match((await site.as(officer).get(`${at}/history`)).text, /Moved to another version of the template/)
  assert.match(
    (await site.as(officer).get(`/projects/${closed.number}`)).text,
    /version 1 of your force’s template/,
  )
  assert.match((await site.as(officer).get(`${at}/${ASSET.path}/new`)).text, /When is it open\?/)

  const list = (await site.as(officer).get(`${at}/${ASSET.path}`)).text
  const entry = new RegExp(`href="(${at}/${ASSET.path}/[0-9a-f-]{36})"`).exec(list)![1]!
  const page = (await site.as(officer).get(entry)).text
  assert.match(page, /Asked by an earlier version/)
  assert.ok(page.includes('Kept &lt;script&gt;'))
  assert.doesNotMatch((await site.as(resident).get(entry)).text, /Asked by an earlier version/)

  // A form begun before the version was published loses nothing either.
  const sent = { ...filled, ...hiddenFields(late.text, `/${ASSET.path}`), [LEFT_OUT.name]: 'Typed before' }
  assert.equal((await site.as(officer).post(`${at}/${ASSET.path}`, sent)).status, 303)
  assert.ok((await site.as(officer).get(`${at}/record`)).text.includes('Typed before'))
  assert.ok((await site.as(officer).get(`${at}/record.json`)).text.includes('Typed before'))

  const correct = await site.as(officer).get(`${entry}/correct`)
  const corrected = { ...hiddenFields(correct.text, '/correct'), ...answers, ownOpeningTimes: 'Till nine' }
  assert.equal((await site.as(officer).post(`${entry}/correct`, corrected)).status, 303)
  const again = (await site.as(officer).get(entry)).text
  assert.ok(again.includes('Till nine') && again.includes('Kept &lt;script&gt;'))

  const next = await openMadeProject(database, people, AT)
  assert.equal(next.templateVersion, 2)
  assert.deepEqual((await verifyChains(database.owner)).faults, [])
})

test('[V3] a published question stays known by its name, and one of the draft alone can be taken out again', async () => {
  const { inspector } = await force()
  await saveKind(inspector, QUESTION)
  await publish(inspector)
  const own = { 'label-ownOpeningTimes': 'When is it open?', 'hint-ownOpeningTimes': '' }
  await saveKind(inspector, { ...own, ...QUESTION, 'new-label': 'Which days?', 'new-short': 'Opening times' })
  const read = () =>
    site
      .as(inspector)
      .get('/template/draft')
      .then(({ text }) => text)
  assert.match(await read(), /“When is it open\?” is no longer asked; its answers are kept/)
  assert.match(await read(), /a new question, “Which days\?”/)
  await saveKind(inspector, { ...own, 'label-ownOpeningTimes2': 'Which days?', 'hint-ownOpeningTimes2': '' })
  assert.doesNotMatch(await read(), /Which days/)
  await publish(inspector)
  assert.match(
    (await site.as(inspector).get('/template')).text,
    /No longer asked; answers are kept: When is it open\?/,
  )
})

test('[V4] who saves or publishes over somebody else’s draft is told, with what they typed kept', async () => {
  const { inspector, other } = await force()
  const mine = await kindForm(inspector, { about: 'Mine' })
  await saveKind(other, { about: 'Theirs' })
  const refused = await site.as(inspector).post('/template/draft/kinds/asset', mine)
  assert.equal(refused.status, 409)
  assert.match(refused.text, /Somebody else saved or published/)
  assert.match(refused.text, />\s*Mine</)
  const before = await site.as(inspector).get('/template/draft')
  await saveKind(other, { about: 'Theirs again' })
  const late = { ...hiddenFields(before.text, '/draft/publish'), note: 'Mine' }
  assert.equal((await site.as(inspector).post('/template/draft/publish', late)).status, 409)
})

test('[V5] of two publishing at once one does, and the other is told; a form made before cannot undo it', async () => {
  const { inspector, other } = await force()
  await saveKind(inspector, { about: 'What there is' })
  const stale = await kindForm(inspector, { about: ASSET.about })
  const sent = async (viewer: Viewer) => {
    const { text } = await site.as(viewer).get('/template/draft')
    return { ...hiddenFields(text, '/draft/publish'), note: viewer.name }
  }
  const forms = [await sent(inspector), await sent(other)]
  const replies = await Promise.all([
    site.as(inspector).post('/template/draft/publish', forms[0]!),
    site.as(other).post('/template/draft/publish', forms[1]!),
  ])
  assert.deepEqual(replies.map(({ status }) => status).sort(), [303, 409])
  assert.equal((await site.as(inspector).post('/template/draft/kinds/asset', stale)).status, 409)
  const { text } = await site.as(inspector).get('/template')
  assert.match(text, /Template, version 2/)
  assert.doesNotMatch(text, /version 3/)
})

test('[V5] a version without a note or without a difference is not published', async () => {
  const { inspector } = await force()
  await saveKind(inspector, { about: 'What there is' })
  assert.equal((await publish(inspector, ' ')).status, 422)
  const { text } = await site.as(inspector).get('/template/draft')
  await saveKind(inspector, {})
  const empty = { ...hiddenFields(text, '/draft/publish'), note: 'x' }
  assert.equal((await site.as(inspector).post('/template/draft/publish', empty)).status, 409)
  assert.doesNotMatch((await site.as(inspector).get('/template/draft')).text, /Publish version/)
})

test('hostile words are shown as they were typed, and too much or too little is told beside the field', async () => {
  const { inspector } = await force()
  assert.equal((await saveKind(inspector, { ...QUESTION, about: HOSTILE, 'new-label': HOSTILE })).status, 303)
  await publish(inspector, HOSTILE)
  for (const path of ['/template', '/template/blank', '/template/draft', '/template/draft/kinds/asset']) {
    const { text } = await site.as(inspector).get(path)
    assert.doesNotMatch(text, /<script>alert|<img src=x/)
  }
  for (const bad of [
    { about: '' },
    { example: 'x'.repeat(2001) },
    { 'label-ownOpeningTimes': '', about: 'y' },
    { ...QUESTION, 'new-type': 'one of', 'new-choices': 'only one' },
    { ...QUESTION, 'new-type': 'entries' },
    { ...QUESTION, 'new-short': '' },
  ]) {
    const reply = await saveKind(inspector, bad)
    assert.equal(reply.status, 422, JSON.stringify(bad))
    assert.match(reply.text, /govuk-error-message/)
  }
})

test('a step’s words are its force’s own', async () => {
  const people = await force()
  const project = await openMadeProject(database, people, AT)
  const { text } = await site.as(people.inspector).get('/template/draft/steps/2')
  const words = {
    ...hiddenFields(text, '/steps/2'),
    name: 'What is here',
    purpose: 'See what is here.',
    prompts: 'Who is here?\n\nWho is not?',
    example: 'A library.',
    answeredBy: 'Anybody',
  }
  assert.equal((await site.as(people.inspector).post('/template/draft/steps/2', words)).status, 303)
  await publish(people.inspector)
  const page = (await site.as(people.officer).get(`/projects/${project.number}/steps/2`)).text
  assert.match(page, /What is here/)
  assert.match(page, /Who is not\?/)
})
