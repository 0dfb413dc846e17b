import type { Viewer } from '#core/access/viewer.ts'
import type { AreaCode } from '#core/area/area.ts'
import type { OutlinedArea } from '#core/area/outlined-area.ts'
import type { Outcome } from '#core/outcome.ts'
import type { Entry } from '#core/proforma/entry.ts'
import type { StepNumber } from '#core/proforma/entry-kind.ts'
import type { Template } from '#core/proforma/template.ts'
import type { RecordedDrawing } from '#core/record/recorded-drawing.ts'
import type { RecordedEscalation } from '#core/record/recorded-escalation.ts'
import type { RecordedFile } from '#core/record/recorded-file.ts'
import type { RecordedRound } from '#core/record/recorded-round.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { loadTemplate } from '#features/templates/index.ts'
import type { Database, Tx } from '#platform/db/index.ts'
import { found, type RequestContext, signedIn } from '#platform/http/request.ts'
import type { FieldProblem, Frame } from '#ui/frame/page.view.ts'
import type { Html } from '#ui/html.view.ts'
import type { FiguresToday } from './figures.ts'
import { findProject } from './project.store.ts'
import { type Project, parseProjectNumber } from './project.ts'
import type { RecordBlock } from './record/record-document.ts'

export type ProjectPageNeeds = Readonly<{
  database: Database
  clock: Clock
  frame(c: RequestContext): Frame
  /** The area as a screening made now would have it; `null` where it cannot be screened any more. */
  figuresToday(question: ScreeningQuestion, areaCode: AreaCode): Promise<FiguresToday | null>
  /** The area, those nearest to it and `also`, with their outlines; empty where boundaries are not loaded. */
  areasAround(
    asked: Pick<ScreeningQuestion, 'force' | 'unit'>,
    areaCode: AreaCode,
    also: readonly AreaCode[],
  ): Promise<readonly OutlinedArea[]>
  /** What other features add to the pages of steps and entries. */
  stepParts?: readonly StepPart[]
  entryParts?: readonly EntryPart[]
  /** What other features keep of a project and its record takes along. */
  recordParts?: RecordParts
  /** Pages of a project that other features have, in order. */
  projectLinks?: readonly ProjectLink[]
}>

/** A project as a page has opened it: who reads it, what its template asks, and the day (`YYYY-MM-DD`). */
export type OpenProject = Readonly<{ viewer: Viewer; project: Project; template: Template; today: string }>

/** A page of every project: `path` follows the project's own address. */
export type ProjectLink = Readonly<{ path: string; text: string; isForStaff?: boolean }>

/** Part of a step's page that another feature answers for; shown in the order given. */
export type StepPart = Readonly<{
  step: StepNumber
  /** Shown after the step's entries. */
  show(open: OpenProject): Promise<Html>
  /** What else stands in the way of a sign-off, each a sentence [P21]. */
  stillNeeded?(open: OpenProject): Promise<readonly string[]>
  /** What the whole record says of it, after the step's entries [P32]. */
  ofRecord?(open: OpenProject): Promise<readonly RecordBlock[]>
}>

/** Part of the pages of one kind of entry, or of every kind, that another feature answers for. */
export type EntryPart = Readonly<{
  /** Without it, of every kind. */
  kind?: string
  /** Shown above the table of all of them. */
  ofList?(open: OpenProject): Promise<Html>
  /** Shown above the form of one; `null` for another one. */
  ofForm?(open: OpenProject, entry: Entry | null): Promise<Html>
  /** Shown under an entry's answers. */
  ofEntry?(open: OpenProject, entry: Entry): Promise<Html>
}>

/** [P32] What other features keep of a project and its record takes along, each as its reader may read it. */
export type RecordParts = Readonly<{
  escalations(open: OpenProject): Promise<readonly RecordedEscalation[]>
  ratings(open: OpenProject): Promise<readonly RecordedRound[]>
  drawings: RecordDrawings
  files: RecordFiles
}>

/** What is drawn in pictures, that travels with a record. */
export type RecordDrawings = Readonly<{
  list(open: OpenProject): Promise<readonly RecordedDrawing[]>
  /** Draws what came in the pictures that it names, which are empty; the import tells of it. */
  draw(viewer: Viewer, tx: Tx, at: Date, drawings: readonly RecordedDrawing[]): Promise<void>
}>

/** Files that travel with a record. */
export type RecordFiles = Readonly<{
  list(open: OpenProject): Promise<readonly RecordedFile[]>
  /** Its bytes; `null` where they are not here any more. */
  read(viewer: Viewer, file: RecordedFile): Promise<ReadableStream<Uint8Array> | null>
  /** A new folder for what is on its way in. Whoever made it removes it. */
  begin(): Promise<string>
  /** Checks what came for a file of a record as an upload is checked, and keeps it; or says why not, for a person. */
  takeIn(viewer: Viewer, file: RecordedFile, path: string): Promise<Outcome<TakenFile, string>>
  /** Attaches what was taken in to the entries that it names, as its record tells it. */
  attach(viewer: Viewer, tx: Tx, projectId: string, taken: readonly TakenFile[]): Promise<void>
}>

/** A file of a record that is kept here. */
export type TakenFile = Readonly<{
  file: RecordedFile
  kept: Readonly<{
    name: string
    type: string
    bytes: number
    sha256: string
    picture: Readonly<{ width: number; height: number; thumbnailSha256: string }> | null
  }>
}>

/** What a person reads who would change a project that is closed. */
export const CLOSED: FieldProblem = {
  field: null,
  text: 'This project is closed, so it cannot be changed.',
}

// What each request has opened, for the log of readings [P16]; gone with the request.
const opened = new WeakMap<RequestContext, OpenProject>()

/** The project a request opened, as it stood the first time; `null` where it opened none. */
export function openedOf(c: RequestContext): OpenProject | null {
  return opened.get(c) ?? null
}

/** The project a request names, or shows a part of; 404 where there is none for this viewer [P1]. */
export async function openProjectOf(
  c: RequestContext,
  needs: Pick<ProjectPageNeeds, 'database' | 'clock'>,
  named: string = c.req.param('number') ?? '',
): Promise<OpenProject> {
  const viewer = signedIn(c)
  const number = found(parseProjectNumber(named))
  const today = londonDay(needs.clock())
  const open = await needs.database.as(viewer, async (tx) => {
    const project = found(await findProject(viewer, tx, today, number))
    return { viewer, project, template: await loadTemplate(viewer, tx, project.templateVersion), today }
  })
  if (!opened.has(c)) opened.set(c, open)
  return open
}
