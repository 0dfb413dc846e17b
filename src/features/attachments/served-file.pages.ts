import { isStaff } from '#core/access/viewer.ts'
import { londonDay } from '#core/time/london-day.ts'
import {
  findEntry,
  findProject,
  openProjectOf,
  type Project,
  type ProjectPageNeeds,
  parseProjectNumber,
} from '#features/projects/index.ts'
import { loadTemplate } from '#features/templates/index.ts'
import type { KeptFiles } from '#platform/files/kept-files.ts'
import { found, NotFound, type RequestContext, type Routes, signedIn } from '#platform/http/request.ts'
import { findAttachment } from './attachment.store.ts'
import { type Attachment, servedName } from './attachment.ts'

export type ServedFileNeeds = Pick<ProjectPageNeeds, 'database' | 'clock'> & Readonly<{ files: KeptFiles }>

// Bytes that came from outside run nothing, load nothing and are shown inside nothing, whatever a browser makes of them.
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
} as const
const KEPT_SECONDS = 600

/** [AT2] [AT8] Files to those who may read their entry; to everybody else they are absent. */
export function servedFilePages(routes: Routes, needs: ServedFileNeeds): void {
  const AT = '/files/:file{[0-9a-f-]{36}}'

  // A part of the page it is shown on, which is logged where the project is sensitive; so it is not logged itself.
  routes.get(`${AT}/thumbnail`, async (c) => {
    const viewer = signedIn(c)
    const file = await fileOf(c)
    const today = londonDay(needs.clock())
    const project = found(
      await needs.database.as(viewer, (tx) => findProject(viewer, tx, today, numberOf(file))),
    )
    await readable(c, file, project)
    return hand(c, file, { sha256: found(file.picture).thumbnailSha256, type: 'image/webp' }, project)
  })

  routes.get(`${AT}/:name`, async (c) => {
    const file = await fileOf(c)
    const { project } = await openProjectOf(c, needs, file.projectNumber)
    await readable(c, file, project)
    return hand(c, file, file, project)
  })

  async function fileOf(c: RequestContext): Promise<Attachment> {
    const viewer = signedIn(c)
    return found(
      await needs.database.as(viewer, (tx) => findAttachment(viewer, tx, c.req.param('file') ?? '')),
    )
  }

  // [AT7] What was withdrawn is the staff's.
  async function readable(c: RequestContext, file: Attachment, project: Project) {
    const viewer = signedIn(c)
    if (file.withdrawn && !isStaff(viewer)) throw new NotFound()
    found(
      await needs.database.as(viewer, async (tx) => {
        const template = await loadTemplate(viewer, tx, project.templateVersion)
        return findEntry(viewer, tx, project, template, file.entryId)
      }),
    )
  }

  async function hand(
    c: RequestContext,
    file: Attachment,
    { sha256, type }: Readonly<{ sha256: string; type: string }>,
    { isSensitive }: Readonly<{ isSensitive: boolean }>,
  ): Promise<Response> {
    const headers = {
      ...HEADERS,
      ETag: `"${sha256}"`,
      'Cache-Control': isSensitive ? 'no-store' : `private, max-age=${KEPT_SECONDS}`,
    }
    if (c.req.header('If-None-Match') === headers.ETag) return c.body(null, 304, headers)
    const bytes = found(await needs.files.read(signedIn(c).forceId, sha256))
    const name = servedName(file)
    return c.body(bytes, 200, {
      ...headers,
      'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      // Only what was drawn here is shown by the browser itself.
      'Content-Disposition': `${file.picture ? 'inline' : 'attachment'}; filename="${name.replace(/[^\x20-\x7e]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    })
  }
}

const numberOf = ({ projectNumber }: Attachment) => found(parseProjectNumber(projectNumber))
