import { randomUUID } from 'node:crypto'
import type { ForceId, ForceSlug, PersonId, Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { londonDay } from '#core/time/london-day.ts'
import { type Admitted, admitPerson, keepRole } from '#features/people/index.ts'
import {
  addEntry,
  correctEntry,
  findEntry,
  findProject,
  joinTeam,
  listEntries,
  type ProjectNumber,
} from '#features/projects/index.ts'
import { loadTemplate } from '#features/templates/index.ts'
import { recordAudit } from '#platform/audit/index.ts'
import type { Database, Tx } from '#platform/db/index.ts'
import { type LoadedInvitation, useInvitation } from './invitation.store.ts'
import { AGREEMENT } from './invitation.ts'

/** What somebody says of themselves when they join. */
export type Answers = Readonly<{
  organisationKind: string
  organisation: string
  why: string
  capability: string
}>

export type JoinRefusal = 'not-good' | 'email-taken' | 'name-of-the-force' | 'already-in'

// Everything joining writes stands or falls together; throwing is what undoes it.
class Undone extends Error {
  readonly reason: JoinRefusal
  constructor(reason: JoinRefusal) {
    super(reason)
    this.reason = reason
  }
}

/**
 * [W8] Brings in somebody who is not known: account, organisation, role, part on the team and member of the group in one
 * transaction, and the invitation used up by it.
 */
export async function joinAsNew(
  database: Database,
  at: Date,
  forceId: string,
  invitation: LoadedInvitation & Readonly<{ email: string }>,
  answers: Answers & Readonly<{ name: string }>,
): Promise<Outcome<PersonId, JoinRefusal>> {
  const personId = randomUUID() as PersonId
  const { role, project, email } = invitation
  const kind = answers.organisationKind
  const admitted: Admitted = {
    id: personId,
    name: answers.name,
    email,
    organisation: {
      name: answers.organisation || `Residents of ${project.placeName}`.slice(0, 200),
      kind: (kind === 'resident' ? 'residents' : kind) as Admitted['organisation']['kind'],
    },
    role,
    areaCode: project.areaCode,
    fromOn: londonDay(at),
  }
  const viewer: Viewer = {
    personId,
    forceId: forceId as ForceId,
    forceSlug: invitation.forceSlug as ForceSlug,
    forceName: invitation.forceName,
    name: answers.name,
    rank: null,
    roles: [{ role, areaCode: null }],
  }
  try {
    return await database.as({ forceId, personId }, async (tx) => {
      if (!(await useInvitation(tx, { forceId }, invitation, at))) throw new Undone('not-good')
      const person = await admitPerson(tx, { forceId }, at, admitted)
      if (!person.ok) throw new Undone(person.reason)
      const seat = await takeSeat(tx, viewer, at, invitation, answers)
      if (!seat.ok) throw new Undone(seat.reason)
      return done(personId)
    })
  } catch (error) {
    if (error instanceof Undone) return refused(error.reason)
    throw error
  }
}

/** [W8] Brings in somebody of the force who has signed in. A refusal undoes what the caller's form key guards. */
export async function joinAsKnown(
  tx: Tx,
  viewer: Viewer,
  at: Date,
  invitation: LoadedInvitation,
  answers: Answers,
): Promise<Outcome<true, JoinRefusal>> {
  if (!(await useInvitation(tx, viewer, invitation, at))) return refused('not-good')
  const { role, project } = invitation
  const fromOn = londonDay(at)
  await keepRole(tx, viewer, at, { id: viewer.personId, role, areaCode: project.areaCode, fromOn })
  return takeSeat(
    tx,
    { ...viewer, roles: [...viewer.roles, { role, areaCode: null }] },
    at,
    invitation,
    answers,
  )
}

// A part on the team, and a line among the members: the one the invitation was for, where that is still nobody's.
async function takeSeat(
  tx: Tx,
  viewer: Viewer,
  at: Date,
  invitation: LoadedInvitation,
  answers: Answers,
): Promise<Outcome<true, JoinRefusal>> {
  const today = londonDay(at)
  const part = { id: randomUUID(), personId: viewer.personId, part: invitation.role, fromOn: today }
  const place = { id: invitation.projectId, state: invitation.project.state }
  const joined = await joinTeam(tx, viewer, at, place, part)
  if (!joined.ok && joined.reason !== 'already-in-part') return refused('not-good')
  const project = await findProject(viewer, tx, today, invitation.project.number as ProjectNumber)
  if (!project) return refused('not-good')
  const template = await loadTemplate(viewer, tx, project.templateVersion)
  const members = await listEntries(viewer, tx, project, template, ['member'])
  const isLive = (entry: (typeof members)[number]) => !entry.withdrawn && !entry.content.untilOn
  if (members.some((entry) => isLive(entry) && entry.content.person === viewer.personId))
    return refused('already-in')
  const change = { project, template, reopenReason: `${viewer.name} joined the group`.slice(0, 2000) }
  const meant = invitation.memberId
    ? await findEntry(viewer, tx, project, template, invitation.memberId)
    : null
  const said = Object.fromEntries(
    Object.entries({ why: answers.why, capability: answers.capability }).filter(([, words]) => words),
  )
  const seat =
    meant && isLive(meant) && !meant.content.person
      ? await correctEntry(viewer, tx, at, change, meant, { ...said, person: viewer.personId })
      : await addEntry(viewer, tx, at, change, {
          kind: 'member',
          content: {
            name: viewer.name,
            organisationKind: answers.organisationKind,
            organisation: answers.organisation || null,
            why: answers.why || null,
            capability: answers.capability || null,
            chair: 'no',
            person: viewer.personId,
            fromOn: today,
          },
        })
  if (!seat.ok) return refused('not-good')
  await recordAudit(tx, viewer, at, {
    action: 'joined the group by invitation',
    subject: { kind: 'project', id: invitation.projectId },
    after: { invitation: invitation.id, agreedTo: AGREEMENT.version },
  })
  return done(true)
}
