import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Viewer } from '#core/access/viewer.ts'
import { ELEMENTS_MOST, type ElementKind } from '#core/picture/element.ts'
import { projectsPages } from '#features/projects/index.ts'
import { openMadeForce } from '#tests/support/made-force.ts'
import { openMadeProject, putOnTeam } from '#tests/support/open-project.ts'
import { hiddenFields, TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import { pictureParts, picturesPages } from './index.ts'
import { drawIn } from './picture.store.ts'
import { addElement, addLink } from './picture-doc.ts'

const AT = new Date('2026-04-01T10:00:00Z')
const HOSTILE = '<img src=x onerror=alert(1)> “الزقاق مظلم”'

const made = await openMadeForce()
const { database, officer, resident, partner, sergeant } = made
const project = await openMadeProject(database, made, AT)
await putOnTeam(database, project, resident)
const needs = { database, clock: () => AT, frame: () => TEST_FRAME }
const site = viewerApp((routes) => {
  projectsPages(routes, {
    ...needs,
    areasAround: async () => [],
    figuresToday: async () => null,
    entryParts: pictureParts(needs),
  })
  picturesPages(routes, needs)
})

async function addPicture(by: Viewer, view: string): Promise<string> {
  const list = `/projects/${project.number}/pictures`
  const form = await site.as(by).get(`${list}/new`)
  const sent = await site.as(by).post(list, {
    ...hiddenFields(form.text, '/pictures'),
    view,
    named: 'role',
    consent: 'project',
  })
  assert.equal(sent.status, 303, sent.text)
  const { text } = await site.as(by).get(list)
  const id = new RegExp(`/pictures/([0-9a-f-]{36})"[^>]*>\\s*${view}`).exec(text)?.[1]
  assert.ok(id, text)
  return `${list}/${id}`
}

type Sent = Readonly<Record<string, string>>

async function put(by: Viewer, picture: string, fields: Sent) {
  const form = await site.as(by).get(`${picture}/elements/new`)
  return site.as(by).post(`${picture}/elements`, {
    ...hiddenFields(form.text, '/elements'),
    kind: 'concern',
    spot: 'top-left',
    ...fields,
  })
}

/** The address of the part whose link says so, from the picture's list. */
async function part(by: Viewer, picture: string, words: string): Promise<string> {
  const { text } = await site.as(by).get(`${picture}/list`)
  const found = [...text.matchAll(/href="([^"]*\/elements\/[0-9a-f-]{36})"[^>]*>([^<]*)</g)]
  const address = found.find(([, , says]) => says?.includes(words))?.[1]
  assert.ok(address, `${words} is not listed`)
  return address
}

async function send(by: Viewer, address: string, action: string, fields: Sent = {}) {
  const form = await site.as(by).get(address)
  return site.as(by).post(`${address}${action}`, { ...hiddenFields(form.text, action || address), ...fields })
}

const madeParts = (length: number) =>
  Array.from({ length }, (_, at) => ({
    id: crypto.randomUUID() as string,
    kind: 'note' as ElementKind,
    words: `Note ${at}`,
    ...{ x: at % 100, y: at, width: 10, height: 10 },
    addedBy: 'Olu Fficer, PCSO',
    addedAt: AT.toISOString(),
  }))

async function drawAll(
  picture: string,
  parts: ReturnType<typeof madeParts>,
  more: Parameters<typeof drawIn>[5] = () => {},
) {
  const said = { projectId: project.id, action: 'put on a picture', after: {} }
  await database.as(officer, (tx) =>
    drawIn(officer, tx, AT, picture.split('/').at(-1)!, said, (doc) => {
      for (const part of parts) addElement(doc, part)
      more(doc)
    }),
  )
}

test('[PI1] [PI2] a picture is made, moved, linked and taken apart from its list', async () => {
  const picture = await addPicture(resident, 'Tenants')
  assert.match((await site.as(resident).get(picture)).text, /Nothing is on it yet/)
  assert.equal((await put(resident, picture, { words: HOSTILE })).status, 303)
  assert.equal(
    (await put(resident, picture, { kind: 'place', words: 'The alley', spot: 'bottom' })).status,
    303,
  )
  const list = (await site.as(resident).get(`${picture}/list`)).text
  assert.ok(!list.includes('<img src=x'), 'what is typed is words')
  assert.match(list, /&lt;img src=x.*Concern.*Top left.*The alley.*Place.*Bottom/s)

  const alley = await part(resident, picture, 'The alley')
  const other = (await part(resident, picture, 'onerror')).split('/').at(-1)!
  const linked = await send(resident, alley, '/links', { to: other, linkWords: 'makes' })
  assert.equal(linked.status, 303, linked.text)
  assert.match((await site.as(resident).get(`${picture}/list`)).text, /makes: &lt;img/)
  const moved = await send(resident, alley, '', {
    kind: 'place',
    words: 'The dark alley',
    spot: 'right',
    was: 'The alley',
  })
  assert.equal(moved.status, 303, moved.text)
  assert.match((await site.as(resident).get(`${picture}/list`)).text, /The dark alley.*?Place.*?Right/s)

  assert.equal((await send(resident, alley, '/off')).status, 303)
  assert.match((await site.as(resident).get(`${picture}/list`)).text, /Taken off \(1\)/)
  assert.equal((await send(resident, alley, '/back')).status, 303)
  const back = (await site.as(resident).get(alley)).text
  assert.match(back, /Leads to/, 'with its links')
  const remove = /action="([^"]*\/remove)"/.exec(back)?.[1] ?? ''
  const removed = await site.as(resident).post(remove, hiddenFields(back, remove))
  assert.equal(removed.status, 303)
  assert.match((await site.as(resident).get(alley)).text, /Nothing leads to it or from it/)
  assert.match((await site.as(officer).get(picture)).text, /Concern \(1\)/)
})

test('[PI2] what is missing or not on the picture is said beside the question, and nothing is put on it', async () => {
  const picture = await addPicture(officer, 'Traders')
  const empty = await put(officer, picture, { kind: '', words: '', spot: '' })
  assert.equal(empty.status, 422)
  for (const said of ['Choose what it is', 'Say what it shows', 'Choose where it is on the picture'])
    assert.ok(empty.text.includes(said), said)
  assert.equal((await put(officer, picture, { words: 'x'.repeat(1001) })).status, 422)
  assert.match((await site.as(officer).get(`${picture}/list`)).text, /Nothing is on this picture yet/)
  await put(officer, picture, { words: 'Shutters' })
  await put(officer, picture, { words: 'The alley' })
  const shutters = await part(officer, picture, 'Shutters')
  for (const to of ['', crypto.randomUUID(), shutters.split('/').at(-1)!])
    assert.equal((await send(officer, shutters, '/links', { to })).status, 422)
  assert.equal((await site.as(officer).get(`${picture}/elements/${crypto.randomUUID()}`)).status, 404)
})

test('[PI3] who is not on the project finds no picture, and who only reads draws nothing', async () => {
  const picture = await addPicture(officer, 'Caretaker')
  await put(officer, picture, { words: 'The door' })
  const door = await part(officer, picture, 'The door')
  for (const nobody of [partner, made.outsider]) {
    assert.equal((await site.as(nobody).get(`${picture}/list`)).status, 404)
    assert.equal((await site.as(nobody).post(`${door}/off`, {})).status, 404)
  }
  assert.equal((await site.as(made.analyst).get(`${picture}/list`)).status, 200)
  assert.equal((await site.as(made.coach).post(`${door}/off`, {})).status, 403)
  assert.equal((await site.as(made.coach).get(`${picture}/elements/new`)).status, 403)
  assert.ok(!(await site.as(made.coach).get(door)).text.includes('<form'), 'nothing to send')
})

test('[PI4] what is drawn stands in the project’s history with who drew it, and moves its step', async () => {
  const picture = await addPicture(officer, 'Night workers')
  await put(resident, picture, { words: 'The last bus' })
  const { text } = await site.as(sergeant).get(`/projects/${project.number}/history`)
  assert.match(text, /put on a picture/i)
  const { rows } = await database.owner
    .selectFrom('audit_entry')
    .select(['action', 'after'])
    .where('action', '=', 'put on a picture')
    .execute()
    .then((rows) => ({ rows }))
  assert.ok(rows.some(({ after }) => JSON.stringify(after).includes('The last bus')))
})

test('[PI6] who rewords what somebody reworded meanwhile sees both, and the same form sent twice puts one thing on', async () => {
  const picture = await addPicture(officer, 'School')
  const form = await site.as(officer).get(`${picture}/elements/new`)
  const fields = {
    ...hiddenFields(form.text, '/elements'),
    kind: 'note',
    words: 'Bell at three',
    spot: 'middle',
  }
  for (let twice = 0; twice < 2; twice++)
    assert.equal((await site.as(officer).post(`${picture}/elements`, fields)).status, 303)
  assert.equal((await site.as(officer).get(`${picture}/list`)).text.match(/Bell at three/g)?.length, 1)
  const bell = await part(officer, picture, 'Bell at three')
  const stale = await site.as(officer).get(bell)
  const reworded = { kind: 'note', words: 'Bell at half past three', spot: 'middle', was: 'Bell at three' }
  assert.equal((await send(resident, bell, '', reworded)).status, 303)
  const conflict = await site.as(officer).post(bell, {
    ...hiddenFields(stale.text, bell),
    kind: 'note',
    words: 'No bell',
    spot: 'middle',
    was: 'Bell at three',
  })
  assert.equal(conflict.status, 409)
  assert.match(conflict.text, /Somebody else saved this part.*Bell at half past three.*No bell/s)
  const kept = await site.as(officer).post(bell, {
    ...hiddenFields(conflict.text, bell),
    kind: 'note',
    words: 'No bell',
    spot: 'middle',
  })
  assert.equal(kept.status, 303, 'what was seen is replaced on purpose')
  assert.ok(await part(officer, picture, 'No bell'))
})

test('after many changes the picture is what it was, kept in few', async () => {
  const picture = await addPicture(officer, 'Crowd')
  const id = picture.split('/').at(-1)!
  for (let at = 0; at < 55; at++)
    assert.equal((await put(officer, picture, { words: `Thing ${at}`, spot: 'middle' })).status, 303)
  const { text } = await site.as(officer).get(`${picture}/list`)
  assert.match(text, /of <strong>55<\/strong> parts/)
  const rows = await database.owner
    .selectFrom('picture_change')
    .select('id')
    .where('picture_id', '=', id)
    .execute()
  assert.ok(rows.length < 10, `${rows.length} rows`)
})

test('[PI9] a picture that is full says so, keeps what was typed, and opens', async () => {
  const picture = await addPicture(officer, 'Everybody')
  await drawAll(picture, madeParts(ELEMENTS_MOST))
  const full = await put(officer, picture, { words: 'One more' })
  assert.equal(full.status, 422)
  assert.match(full.text, /at most 10,000 parts.*One more/s)
  assert.match(
    (await site.as(officer).get(`${picture}/list?page=200`)).text,
    /of <strong>10,000<\/strong> parts/,
  )
  assert.equal((await site.as(officer).get(picture)).status, 200)
})

test('[PI6] who moves a part and who rewords it both have their way, whichever form was older', async () => {
  const picture = await addPicture(officer, 'Two at once')
  await put(officer, picture, { words: 'The bench', kind: 'place' })
  const bench = await part(officer, picture, 'The bench')
  const fields = (text: string, changed: Sent) => ({
    ...hiddenFields(text, bench),
    ...{ kind: 'place', words: 'The bench', spot: 'top-left' },
    ...changed,
  })
  const [early, late] = [await site.as(officer).get(bench), await site.as(resident).get(bench)]
  const moved = await site.as(resident).post(bench, fields(late.text, { spot: 'bottom', kind: 'asset' }))
  assert.equal(moved.status, 303)
  const reworded = await site.as(officer).post(bench, fields(early.text, { words: 'The new bench' }))
  assert.equal(reworded.status, 303, reworded.text)
  const third = await site.as(resident).post(bench, {
    ...fields(early.text, { spot: 'right' }),
    ...hiddenFields((await site.as(resident).get(bench)).text, bench),
    ...{ was: 'The bench', wasKind: 'place', wasSpot: 'top-left' },
  })
  assert.equal(third.status, 303, 'an older form that only moves it is no conflict')
  const { text } = await site.as(officer).get(`${picture}/list`)
  assert.match(text, /The new bench.*?Something that works.*?Right/s)
})

test('[PI6] of two who reword at the same moment, the second sees both', async () => {
  const picture = await addPicture(officer, 'At the same moment')
  await put(officer, picture, { words: 'The wall' })
  const wall = await part(officer, picture, 'The wall')
  const forms = await Promise.all([0, 1, 2, 3].map(() => site.as(officer).get(wall)))
  const replies = await Promise.all(
    forms.map(({ text }, at) =>
      site.as(officer).post(wall, {
        ...hiddenFields(text, wall),
        ...{ kind: 'concern', spot: 'top-left', words: `Wall ${at}` },
      }),
    ),
  )
  assert.deepEqual(replies.map(({ status }) => status).sort(), [303, 409, 409, 409])
})

test('[PI9] two who put on the last part at the same moment do not overfill the picture', async () => {
  const picture = await addPicture(officer, 'Nearly everybody')
  await drawAll(picture, madeParts(ELEMENTS_MOST - 1))
  const { text } = await site.as(officer).get(`${picture}/elements/new`)
  const keys = [hiddenFields(text, '/elements'), { _key: crypto.randomUUID() }]
  const replies = await Promise.all(
    keys.map((key) =>
      site.as(officer).post(`${picture}/elements`, { ...key, kind: 'note', words: 'Last', spot: 'top' }),
    ),
  )
  assert.deepEqual(replies.map(({ status }) => status).sort(), [303, 422])
})

test('[PI2] what came drawn, badly spaced or in capitals is reworded as what it is, and nobody writes a drawing', async () => {
  const picture = await addPicture(officer, 'From elsewhere')
  const id = crypto.randomUUID().toUpperCase()
  await drawAll(picture, [{ ...madeParts(1)[0]!, id, kind: 'freehand', words: ' A loop ' }])
  const address = `${picture}/elements/${id}`
  const changed = { kind: 'freehand', words: 'The bus loop', spot: 'top-left' }
  const reply = await send(officer, address, '', changed)
  assert.equal(reply.status, 303, reply.text)
  const { text } = await site.as(officer).get(address)
  assert.match(text, /value="freehand" checked/)
  assert.match(text, /The bus loop/)
  for (const kind of ['freehand', 'photograph'])
    assert.equal((await put(officer, picture, { kind, words: 'By hand' })).status, 422)
  assert.equal((await send(officer, address, '', { ...changed, kind: 'photograph' })).status, 422)
})

test('a part to which everything leads is shown without holding the server', async () => {
  const picture = await addPicture(officer, 'Hub')
  const parts = madeParts(5_000)
  const hub = parts[0]!
  await drawAll(picture, parts, (doc) => {
    for (const { id } of parts.slice(1))
      addLink(doc, { id: crypto.randomUUID(), from: hub.id, to: id, words: 'feeds' })
  })
  const { text } = await site.as(officer).get(`${picture}/elements/${hub.id}`)
  assert.equal(text.match(/\/remove"/g)?.length, 200)
  assert.match(text, /and 4799 more/)
  assert.match((await site.as(officer).get(`${picture}/list`)).text, /and 4979 more/)
})

test('[PI2] whoever draws is told what became of it, in words from the picture alone', async () => {
  const picture = await addPicture(resident, 'Night shift')
  const sent = await put(resident, picture, { words: 'The stop' })
  const tell = async (address: string) =>
    /govuk-notification-banner__heading[^>]*>([^<]*)/.exec((await site.as(resident).get(address)).text)?.[1]
  assert.equal(await tell(sent.location), '“The stop” is on the picture.')

  const stop = await part(resident, picture, 'The stop')
  const off = (await send(resident, stop, '/off')).location
  assert.equal(await tell(off), '“The stop” is off the picture. It can be brought back.')
  await send(resident, stop, '/back')
  assert.equal(await tell(off), 'The change to “The stop” is kept.', 'as it is, not as it was')
  assert.equal(await tell(`${stop}?kept=${crypto.randomUUID()}`), undefined)
  assert.equal(await tell(`${stop}?kept=anything`), undefined)
})
