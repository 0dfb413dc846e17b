import { randomUUID } from 'node:crypto'
import type { Viewer } from '#core/access/viewer.ts'
import { waitInWords } from '#features/accounts/index.ts'
import { findAddresses, hasAddress } from '#features/people/index.ts'
import { hashToken, type Wait } from '#platform/auth/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import type { RequestContext, Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { mayBeInvited } from './group.access.ts'
import { AddressForm, CodeForm, JoinAsForm, JoinForm } from './invitation.schema.ts'
import {
  addAskedFor,
  findAtDoor,
  findOpenInvitation,
  type LoadedInvitation,
  makeCode,
} from './invitation.store.ts'
import { ASKED_FOR_DAYS, parseCode } from './invitation.ts'
import { type JoinRefusal, joinAsKnown, joinAsNew } from './join-group.pages.ts'
import { invitationMessage } from './join-messages.ts'
import {
  addressSentPage,
  askAddressPage,
  cannotJoinPage,
  codePage,
  type Joined,
  joinAsPage,
  joinPage,
  notGoodPage,
  signInToJoinPage,
  waitPage,
} from './joining.view.ts'
import type { GroupNeeds } from './needs.pages.ts'

type Opened = Readonly<{ forceId: string; invitation: LoadedInvitation; joined: Joined }>

const REFUSALS: Readonly<
  Record<Exclude<JoinRefusal, 'not-good' | 'already-in'>, { field: string; text: string }>
> = {
  // The mailbox is theirs, so that this tells nobody else anything.
  'email-taken': {
    field: 'name',
    text: 'Your e-mail address belongs to an account of another force. Ask for an invitation to another address',
  },
  'name-of-the-force': {
    field: 'organisation',
    text: 'That is the name of the police force. People who work for it are added by its administrators',
  },
}

/** [W6–W8] Opening an invitation and joining by it, by people who may not be known here. */
export function joiningPages(routes: Routes, needs: GroupNeeds): void {
  routes.get('/join', (c) => c.html(codePage(needs.frame(c), {})))

  routes.post('/join', async (c) => {
    const sent = await parseForm(c.req, CodeForm)
    const code = sent.ok ? parseCode(sent.value.code) : null
    if (code) return c.redirect(`/join/${code}`, 303)
    const text = sent.ok ? 'A code has sixteen letters and numbers' : 'Enter the code'
    return c.html(codePage(needs.frame(c), { errors: [{ field: 'code', text }], values: sent.values }), 422)
  })

  routes.get('/join/sent', (c) =>
    c.html(addressSentPage(needs.frame(c), needs.mail.kind === 'folder' && needs.frame(c).isDemonstration)),
  )

  routes.get('/join/:code', async (c) => {
    const opened = await opening(c)
    if (opened instanceof Response) return opened
    const viewer = c.get('viewer')
    if (viewer) {
      const whyNot = await cannotJoin(viewer, opened)
      return whyNot
        ? c.html(cannotJoinPage(needs.frame(c), whyNot), 403)
        : c.html(joiningAs(c, opened, viewer, {}))
    }
    const { email } = opened.invitation
    if (email === null) return c.html(askAddressPage(needs.frame(c), opened.joined, {}))
    return (await hasAccount(opened.forceId, email))
      ? c.html(signInToJoinPage(needs.frame(c), opened.joined))
      : c.html(joinPage(needs.frame(c), opened.joined, email, {}))
  })

  routes.post('/join/:code/address', async (c) => {
    const opened = await opening(c)
    if (opened instanceof Response) return opened
    const { invitation, forceId, joined } = opened
    if (invitation.email !== null) return c.redirect(`/join/${joined.code}`, 303)
    const sent = await parseForm(c.req, AddressForm)
    if (!sent.ok) return c.html(askAddressPage(needs.frame(c), joined, sent), 422)
    const { email } = sent.value
    const wait = await needs.auth.mayHaveSent(c, email)
    if (wait) return waiting(c, wait)
    const code = makeCode()
    await needs.database.as({ forceId, personId: null }, (tx) =>
      addAskedFor(tx, { forceId }, needs.clock(), invitation, email, hashToken(code), ASKED_FOR_DAYS),
    )
    const address = `${needs.config.publicUrl}/join/${code}`
    needs.mail.sendSoon(invitationMessage(email, joined, address, ASKED_FOR_DAYS), (error) =>
      needs.logger.error({ err: error }, 'an invitation that was asked for could not be sent'),
    )
    return c.redirect('/join/sent', 303)
  })

  routes.post('/join/:code', async (c) => {
    const opened = await opening(c)
    if (opened instanceof Response) return opened
    const viewer = c.get('viewer')
    return viewer ? joinKnown(c, opened, viewer) : joinNew(c, opened)
  })

  async function joinNew(c: RequestContext, { forceId, invitation, joined }: Opened) {
    const { email } = invitation
    // Only who was sent an invitation has shown that an address is theirs [W7].
    if (email === null || (await hasAccount(forceId, email))) return c.redirect(`/join/${joined.code}`, 303)
    const sent = await parseForm(c.req, JoinForm)
    if (!sent.ok) return c.html(joinPage(needs.frame(c), joined, email, sent), 422)
    const at = needs.clock()
    const outcome = await joinAsNew(needs.database, at, forceId, { ...invitation, email }, sent.value)
    if (!outcome.ok) {
      if (outcome.reason === 'not-good' || outcome.reason === 'already-in') return notGood(c)
      const state = { errors: [REFUSALS[outcome.reason]], values: sent.values }
      return c.html(joinPage(needs.frame(c), joined, email, state), 422)
    }
    const home = `/projects/${invitation.project.number}/steps/5`
    const link = await needs.auth.inviteLink({ by: { forceId, personId: null }, personId: outcome.value })
    const entered = link ? await needs.auth.useLink(c, link.split('/').at(-1) ?? '') : null
    if (!entered?.ok) return c.redirect(`/sign-in?back=${encodeURIComponent(home)}`, 303)
    needs.auth.admit(c, entered.value.token)
    return c.redirect(home, 303)
  }

  async function joinKnown(c: RequestContext, opened: Opened, viewer: Viewer) {
    const whyNot = await cannotJoin(viewer, opened)
    if (whyNot) return c.html(cannotJoinPage(needs.frame(c), whyNot), 403)
    const sent = await parseForm(c.req, JoinAsForm)
    if (!sent.ok) return c.html(joiningAs(c, opened, viewer, sent), 422)
    const home = `/projects/${opened.invitation.project.number}/steps/5`
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home, (tx) =>
      joinAsKnown(tx, viewer, needs.clock(), opened.invitation, sent.value),
    )
    if (outcome.ok || outcome.reason === 'already-in') return c.redirect(home, 303)
    if (outcome.reason === 'not-good') return notGood(c)
    const problem = outcome.reason === 'out-of-date' ? OUT_OF_DATE : REFUSALS[outcome.reason]
    return c.html(joiningAs(c, opened, viewer, { errors: [problem], values: sent.values }), 422)
  }

  /** The invitation of the address, or the reply that says no more than that there is none. */
  async function opening(c: RequestContext): Promise<Opened | Response> {
    const code = parseCode(c.req.param('code') ?? '')
    const found = await needs.auth.guess(c, async () => {
      const at = code && (await findAtDoor(needs.database.door, hashToken(code)))
      if (!at) return null
      const invitation = await needs.database.as({ forceId: at.forceId, personId: null }, (tx) =>
        findOpenInvitation(tx, at, needs.clock()),
      )
      return invitation && { forceId: at.forceId, invitation }
    })
    if (!found.ok) return waiting(c, found.reason)
    if (!found.value || !code) return notGood(c)
    const { placeName, purpose } = found.value.invitation.project
    const { forceName } = found.value.invitation
    return { ...found.value, joined: { placeName, purpose, forceName, code } }
  }

  async function cannotJoin(viewer: Viewer, { forceId, invitation: { email } }: Opened) {
    if (viewer.forceId !== forceId) return 'other-force'
    if (!mayBeInvited(viewer)) return 'staff'
    if (email === null) return null
    const addresses = await needs.database.as(viewer, (tx) => findAddresses(tx, viewer, [viewer.personId]))
    return addresses.get(viewer.personId) === email ? null : 'other-address'
  }

  function joiningAs(c: RequestContext, { joined }: Opened, viewer: Viewer, state: FormState) {
    return joinAsPage(needs.frame(c), joined, { name: viewer.name, key: randomUUID(), state })
  }

  const hasAccount = (forceId: string, email: string) =>
    needs.database.as({ forceId, personId: null }, (tx) => hasAddress(tx, { forceId }, email))

  const notGood = (c: RequestContext) => c.html(notGoodPage(needs.frame(c)), 404)

  function waiting(c: RequestContext, { until }: Wait) {
    const now = needs.clock()
    c.header('Retry-After', String(Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))))
    return c.html(waitPage(needs.frame(c), waitInWords(until, now)), 429)
  }
}
