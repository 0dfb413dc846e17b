import { randomUUID } from 'node:crypto'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { draftState } from '#features/drafts/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import {
  found,
  NotAllowed,
  NotFound,
  type RequestContext,
  type Routes,
  signedIn,
} from '#platform/http/request.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { RatingPageNeeds } from './needs.pages.ts'
import { mayChangeRubric, mayReadRatings } from './rating.access.ts'
import { LevelsForm, parseStep } from './rating.schema.ts'
import { changeLevels, findRubric, listRubricVersions } from './rubric.store.ts'
import { levelsFormPage, rubricPage } from './rubric.view.ts'

/** [R7] What the levels mean, in the platform's words or the force's own. */
export function rubricPages(routes: Routes, needs: RatingPageNeeds): void {
  routes.get('/ratings/rubric', async (c) => c.html(await show(c, undefined)))

  routes.get('/ratings/rubric/:version{[0-9]{1,6}}', async (c) =>
    c.html(await show(c, Number(c.req.param('version')))),
  )

  routes.get('/ratings/rubric/steps/:step{[1-8]}', async (c) => {
    changing(c)
    return c.html(await edit(c, stepOf(c), await draftState(needs.database, c, c.req.path)))
  })

  routes.post('/ratings/rubric/steps/:step{[1-8]}', async (c) => {
    const viewer = changing(c)
    const step = stepOf(c)
    const sent = await parseForm(c.req, LevelsForm)
    if (!sent.ok) return c.html(await edit(c, step, sent), 422)
    const { version, words, why } = sent.value
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, '/ratings/rubric', (tx) =>
      changeLevels(viewer, tx, needs.clock(), { version, step }, words, why),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'not-your-role') throw new NotAllowed()
    const isChanged = outcome.reason === 'changed'
    const state = { errors: [isChanged ? savedMeanwhile('the rubric') : OUT_OF_DATE], values: sent.values }
    return c.html(await edit(c, step, state), isChanged ? 409 : 422)
  })

  function reading(c: RequestContext) {
    const viewer = signedIn(c)
    if (!mayReadRatings(viewer)) throw new NotFound()
    return viewer
  }

  function changing(c: RequestContext) {
    const viewer = reading(c)
    if (!mayChangeRubric(viewer)) throw new NotAllowed()
    return viewer
  }

  async function show(c: RequestContext, version: number | undefined): Promise<string> {
    const viewer = reading(c)
    const { rubric, versions } = await needs.database.as(viewer, async (tx) => ({
      rubric: found(await findRubric(viewer, tx, version)),
      versions: await listRubricVersions(viewer, tx),
    }))
    return rubricPage(needs.frame(c), {
      rubric,
      versions,
      template: PLATFORM_TEMPLATE,
      isCurrent: rubric.version === versions[0]?.version,
      mayChange: mayChangeRubric(viewer),
    })
  }

  async function edit(c: RequestContext, step: StepNumber, state: FormState): Promise<string> {
    const viewer = signedIn(c)
    const rubric = found(await needs.database.as(viewer, (tx) => findRubric(viewer, tx)))
    return levelsFormPage(needs.frame(c), {
      rubric,
      template: PLATFORM_TEMPLATE,
      step,
      key: randomUUID(),
      state,
    })
  }
}

const stepOf = (c: RequestContext): StepNumber => found(parseStep(c.req.param('step')))
