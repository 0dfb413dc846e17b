import { setTimeout } from 'node:timers/promises'
import { verify } from '@node-rs/argon2'
import type { MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Clock } from '#core/time/clock.ts'
import type { Database, Scope } from '#platform/db/index.ts'
import { type RequestContext, type RequestEnv, SignInNeeded } from '#platform/http/request.ts'
import type { Mail } from '#platform/messaging/index.ts'
import type { Logger } from '#platform/telemetry/index.ts'
import {
  invite,
  inviteLink,
  type PersonOf,
  resetSecondFactor,
  setFirstPassword,
  withdraw,
} from './administer.ts'
import { changePassword } from './change-password.ts'
import { atDoor, auditOwn } from './door.ts'
import type { AuthParts, Visit } from './guard.ts'
import type { VerifyHash } from './password.ts'
import { findLapsed, findPresent, type Present } from './present.ts'
import {
  confirmAuthenticator,
  countRecoveryCodes,
  enterWithCode,
  pendingSecret,
  removeAuthenticator,
  renewRecoveryCodes,
} from './second-factor.ts'
import { loadSecret } from './secret.ts'
import { endSession, endSessions, LONGEST_HOURS, listSessions } from './session.ts'
import { requestLink, signInWithPassword, useLink } from './sign-in.ts'
import { findViewer, guess, mayHaveSent } from './stranger.ts'
import { deriveKey } from './token.ts'

/** What sign-in stands on. Without a secret in the settings one is made and kept in the data folder. */
export type AuthOptions = Readonly<{
  database: Database
  mail: Mail
  clock: Clock
  logger: Logger
  config: Readonly<{ publicUrl: string; secret: string | null; dataFolder: string; trustProxy: boolean }>
  /** A refusal takes at least this long; only tests that count refusals make it shorter. */
  refusalTakesMs?: number
  /** How time is let pass and a password's hash checked; tests put in their own to see that both happen. */
  pause?: (milliseconds: number) => Promise<unknown>
  verifyHash?: VerifyHash
}>

// Several times what checking a password takes, so that the floor, not the work, is what a stop-watch reads.
const REFUSAL_TAKES_MS = 350

/** Where an administrator without a second factor may go: to set one up, or away. */
const OPEN_WHILE_SETTING_UP = /^\/(account\/second-factor|sign-out|cookies|accessibility|privacy)(\/|$)/

/** What {@link openAuth} gives. */
export type Auth = Awaited<ReturnType<typeof openAuth>>

/** Sign-in as the rest of the service sees it: one middleware, and what pages about accounts and people need. */
export async function openAuth(options: AuthOptions) {
  const { database, mail, clock, logger, config } = options
  const secret = await loadSecret(config.secret, config.dataFolder)
  const parts: AuthParts = {
    database,
    mail,
    clock,
    logger,
    publicUrl: config.publicUrl,
    keys: {
      attempts: deriveKey(secret, 'attempts'),
      authenticator: deriveKey(secret, 'authenticator'),
      recovery: deriveKey(secret, 'recovery'),
    },
    refusalTakesMs: options.refusalTakesMs ?? REFUSAL_TAKES_MS,
    pause: options.pause ?? ((milliseconds) => setTimeout(milliseconds)),
    verifyHash: options.verifyHash ?? verify,
  }
  const cookies = sessionCookie(config.publicUrl.startsWith('https:'))
  const presents = new WeakMap<RequestContext, Present>()

  const loadViewer: MiddlewareHandler<RequestEnv> = async (c, next) => {
    const token = cookies.read(c)
    const present = token ? await findPresent(parts, token) : null
    c.set('viewer', present?.viewer ?? null)
    if (present) presents.set(c, present)
    if (present?.stage === 'set-up' && !OPEN_WHILE_SETTING_UP.test(c.req.path)) {
      return c.redirect('/account/second-factor', 303)
    }
    return next()
  }

  const visit = (c: RequestContext): Visit => ({
    address: addressOf(c, config.trustProxy),
    userAgent: c.req.header('user-agent'),
    token: cookies.read(c),
  })

  return {
    loadViewer,
    /** Who holds the session, however far in they are; null for nobody. */
    present: (c: RequestContext): Present | null => presents.get(c) ?? null,
    /** The same, where nobody is sent to sign in. At stage `code` that is nobody yet. */
    holder(c: RequestContext): Present {
      const present = presents.get(c)
      if (!present || present.stage === 'code') throw new SignInNeeded()
      return present
    },
    /** Whose session it was that ran out while they were writing; null where that cannot be told. */
    lapsed(c: RequestContext): Promise<Scope | null> {
      const token = cookies.read(c)
      return token ? findLapsed(parts, token) : Promise.resolve(null)
    },
    /** Puts the session into the browser. */
    admit: (c: RequestContext, token: string) => cookies.write(c, token),
    signInWithPassword: (c: RequestContext, attempt: Readonly<{ email: string; password: string }>) =>
      signInWithPassword(parts, attempt, visit(c)),
    requestLink: (c: RequestContext, email: string) => requestLink(parts, email, visit(c)),
    useLink: (c: RequestContext, token: string) => useLink(parts, token, visit(c)),
    enterWithCode: (c: RequestContext, present: Present, code: string) =>
      enterWithCode(parts, present, code, visit(c)),
    async signOut(c: RequestContext): Promise<void> {
      const present = presents.get(c)
      cookies.clear(c)
      if (!present) return
      await atDoor(database, async (tx) => {
        await endSession(tx, present.token)
        if (present.stage !== 'code') await auditOwn(parts, tx, present.entrant, 'signed out')
      })
    },
    listSessions: (present: Present) =>
      listSessions(database.door, present.entrant.accountId, present.token, clock()),
    /** Ends one of the holder's own sessions, or all but this one; gives how many ended. */
    endSessions: (present: Present, which: Readonly<{ id: string }> | 'others'): Promise<number> =>
      atDoor(database, async (tx) => {
        const ending = which === 'others' ? { exceptToken: present.token } : which
        const ended = await endSessions(tx, present.entrant.accountId, ending)
        if (ended > 0) await auditOwn(parts, tx, present.entrant, 'sessions ended', { sessions: ended })
        return ended
      }),
    changePassword: (
      c: RequestContext,
      present: Present,
      change: Readonly<{ current: string; fresh: string }>,
    ) => changePassword(parts, present, change, visit(c)),
    pendingSecret: (present: Present) => pendingSecret(parts, present.entrant),
    confirmAuthenticator: (c: RequestContext, present: Present, code: string) =>
      confirmAuthenticator(parts, present, code, visit(c)),
    renewRecoveryCodes: (c: RequestContext, present: Present, code: string) =>
      renewRecoveryCodes(parts, present, code, visit(c)),
    removeAuthenticator: (c: RequestContext, present: Present, code: string) =>
      removeAuthenticator(parts, present, code, visit(c)),
    countRecoveryCodes: (present: Present) => countRecoveryCodes(parts, present.entrant.accountId),
    /** For people nobody knows yet: each is limited as signing in is. */
    guess: <Found>(c: RequestContext, find: () => Promise<Found | null>) => guess(parts, visit(c), find),
    mayHaveSent: (c: RequestContext, email: string) => mayHaveSent(parts, visit(c), email),
    findViewer: (person: Readonly<{ forceId: string; personId: string }>) => findViewer(parts, person),
    /** What administrators do to others' access; each goes into the force's audit chain. */
    invite: (person: PersonOf) => invite(parts, person),
    inviteLink: (person: PersonOf) => inviteLink(parts, person),
    withdraw: (person: PersonOf) => withdraw(parts, person),
    resetSecondFactor: (person: PersonOf) => resetSecondFactor(parts, person),
    setFirstPassword: (person: PersonOf, password: string) => setFirstPassword(parts, person, password),
  }
}

// `__Host-` makes browsers refuse the cookie unless it is Secure, for the whole host and this host only. Browsers
// refuse the prefix over plain http, which only a set-up on one's own machine uses.
function sessionCookie(isHttps: boolean) {
  const name = isHttps ? '__Host-wardmote' : 'wardmote'
  const attributes = { path: '/', httpOnly: true, secure: isHttps, sameSite: 'Lax' } as const
  return {
    read(c: RequestContext): string | null {
      const token = getCookie(c, name)
      return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null
    },
    write: (c: RequestContext, token: string) =>
      setCookie(c, name, token, { ...attributes, maxAge: LONGEST_HOURS * 3600 }),
    clear: (c: RequestContext) => deleteCookie(c, name, attributes),
  }
}

// A header from anybody but the operator's own proxy would let an attacker choose their address.
function addressOf(c: RequestContext, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  if (forwarded) return forwarded
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  return incoming?.socket?.remoteAddress ?? 'unknown'
}
