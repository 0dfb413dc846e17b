import type { MiddlewareHandler } from 'hono'
import { NotFound } from './request.ts'

const LOOKS_LIKE_ONE = /^[0-9a-f-]{36}(\.|$)/
const IS_ONE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.|$)/

/** What has the length and the signs of an id and is none names nothing: 404, before the database is asked. */
export const onlyRealIds: MiddlewareHandler = async (c, next) => {
  for (const part of c.req.path.split('/'))
    if (LOOKS_LIKE_ONE.test(part) && !IS_ONE.test(part)) throw new NotFound()
  await next()
}
