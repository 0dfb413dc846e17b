import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { visit } from './browser.ts'
import type { Walker } from './walker.ts'

/** Whoever carries a project through its steps. */
export type Part =
  | 'officer'
  | 'constable'
  | 'sergeant'
  | 'inspector'
  | 'superintendent'
  | 'partner'
  | 'resident'
  | 'coach'

/** A project on a running server, and its people, each in a browser of their own. */
export type Site = Readonly<{
  /** The server's address. */
  url: string
  /** The project's address on it, `/projects/…`. */
  project: string
  as(part: Part): Promise<Walker>
}>

/** An answer to a question: words, an option, a day as `2026-03-14`, or several options. */
export type Answer = string | readonly string[]
export type Answers = Readonly<Record<string, Answer>>

const WHY_CHANGE = /^Why does Step \d need to change after sign-off\?$/

/** What a page says, its spaces made one. */
export async function wordsOf(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ')
}

export const link = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name, exact: true })
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** Answers the questions of the form on the page by what they ask; whether they are optional does not matter. */
export async function answer(walk: Walker, answers: Answers): Promise<void> {
  for (const [question, given] of Object.entries(answers)) {
    const name = new RegExp(`^${question.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(optional\\))?$`)
    const field = walk.page.getByRole('textbox', { name }).or(walk.page.getByRole('combobox', { name }))
    if ((await field.count()) > 0) await answerField(walk, field, String(given))
    else await answerGroup(walk, walk.page.getByRole('group', { name }), given)
  }
}

async function answerField(walk: Walker, field: Locator, given: string): Promise<void> {
  const isSelect = await field.evaluate((one) => one.tagName === 'SELECT')
  await (isSelect ? walk.choose(field, given) : walk.fill(field, given))
}

async function answerGroup(walk: Walker, group: Locator, given: Answer): Promise<void> {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(String(given)) ?? []
  if (year) {
    for (const [part, digits] of Object.entries({ Day: day, Month: month, Year: year }))
      if (digits) await walk.fill(group.getByLabel(part, { exact: true }), String(Number(digits)))
  } else for (const option of [given].flat()) await walk.tick(group.getByLabel(option, { exact: true }))
}

/** From the page of a step, adds an entry by the link that says so, and comes back to the step. */
export async function add(
  walk: Walker,
  site: Site,
  step: number,
  one: string,
  answers: Answers,
): Promise<void> {
  const { page } = walk
  const at = `${site.url}${site.project}/steps/${step}`
  if (!page.url().startsWith(at)) await visit(page, at)
  await walk.go(link(page, `Add ${one}`))
  await save(walk, answers)
  assert.ok(page.url().startsWith(at), `${page.url()}: ${(await wordsOf(page)).slice(0, 400)}`)
}

/** Answers the form on the page and saves it; where its step is signed off, with why it changes. */
export async function save(walk: Walker, answers: Answers): Promise<void> {
  await answer(walk, answers)
  const why = walk.page.getByRole('textbox', { name: WHY_CHANGE })
  if ((await why.count()) > 0) await walk.fill(why, 'More was found out since')
  await walk.go(button(walk.page, 'Save'))
}

/** The officer says that a step is ready, and the sergeant signs it off. */
export async function signOff(site: Site, step: number): Promise<void> {
  const at = `${site.url}${site.project}/steps/${step}`
  const officer = await site.as('officer')
  if (!officer.page.url().startsWith(at)) await visit(officer.page, at)
  await officer.go(button(officer.page, 'Say it is ready for sign-off'))
  assert.equal(
    await button(officer.page, /^Sign off Step/).count(),
    0,
    'nobody signs off what they say is ready',
  )
  const sergeant = await site.as('sergeant')
  await visit(sergeant.page, at)
  assert.match(await wordsOf(sergeant.page), /Nothing stands in the way/)
  await sergeant.go(button(sergeant.page, `Sign off Step ${step} as it stands`))
  assert.match(await wordsOf(sergeant.page), /This step is signed off/)
}

/** The officer raises what is in the way; gives its address. */
export async function raise(site: Site, answers: Answers): Promise<string> {
  const { page, ...walk } = await site.as('officer')
  await visit(page, `${site.url}${site.project}/steps/8`)
  await walk.go(link(page, 'Raise what is in the way'))
  await answer({ page, ...walk }, answers)
  await walk.go(button(page, 'Raise it'))
  assert.match(page.url(), /\/escalations\/[0-9a-f-]{36}$/)
  return page.url()
}

/** Whoever is asked finds it waiting, says that they have it, and answers. */
export async function answerEscalation(site: Site, part: Part, barrier: string, says: string): Promise<void> {
  const { page, ...walk } = await site.as(part)
  await visit(page, site.url)
  await walk.go(link(page, barrier))
  await walk.go(button(page, 'Say that you have it'))
  assert.match(await wordsOf(page), /Acknowledged/)
  const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  await answer(
    { page, ...walk },
    {
      'What is the answer?': 'It will be done',
      'If it will be done: by when?': soon,
      'Your answer': says,
    },
  )
  await walk.go(button(page, 'Send the answer'))
  assert.match(await wordsOf(page), /Answered/)
  assert.equal(await button(page, /close it$/).count(), 0, 'whoever answers does not close it')
}

/** Whoever raised it finds the answer waiting, reads it and closes it. */
export async function closeEscalation(site: Site, part: Part, barrier: string, says: string): Promise<void> {
  const { page, ...walk } = await site.as(part)
  await visit(page, site.url)
  await walk.go(link(page, barrier))
  assert.ok((await wordsOf(page)).includes(says), 'the answer is shown')
  await walk.go(button(page, 'I have read the answer: close it'))
  assert.match(await wordsOf(page), /Closed/)
}

/**
 * The sergeant asks for ratings of every step; officer, sergeant and coach give the same level for each, unseen by one
 * another. Gives the number of the round and what the page of ratings says when it has ended.
 */
export async function rate(
  site: Site,
  levels: Readonly<Record<'officer' | 'sergeant' | 'coach', number>>,
  notAsked: string | null = null,
): Promise<{ round: string; says: string }> {
  const at = `${site.url}${site.project}/ratings`
  const sergeant = await site.as('sergeant')
  await visit(sergeant.page, at)
  await sergeant.go(button(sergeant.page, 'Ask for ratings'))
  if (notAsked) await sergeant.untick(sergeant.page.getByLabel(notAsked, { exact: true }))
  await sergeant.go(button(sergeant.page, 'Ask them'))
  const round = /Round (\d+) is open/.exec(await wordsOf(sergeant.page))?.[1]
  assert.ok(round, 'a round is open')
  const isShown = async ({ page }: Walker) =>
    (await page.getByRole('table', { name: `Round ${round}:` }).count()) > 0
  for (const part of ['officer', 'sergeant', 'coach'] as const) {
    const { page, ...walk } = await site.as(part)
    await visit(page, site.url)
    await walk.go(link(page, /^How deeply steps were done/))
    for (let step = 1; step <= 8; step++) {
      const group = page.getByRole('group', { name: new RegExp(`^Step ${step}\\. `) })
      await walk.tick(group.getByRole('radio', { name: new RegExp(`^${levels[part]} `) }))
    }
    assert.equal(await isShown({ page, ...walk }), false, 'what others gave is not shown')
    await walk.go(button(page, 'Give this rating'))
    assert.equal(await isShown({ page, ...walk }), part === 'coach', 'shown when all have given theirs')
  }
  return { round, says: await wordsOf((await site.as('coach')).page) }
}
