import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { escalationEntryParts, escalationStepPart, escalationsPages } from '#features/escalations/index.ts'
import { type Project, projectsPages } from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { handOver, openMail } from '#platform/messaging/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'
import { openTestDatabase } from './database.ts'
import { addMadePeople } from './made-force.ts'
import { startMailServer, type TakenMessage } from './mail-server.ts'
import { openMadeProject } from './open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from './viewer-app.ts'

/** What a form of the register sends, but for who keeps it. */
export const CONTACT = {
  post: 'Inspector, Harbour',
  organisation: 'Averley Constabulary',
  level: 'inspector',
  answersFor: 'anything',
  areaCode: '',
  personId: '',
  reach: 'Extension 1234',
  permission: 'agreed',
  visibleTo: 'staff',
  checkedOn: '2026-11-01',
}

/** What a form that raises sends. */
export const RAISED = {
  barrier: 'Nobody mends the lights',
  detail: 'Asked twice; we ask whose they are.',
  organisation: 'Averley City Council',
  level: 'inspector',
  contact: 'nobody',
}

/** What a supervisor writes down of an answer that came by letter. */
export const FROM_OUTSIDE = {
  outcome: 'will be done',
  words: 'They are ours. Mended by Friday.',
  as: 'Head of street lighting',
  on: '2026-11-16',
  came: 'letter',
  'doneBy-day': '20',
  'doneBy-month': '11',
  'doneBy-year': '2026',
}

/** A page without its tags, its spaces made one. */
export const plain = (html: string) => html.replace(/<[^>]+>|\s+/g, ' ').replace(/ +/g, ' ')

export type EscalationSite = Awaited<ReturnType<typeof openSite>>

/**
 * A force with a project, its people and a real mail server, for a file of tests; on Monday 16 November 2026 unless a
 * test says otherwise. The resident is on the project's team; the partner and the stranger are on none.
 */
export function escalationSite(): () => EscalationSite {
  const closing: (() => Promise<void>)[] = []
  let site: EscalationSite
  before(async () => {
    site = await openSite({ after: (close: () => Promise<void>) => closing.push(close) } as never)
  })
  after(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => site
}

async function openSite(t: Parameters<typeof openTestDatabase>[0]) {
  const database: Database = await openTestDatabase(t)
  const server = await startMailServer(t)
  const mail = openMail({ smtpUrl: server.url, mailFrom: 'Wardmote <w@averley.example>', mailFolder: '' })
  const force = await addMadePeople(database)
  const people = {
    ...force,
    superintendent: await force.person('Sue Perin', 'leader', 'superintendent'),
    stranger: await force.person('Stra Nger', 'partner'),
  }
  let now = new Date('2026-11-16T10:00:00Z')
  const needs = {
    ...pageNeeds(database, () => now),
    config: { publicUrl: 'https://wardmote.example' },
    mailSoon: async (forceId: string) => {
      await handOver({ database, mail, clock: () => now, logger: openLogger('silent') }, forceId)
    },
  }
  const pages = viewerApp((routes) => {
    projectsPages(routes, {
      ...needs,
      stepParts: [escalationStepPart(needs)],
      entryParts: escalationEntryParts(needs),
    })
    escalationsPages(routes, needs)
  })
  const another = (placeName: string): Promise<Project> =>
    openMadeProject(database, people, now, { placeName, team: [people.resident] })
  const project = await another('Harbour Row')
  const refusal = (text: string) => plain(text).slice(0, 600)

  async function raising(
    viewer: Viewer,
    fields: Readonly<Record<string, string>> = {},
    { of = project, query = '' } = {},
  ) {
    const at = `/projects/${of.number}/escalations`
    const page = await pages.as(viewer).get(`${at}/new${query}`)
    return pages.as(viewer).post(at, { ...hiddenFields(page.text, '/escalations'), ...RAISED, ...fields })
  }

  return {
    ...people,
    database,
    needs,
    project,
    /** What the mail server took; emptied by setting its length. */
    taken: server.taken as TakenMessage[],
    as: pages.as,
    another,
    raising,
    /** Raises as the officer and gives the escalation's address. */
    async raised(fields: Readonly<Record<string, string>> = {}, of = project): Promise<string> {
      const reply = await raising(people.officer, fields, { of })
      assert.equal(reply.status, 303, refusal(reply.text))
      return reply.location
    },
    /** Puts somebody in the register and gives their id there. */
    async contact(fields: Readonly<Record<string, string>>): Promise<string> {
      const page = await pages.as(people.sergeant).get('/escalations/contacts/new')
      const reply = await pages.as(people.sergeant).post('/escalations/contacts', {
        ...hiddenFields(page.text, '/contacts'),
        ...CONTACT,
        keeperId: people.sergeant.personId,
        ...fields,
      })
      assert.equal(reply.status, 303, refusal(reply.text))
      return reply.location.split('/').at(-1) ?? ''
    },
    /** Sends one of the forms of a page. */
    async act(viewer: Viewer, path: string, name: string, fields: Record<string, string> = {}) {
      const { text } = await pages.as(viewer).get(path)
      return pages.as(viewer).post(`${path}/${name}`, { ...hiddenFields(text, `/${name}`), ...fields })
    },
    /** Has the work done on another day. */
    async onDay(day: string, work: () => Promise<void>) {
      const today = now
      now = new Date(`${day}T10:00:00Z`)
      try {
        await work()
      } finally {
        now = today
      }
    },
  }
}
