import { Hono } from 'hono'
import type { Viewer } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import { NotAllowed, NotFound, type RequestEnv, type Routes, SignInNeeded } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'

export const TEST_FRAME: Frame = { viewer: null, currentPath: '/', navigation: [], isDemonstration: false }

/** What the pages of a project are given beside their own needs: nothing loaded of the place. */
export const pageNeeds = (database: Database, clock: Clock) => ({
  database,
  clock,
  frame: () => TEST_FRAME,
  areasAround: async () => [],
  figuresToday: async () => null,
})

export type Reply = Readonly<{ status: number; text: string; location: string }>

/** Features' pages on an app of their own, asked as whoever is named: no socket, no sign-in. */
export function viewerApp(mount: (routes: Routes) => void) {
  let asking: Viewer | null = null
  const app = new Hono<RequestEnv>()
  app.use(async (c, next) => {
    c.set('viewer', asking)
    await next()
  })
  mount(app)
  app.onError((error, c) => {
    if (error instanceof SignInNeeded) return c.redirect('/sign-in', 303)
    if (error instanceof NotFound) return c.text('not found', 404)
    if (error instanceof NotAllowed) return c.text('not allowed', 403)
    throw error
  })
  async function reply(response: Response | Promise<Response>): Promise<Reply> {
    const made = await response
    return { status: made.status, text: await made.text(), location: made.headers.get('location') ?? '' }
  }
  return {
    app,
    as(viewer: Viewer | null) {
      return {
        /** Any request, and its whole answer. */
        async request(path: string, init: RequestInit = {}): Promise<Response> {
          asking = viewer
          return app.request(path, init)
        },
        get(path: string): Promise<Reply> {
          asking = viewer
          return reply(app.request(path))
        },
        /** The answer itself, for its headers and bytes. */
        async fetch(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
          asking = viewer
          return app.request(path, { headers: { ...headers } })
        },
        post(
          path: string,
          fields: Readonly<Record<string, string | readonly string[]>> | FormData,
        ): Promise<Reply> {
          asking = viewer
          if (fields instanceof FormData) return reply(app.request(path, { method: 'POST', body: fields }))
          const body = new URLSearchParams()
          for (const [name, value] of Object.entries(fields))
            for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
          return reply(app.request(path, { method: 'POST', body }))
        },
      }
    },
  }
}

/** The hidden fields of the first form on a page that posts to a path ending so. */
export function hiddenFields(page: string, actionEnd: string): Record<string, string> {
  const forms = page.split('<form ').slice(1)
  const form = forms.find((one) => new RegExp(`action="[^"]*${actionEnd}"`).test(one.split('>')[0] ?? ''))
  if (!form) throw new Error(`no form posts to …${actionEnd}`)
  const fields: Record<string, string> = {}
  for (const [, name, value] of form
    .split('</form>')[0]!
    .matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g))
    fields[name!] = value!
  return fields
}
