import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { after, test } from 'node:test'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addEntries, projectsPages } from '#features/projects/index.ts'
import { secure } from '#platform/http/security.ts'
import { staticFiles } from '#platform/http/static-files.ts'
import { checkPage, newPage, screenshot, visit } from '#tests/support/browser.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { pageNeeds, viewerApp } from '#tests/support/viewer-app.ts'
import { stakeholderEntryPart, stakeholderPages, stakeholderStepPart } from './index.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const NAMES = ['The caretaker', 'The baker', 'The grocer', 'The tenant', 'The neighbour', 'The nurse']
const GROUPS = ['housing', 'traders', 'traders', 'residents', 'residents', 'health']
const TIES = [
  [0, 1],
  [1, 2],
  [0, 3],
  [3, 4],
] as const

const force = await openMadeForce()
const { database, officer } = force
const common = pageNeeds(database, () => AT)
const site = viewerApp((routes) => {
  projectsPages(routes, {
    ...common,
    stepParts: [stakeholderStepPart(database)],
    entryParts: [stakeholderEntryPart(database)],
  })
  stakeholderPages(routes, { ...common, config: { uploadFolder: tmpdir() }, indicatorsOf: async () => [] })
})
const project = async (
  people: readonly string[],
  groups: readonly string[],
  ties: readonly (readonly number[])[],
) => {
  const made = await openMadeProject(database, force, AT)
  const ids = people.map(() => randomUUID())
  await database.as(officer, (tx) =>
    addEntries(officer, tx, AT, { project: made, template: PLATFORM_TEMPLATE, reopenReason: '' }, [
      ...people.map((name, at) => ({
        kind: 'stakeholder',
        id: ids[at]!,
        content: { name, group: groups[at % groups.length]!, cares: 'much', power: 'some', speaksWith: [] },
      })),
      ...ties.map(([from, to]) => ({
        kind: 'tie',
        content: { from: ids[from!]!, to: ids[to!]!, kind: 'knows', strength: 'some' },
      })),
    ]),
  )
  return `/projects/${made.number}`
}
const app = new Hono()
app.use('/assets/*', staticFiles())
app.use(...secure({ publicUrl: 'http://localhost', trustProxy: false, uploadLimitMb: 1 }))
// Whoever asked last goes on asking: here only the officer does.
await site.as(officer).get('/')
app.route('/', site.app)
const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
  const opened = serve({ fetch: app.fetch, port: 0 }, () => resolve(opened))
})
after(() => server.close())
const home = `http://localhost:${(server.address() as { port: number }).port}`
const small = home + (await project(NAMES, GROUPS, TIES))
const many = Array.from({ length: 500 }, (_, at) => `Stakeholder ${at}`)
const knots = Array.from({ length: 3000 }, (_, at) => [at % 500, (at * 7 + (at >> 5) + 1) % 500])
const large =
  home +
  (await project(
    many,
    GROUPS,
    knots.filter(([from, to]) => from !== to),
  ))

test('[N4] the network is drawn by script; a row of the table marks its person by keyboard and says their ties', async (t) => {
  const page = await newPage(t)
  await visit(page, `${small}/network`)
  await page.locator('.wm-network--live canvas').first().waitFor()
  assert.equal(await page.locator('.wm-network__picture').first().isVisible(), false)
  const button = page.getByRole('button', { name: 'Show The caretaker in the drawing' })
  await button.focus()
  await page.keyboard.press('Enter')
  assert.equal(await button.getAttribute('aria-pressed'), 'true')
  await page
    .getByRole('status')
    .getByText(/The caretaker, Housing providers\. Tied to The baker, The tenant\./)
    .waitFor()
  await checkPage(page)
  await screenshot(page, 'network')
  await page.keyboard.press('Enter')
  assert.equal(await button.getAttribute('aria-pressed'), 'false')
})

test('[N4] without script there is a still picture, and a tie is added, read and corrected in the table', async (t) => {
  const page = await newPage(t, { javaScript: false })
  await visit(page, `${small}/network`)
  assert.equal(await page.getByRole('img', { name: 'Who is tied to whom' }).isVisible(), true)
  await page.getByLabel('Who', { exact: true }).selectOption({ label: 'The nurse' })
  await page.getByLabel('And who').selectOption({ label: 'The neighbour' })
  await page.getByLabel('How are they linked?').selectOption({ label: 'Family or friends' })
  await page.getByRole('button', { name: 'Add tie' }).click()
  await checkPage(page)
  await page.getByRole('link', { name: /^Correct.*The nurse and The neighbour/ }).click()
  await page.getByRole('heading', { name: 'Correct a tie' }).waitFor()
})

test('every page of it is whole at 320 pixels and passes the checks', async (t) => {
  const page = await newPage(t, { viewport: { width: 320, height: 640 } })
  for (const path of ['network', 'stakeholders/grid', 'coverage', 'network/files', 'steps/3']) {
    await visit(page, `${small}/${path}`)
    const width = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)
    assert.equal(width, 320, path)
    await screenshot(page, `network-320-${path.replaceAll('/', '-')}`)
  }
})

test('500 stakeholders and 3,000 ties are drawn', async (t) => {
  const page = await newPage(t)
  await visit(page, `${large}/network`)
  await page.getByRole('button', { name: 'Whole network' }).click()
  const marked = page.getByRole('button', { name: /^Show Stakeholder/ }).first()
  await marked.click()
  await page
    .getByRole('status')
    .getByText(/^Stakeholder \d+, .*Tied to/)
    .waitFor()
})
