import QRCode from 'qrcode'
import { z } from 'zod'
import {
  authenticatorKey,
  authenticatorUrl,
  PASSWORD_FAULT_WORDS,
  type Present,
} from '#platform/auth/index.ts'
import { found, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { trustedHtml } from '#ui/html.view.ts'
import { accountView, passwordView, sessionsView } from './account.view.ts'
import { recoveryCodesView, secondFactorView, setUpView } from './second-factor.view.ts'
import { type AccountsContext, CODE_IS_WRONG, refusalInWords, refusalStatus } from './sign-in.pages.ts'

const text = z.string().max(1000).catch('')
const Password = z.object({ current: text, fresh: text })
const Code = z.object({ code: text, what: text })

/** What people see and change of their own account. */
export function ownAccountPages(routes: Routes, { auth, frame, clock }: AccountsContext): void {
  routes.get('/account', async (c) => {
    const { entrant, ...present } = auth.holder(c)
    const sessions = await auth.listSessions({ entrant, ...present })
    return c.html(
      accountView(frame(c), {
        ...entrant,
        hasPassword: entrant.passwordHash !== null,
        sessions: sessions.length,
      }),
    )
  })

  routes.get('/account/sessions', async (c) => {
    const ended = /^\d{1,4}$/.exec(c.req.query('ended') ?? '')
    const sessions = await auth.listSessions(auth.holder(c))
    return c.html(sessionsView(frame(c), sessions, ended && Number(ended[0])))
  })

  routes.post('/account/sessions/end-others', async (c) => {
    const ended = await auth.endSessions(auth.holder(c), 'others')
    return c.redirect(`/account/sessions?ended=${ended}`, 303)
  })

  routes.post('/account/sessions/:id/end', async (c) => {
    const id = found(z.uuid().safeParse(c.req.param('id')).data)
    const ended = await auth.endSessions(auth.holder(c), { id })
    return c.redirect(`/account/sessions?ended=${ended}`, 303)
  })

  routes.get('/account/password', (c) => c.html(passwordView(frame(c), passwordPage(auth.holder(c), []))))

  routes.post('/account/password', async (c) => {
    const present = auth.holder(c)
    const change = Password.parse(await c.req.parseBody().catch(() => ({})))
    const outcome = await auth.changePassword(c, present, change)
    if (outcome.ok) {
      auth.admit(c, outcome.value)
      return c.redirect('/account', 303)
    }
    const { reason } = outcome
    if (reason.kind === 'fault') {
      const errors = [{ field: 'fresh', text: `Your new password ${PASSWORD_FAULT_WORDS[reason.fault]}` }]
      return c.html(passwordView(frame(c), passwordPage(present, errors)), 422)
    }
    const words = refusalInWords(c, reason, 'Your present password is not right', clock())
    const errors = [{ field: 'current', text: words }]
    return c.html(passwordView(frame(c), passwordPage(present, errors)), refusalStatus(reason))
  })
}

function passwordPage({ entrant }: Present, errors: readonly FieldProblem[]) {
  return { hasPassword: entrant.passwordHash !== null, email: entrant.email, errors }
}

/** The second factor: set up, recovery codes, taken away. */
export function secondFactorPages(routes: Routes, { auth, frame, clock }: AccountsContext): void {
  const setUp = async (c: RequestContext, present: Present, errors: readonly FieldProblem[]) => {
    const secret = await auth.pendingSecret(present)
    if (!secret.ok) return null
    const address = authenticatorUrl(secret.value, present.entrant.email)
    const svg = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', width: 240 })
    return setUpView(frame(c), {
      qrCode: trustedHtml(svg),
      key: authenticatorKey(secret.value),
      isRequired: present.stage === 'set-up',
      errors,
    })
  }
  const manage = async (c: RequestContext, present: Present, errors: readonly FieldProblem[]) =>
    secondFactorView(frame(c), { recoveryCodesLeft: await auth.countRecoveryCodes(present), errors })

  routes.get('/account/second-factor', async (c) => {
    const present = auth.holder(c)
    return c.html((await setUp(c, present, [])) ?? (await manage(c, present, [])))
  })

  routes.post('/account/second-factor', async (c) => {
    const present = auth.holder(c)
    const { code } = Code.parse(await c.req.parseBody().catch(() => ({})))
    const outcome = await auth.confirmAuthenticator(c, present, code)
    if (outcome.ok) {
      auth.admit(c, outcome.value.token)
      return c.html(recoveryCodesView(frame(c), outcome.value.recoveryCodes))
    }
    const { reason } = outcome
    if (reason.kind === 'has-one') return c.redirect('/account/second-factor', 303)
    const errors = [{ field: 'code', text: refusalInWords(c, reason, CODE_IS_WRONG, clock()) }]
    const again = await setUp(c, present, errors)
    return again ? c.html(again, refusalStatus(reason)) : c.redirect('/account/second-factor', 303)
  })

  routes.post('/account/second-factor/change', async (c) => {
    const present = auth.holder(c)
    const { code, what } = Code.parse(await c.req.parseBody().catch(() => ({})))
    const isRemoval = what === 'remove'
    const outcome = isRemoval
      ? await auth.removeAuthenticator(c, present, code)
      : await auth.renewRecoveryCodes(c, present, code)
    if (outcome.ok) {
      return outcome.value === null
        ? c.redirect('/account/second-factor', 303)
        : c.html(recoveryCodesView(frame(c), outcome.value))
    }
    const words = refusalInWords(c, outcome.reason, CODE_IS_WRONG, clock())
    const errors = [{ field: 'code', text: words }]
    return c.html(await manage(c, present, errors), refusalStatus(outcome.reason))
  })
}
