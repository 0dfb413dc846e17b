import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ImportReport, Store } from '#analytics/index.ts'
import type { Viewer } from '#core/access/viewer.ts'
import type { Clock } from '#core/time/clock.ts'
import type { Database } from '#platform/db/index.ts'
import { parseFormKey } from '#platform/forms/form-key.ts'
import { many, parseForm } from '#platform/forms/parse-form.ts'
import { OUT_OF_DATE } from '#platform/forms/write-once.ts'
import { type ReceivedUpload, receiveUpload, UploadRefused } from '#platform/http/receive-upload.ts'
import { found, NotAllowed, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import type { Jobs } from '#platform/jobs/index.ts'
import type { FieldProblem, Frame } from '#ui/frame/page.view.ts'
import { importListPage } from './import-list.view.ts'
import { importReportPage } from './import-report.view.ts'
import { IMPORT_JOB, removeUploads } from './import-run.jobs.ts'
import { importRunStore, type NewImportRun } from './import-run.store.ts'
import { canImport, canReadReports, type ImportRunId } from './import-run.ts'
import { importRunPage, progressOf } from './import-run.view.ts'

export type ImportPageNeeds = Readonly<{
  database: Database
  store: Store
  jobs: Jobs
  clock: Clock
  frame(c: RequestContext): Frame
  config: Readonly<{ uploadFolder: string; importFolder: string | null; uploadLimitMb: number }>
}>

const LISTED = 50
const NamesForm = z.object({ names: many(z.string()) })

export function importPages(routes: Routes, needs: ImportPageNeeds): void {
  const runs = importRunStore(needs.database)

  routes.get('/imports', async (c) => c.html(await listPage(c)))

  routes.post('/imports/upload', async (c) => {
    const viewer = importer(c)
    const folder = join(needs.config.uploadFolder, randomUUID())
    let upload: ReceivedUpload
    try {
      upload = await receiveUpload(c.req.raw, folder)
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error
      return c.html(await listPage(c, [{ field: 'files', text: error.message }]), 422)
    }
    if (upload.files.length === 0) {
      return c.html(await listPage(c, [{ field: 'files', text: 'Choose a file to load' }]), 422)
    }
    const key = parseFormKey(upload.fields._key)
    if (key === null) {
      await rm(folder, { recursive: true, force: true })
      return c.html(await listPage(c, [OUT_OF_DATE]), 422)
    }
    return c.redirect(
      await start(viewer, key, {
        fileNames: upload.files.map((file) => file.name),
        paths: upload.files.map((file) => file.path),
        isUploaded: true,
      }),
      303,
    )
  })

  routes.post('/imports/folder', async (c) => {
    const viewer = importer(c)
    const form = await parseForm(c.req, NamesForm)
    const offered = (await serverFiles()) ?? []
    // Only names that the folder itself lists: a typed path leads nowhere.
    const names = form.ok ? form.value.names.filter((name) => offered.includes(name)) : []
    if (names.length === 0)
      return c.html(await listPage(c, [{ field: 'names', text: 'Choose a file to load' }]), 422)
    const key = parseFormKey(form.values._key)
    if (key === null) return c.html(await listPage(c, [OUT_OF_DATE]), 422)
    const folder = needs.config.importFolder!
    return c.redirect(
      await start(viewer, key, {
        fileNames: names,
        paths: names.map((name) => join(folder, name)),
        isUploaded: false,
      }),
      303,
    )
  })

  routes.get('/imports/reports/:file{.+\\.json}', async (c) => {
    const report = await loadReport(reader(c), c.req.param('file').replace(/\.json$/, ''))
    return c.json(report)
  })

  routes.get('/imports/reports/:id', async (c) =>
    c.html(importReportPage(needs.frame(c), await loadReport(reader(c), c.req.param('id')))),
  )

  routes.get('/imports/:id', async (c) => {
    const run = await loadRun(c)
    const report = run.reportId ? await needs.store.report(run.reportId) : null
    return c.html(importRunPage(needs.frame(c), run, report))
  })

  // The changing part alone, for the script that keeps it current.
  routes.get('/imports/:id/progress', async (c) => c.html(progressOf(await loadRun(c))))

  async function listPage(c: RequestContext, errors: readonly FieldProblem[] = []): Promise<string> {
    const viewer = reader(c)
    const [listed, reports] = await Promise.all([runs.list(viewer, LISTED), needs.store.reports()])
    const asked = new Set(listed.map((run) => run.reportId))
    return importListPage(needs.frame(c), {
      runs: listed,
      reports: reports.filter((report) => !asked.has(report.id) && concerns(report, viewer)).slice(0, LISTED),
      mayImport: canImport(viewer),
      forceName: viewer.forceName,
      formKey: randomUUID(),
      uploadLimitMb: needs.config.uploadLimitMb,
      serverFiles: canImport(viewer) ? await serverFiles() : null,
      errors,
    })
  }

  async function start(viewer: Viewer, key: string, run: NewImportRun): Promise<string> {
    const { id, isKept } = await runs.create(viewer, run, key, needs.clock())
    if (run.isUploaded && !isKept) await removeUploads(run.paths)
    await needs.jobs.send(IMPORT_JOB, { forceId: viewer.forceId, personId: viewer.personId, runId: id }, id)
    return `/imports/${id}`
  }

  async function loadRun(c: RequestContext) {
    const viewer = reader(c)
    const id = z.uuid().safeParse(c.req.param('id'))
    return found(id.success ? await runs.find(viewer, id.data as ImportRunId) : null)
  }

  async function loadReport(viewer: Viewer, id: string): Promise<ImportReport> {
    const report = found(await needs.store.report(id))
    return found(concerns(report, viewer) ? report : null)
  }

  async function serverFiles(): Promise<string[] | null> {
    if (needs.config.importFolder === null) return null
    const entries = await readdir(needs.config.importFolder, { withFileTypes: true })
    return entries
      .filter((entry) => (entry.isFile() || entry.isDirectory()) && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort()
  }
}

function reader(c: RequestContext): Viewer {
  const viewer = signedIn(c)
  return found(canReadReports(viewer) ? viewer : null)
}

function importer(c: RequestContext): Viewer {
  const viewer = reader(c)
  if (!canImport(viewer)) throw new NotAllowed()
  return viewer
}

// A force sees what it loaded for itself, and of what the operator loaded whatever holds its months or none at all.
function concerns(report: ImportReport, viewer: Viewer): boolean {
  if (report.owner !== null) return report.owner === viewer.forceSlug
  const forces = Object.keys(report.months)
  return forces.length === 0 || forces.includes(viewer.forceSlug)
}
