import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { sql } from 'kysely'
import { openStore } from '#analytics/index.ts'
import { readConfig } from '#app/config/config.ts'
import type { Context } from '#app/context.ts'
import { FEATURES } from '#app/features.ts'
import { healthPages } from '#app/health.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { roomAt } from '#core/picture/element.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { PICTURE_KINDS } from '#core/proforma/steps/pictures.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addElement, addLink, changedBy, openPictureDoc } from '#features/pictures/picture-doc.ts'
import { hashToken, openAuth } from '#platform/auth/index.ts'
import { openKeptFiles } from '#platform/files/kept-files.ts'
import { openMail } from '#platform/messaging/index.ts'
import { openLogger, openMetrics } from '#platform/telemetry/index.ts'
import { anyRow, dropChecksAndForeignKeys } from './any-row.ts'
import { openTestDatabase } from './database.ts'
import { openMadeProject } from './open-project.ts'
import { addForce } from './people.ts'
import { hiddenFields, TEST_FRAME, viewerApp } from './viewer-app.ts'

const AT = new Date('2026-03-02T10:00:00Z')
const TOKEN = 'T'.repeat(43)

export type AccessSite = Awaited<ReturnType<typeof openAccessSite>>

/** Every feature of the app over one database that holds one of each record, for a file of tests. */
export function accessSite(): () => AccessSite {
  const closing: (() => unknown)[] = []
  let site: AccessSite
  before(async () => {
    site = await openAccessSite((close) => closing.push(close))
  })
  after(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => site
}

/** Every feature of the app over a database of its own that holds one of each record; `atEnd` is given what to close. */
export async function openAccessSite(atEnd: (close: () => unknown) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-access-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const database = await openTestDatabase({ after: atEnd } as never)
  await dropChecksAndForeignKeys(database)
  const people = await addPeople(database)
  const project = await openMadeProject(database, people, AT, { team: [people.partner, people.resident] })
  const context = await openParts(database, folder, atEnd)
  const pages = viewerApp((routes) => {
    healthPages(routes, context)
    for (const feature of FEATURES) feature.pages(routes, { ...context, frame: () => TEST_FRAME })
  })
  const ids = await fill(database, people, project)
  const fileId = await attach(
    pages,
    people.officer,
    `/projects/${project.number}/entries/${ids.entries.evidence}/files`,
  )
  return {
    database,
    people,
    project,
    app: pages.app,
    as: pages.as,
    ids: {
      ...ids,
      file: fileId,
      screening: await onlyId(database, 'screening'),
      decision: await onlyId(database, 'decision'),
    },
  }
}

async function addPeople(database: Context['database']) {
  const averley = await addForce(database, 'averley')
  const borough = await addForce(database, 'borough')
  const person = averley.person
  return {
    officer: await person('Olu Fficer', 'officer', 'PCSO'),
    sergeant: await person('Sam Geant', 'supervisor', 'sergeant'),
    inspector: await person('Ines Pector', 'supervisor', 'inspector'),
    leader: await person('Lea Der', 'leader', 'superintendent'),
    analyst: await person('Ana Lyst', 'analyst'),
    coach: await person('Coa Ch', 'coach'),
    partner: await person('Par Tner', 'partner'),
    partnerElsewhere: await person('Pat Ner', 'partner'),
    resident: await person('Res Ident', 'resident'),
    residentElsewhere: await person('Rae Sident', 'resident'),
    administrator: await person('Ad Min', 'administrator'),
    otherForce: await borough.person('Una Other', 'supervisor', 'inspector'),
    nobody: null,
  } satisfies Record<string, Viewer | null>
}
export type Column = keyof Awaited<ReturnType<typeof addPeople>>

async function openParts(
  database: Context['database'],
  folder: string,
  atEnd: (close: () => unknown) => void,
): Promise<Context> {
  const config = readConfig({ WARDMOTE_DATA: folder, LOG_LEVEL: 'silent', WARDMOTE_URL: 'http://localhost' })
  const clock = () => AT
  const logger = openLogger('silent')
  const store = await openStore({
    folder: config.storeFolder,
    memoryLimitMb: config.analyticsMemoryMb,
    clock,
  })
  atEnd(() => store.close())
  const mail = openMail(config)
  return {
    config,
    clock,
    logger,
    metrics: openMetrics(),
    database,
    // Nothing is done in the background: a table of who may ask for it does not need it done.
    jobs: { send: async () => null } as never,
    mail,
    auth: await openAuth({ database, mail, clock, config, logger, refusalTakesMs: 0 }),
    store,
    files: openKeptFiles(config.attachmentFolder),
    close: async () => {},
  }
}

async function onlyId(database: Context['database'], table: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)}`.execute(database.owner)
  return rows[0]?.id ?? ''
}

type Officer = Viewer
async function attach(pages: ReturnType<typeof viewerApp>, officer: Officer, at: string): Promise<string> {
  const page = await pages.as(officer).get(at)
  const form = new FormData()
  for (const [name, value] of Object.entries(hiddenFields(page.text, '/files'))) form.set(name, value)
  form.set('file', new File(['place,count\nHarbour Row,3\n'], 'counts.csv', { type: 'text/csv' }))
  form.set('shows', '')
  form.set('reopenReason', 'A file came.')
  const sent = await pages.as(officer).post(at, form)
  if (sent.status !== 303)
    throw new Error(`the file was not attached: ${sent.status} ${sent.text.slice(0, 3000)}`)
  const shown = await pages.as(officer).get(at.replace('/entries/', '/evidence/').replace('/files', ''))
  return /\/files\/([0-9a-f-]{36})\//.exec(shown.text)?.[1] ?? ''
}

/** One row of every record that a page's address names. */
async function fill(
  database: Context['database'],
  people: Awaited<ReturnType<typeof addPeople>>,
  project: Awaited<ReturnType<typeof openMadeProject>>,
) {
  const { officer, sergeant } = people
  const force_id = officer.forceId
  const project_id = project.id
  const put = async (table: string, given: Readonly<Record<string, unknown>>): Promise<string> => {
    const id = randomUUID()
    const row = await anyRow(database, table, { force_id, ...given })
    if ('id' in row && !('id' in given)) row.id = id
    const names = sql.join(Object.keys(row).map((name) => sql.ref(name)))
    await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(Object.values(row))})`.execute(
      database.owner,
    )
    return String(row.id ?? '')
  }
  const entries: Record<string, string> = Object.fromEntries(
    PLATFORM_TEMPLATE.kinds.map(({ id }) => [id, randomUUID()]),
  )
  const added = { added_by: officer.personId, added_as: officer.name, added_at: AT }
  const written = { written_by: officer.personId, written_as: officer.name, written_at: AT }
  for (const [position, kind] of PLATFORM_TEMPLATE.kinds.entries())
    await put('project_entry', {
      id: entries[kind.id],
      project_id,
      kind: kind.id,
      position: position + 100,
      content: JSON.stringify(
        Object.fromEntries(kind.fields.map((field) => [field.name, answerOf(kind, field, entries)])),
      ),
      origin: 'person',
      ...added,
      ...written,
    })
  const element = randomUUID()
  const leads = randomUUID()
  for (const { id } of PICTURE_KINDS)
    await put('picture_change', {
      picture_id: entries[id],
      change: Buffer.from(madePicture([element, randomUUID()], leads)),
      kept_at: AT,
    })
  const round = await put('rating_round', {
    project_id,
    number: 1,
    steps: JSON.stringify([1, 2]),
    rubric_version: 0,
    asked_on: '2026-03-01',
    due_on: '2026-03-20',
    opened_by: sergeant.personId,
    opened_as: sergeant.name,
    opened_at: AT,
  })
  for (const [person, part] of [
    [officer, 'team'],
    [sergeant, 'line manager'],
  ] as const) {
    await put('rating_ask', { round_id: round, person_id: person.personId, part, giving: 1, given_at: AT })
    for (const step of [1, 2])
      await put('rating_mark', { round_id: round, person_id: person.personId, giving: 1, step, level: 3 })
  }
  const contact = await put('escalation_contact', {
    organisation: 'Averley City Council',
    name: 'Head of lighting',
    post: 'Head of lighting',
    level: 'inspector',
    answers_for: 'lights',
    permission: 'agreed',
    visible_to: 'staff',
    keeper_id: sergeant.personId,
    checked_on: '2026-03-01',
  })
  const raised = {
    organisation: 'Averley City Council',
    level: 'inspector',
    state: 'raised',
    raised_by: officer.personId,
    raised_as: officer.name,
    raised_at: AT,
    asked_on: '2026-03-02',
    acknowledge_by: '2026-03-05',
    answer_by: '2026-03-23',
  }
  const later = new Date('2027-03-02T10:00:00Z')
  await put('draft', {
    person_id: officer.personId,
    form: 'f'.repeat(64),
    page: `/projects/${project.number}/assets/new`,
    fields: JSON.stringify({ name: ['kept'] }),
    saved_at: AT,
  })
  await put('group_calendar', {
    project_id,
    person_id: people.resident.personId,
    token_hash: hashToken(TOKEN),
    made_at: AT,
  })
  const roleHeld = await sql<{
    id: string
  }>`select id from role_held where person_id = ${people.partnerElsewhere.personId}`.execute(database.owner)
  const seriesBreak = await put('series_break', {
    id: randomUUID(),
    label: 'A new system',
    from_month: '2024-01',
    created_by: sergeant.personId,
    created_at: AT,
  })
  return {
    entries,
    element,
    leads,
    seriesBreak,
    role: roleHeld.rows[0]?.id ?? '',
    round,
    contact,
    escalation: await put('escalation', {
      project_id,
      number: 1,
      barrier: 'Nobody mends the lights',
      ...raised,
    }),
    issue: await put('escalation', { number: 2, barrier: 'Nobody mends lights anywhere', ...raised }),
    note: await put('hours_note', {
      project_id,
      person_id: officer.personId,
      on_day: '2026-03-01',
      minutes: 30,
      kind: 'project',
      noted_at: AT,
    }),
    link: await put('brief_link', {
      project_id,
      token_hash: hashToken(TOKEN),
      made_for: 'The council',
      expires_at: later,
      made_by: sergeant.personId,
      made_as: sergeant.name,
      made_at: AT,
    }),
    invitation: await put('group_invitation', {
      project_id,
      token_hash: hashToken('I'.repeat(16)),
      role: 'resident',
      uses_allowed: 5,
      expires_at: later,
      made_by: sergeant.personId,
      made_as: sergeant.name,
      made_at: AT,
    }),
    run: await put('import_run', {
      id: randomUUID(),
      requested_by: people.analyst.personId,
      requested_at: AT,
      file_names: ['a.zip'],
      paths: [],
      is_uploaded: true,
      state: 'refused',
      refusal: 'Not a table',
    }),
    member: await onlyId(database, 'project_member'),
    token: TOKEN,
  }
}

function answerOf(kind: EntryKind, field: Field, ids: Readonly<Record<string, string>>): unknown {
  switch (field.type) {
    case 'line':
    case 'words':
      return `${kind.one} ${field.name}`
    case 'one of':
      return field.choices[0]?.value ?? null
    case 'any of':
    case 'entries':
      return []
    case 'date':
    case 'rough date':
      return '2026-03-01'
    case 'time':
      return '19:30'
    case 'number':
      return field.least ?? 1
    case 'entry':
      return ids[field.kinds[0] ?? ''] ?? null
    default:
      return null
  }
}

/** A picture of elements of these ids, the first of which leads to the second by a link of that id. */
function madePicture(ids: readonly [string, string], link: string): Uint8Array {
  const doc = openPictureDoc([])
  const change = changedBy(doc, () => {
    for (const id of ids)
      addElement(doc, {
        id,
        kind: 'note',
        words: 'A note',
        ...roomAt('middle', 'note', []),
        addedBy: 'Olu Fficer',
        addedAt: AT.toISOString(),
      })
    addLink(doc, { id: link, from: ids[0], to: ids[1], words: '' })
  })
  if (!change) throw new Error('nothing was drawn')
  return change
}
