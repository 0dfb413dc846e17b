import type { Context, Hono } from 'hono'
import type { Viewer } from '#core/access/viewer.ts'

/** What the middleware puts on every request. `viewer` is null for nobody. */
export type RequestEnv = {
  Variables: {
    requestId: string
    viewer: Viewer | null
  }
}
/** The application that features add their pages to. */
export type Routes = Hono<RequestEnv>
/** One request, with who is asking. */
export type RequestContext = Context<RequestEnv>

/** Thrown by {@link signedIn}; the app answers with a redirect to sign-in that leads back here. */
export class SignInNeeded extends Error {}

/** Thrown where a record is absent or not the viewer's to see: both look the same from outside. */
export class NotFound extends Error {}

/** Thrown where a signed-in person may see the page but not do this; shown as 403, signs nobody out. */
export class NotAllowed extends Error {}

/** The person asking; sends anybody else to sign in. */
export function signedIn(c: RequestContext): Viewer {
  const viewer = c.get('viewer')
  if (!viewer) throw new SignInNeeded()
  return viewer
}

/** The value, or a 404 when there is none. */
export function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new NotFound()
  return value
}
