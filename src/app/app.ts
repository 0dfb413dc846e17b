import { Hono } from 'hono'
import { keepSent } from '#features/drafts/index.ts'
import { onlyRealIds } from '#platform/http/ids-in-addresses.ts'
import {
  NotAllowed,
  NotFound,
  type RequestContext,
  type RequestEnv,
  type Routes,
  SignInNeeded,
} from '#platform/http/request.ts'
import { secure, TooLarge } from '#platform/http/security.ts'
import { staticFiles } from '#platform/http/static-files.ts'
import { notAllowedPage, notFoundPage, problemPage, tooLargePage } from '#ui/index.ts'
import type { Context } from './context.ts'
import { FEATURES } from './features.ts'
import { frameFor } from './frame.ts'
import { healthPages } from './health.ts'

/** The whole web application over the context: what the server serves and what tests call without a socket. */
export function createApp(context: Context): Routes {
  const frame = frameFor(context.config.isDemonstration)
  const app = new Hono<RequestEnv>()
  app.use(async (c, next) => {
    c.set('viewer', null)
    const start = performance.now()
    await next()
    context.metrics.request(c.req.method, c.req.routePath, c.res.status, (performance.now() - start) / 1000)
  })
  healthPages(app, context)
  app.use('/assets/*', staticFiles())
  app.use(...secure(context.config))
  app.use(context.auth.loadViewer)
  app.use(onlyRealIds)
  for (const feature of FEATURES) feature.pages(app, { ...context, frame })

  app.notFound((c) => c.html(notFoundPage(frame(c)), 404))
  app.onError(async (error, c) => {
    if (error instanceof SignInNeeded)
      return c.redirect(`/sign-in?back=${encodeURIComponent(await backTo(c, context))}`, 303)
    if (error instanceof NotFound) return c.html(notFoundPage(frame(c)), 404)
    if (error instanceof NotAllowed) return c.html(notAllowedPage(frame(c)), 403)
    if (error instanceof TooLarge) {
      // What is left of the body is not read, so the connection cannot carry another request.
      c.header('Connection', 'close')
      return c.html(tooLargePage(frame(c), error.limitMb), 413)
    }
    const requestId = c.get('requestId')
    context.logger.error({ err: error, requestId, route: c.req.routePath }, 'request failed')
    return c.html(problemPage(frame(c), requestId), 500)
  })
  return app
}

// A form that was posted cannot be led back to by a link; the page it is on can, with what was typed in it.
async function backTo(c: RequestContext, context: Context): Promise<string> {
  const url = new URL(c.req.url)
  if (c.req.method === 'GET') return url.pathname + url.search
  return (await keepSent(context, c, await context.auth.lapsed(c))) ?? '/'
}
