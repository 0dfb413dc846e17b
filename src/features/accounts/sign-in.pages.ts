import { z } from 'zod'
import type { Clock } from '#core/time/clock.ts'
import type { Auth, Refusal } from '#platform/auth/index.ts'
import type { RequestContext, Routes } from '#platform/http/request.ts'
import type { Mail } from '#platform/messaging/index.ts'
import type { FieldProblem, Frame } from '#ui/frame/page.view.ts'
import { EMAIL_WORDS, parseEmail, pathWithin, waitInWords } from './account.ts'
import {
  codeView,
  linkNotGoodView,
  linkRequestView,
  linkSentView,
  linkView,
  signInView,
} from './sign-in.view.ts'

const text = z.string().max(1000).catch('')
const SignIn = z.object({ email: text, password: text, back: text })
const Code = z.object({ code: text, back: text })
const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** What the pages about accounts need of the whole. */
export type AccountsContext = Readonly<{
  auth: Auth
  mail: Mail
  clock: Clock
  frame: (c: RequestContext) => Frame
  config: Readonly<{ isDemonstration: boolean; publicUrl: string }>
}>

/** Coming in and going out. Answers are the same for addresses that exist and that do not [AC1] [AC2]. */
export function signInPages(routes: Routes, { auth, mail, frame, clock, config }: AccountsContext): void {
  routes.get('/sign-in', (c) => {
    const back = pathWithin(c.req.query('back'))
    const onward = alreadyIn(c, auth, back)
    return onward ?? c.html(signInView(frame(c), { email: '', back, errors: [] }))
  })

  routes.post('/sign-in', async (c) => {
    const form = SignIn.parse(await c.req.parseBody().catch(() => ({})))
    const back = pathWithin(form.back)
    const email = parseEmail(form.email)
    const missing: FieldProblem[] = []
    if (!email.ok) missing.push({ field: 'email', text: EMAIL_WORDS[email.reason] })
    if (form.password === '') missing.push({ field: 'password', text: 'Enter your password' })
    if (!email.ok || missing.length > 0) {
      return c.html(signInView(frame(c), { email: form.email, back, errors: missing }), 422)
    }
    const outcome = await auth.signInWithPassword(c, { email: email.value, password: form.password })
    if (outcome.ok) return enter(c, auth, outcome.value, back)
    const words = 'The e-mail address or password is not right'
    const errors = [{ field: 'email', text: refusalInWords(c, outcome.reason, words, clock()) }]
    return c.html(signInView(frame(c), { email: form.email, back, errors }), refusalStatus(outcome.reason))
  })

  routes.get('/sign-in/link', (c) =>
    c.html(linkRequestView(frame(c), { email: '', back: pathWithin(c.req.query('back')), errors: [] })),
  )

  routes.post('/sign-in/link', async (c) => {
    const form = SignIn.parse(await c.req.parseBody().catch(() => ({})))
    const email = parseEmail(form.email)
    const again = (problem: string, status: 422 | 429) => {
      const errors = [{ field: 'email', text: problem }]
      return c.html(linkRequestView(frame(c), { email: form.email, back: '/', errors }), status)
    }
    if (!email.ok) return again(EMAIL_WORDS[email.reason], 422)
    const outcome = await auth.requestLink(c, email.value)
    if (!outcome.ok) return again(refusalInWords(c, outcome.reason, '', clock()), 429)
    return c.redirect('/sign-in/link/sent', 303)
  })

  routes.get('/sign-in/link/sent', (c) =>
    c.html(linkSentView(frame(c), { isKeptHere: config.isDemonstration && mail.kind === 'folder' })),
  )

  routes.get('/sign-in/link/:token', (c) => {
    const token = Token.safeParse(c.req.param('token'))
    return token.success ? c.html(linkView(frame(c), token.data)) : c.html(linkNotGoodView(frame(c)), 404)
  })

  routes.post('/sign-in/link/:token', async (c) => {
    const token = Token.safeParse(c.req.param('token'))
    const outcome = token.success ? await auth.useLink(c, token.data) : null
    return outcome?.ok ? enter(c, auth, outcome.value, '/') : c.html(linkNotGoodView(frame(c)), 404)
  })

  routes.get('/sign-in/code', (c) => {
    const back = pathWithin(c.req.query('back'))
    if (auth.present(c)?.stage !== 'code') return c.redirect('/sign-in', 303)
    return c.html(codeView(frame(c), { back, errors: [] }))
  })

  routes.post('/sign-in/code', async (c) => {
    const form = Code.parse(await c.req.parseBody().catch(() => ({})))
    const back = pathWithin(form.back)
    const present = auth.present(c)
    if (present?.stage !== 'code') return c.redirect('/sign-in', 303)
    const again = (problem: string, status: 422 | 429) =>
      c.html(codeView(frame(c), { back, errors: [{ field: 'code', text: problem }] }), status)
    if (form.code.trim() === '') return again('Enter the code', 422)
    const outcome = await auth.enterWithCode(c, present, form.code)
    if (!outcome.ok) {
      const words = refusalInWords(c, outcome.reason, CODE_IS_WRONG, clock())
      return again(words, refusalStatus(outcome.reason))
    }
    auth.admit(c, outcome.value)
    return c.redirect(back, 303)
  })

  routes.post('/sign-out', async (c) => {
    await auth.signOut(c)
    return c.redirect('/sign-in', 303)
  })
}

export const CODE_IS_WRONG =
  'That code is not right, or has been used already. Wait for the next one and try again'

function enter(c: RequestContext, auth: Auth, entered: { token: string; awaitsCode: boolean }, back: string) {
  auth.admit(c, entered.token)
  if (!entered.awaitsCode) return c.redirect(back, 303)
  return c.redirect(`/sign-in/code?back=${encodeURIComponent(back)}`, 303)
}

function alreadyIn(c: RequestContext, auth: Auth, back: string): Response | null {
  const stage = auth.present(c)?.stage
  if (stage === 'code') return c.redirect(`/sign-in/code?back=${encodeURIComponent(back)}`, 303)
  return stage === 'in' ? c.redirect(back, 303) : null
}

/** [AC3] The sentence for a refusal; one that will end in time also says so to programs. */
export function refusalInWords(c: RequestContext, refusal: Refusal, wrong: string, now: Date): string {
  if (refusal.kind === 'wrong') return wrong
  c.header('Retry-After', String(Math.max(1, Math.ceil((refusal.until.getTime() - now.getTime()) / 1000))))
  return waitInWords(refusal.until, now)
}

export function refusalStatus(refusal: Refusal): 422 | 429 {
  return refusal.kind === 'wait' ? 429 : 422
}
