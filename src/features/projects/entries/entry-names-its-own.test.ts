import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Content } from '#core/proforma/entry.ts'
import { PLATFORM_TEMPLATE as template } from '#core/proforma/template.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import type { Project } from '../project.ts'
import { addEntry } from './entry.store.ts'

const AT = new Date('2026-04-01T10:00:00Z')

test('[P19] an entry names entries of its own project, of the kinds its question allows, and no others', async (t) => {
  const force = await openMadeForce(t)
  const { database, officer } = force
  const here = await openMadeProject(database, force, AT)
  const elsewhere = await openMadeProject(database, force, AT)
  const add = (project: Project, kind: string, content: Content) =>
    database.as(officer, (tx) =>
      addEntry(officer, tx, AT, { project, template, reopenReason: '' }, { kind, content }),
    )
  const made = async (project: Project, kind: string, content: Content) => {
    const outcome = await add(project, kind, content)
    assert.ok(outcome.ok)
    return outcome.value
  }
  const caretaker = await made(here, 'stakeholder', { name: 'Caretaker' })
  const tenants = await made(here, 'stakeholder', { name: 'Tenants' })
  const stranger = await made(elsewhere, 'stakeholder', { name: 'Stranger' })
  const club = await made(here, 'asset', { name: 'Club' })
  for (const to of [stranger, club, '00000000-0000-4000-8000-000000000000'])
    assert.deepEqual(await add(here, 'tie', { from: caretaker, to, kind: 'knows' }), {
      ok: false,
      reason: 'names-another',
    })
  await made(here, 'tie', { from: caretaker, to: tenants, kind: 'knows' })
})
