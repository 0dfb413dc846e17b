import { randomUUID } from 'node:crypto'
import type { Entry } from '#core/proforma/entry.ts'
import {
  listEntries,
  listTeam,
  type OpenProject,
  openProjectOf,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import { hashToken } from '#platform/auth/index.ts'
import { parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { NotAllowed, NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import type { Flash } from '#ui/frame/page.view.ts'
import { mayInvite } from './group.access.ts'
import { groupOf } from './group.ts'
import { InviteForm, RevokeForm } from './invitation.schema.ts'
import { addInvitation, listInvitations, makeCode, revokeInvitation } from './invitation.store.ts'
import { EMAILED_DAYS } from './invitation.ts'
import { invitationsPage, linkMadePage } from './invitation.view.ts'
import { invitationMessage } from './join-messages.ts'
import type { GroupNeeds } from './needs.pages.ts'

const TOLD: Readonly<Record<string, Flash>> = {
  sent: { tone: 'success', text: 'The invitation was sent' },
  revoked: { tone: 'success', text: 'The invitation does not work any more' },
  'not-sent': {
    tone: 'warning',
    text: 'The mail server did not take the message. Withdraw the invitation and try again',
  },
}

/** [W5] [W6] Inviting into a project's group. */
export function invitationPages(routes: Routes, needs: GroupNeeds): void {
  const AT = '/projects/:number/invitations'

  routes.get(AT, async (c) => c.html(await show(c, await inviting(c), {})))

  routes.post(AT, async (c) => {
    const open = await inviting(c)
    const { viewer, project } = open
    const sent = await parseForm(c.req, InviteForm)
    if (!sent.ok) return c.html(await show(c, open, sent), 422)
    if (project.state !== 'open') throw new NotAllowed()
    const { role, email, member, uses, days } = sent.value
    const again = async (field: string, text: string) =>
      c.html(await show(c, open, { errors: [{ field, text }], values: sent.values }), 422)
    const isForOne = email !== null || uses === 1
    if (member && !isForOne) return again('member', 'A link for several people cannot be for one member')
    if (member && !(await unseated(open)).some(({ id }) => id === member))
      return again('member', 'Choose somebody from the list')
    const code = makeCode()
    const fresh = {
      role,
      email,
      memberId: member || null,
      usesAllowed: email === null ? uses : 1,
      days: email === null ? days : EMAILED_DAYS,
    }
    let isFirst = false
    const outcome = await writeOnce(needs.database, viewer, sent.values._key, home(open), async (tx) => {
      isFirst = true
      return addInvitation(viewer, tx, needs.clock(), project.id, fresh, hashToken(code))
    })
    if (!outcome.ok) return again('way', OUT_OF_DATE.text)
    // Sent before: the code is kept nowhere, so it cannot be shown again.
    if (!isFirst) return c.redirect(outcome.value, 303)
    if (email === null)
      return c.html(
        linkMadePage(needs.frame(c), { project, code, publicUrl: needs.config.publicUrl, ...fresh }),
      )
    const told = await needs.mail
      .send(
        invitationMessage(
          email,
          { ...project, forceName: viewer.forceName },
          `${needs.config.publicUrl}/join/${code}`,
          EMAILED_DAYS,
        ),
      )
      .then(
        () => 'sent',
        (error) => {
          needs.logger.error({ err: error }, 'an invitation could not be sent')
          return 'not-sent'
        },
      )
    return c.redirect(`${outcome.value}?told=${told}`, 303)
  })

  routes.post(`${AT}/:id{[0-9a-f-]{36}}/revoke`, async (c) => {
    const open = await inviting(c)
    const sent = await parseForm(c.req, RevokeForm)
    const outcome = await writeOnce(
      needs.database,
      open.viewer,
      sent.values._key,
      `${home(open)}?told=revoked`,
      (tx) => revokeInvitation(open.viewer, tx, needs.clock(), open.project.id, c.req.param('id')),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    if (outcome.reason === 'absent') throw new NotFound()
    return c.html(await show(c, open, { errors: [OUT_OF_DATE] }), 422)
  })

  async function inviting(c: RequestContext): Promise<OpenProject> {
    const open = await openProjectOf(c, needs)
    if (!(await mayInviteTo(needs, open))) throw new NotAllowed()
    return open
  }

  async function show(c: RequestContext, open: OpenProject, state: FormState): Promise<string> {
    const { viewer, project } = open
    const invitations = await needs.database.as(viewer, (tx) => listInvitations(viewer, tx, project.id))
    return invitationsPage(needs.frame(c), {
      project,
      breadcrumbs: [
        ...projectBreadcrumbs(project),
        { text: 'Step 5', href: `/projects/${project.number}/steps/5` },
      ],
      invitations,
      members: await unseated(open),
      now: needs.clock(),
      keyOf: randomUUID,
      state,
      told: TOLD[c.req.query('told') ?? ''] ?? null,
    })
  }

  async function unseated({ viewer, project, template, today }: OpenProject) {
    const entries: Entry[] = await needs.database.as(viewer, (tx) =>
      listEntries(viewer, tx, project, template, ['member']),
    )
    return groupOf(entries, today).members.filter(({ personId }) => !personId)
  }
}

/** [W5] Asks the team as it is today. */
export async function mayInviteTo(
  needs: Pick<GroupNeeds, 'database'>,
  { viewer, project, today }: OpenProject,
): Promise<boolean> {
  if (mayInvite(viewer, false)) return true
  if (!mayInvite(viewer, true)) return false
  const team = await needs.database.as(viewer, (tx) => listTeam(viewer, tx, project))
  return team.some(
    ({ personId, fromOn, untilOn }) =>
      personId === viewer.personId && fromOn <= today && (untilOn === null || untilOn >= today),
  )
}

const home = ({ project }: OpenProject) => `/projects/${project.number}/invitations`
