import type { TestContext } from 'node:test'
import type { Role, Viewer } from '#core/access/viewer.ts'
import { type Project, projectsPages } from '#features/projects/index.ts'
import {
  groupPart,
  listWaitingInGroups,
  meetingEntryPart,
  workingGroupsPages,
} from '#features/working-groups/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import { type AccountSite, PASSWORD, startAccountSite } from './account-site.ts'
import type { Browser } from './cookie-browser.ts'
import { openMadeProject, putOnTeam } from './open-project.ts'

/** A site with accounts, projects and working groups over one database, and an open project in it. */
export type GroupSite = AccountSite &
  Readonly<{
    project: Project
    /** Its address. */
    at: string
    sergeant: Viewer
    officer: Viewer
    inspector: Viewer
    /** Jobs that were asked for, by name. */
    jobsSent: string[]
    /** Somebody with a role and a password, on the team where a part is given, signed in. */
    joined(name: string, role: Role, part?: Parameters<typeof putOnTeam>[3]): Promise<Member>
    /** Signs in whoever there is already. */
    browserOf(viewer: Viewer): Promise<Browser>
    waitingFor(viewer: Viewer): ReturnType<typeof listWaitingInGroups>
  }>
export type Member = Readonly<{ viewer: Viewer; browser: Browser }>

/** Starts it, at 2 March 2026; messages go to `smtpUrl` or stay in the folder. */
export async function startGroupSite(t: TestContext, smtpUrl?: string): Promise<GroupSite> {
  const jobsSent: string[] = []
  const site = await startAccountSite(t, {
    ...(smtpUrl ? { smtpUrl } : {}),
    mount(routes, { database, clock, frame, auth, mail, publicUrl }) {
      const needs = {
        database,
        clock,
        frame,
        auth,
        mail,
        logger: openLogger('silent'),
        config: { publicUrl },
        jobs: {
          send: async (name: string) => {
            jobsSent.push(name)
            return name
          },
        },
      }
      projectsPages(routes, {
        ...needs,
        figuresToday: async () => null,
        areasAround: async () => [],
        stepParts: [groupPart(needs)],
        entryParts: [meetingEntryPart(needs)],
      })
      workingGroupsPages(routes, needs)
    },
  })
  const { database, force, auth } = site
  const officer = await force.person('Olu Fficer', 'officer', 'PCSO')
  const sergeant = await force.person('Sam Geant', 'supervisor', 'sergeant')
  const inspector = await force.person('Ines Pector', 'supervisor', 'inspector')
  const project = await openMadeProject(database, { officer, sergeant, inspector }, site.clock())

  async function browserOf(viewer: Viewer): Promise<Browser> {
    const browser = site.browser(`192.0.2.${10 + Math.floor(Math.random() * 200)}`)
    await auth.setFirstPassword(
      { by: { forceId: viewer.forceId, personId: null }, personId: viewer.personId },
      PASSWORD,
    )
    const reply = await browser.post('/sign-in', {
      email: `${viewer.personId}@example.test`,
      password: PASSWORD,
      back: '/',
    })
    if (reply.status !== 303) throw new Error(`${viewer.name} could not sign in: ${reply.status}`)
    return browser
  }

  return {
    ...site,
    project,
    at: `/projects/${project.number}`,
    sergeant,
    officer,
    inspector,
    jobsSent,
    browserOf,
    async joined(name, role, part) {
      const viewer = await force.person(name, role)
      if (part) await putOnTeam(database, project, viewer, part)
      return { viewer, browser: await browserOf(viewer) }
    },
    waitingFor: (viewer) =>
      database.as(viewer, (tx) => listWaitingInGroups(viewer, tx, site.clock().toISOString().slice(0, 10))),
  }
}

/** Adds an entry by its page's form and gives its id. */
export async function addByForm(
  browser: Browser,
  at: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const page = await browser.get(`${at}/${path}/new`)
  const key = /name="_key" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const sent = await browser.post(`${at}/${path}`, { _key: key, ...fields })
  if (sent.status !== 303) throw new Error(`${path}: ${sent.status} ${sent.text.slice(0, 2000)}`)
  const list = await browser.get(`${at}/${path}`)
  const ids = [...list.text.matchAll(new RegExp(`${at}/${path}/([0-9a-f-]{36})`, 'g'))].map(([, id]) => id)
  return ids.at(-1) ?? ''
}

/** The key of the first form of a page that posts to an address ending so. */
export function keyOf(page: string, actionEnd: string): string {
  const form = page.split('<form ').find((one) => one.split('>')[0]?.includes(`${actionEnd}"`)) ?? ''
  return /name="_key" value="([^"]+)"/.exec(form)?.[1] ?? ''
}
