import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { ledTo, signedIn } from '#tests/support/demonstration-visitor.ts'
import { startMailServer, type TakenMessage } from '#tests/support/mail-server.ts'
import { startServer } from '#tests/support/server.ts'
import { hiddenFields } from '#tests/support/viewer-app.ts'
import { seededRandom } from '../../scripts/demonstration/random.ts'

// Each time something is raised, the process is killed a random while later, started again, and the same form is sent
// again. It must be raised once, and whoever is asked must be told once.
const KILLS = 6
const random = seededRandom(20_260_402, 'escalations')

test('[E19] raised while the process is killed: raised once, and one message to whoever is asked', async (t) => {
  const mail = await startMailServer(t)
  const server = await startServer(t, { SMTP_URL: mail.url })
  const sergeant = await signedIn(server, 'farida.lockyer')
  const officer = await signedIn(server, 'maren.tolliver')
  const form = (await sergeant.get('/escalations/contacts/new')).text
  const option = (name: string) =>
    new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>\\s*${name}`).exec(form)?.[1] ?? ''
  const inspector = await ledTo(
    sergeant.post('/escalations/contacts', {
      ...hiddenFields(form, '/contacts'),
      name: 'Tobias Wrenfield',
      post: 'Inspector',
      organisation: 'Averley Constabulary',
      level: 'inspector',
      answersFor: 'anything',
      areaCode: '',
      personId: option('Tobias Wrenfield'),
      reach: '',
      permission: 'agreed',
      visibleTo: 'staff',
      keeperId: option('Farida Lockyer'),
      checkedOn: '2026-01-05',
    }),
  )
  const project = /href="(\/projects\/AVE-\d{4}-\d{3})"/.exec((await officer.get('/projects')).text)?.[1]
  const about = (round: number) => `Killed in round ${round}.`
  const told = (round: number) =>
    mail.taken.filter(
      ({ to, raw }: TakenMessage) => to.startsWith('tobias.wrenfield@') && raw.includes(about(round)),
    )
  let answered = 0
  let withinMs = 120
  for (let round = 1; round <= KILLS; round++) {
    const { text } = await officer.get(`${project}/escalations/new`)
    const fields = {
      ...hiddenFields(text, '/escalations'),
      barrier: about(round),
      detail: '',
      organisation: 'Averley City Council',
      level: 'inspector',
      contact: inspector.split('/').at(-1) ?? '',
    }
    const send = () => officer.post(`${project}/escalations`, fields)
    const sent = send().catch(() => null)
    await setTimeout(random.next() * withinMs)
    await server.kill()
    const reply = await sent
    withinMs *= reply ? 0.8 : 1.25
    await server.start()
    const raised = await ledTo(send())
    if (reply) {
      answered++
      assert.equal(raised, reply.location, 'the form sent again leads to what was acknowledged')
    }
    for (let waits = 0; told(round).length === 0 && waits < 100; waits++) await setTimeout(200)
    assert.ok(told(round).length > 0, `nobody was told of round ${round}`)
  }
  await setTimeout(2000)
  const step = (await officer.get(`${project}/steps/8`)).text
  for (let round = 1; round <= KILLS; round++) {
    assert.equal(step.split(`>${about(round)}</a>`).length - 1, 1, `round ${round} is raised once`)
    const ids = new Set(told(round).map(({ messageId }) => messageId))
    assert.equal(ids.size, 1, `round ${round} made one message`)
  }
  const again = mail.taken.length - new Set(mail.taken.map(({ messageId }) => messageId)).size
  t.diagnostic(
    `${KILLS} kills, ${answered} after the answer; ${again} handed over again under one Message-ID`,
  )
})
