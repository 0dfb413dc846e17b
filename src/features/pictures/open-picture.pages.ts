import { type Outcome, refused } from '#core/outcome.ts'
import { ELEMENTS_MOST, type Element, LINKS_MOST, type Picture } from '#core/picture/element.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import {
  CLOSED,
  findEntry,
  mayAddEntry,
  type OpenProject,
  openProjectOf,
  type ProjectPageNeeds,
  projectBreadcrumbs,
  touchStep,
} from '#features/projects/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { OUT_OF_DATE } from '#platform/forms/write-once.ts'
import { found, NotAllowed, NotFound, type RequestContext } from '#platform/http/request.ts'
import { savedMeanwhile } from '#ui/forms/conflict.view.ts'
import type { FieldProblem } from '#ui/frame/page.view.ts'
import { drawIn, isWithdrawn, loadPictureDoc, type Said } from './picture.store.ts'
import { readPicture } from './picture-doc.ts'

export type PicturePageNeeds = Pick<ProjectPageNeeds, 'database' | 'clock' | 'frame'>

/** A picture as a page has opened it. */
export type OpenPicture = Pick<OpenProject, 'viewer' | 'project'> &
  Readonly<{
    kind: EntryKind
    picture: Entry
    shown: Picture
    /** The picture's own address, and its name. */
    at: string
    title: string
    breadcrumbs: readonly Readonly<{ text: string; href: string }>[]
    mayDraw: boolean
  }>

/** Why something is not drawn. */
export type DrawingRefusal =
  | 'withdrawn'
  | 'closed'
  | 'needs-reopen-reason'
  | 'out-of-date'
  | 'full'
  | 'full of links'
  | 'reworded'
  | 'as it was'

const REFUSALS: Readonly<Record<DrawingRefusal, FieldProblem>> = {
  'out-of-date': OUT_OF_DATE,
  closed: CLOSED,
  full: {
    field: null,
    text: `A picture has at most ${ELEMENTS_MOST.toLocaleString('en-GB')} parts, with what was taken off. Start another picture.`,
  },
  'full of links': {
    field: null,
    text: `A picture has at most ${LINKS_MOST.toLocaleString('en-GB')} links. Remove one first.`,
  },
  reworded: savedMeanwhile('this part'),
  'as it was': { field: null, text: 'Nothing was changed.' },
  withdrawn: { field: null, text: 'This picture was withdrawn, so nothing can be drawn in it.' },
  'needs-reopen-reason': { field: 'reopenReason', text: 'Say why the step needs to change after sign-off' },
}

export const refusalInWords = (reason: DrawingRefusal): FieldProblem => REFUSALS[reason]

/** [PI3] Whether this person draws in it. */
export function mayDraw(
  { viewer, project }: Pick<OpenProject, 'viewer' | 'project'>,
  kind: EntryKind,
  picture: Entry,
): boolean {
  return project.state === 'open' && !picture.withdrawn && mayAddEntry(viewer, kind)
}

/** The picture a request names; 404 where there is none for this viewer. */
export async function openPictureOf(
  c: RequestContext,
  needs: PicturePageNeeds,
  kindId: string,
): Promise<OpenPicture> {
  const { viewer, project, template } = await openProjectOf(c, needs)
  const kind = found(template.kinds.find(({ id }) => id === kindId))
  const { picture, doc } = await needs.database.as(viewer, async (tx) => {
    const picture = await findEntry(viewer, tx, project, template, c.req.param('picture') ?? '')
    if (picture?.kind !== kindId) throw new NotFound()
    return { picture, doc: await loadPictureDoc(viewer, tx, picture.id) }
  })
  const list = `/projects/${project.number}/${kind.path}`
  const at = `${list}/${picture.id}`
  const title = entryTitle(kind, picture.content, String)
  return {
    viewer,
    project,
    kind,
    picture,
    shown: readPicture(doc),
    at,
    title,
    breadcrumbs: [...projectBreadcrumbs(project), { text: kind.many, href: list }, { text: title, href: at }],
    mayDraw: mayDraw({ viewer, project }, kind, picture),
  }
}

/** As {@link openPictureOf}, for whoever draws; 403 for whoever may only read. */
export async function openToDraw(
  c: RequestContext,
  needs: PicturePageNeeds,
  kindId: string,
): Promise<OpenPicture> {
  const open = await openPictureOf(c, needs, kindId)
  // What is over is said when the form is sent, with what was typed.
  if (!mayAddEntry(open.viewer, open.kind)) throw new NotAllowed()
  return open
}

/** The part of the picture that a request names. */
export function elementOf(c: RequestContext, { shown }: Pick<OpenPicture, 'shown'>): Element {
  return found(shown.elements.find(({ id }) => id === c.req.param('element')))
}

/** Changes a document as it is by then, or says why not. */
export type Change = (doc: Parameters<typeof readPicture>[0], drawn: Picture) => DrawingRefusal | null

/**
 * [PI3] [PI4] Draws in an open picture, if its project and step are still to be changed. The step is locked first, so
 * that what `change` looks at stays so until it is kept, and locks are taken in the order of every entry's writing.
 */
export async function draw(
  { viewer, project, kind, picture }: OpenPicture,
  tx: Tx,
  at: Date,
  reopenReason: string,
  said: Omit<Said, 'projectId'>,
  change: Change,
): Promise<Outcome<true, DrawingRefusal>> {
  if (picture.withdrawn) return refused('withdrawn')
  const touched = await touchStep(viewer, tx, at, project, kind.step, reopenReason)
  if (!touched.ok) return touched
  if (await isWithdrawn(viewer, tx, picture.id)) return refused('withdrawn')
  let problem: DrawingRefusal | null = null
  const isDrawn = await drawIn(viewer, tx, at, picture.id, { projectId: project.id, ...said }, (doc) => {
    problem = change(doc, readPicture(doc))
  })
  if (problem) return refused(problem)
  // Refused, so that the step is not touched by what changed nothing.
  return isDrawn ? touched : refused('as it was')
}
