import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Role, Viewer } from '#core/access/viewer.ts'
import { accountsPages } from '#features/accounts/index.ts'
import { type Auth, type AuthOptions, openAuth } from '#platform/auth/index.ts'
import type { Database } from '#platform/db/index.ts'
import {
  NotAllowed,
  NotFound,
  type RequestContext,
  type RequestEnv,
  type Routes,
  SignInNeeded,
} from '#platform/http/request.ts'
import { secure } from '#platform/http/security.ts'
import { staticFiles } from '#platform/http/static-files.ts'
import { type Mail, openMail } from '#platform/messaging/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { Browser } from './cookie-browser.ts'
import { openTestDatabase } from './database.ts'
import { addForce } from './people.ts'

export const PASSWORD = 'copper kettle meadow'

export type AccountSite = Readonly<{
  routes: Routes
  auth: Auth
  mail: Mail
  database: Database
  folder: string
  clock: () => Date
  /** Lets time pass; nothing else moves it. */
  later(milliseconds: number): void
  frame(c: RequestContext): Frame
  publicUrl: string
  force: Awaited<ReturnType<typeof addForce>>
  /** A person with a password and, until they sign in, nothing else. */
  member(name: string, role: Role): Promise<{ viewer: Viewer; email: string }>
  browser(address?: string): Browser
}>

type Options = Pick<AuthOptions, 'refusalTakesMs' | 'pause' | 'verifyHash'> & {
  publicUrl?: string
  smtpUrl?: string
  mount?(routes: Routes, site: Omit<AccountSite, 'routes' | 'browser'>): void
}

/** The pages about accounts over a real database, with sign-in in front and a clock the test holds. */
export async function startAccountSite(t: TestContext, options: Options = {}): Promise<AccountSite> {
  const database = await openTestDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-accounts-'))
  let now = Date.parse('2026-03-02T10:00:00Z')
  const clock = () => new Date(now)
  const publicUrl = options.publicUrl ?? 'http://localhost'
  const mail = openMail({
    smtpUrl: options.smtpUrl,
    mailFrom: 'Wardmote <wardmote@averley.example>',
    mailFolder: join(folder, 'mail'),
  })
  t.after(async () => {
    // A notice may still be on its way into the folder.
    await mail.idle()
    await rm(folder, { recursive: true, force: true })
  })
  const auth = await openAuth({
    database,
    mail,
    clock,
    logger: openLogger('silent'),
    config: { publicUrl, secret: null, dataFolder: folder, trustProxy: true },
    refusalTakesMs: options.refusalTakesMs ?? 0,
    ...(options.pause ? { pause: options.pause } : {}),
    ...(options.verifyHash ? { verifyHash: options.verifyHash } : {}),
  })
  const frame = (c: RequestContext): Frame => ({
    viewer: c.get('viewer'),
    currentPath: c.req.path,
    navigation: [],
    isDemonstration: true,
  })
  const force = await addForce(database, 'averley')
  const site = {
    auth,
    mail,
    database,
    folder,
    clock,
    later: (milliseconds: number) => {
      now += milliseconds
    },
    frame,
    publicUrl,
    force,
    async member(name: string, role: Role) {
      const viewer = await force.person(name, role)
      await auth.setFirstPassword(
        { by: { forceId: viewer.forceId, personId: null }, personId: viewer.personId },
        PASSWORD,
      )
      return { viewer, email: `${viewer.personId}@example.test` }
    },
  }
  const routes = new Hono<RequestEnv>()
  routes.use('/assets/*', staticFiles())
  routes.use(...secure({ publicUrl, trustProxy: true, uploadLimitMb: 1 }))
  routes.use(auth.loadViewer)
  routes.get('/', (c) => c.text(c.get('viewer')?.name ?? 'nobody'))
  accountsPages(routes, { auth, mail, clock, frame, config: { isDemonstration: true, publicUrl } })
  options.mount?.(routes, site)
  routes.onError((error, c) => {
    if (error instanceof SignInNeeded) return c.redirect('/sign-in', 303)
    if (error instanceof NotFound) return c.text('not found', 404)
    if (error instanceof NotAllowed) return c.text('not allowed', 403)
    throw error
  })
  return { ...site, routes, browser: (address = '192.0.2.1') => new Browser(routes, publicUrl, address) }
}

/**
 * The floor under refusals, which says when it begins and ends. It lasts long enough for the work above it to be over,
 * so that an answer that did not wait for it would come before its end.
 */
export function watchedFloor(happened: string[]): Required<Pick<AuthOptions, 'pause'>> {
  return {
    async pause(milliseconds) {
      happened.push(`floor of ${milliseconds} ms begins`)
      await setTimeout(700)
      happened.push('floor ends')
    },
  }
}
