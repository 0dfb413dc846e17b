import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { textOf } from '#core/proforma/entry.ts'
import { kindOf, type Template } from '#core/proforma/template.ts'
import { addEntries, CLOSED, type EntryRefusal, namesOf, type OpenProject } from '#features/projects/index.ts'
import { parseFields, parseQuery } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE, writeOnce } from '#platform/forms/write-once.ts'
import { type ReceivedUpload, receiveUpload, UploadRefused } from '#platform/http/receive-upload.ts'
import { NotAllowed, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { FormState } from '#ui/forms/form.view.ts'
import { graphml, readGraphml } from './graphml.ts'
import { networkSheet, readNetworkSheet } from './network-csv.ts'
import { type ImportPlan, type NetworkFile, planImport } from './network-file.ts'
import { type Loaded, networkFilesPage } from './network-files.view.ts'
import { networkEntries } from './networks.pages.ts'
import { mayChange, placeOf, type StakeholderPageNeeds, staffOpen } from './open-step.pages.ts'
import { readNetwork } from './stakeholder-network.ts'

const MOST_BYTES = 5_000_000
const MOST_FILES = 4

const FilesForm = z.object({
  act: z.enum(['check', 'load']).catch('check'),
  reopenReason: z.string().max(2000, 'The reason for reopening must be 2000 characters or fewer').default(''),
})
const count = z.coerce.number().int().min(0).max(1_000_000)
const LoadedQuery = z.object({ people: count, ties: count, known: count })

const REFUSED: Readonly<Record<string, string>> = {
  closed: CLOSED.text,
  'names-another': 'Somebody named in a tie was withdrawn meanwhile. Check the files again.',
}

/** The network as files: CSV and GraphML out, and in [N9] [N10]. */
export function networkFilePages(routes: Routes, needs: StakeholderPageNeeds): void {
  const { database } = needs
  const AT = '/projects/:number/network'

  for (const id of ['stakeholder', 'tie'] as const) {
    const name = id === 'stakeholder' ? 'stakeholders.csv' : 'ties.csv'
    routes.get(`${AT}/${name}`, async (c) => {
      const open = await staffOpen(c, needs)
      const entries = await networkEntries(database, open)
      const sheet = networkSheet(kindsOf(open.template)[id], entries, namesOf(open.template, entries))
      return send(c, open, name, 'text/csv; charset=utf-8; header=present', sheet)
    })
  }

  routes.get(`${AT}/network.graphml`, async (c) => {
    const open = await staffOpen(c, needs)
    const entries = await networkEntries(database, open)
    return send(
      c,
      open,
      'network.graphml',
      'application/graphml+xml',
      graphml(kindsOf(open.template), entries),
    )
  })

  routes.get(`${AT}/files`, async (c) => {
    const open = await staffOpen(c, needs)
    const loaded = parseQuery(c.req, LoadedQuery)
    return c.html(show(c, open, {}, null, loaded.ok ? loaded.value : null))
  })

  routes.post(`${AT}/files`, async (c) => {
    const open = await staffOpen(c, needs)
    if (!mayChange(open)) throw new NotAllowed()
    const folder = join(needs.config.uploadFolder, randomUUID())
    let upload: ReceivedUpload
    let files: NetworkFile[]
    try {
      upload = await receiveUpload(c.req.raw, folder)
      files = await readAll(upload)
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error
      return c.html(show(c, open, { errors: [{ field: 'files', text: error.message }] }), 422)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const sent = parseFields({ ...upload.fields }, FilesForm)
    const values = sent.values
    if (!sent.ok) return c.html(show(c, open, { errors: sent.errors, values }), 422)
    const { act, reopenReason } = sent.value
    const plan = await planOf(open, files)
    if (plan.problems.length > 0) {
      const text =
        plan.problems.length === 1
          ? `Nothing was written: ${plan.problems[0]!.text}`
          : `Nothing was written: ${plan.problems.length} things are wrong, listed below`
      return c.html(show(c, open, { errors: [{ field: 'files', text }], values }, plan), 422)
    }
    if (act === 'check') return c.html(show(c, open, { values }, plan))
    const known = plan.knownPeople + plan.knownTies
    const home = `/projects/${open.project.number}/network/files?people=${plan.people.length}&ties=${plan.ties}&known=${known}`
    const outcome = await writeOnce(database, open.viewer, upload.fields._key, home, (tx) =>
      addEntries(
        open.viewer,
        tx,
        needs.clock(),
        { project: open.project, template: open.template, reopenReason },
        plan.entries.map((entry) => ({ ...entry, origin: 'imported' as const })),
      ),
    )
    if (outcome.ok) return c.redirect(outcome.value, 303)
    return c.html(show(c, await staffOpen(c, needs), { errors: [said(outcome.reason)], values }), 422)
  })

  async function planOf(open: OpenProject, files: readonly NetworkFile[]): Promise<ImportPlan> {
    const entries = await networkEntries(database, open)
    const { people } = readNetwork(entries)
    const ties = entries
      .filter((entry) => entry.kind === 'tie' && !entry.withdrawn)
      .map(({ content }) => ({
        from: textOf(content, 'from'),
        to: textOf(content, 'to'),
        kind: textOf(content, 'kind'),
      }))
    return planImport(files, kindsOf(open.template), { people, ties }, randomUUID)
  }

  function show(
    c: RequestContext,
    open: OpenProject,
    state: FormState,
    plan: ImportPlan | null = null,
    loaded: Loaded = null,
  ): string {
    return networkFilesPage(needs.frame(c), {
      place: placeOf(open),
      mayAdd: mayChange(open),
      asksWhy: open.project.steps[2]?.state === 'signed off',
      plan,
      loaded,
      key: randomUUID(),
      state,
    })
  }
}

async function readAll({ files }: ReceivedUpload): Promise<NetworkFile[]> {
  if (files.length === 0) throw new UploadRefused('Choose a file to bring in')
  if (files.length > MOST_FILES) throw new UploadRefused(`Send at most ${MOST_FILES} files at once`)
  return Promise.all(
    files.map(async ({ name, path, bytes }): Promise<NetworkFile> => {
      const wrong = (text: string) => ({ people: [], ties: [], problems: [{ file: name, line: null, text }] })
      if (bytes > MOST_BYTES) return wrong('The file is larger than 5 MB')
      const text = utf8(await readFile(path))
      if (text === null) return wrong('The file is not UTF-8 text. Save it as “CSV UTF-8”, or as GraphML')
      return /^\uFEFF?\s*</.test(text) ? readGraphml(name, text) : readNetworkSheet(name, text)
    }),
  )
}

function utf8(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

function send(c: RequestContext, { project }: OpenProject, name: string, type: string, body: string) {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${project.number}-${name}"`)
  return c.body(body)
}

function kindsOf(template: Template) {
  return { stakeholder: kindOf(template, 'stakeholder')!, tie: kindOf(template, 'tie')! }
}

function said(reason: EntryRefusal | 'out-of-date') {
  if (reason === 'out-of-date') return OUT_OF_DATE
  if (reason === 'not-your-role') throw new NotAllowed()
  if (reason === 'needs-reopen-reason')
    return { field: 'reopenReason', text: 'Say why the step needs to change after sign-off' }
  return { field: null, text: REFUSED[reason] ?? 'The project changed meanwhile. Check the files again.' }
}
