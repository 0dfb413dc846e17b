import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { fromBuffer } from 'yauzl'
import { projectParts } from '#app/project-parts.ts'
import type { Viewer } from '#core/access/viewer.ts'
import type { Field } from '#core/proforma/field.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { RECORDED_STATES } from '#core/record/recorded-escalation.ts'
import { attachmentsPages } from '#features/attachments/index.ts'
import { dosePages } from '#features/dose/index.ts'
import { escalationsPages } from '#features/escalations/index.ts'
import { fidelityPages } from '#features/fidelity/index.ts'
import { putOnPicture } from '#features/pictures/index.ts'
import { drawIn } from '#features/pictures/picture.store.ts'
import { changeElement, readPicture } from '#features/pictures/picture-doc.ts'
import { type Project, projectsPages } from '#features/projects/index.ts'
import { giveRating, openRound, ratingPages } from '#features/ratings/index.ts'
import { openKeptFiles } from '#platform/files/kept-files.ts'
import { openMadeForce } from './made-force.ts'
import { openMadeProject, putOnTeam } from './open-project.ts'
import { hiddenFields, pageNeeds, viewerApp } from './viewer-app.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const TODAY = '2026-04-01'

// biome-ignore lint/suspicious/noExplicitAny: a record as it is read from outside
export type Data = any // any: read and broken here in ways its type would not allow

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => `a${text.replace(/\p{Cc}|[\p{Cs}]/gu, '')}`)
const someDay = fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`)

/** Any answer that a field may have; what names another entry names one of `ids`, by kind. */
function answersOf(field: Field, ids: ReadonlyMap<string, string>): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'line':
    case 'words':
    case 'person':
      return words
    case 'one of':
      return fc.constantFrom(...field.choices.map(({ value }) => value))
    case 'any of':
      return fc.subarray(field.choices.map(({ value }) => value))
    case 'date':
    case 'rough date':
      return someDay
    case 'time':
      return fc.constantFrom('09:05', '19:30')
    case 'number':
      return fc.integer({ min: 1, max: 5 })
    case 'point':
      return fc.constantFrom('52.634567,-1.129312', '51.5,0.1')
    case 'entry':
      return fc.constant(ids.get(field.kinds[0] ?? '') ?? null)
    case 'entries':
      return fc.constant(field.kinds.flatMap((kind) => ids.get(kind) ?? []))
  }
}

/** One entry of every kind, each answering every question: any answers that a record may hold. */
export const anyEntries = fc.constant(null).chain(() => {
  const ids = new Map(PLATFORM_TEMPLATE.kinds.map(({ id }) => [id, randomUUID() as string]))
  return fc.record({
    ids: fc.constant(ids),
    contents: fc.record(
      Object.fromEntries(
        PLATFORM_TEMPLATE.kinds.map(({ id, fields }) => [
          id,
          fc.record(Object.fromEntries(fields.map((field) => [field.name, answersOf(field, ids)]))),
        ]),
      ),
    ),
  })
})

type Filled = Readonly<{ project: Project; ids: ReadonlyMap<string, string> }>

/** A force whose projects are filled, taken out and brought in, through the pages that the app gives a project. */
export async function openRecordSite() {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-record-'))
  after(() => rm(folder, { recursive: true, force: true }))
  let now = AT

  const force = await openMadeForce()
  const { database, officer, second, sergeant, analyst, coach, resident } = force
  const needs = {
    ...pageNeeds(database, () => now),
    files: openKeptFiles(folder),
    config: { publicUrl: 'https://wardmote.example' },
    mailSoon: async () => {},
  }
  const site = viewerApp((routes) => {
    projectsPages(routes, { ...needs, ...projectParts(needs as never) })
    attachmentsPages(routes, needs)
    escalationsPages(routes, needs)
    ratingPages(routes, needs)
    fidelityPages(routes, needs)
    dosePages(routes, needs)
  })

  async function filledProject({
    ids,
    contents,
  }: fc.Arbitrary<unknown> extends never ? never : Data): Promise<Filled> {
    const project = await openMadeProject(database, force, AT, { placeName: 'Harbour Row' })
    await putOnTeam(database, project, second, 'officer')
    await putOnTeam(database, project, coach, 'coach')
    await putOnTeam(database, project, resident, 'resident')
    const written = { by: officer.personId, as: 'PCSO Olu Fficer', at: AT }
    await database.owner
      .insertInto('project_entry')
      .values(
        PLATFORM_TEMPLATE.kinds.map(({ id }, index) => ({
          force_id: officer.forceId,
          id: ids.get(id),
          project_id: project.id,
          kind: id,
          position: 1000 + index,
          content: JSON.stringify(contents[id]),
          origin: 'person',
          added_by: written.by,
          added_as: written.as,
          added_at: written.at,
          written_by: written.by,
          written_as: written.as,
          written_at: written.at,
          ...(index % 5 === 4
            ? {
                withdrawn_by: written.by,
                withdrawn_as: written.as,
                withdrawn_at: AT,
                withdraw_reason: 'Wrong',
              }
            : {}),
        })),
      )
      .execute()
    await raiseInEveryState(project, ids.get('risk'))
    await rate(project)
    return { project, ids }
  }

  async function raiseInEveryState(project: Project, riskId: string): Promise<void> {
    const contact = randomUUID()
    const common = { force_id: officer.forceId }
    await database.owner
      .insertInto('escalation_contact')
      .values({
        ...common,
        id: contact,
        organisation: 'Averley City Council',
        name: 'Lorna Lamplight',
        post: 'Head of lighting',
        level: 'inspector',
        answers_for: 'anything',
        permission: 'agreed',
        visible_to: 'staff',
        keeper_id: sergeant.personId,
        checked_on: TODAY,
      } as never)
      .execute()
    const said = (part: string) => ({ [`${part}_as`]: 'Inspector Ines Pector', [`${part}_at`]: AT })
    const answered = {
      outcome: 'will be done',
      answer: 'They are ours. By Friday.',
      answered_as: 'Lorna Lamplight',
      answered_on: TODAY,
      answer_came: 'letter',
      answer_written_by: sergeant.personId,
      answered_at: AT,
      done_by: '2026-04-03',
    }
    const more: Readonly<Record<string, object>> = {
      raised: {},
      acknowledged: said('acknowledged'),
      answered: { ...said('acknowledged'), ...answered },
      closed: { ...said('acknowledged'), ...answered, ...said('closed'), closed_by: officer.personId },
      withdrawn: { ...said('withdrawn'), withdraw_reason: 'Mended meanwhile' },
    }
    for (const [index, state] of RECORDED_STATES.entries())
      await database.owner
        .insertInto('escalation')
        .values({
          ...common,
          id: randomUUID(),
          number: index + 1,
          project_id: project.id,
          entry_id: index === 0 ? riskId : null,
          barrier: `Nobody mends the lights, ${state}`,
          detail: 'Asked twice',
          organisation: 'Averley City Council',
          level: 'inspector',
          contact_id: index === 1 ? null : contact,
          state,
          raised_by: officer.personId,
          raised_as: 'PCSO Olu Fficer',
          raised_at: AT,
          asked_on: TODAY,
          acknowledge_by: '2026-04-08',
          answer_by: '2026-04-24',
          ...more[state],
        } as never)
        .execute()
  }

  /** One round that has ended, given by all; and one that is open and half given. */
  async function rate(project: Project): Promise<void> {
    const asked = [
      { personId: officer.personId, part: 'team' },
      { personId: second.personId, part: 'team' },
      { personId: sergeant.personId, part: 'line manager' },
      { personId: coach.personId, part: 'reviewer' },
    ]
    for (const [number, givers] of [
      [1, [officer, second, sergeant, coach]],
      [2, [officer]],
    ] as const) {
      const id = randomUUID()
      const steps = [1, 2]
      await database.as(sergeant, (tx) =>
        openRound(sergeant, tx, AT, project, {
          id,
          steps,
          asked,
          askedOn: TODAY,
          dueOn: '2026-04-20',
          rubricVersion: 0,
        } as never),
      )
      for (const [index, viewer] of givers.entries())
        await database.as(viewer, (tx) =>
          giveRating(viewer, tx, AT, project, id, [
            { step: 1, level: index + 1, cannotSayWhy: null, note: `Note ${index} of ${number}` },
            { step: 2, level: null, cannotSayWhy: 'Not seen', note: '' },
          ]),
        )
    }
  }

  async function attach({ project, ids }: Filled, kind: string, name: string, content: Buffer | string) {
    const at = `/projects/${project.number}/entries/${ids.get(kind)}/files`
    const page = await site.as(officer).get(at)
    const body = new FormData()
    const sent = { ...hiddenFields(page.text, '/files'), shows: `What ${name} shows`, reopenReason: 'Late' }
    for (const [field, value] of Object.entries(sent)) body.set(field, value)
    body.set('file', new File([content as never], name))
    const reply = await site.as(officer).request(at, { method: 'POST', body })
    assert.equal(reply.status, 303, await reply.text())
  }

  const photograph = (width = 60) =>
    sharp({ create: { width, height: 40, channels: 3, background: { r: 200, g: 40, b: 40 } } })
      .jpeg()
      .withExifMerge({ IFD0: { Make: 'PhoneMaker' } })
      .toBuffer()

  /** A project with a photograph, a drawing and a paper among its files, one of them withdrawn. */
  async function projectWithFiles(entries: Data): Promise<Filled> {
    const filled = await filledProject(entries)
    await drawSomething(filled.project.id)
    await attach(filled, 'asset', 'hall.jpg', await photograph())
    await attach(
      filled,
      'asset',
      'plan.png',
      await sharp(await photograph(70))
        .png()
        .toBuffer(),
    )
    await attach(filled, 'as-received', 'proforma.csv', 'Question,Answer\nWho,Everybody\n')
    await database.owner
      .updateTable('attachment')
      .set({
        withdrawn_by: officer.personId,
        withdrawn_as: 'PCSO',
        withdrawn_at: AT,
        withdraw_reason: 'Wrong one',
      })
      .where('project_id', '=', filled.project.id)
      .where('name', '=', 'plan.png')
      .execute()
    return filled
  }

  // In one picture: two things, what leads from one to the other, and something taken off.
  async function drawSomething(projectId: string): Promise<void> {
    const { id } = await database.owner
      .selectFrom('project_entry')
      .select('id')
      .where('project_id', '=', projectId)
      .where('kind', '=', 'picture')
      .executeTakeFirstOrThrow()
    await database.as(officer, async (tx) => {
      await putOnPicture(officer, tx, AT, projectId, id, {
        parts: [
          ['place', 'left', 'The hall'],
          ['concern', 'top', 'الزقاق مظلم'],
          ['note', 'right', 'Taken off'],
        ],
        links: [
          [0, 1, 'makes'],
          [1, 2, 'made'],
        ],
      })
      const said = { projectId, action: 'taken off a picture', after: {} }
      await drawIn(officer, tx, AT, id, said, (doc) => {
        const gone = readPicture(doc).elements.find(({ words }) => words === 'Taken off')
        changeElement(doc, gone?.id ?? '', { goneAt: AT.toISOString() })
      })
    })
  }

  const anyOnce = (): Data => fc.sample(anyEntries, 1)[0]

  async function exported(viewer: Viewer, number: string): Promise<Data> {
    const { status, text } = await site.as(viewer).get(`/projects/${number}/record.json`)
    assert.equal(status, 200)
    return JSON.parse(text)
  }

  async function zipOf(viewer: Viewer, number: string): Promise<Buffer> {
    const reply = await site.as(viewer).request(`/projects/${number}/record.zip`)
    assert.equal(reply.status, 200)
    assert.match(reply.headers.get('content-disposition') ?? '', new RegExp(`filename="${number}.zip"`))
    return Buffer.from(await reply.arrayBuffer())
  }

  async function send(file: Buffer | string, name = 'record.zip', viewer = analyst) {
    const page = await site.as(viewer).get('/projects/import')
    const body = new FormData()
    body.set('_key', hiddenFields(page.text, '/import/files')._key!)
    body.set('file', new File([file as never], name))
    const reply = await site.as(viewer).request('/projects/import/files', { method: 'POST', body })
    return { status: reply.status, text: await reply.text(), location: reply.headers.get('location') ?? '' }
  }

  /** Where an import led to: the page that says what did not come, or nothing; and the number of the project. */
  async function imported(file: Buffer | string, name?: string): Promise<{ number: string; told: string }> {
    now = new Date(now.getTime() + 3600_000)
    const reply = await send(file, name)
    assert.equal(reply.status, 303, reply.text.replace(/<[^>]+>|\s+/g, ' '))
    const page = await site.as(analyst).get(reply.location)
    const number = /AVE-\d{4}-\d+/.exec(page.location || page.text)?.[0] ?? ''
    return { number, told: page.text }
  }

  return { ...force, as: site.as, anyOnce, photograph, projectWithFiles, exported, zipOf, send, imported }
}

/** What a ZIP holds, in its order. */
export function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  return new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, async (error, zip) => {
      if (error) return reject(error)
      try {
        for await (const part of zip.eachEntry()) {
          const pieces: Buffer[] = []
          for await (const piece of await zip.openReadStreamPromise(part)) pieces.push(piece as Buffer)
          files.set(part.fileName, Buffer.concat(pieces))
        }
        resolve(files)
      } catch (problem) {
        reject(problem)
      }
    }),
  )
}
