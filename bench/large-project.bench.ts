// Step 3 of a large project on the embedded database: 300 assets, 500 stakeholders and 3,000 ties. No sign-in and no
// socket, so that what is timed is the page.
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { STAKEHOLDER_GROUPS } from '#core/proforma/steps/stakeholder-groups.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { addEntries, projectsPages } from '#features/projects/index.ts'
import { stakeholderEntryPart, stakeholderPages, stakeholderStepPart } from '#features/stakeholders/index.ts'
import { openTestDatabase } from '#tests/support/database.ts'
import { openMadeProject } from '#tests/support/open-project.ts'
import { addForce } from '#tests/support/people.ts'
import { TEST_FRAME, viewerApp } from '#tests/support/viewer-app.ts'
import { row } from './support/side-by-side.ts'

const PEOPLE = 500
const TIES = 3000
const ROUNDS = 40
const AT = new Date('2026-04-01T10:00:00Z')

const closing: (() => Promise<void>)[] = []
const database = await openTestDatabase({
  after: (close: () => Promise<void>) => closing.push(close),
} as never)
const force = await addForce(database, 'averley')
const officer = await force.person('Olu Fficer', 'officer', 'PCSO')
const sergeant = await force.person('Sam Geant', 'supervisor', 'sergeant')
const inspector = await force.person('Ines Pector', 'supervisor', 'inspector')
const project = await openMadeProject(database, { officer, sergeant, inspector }, AT)

let state = 7
const below = (limit: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * limit)
}
const words = 'Wants the stairs kept clean and the back path lit; would gain quieter evenings. '
const ids = Array.from({ length: PEOPLE }, () => randomUUID())
const people = ids.map((id, at) => ({
  kind: 'stakeholder',
  id,
  content: {
    name: `Stakeholder ${at}`,
    group: STAKEHOLDER_GROUPS[at % STAKEHOLDER_GROUPS.length]!.value,
    interest: words,
    selfInterest: words,
    concern: words,
    cares: 'much',
    power: 'little',
    speaksWith: at % 9 ? [] : ['older'],
  },
}))
const ties = Array.from({ length: TIES }, () => {
  const from = below(PEOPLE)
  const to = (from + 1 + below(PEOPLE - 1)) % PEOPLE
  return {
    kind: 'tie',
    content: { from: ids[from]!, to: ids[to]!, kind: 'knows', strength: 'some', saidBy: 'PCSO' },
  }
})
const assets = Array.from({ length: 300 }, (_, at) => ({
  kind: 'asset',
  content: { name: `Asset ${at}`, kind: 'group', does: words },
}))
const change = { project, template: PLATFORM_TEMPLATE, reopenReason: '' }
await database.as(officer, (tx) => addEntries(officer, tx, AT, change, [...people, ...ties, ...assets]))

const common = { database, clock: () => AT, frame: () => TEST_FRAME }
const site = viewerApp((routes) => {
  projectsPages(routes, {
    ...common,
    areasAround: async () => [],
    figuresToday: async () => null,
    stepParts: [stakeholderStepPart(database)],
    entryParts: [stakeholderEntryPart(database)],
  })
  stakeholderPages(routes, { ...common, config: { uploadFolder: tmpdir() }, indicatorsOf: async () => [] })
})

for (const path of [
  'steps/3',
  'network',
  'network.json',
  'stakeholders/grid',
  'coverage',
  'stakeholders',
  `stakeholders/${ids[0]}`,
  'ties',
  'ties/new',
]) {
  const address = `/projects/${project.number}/${path}`
  const took: number[] = []
  for (let round = -3; round < ROUNDS; round++) {
    const start = performance.now()
    const { status } = await site.as(officer).get(address)
    if (status !== 200) throw new Error(`${address} answered ${status}`)
    if (round >= 0) took.push(performance.now() - start)
  }
  took.sort((a, b) => a - b)
  row({
    what: `${path.replace(ids[0]!, 'one')} of a project with ${PEOPLE} stakeholders and ${TIES} ties, p95`,
    ours: took[Math.ceil(0.95 * ROUNDS) - 1],
    goal: '< 150 ms',
    note: `median ${took[ROUNDS >> 1]!.toFixed(0)} ms`,
  })
}
for (const close of closing) await close()
