import { sql } from 'kysely'
import type { Routes } from '#platform/http/request.ts'
import type { Context } from './context.ts'

/** For operators: `/health/live` (the process answers), `/health/ready` (its database and store do), `/metrics`. */
export function healthPages(routes: Routes, context: Context): void {
  routes.get('/health/live', (c) => c.json({ status: 'live' }))
  routes.get('/health/ready', async (c) => {
    try {
      await sql`select 1`.execute(context.database.owner)
      await context.store.forces()
      return c.json({ status: 'ready' })
    } catch (error) {
      context.logger.warn({ err: error }, 'not ready')
      return c.json({ status: 'not ready' }, 503)
    }
  })
  routes.get('/metrics', async (c) =>
    c.text(await context.metrics.registry.metrics(), 200, {
      'Content-Type': context.metrics.registry.contentType,
    }),
  )
}
