import { randomUUID } from 'node:crypto'
import { maySupervise } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { draftState } from '#features/drafts/index.ts'
import {
  CLOSED,
  mayWrite,
  type OpenProject,
  openProjectOf,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import { loadTemplate } from '#features/templates/index.ts'
import { hashToken, makeToken } from '#platform/auth/index.ts'
import type { Database } from '#platform/db/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { FieldProblem, Frame } from '#ui/frame/page.view.ts'
import { LinkForm, parseLinkId, parseToken, WordsForm } from './brief.schema.ts'
import { findBrief, findWords, writeWords } from './brief.store.ts'
import type { BriefRefusal } from './brief.ts'
import { briefPage } from './brief.view.ts'
import { briefLinksPage, briefWordsPage } from './brief-forms.view.ts'
import { endLink, listLinks, makeLink, openLink } from './brief-link.store.ts'

export type BriefNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  config: Readonly<{ publicUrl: string }>
}>

const REFUSALS: Readonly<
  Record<Exclude<BriefRefusal, 'not-your-role' | 'absent'> | 'out-of-date', FieldProblem>
> = {
  'out-of-date': OUT_OF_DATE,
  closed: CLOSED,
  changed: savedMeanwhile('other words'),
  sensitive: { field: null, text: 'This project is marked sensitive, so no link can be made.' },
}

/** The one-page brief of a project: for those on it, and for whoever holds a link. */
export function briefPages(routes: Routes, needs: BriefNeeds): void {
  const AT = '/projects/:number/brief'

  routes.get(AT, async (c) => {
    const { viewer, project, template, today } = await openProjectOf(c, needs)
    const { brief, words } = await needs.database.as(viewer, async (tx) => ({
      brief: found(await findBrief(viewer, tx, today, project.id, async () => template)),
      words: await findWords(viewer, tx, project.id),
    }))
    return c.html(
      briefPage(needs.frame(c), {
        brief,
        breadcrumbs: projectBreadcrumbs(project),
        acts: {
          write: project.state === 'open' && mayWrite(viewer),
          share: maySupervise(viewer),
          isWritten: words !== null,
        },
      }),
    )
  })

  routes.get(`${AT}/words`, async (c) => {
    const open = await writing(c)
    return c.html(await showWords(c, open, await draftState(needs.database, c, c.req.path)))
  })

  routes.post(`${AT}/words`, async (c) => {
    const open = await writing(c)
    const { viewer, project } = open
    const sent = await parseForm(c.req, WordsForm)
    if (!sent.ok) return c.html(await showWords(c, open, sent), 422)
    const { _version: version, ...words } = sent.value
    const home = `/projects/${project.number}/brief`
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home, (tx) =>
      writeWords(viewer, tx, needs.clock(), project, { ...words, version }),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    const state = { errors: [said(outcome.reason)], values: sent.values }
    const isChanged = outcome.reason === 'changed'
    return c.html(await showWords(c, open, state, isChanged), isChanged ? 409 : 422)
  })

  routes.get(`${AT}/links`, async (c) => c.html(await showLinks(c, await sharing(c), {})))

  // The address is in the answer to the form and nowhere else, so this answer is no redirect.
  routes.post(`${AT}/links`, async (c) => {
    const open = await sharing(c)
    const { viewer, project } = open
    const sent = await parseForm(c.req, LinkForm)
    if (!sent.ok) return c.html(await showLinks(c, open, sent), 422)
    const token = makeToken()
    let isMade = false
    const home = `/projects/${project.number}/brief/links`
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home, async (tx) => {
      const link = { id: randomUUID(), tokenHash: hashToken(token), ...sent.value }
      const made = await makeLink(viewer, tx, needs.clock(), project, link)
      isMade = made.ok
      return made
    })
    if (!outcome.ok) {
      const state = { errors: [said(outcome.reason)], values: sent.values }
      return c.html(await showLinks(c, open, state), 422)
    }
    // Sent twice: the first answer had the address.
    if (!isMade) return c.redirect(outcome.value, 303)
    const address = `${needs.config.publicUrl}/brief/${viewer.forceSlug}/${token}`
    return c.html(await showLinks(c, open, {}, address))
  })

  routes.post(`${AT}/links/:link/end`, async (c) => {
    const open = await sharing(c)
    const { viewer, project } = open
    const id = found(parseLinkId(c.req.param('link')))
    const home = `/projects/${project.number}/brief/links`
    const { _key: key } = await c.req.parseBody()
    const outcome = await writeOnce(needs.database, viewer, key, home, (tx) =>
      endLink(viewer, tx, needs.clock(), project, id),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(await showLinks(c, open, { errors: [said(outcome.reason)] }), 422)
  })

  routes.get('/brief/:force/:token', async (c) => {
    const tokenHash = hashToken(found(parseToken(c.req.param('token'))))
    const force = await needs.database.door
      .selectFrom('force')
      .select('id')
      .where('slug', '=', c.req.param('force'))
      .executeTakeFirst()
    const scope = { forceId: found(force).id, personId: null }
    const at = needs.clock()
    const brief = await needs.database.as(scope, async (tx) => {
      const projectId = await openLink(scope, tx, at, tokenHash)
      return (
        projectId &&
        findBrief(scope, tx, londonDay(at), projectId, (version) => loadTemplate(scope, tx, version))
      )
    })
    if (!brief) throw new NotFound()
    c.header('X-Robots-Tag', 'noindex, nofollow, noarchive')
    // The address is a key: no other site is told it.
    c.header('Referrer-Policy', 'no-referrer')
    return c.html(briefPage(needs.frame(c), { brief, breadcrumbs: [], acts: null }))
  })

  async function writing(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!mayWrite(open.viewer)) throw new NotAllowed()
    return open
  }

  async function sharing(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!maySupervise(open.viewer)) throw new NotAllowed()
    return open
  }

  async function showWords(c: RequestContext, open: OpenProject, state: FormState, isChanged = false) {
    const { viewer, project } = open
    const words = await needs.database.as(viewer, (tx) => findWords(viewer, tx, project.id))
    return briefWordsPage(needs.frame(c), {
      project,
      breadcrumbs: crumbs(open),
      words,
      theirs: isChanged ? words : null,
      key: randomUUID(),
      state,
    })
  }

  async function showLinks(
    c: RequestContext,
    open: OpenProject,
    state: FormState,
    address: string | null = null,
  ) {
    const { viewer, project } = open
    return briefLinksPage(needs.frame(c), {
      project,
      breadcrumbs: crumbs(open),
      links: await needs.database.as(viewer, (tx) => listLinks(viewer, tx, project)),
      now: needs.clock(),
      address,
      makeKey: randomUUID,
      state,
    })
  }
}

const crumbs = ({ project }: OpenProject) => [
  ...projectBreadcrumbs(project),
  { text: 'In brief', href: `/projects/${project.number}/brief` },
]

function said(reason: BriefRefusal | 'out-of-date'): FieldProblem {
  if (reason === 'not-your-role') throw new NotAllowed()
  if (reason === 'absent') throw new NotFound()
  return REFUSALS[reason]
}
