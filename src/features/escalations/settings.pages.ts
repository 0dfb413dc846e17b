import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, NotFound, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import { changedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { listInUse } from './contact.store.ts'
import { mayReadRegister, maySet } from './escalation.access.ts'
import { daysIn, SettingsForm } from './escalation.schema.ts'
import type { Level, Settings } from './ladder.ts'
import type { EscalationNeeds } from './page-needs.pages.ts'
import { loadSettings, saveSettings } from './settings.store.ts'
import { settingsPage } from './settings.view.ts'

const REFUSALS: Readonly<Record<'changed' | 'level-in-use' | 'out-of-date', FieldProblem>> = {
  'out-of-date': OUT_OF_DATE,
  changed: changedMeanwhile('these settings'),
  'level-in-use': {
    field: 'levelName',
    text: 'Somebody stands at a level you removed, or something unanswered is there. Move it first.',
  },
}

/** [E2] The force's clock and ladder. */
export function settingsPages(routes: Routes, needs: EscalationNeeds): void {
  routes.get('/escalations/settings', async (c) => c.html(await show(c, setting(c), {})))

  routes.post('/escalations/settings', async (c) => {
    const viewer = setting(c)
    const sent = await parseForm(c.req, SettingsForm)
    if (!sent.ok) return c.html(await show(c, viewer, sent), 422)
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, '/escalations/settings', (tx) =>
      saveSettings(viewer, tx, needs.clock(), settingsOf(sent.value)),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    // After a change by somebody else the form is shown as it stands, so that nothing of theirs is lost unseen.
    const values = outcome.reason === 'changed' ? {} : { values: sent.values }
    const state = { errors: [REFUSALS[outcome.reason]], ...values }
    return c.html(await show(c, viewer, state), outcome.reason === 'changed' ? 409 : 422)
  })

  function setting(c: RequestContext) {
    const viewer = signedIn(c)
    if (!maySet(viewer)) throw new NotFound()
    return viewer
  }

  async function show(c: RequestContext, viewer: ReturnType<typeof setting>, state: FormState) {
    const { settings, contacts } = await needs.database.as(viewer, async (tx) => ({
      settings: await loadSettings(viewer, tx),
      contacts: mayReadRegister(viewer) ? await listInUse(viewer, tx) : null,
    }))
    return settingsPage(needs.frame(c), { viewer, settings, contacts, key: randomUUID(), state })
  }
}

function settingsOf(sent: z.output<typeof SettingsForm>): Settings {
  const levels = sent.levelName
    .map((name, at) => ({ name, id: sent.levelId[at] || randomUUID(), order: sent.levelOrder[at] ?? 999 }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => a.order - b.order)
    .map(({ id, name }): Level => ({ id, name }))
  return {
    acknowledgeDays: sent.acknowledgeDays,
    answerDays: sent.answerDays,
    levels,
    extraDaysOff: [...new Set(daysIn(sent.extraDaysOff))].sort(),
    version: sent._version,
  }
}
