import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { IsoMonth } from '#core/time/month.ts'
import { averleyArchive } from '#tests/support/averley-archive.ts'
import { checkPage, newPage, screenshot, visit } from '#tests/support/browser.ts'
import { type Server, startServer } from '#tests/support/server.ts'
import { byKeyboard, byPointer, type Walker } from '#tests/support/walker.ts'

const PASSWORD = 'averley-demo-2025'
const HOTSPOT = 'Harrow Staithe 007F'

// One server for the three ways; each loads a further edition of one month and makes a decision of its own.
let server: Server
const endings: (() => Promise<void>)[] = []
before(async () => {
  server = await startServer({ after: (ending) => endings.push(ending) })
})
after(async () => {
  for (const ending of endings) await ending()
})

type Way = Readonly<{ way: string; seed: number; walker(t: Parameters<typeof newPage>[0]): Promise<Walker> }>

const WAYS: readonly Way[] = [
  { way: 'with a pointer', seed: 1, walker: async (t) => byPointer(await newPage(t), true) },
  { way: 'by keyboard alone', seed: 2, walker: async (t) => byKeyboard(await newPage(t)) },
  {
    way: 'with scripts off',
    seed: 3,
    walker: async (t) => byPointer(await newPage(t, { javaScript: false }), false),
  },
]

for (const { way, seed, walker } of WAYS) {
  test(`from recorded crime to a signed-off place, ${way}`, async (t) => {
    const walk = await walker(t)
    const { page } = walk
    const name = `Where to go, ${way}`
    const shot = (part: string) => screenshot(page, `journey-${way.replaceAll(' ', '-')}-${part}`)
    const link = (text: string | RegExp) => page.getByRole('link', { name: text, exact: true })
    const button = (text: string | RegExp) => page.getByRole('button', { name: text, exact: true })
    const label = (text: string) => page.getByLabel(text, { exact: true })
    const text = async () => (await page.locator('main').innerText()).replace(/\s+/g, ' ')

    async function signIn(email: string): Promise<void> {
      await visit(page, `${server.url}/sign-in`)
      await walk.fill(label('E-mail address'), `${email}@averley.example`)
      await walk.fill(label('Password'), PASSWORD)
      await walk.go(button('Sign in'))
    }
    const signOut = () => walk.go(button('Sign out'))

    await signIn('pavel.quillfeather')
    await load(walk, seed)
    await shot('report')

    await walk.go(page.getByRole('navigation').getByRole('link', { name: 'Screening', exact: true }))
    await changeWeight(walk)
    await shot('screening')
    await walk.go(page.getByRole('table').getByRole('link', { name: HOTSPOT, exact: true }))
    const why = await text()
    assert.match(why, /Rank 1 \(1 to \d+\) of 3\d\d, in the top band/)
    assert.match(why, /Why it ranks here/)
    assert.match(why, /May 2024/)
    await shot('area')

    await walk.go(page.getByRole('main').getByRole('link', { name: 'save the screening' }))
    await walk.fill(label('Name'), name)
    await walk.go(button('Save'))
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), name)
    await shot('saved')
    await walk.go(button('Shortlist and decide'))
    for (const rank of ['1', '2', '3']) {
      await walk.choose(label('Area, in rank order'), `${rank}.`)
      await walk.fill(label('Note (optional)'), `Raised by the neighbourhood team, rank ${rank}`)
      await walk.go(button('Add to shortlist'))
    }
    await shot('shortlist')

    await walk.go(button(new RegExp(`^Choose .*${HOTSPOT}$`)))
    await walk.go(link('Write the reason, place and people'))
    await walk.fill(label('What people call this place'), `The Ropewalk, ${way}`)
    await walk.fill(
      label('Why this place?'),
      'In the highest tenth in every year, and residents name it first.',
    )
    await walk.choose(label('Lead officer'), 'Idris')
    await walk.choose(label('Supervisor'), 'Farida')
    await walk.go(button('Save'))
    await walk.go(link('Say why not the others'))
    const others = page.getByRole('table').getByRole('checkbox')
    const compared = await others.count()
    assert.ok(compared >= 2, 'the shortlist alone has two others')
    for (let at = 0; at < compared; at++) await walk.tick(others.nth(at))
    await walk.fill(label('Reason for the ticked areas'), 'Partners are at work there already.')
    await walk.go(button('Save reason'))
    assert.match(await text(), /Each has one/)
    await walk.go(link('Back'))
    assert.match(await text(), /Everything is written/)
    await shot('prepared')
    await signOut()

    await signIn('farida.lockyer')
    await walk.go(link('Decisions').first())
    await walk.go(link(`The Ropewalk, ${way}`))
    await walk.go(button('Decide on this place'))
    assert.match(await text(), /Decided, waiting for sign-off/)
    assert.equal(await button('Sign off and open the project').count(), 0, 'a sergeant cannot sign off')
    await signOut()

    await signIn('tobias.wrenfield')
    await walk.go(link('Decisions').first())
    await walk.go(link(`The Ropewalk, ${way}`))
    await walk.go(button('Sign off and open the project'))
    await walk.go(page.getByRole('main').getByRole('link', { name: /^AVE-\d{4}-\d{3}$/ }))
    await shot('project')
    assert.equal(
      await page
        .getByRole('main')
        .getByRole('listitem')
        .filter({ hasText: /Answered by/ })
        .count(),
      8,
    )
    await signOut()

    await signIn('maren.tolliver')
    await walk.go(link('Projects').first())
    await walk.go(link(`The Ropewalk, ${way}`))
    assert.match(await text(), /1\. .*Signed off.*2\. .*Not started/)
    await walk.go(link(/^1\. /))
    const step = await text()
    assert.match(step, /Signed off Inspector Tobias Wrenfield/)
    for (const part of ['Evidence', 'Issues', 'Vulnerability', 'What we know', 'What we do not know'])
      assert.ok(await page.getByRole('heading', { name: part, exact: true }).isVisible(), part)
    assert.ok((await page.getByText(/^Strength: /).count()) >= 3, 'evidence with its strength')
    assert.equal(
      await page
        .getByRole('table', { name: /^Areas that were/ })
        .getByRole('row')
        .count(),
      compared + 1,
    )
    assert.match(step, /Farida Lockyer/)
    assert.match(step, /May 2024/)
    await shot('step-1')
    await page.goBack()
    await walk.go(link('Whole record, for printing'))
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('navigation').first().isVisible(), false, 'navigation is not printed')
    assert.match(await text(), /Why this place In the highest tenth/)
    await page.emulateMedia({ media: null })
    await shot('record')
  })
}

async function load({ page, hasScripts, ...walk }: Walker, seed: number): Promise<void> {
  const earlier = { folder: join(server.dataFolder, 'demonstration/police'), from: '2024-04' as IsoMonth }
  const archive = averleyArchive('2026-01' as IsoMonth, { seed, earlier })
  await walk.go(page.getByRole('navigation').getByRole('link', { name: 'Imports', exact: true }))
  await walk.upload(page.getByLabel('Files from your computer'), archive)
  const send = page.getByRole('button', { name: 'Load files' })
  const heading = page.getByRole('heading', { level: 1 })
  if (hasScripts) {
    // The page reloads itself when the import has finished.
    await walk.press(send)
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/)
    await heading.getByText('Loaded').waitFor()
    await page.waitForLoadState('load')
    await checkPage(page)
  } else {
    await walk.go(send)
    for (let tries = 0; !(await heading.textContent())?.includes('Loaded'); tries++) {
      assert.ok(tries < 100, 'the import does not finish')
      await new Promise((resolve) => setTimeout(resolve, 200))
      await page.reload()
    }
    await checkPage(page)
  }
  const report = (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  assert.match(report, new RegExp(`Rows read ${archive.rows.toLocaleString('en-GB')} `))
  assert.match(report, /Rows refused 0 /)
  assert.match(report, /Unknown: May 2024/)
  assert.ok(await page.getByRole('table', { name: /by month$/ }).isVisible())
}

// With scripts the ranking follows the weight by itself; without, and with, the button asks again.
async function changeWeight({ page, hasScripts, ...walk }: Walker): Promise<void> {
  const persistence = page.getByRole('spinbutton').nth(1)
  const before = await page.getByRole('table').first().innerText()
  await walk.fill(persistence, '5')
  if (hasScripts) await page.getByRole('status').getByText('Ranked again').waitFor()
  await walk.go(page.getByRole('button', { name: 'Screen again' }))
  assert.equal(await persistence.inputValue(), '5')
  assert.notEqual(await page.getByRole('table').first().innerText(), before)
}
