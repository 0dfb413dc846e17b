import assert from 'node:assert/strict'
import type { Browser } from './cookie-browser.ts'
import { ledTo } from './demonstration-visitor.ts'
import { hiddenFields } from './viewer-app.ts'

/**
 * Takes a screening of the demonstration force through its forms until only deciding is left, and gives the
 * decision's address. Each call saves a screening of its own, because one screening has one live decision an area.
 */
export async function prepareDecision(analyst: Browser, placeName: string): Promise<string> {
  const savePage = (await analyst.get('/screening/save')).text
  const saved = await ledTo(
    analyst.post('/screening/saved', { ...hiddenFields(savePage, '/screening/saved'), name: placeName }),
  )
  const shortlist = `${saved}/shortlist`
  const before = (await analyst.get(shortlist)).text
  const area = /<option value="(E\d+)"/.exec(before)?.[1]
  assert.ok(area, 'the shortlist offers no area')
  await ledTo(analyst.post(shortlist, { ...hiddenFields(before, '/shortlist'), areas: area }))
  const after = (await analyst.get(shortlist)).text
  const decision = await ledTo(analyst.post(`${saved}/decisions`, hiddenFields(after, '/decisions')))
  await write(analyst, decision, placeName)
  await sayWhyNotTheOthers(analyst, decision)
  return decision
}

async function write(analyst: Browser, decision: string, placeName: string): Promise<void> {
  const page = (await analyst.get(`${decision}/edit`)).text
  const person = (field: string) => {
    const select = page.split(`name="${field}"`)[1]?.split('</select>')[0] ?? ''
    const id = /<option value="([0-9a-f-]{36})"/.exec(select)?.[1]
    assert.ok(id, `nobody can be ${field}`)
    return id
  }
  await ledTo(
    analyst.post(`${decision}/edit`, {
      ...hiddenFields(page, '/edit'),
      placeName,
      reason: 'Among the highest in every year.',
      leadOfficer: person('leadOfficer'),
      supervisor: person('supervisor'),
    }),
  )
}

async function sayWhyNotTheOthers(analyst: Browser, decision: string): Promise<void> {
  const page = (await analyst.get(`${decision}/alternatives`)).text
  const areas = [...page.matchAll(/name="areas" type="checkbox" value="([^"]+)"/g)].map(
    ([, code]) => code ?? '',
  )
  for (const areaCode of areas) {
    const { _key = '' } = hiddenFields((await analyst.get(`${decision}/alternatives`)).text, '/alternatives')
    const reason = 'Partners are at work there already.'
    await ledTo(analyst.post(`${decision}/alternatives`, { _key, areas: areaCode, reason }))
  }
}
