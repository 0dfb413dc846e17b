import { isStaff } from '#core/access/viewer.ts'
import { type Entry, textOf } from '#core/proforma/entry.ts'
import { PAPER_KIND, PAPER_PATH, TYPED_FROM } from '#core/proforma/steps/papers.ts'
import { kindOf } from '#core/proforma/template.ts'
import {
  type EntryPart,
  findEntry,
  listEntries,
  mayAddEntry,
  namesOf,
  type OpenProject,
  type ProjectPageNeeds,
} from '#features/projects/index.ts'
import { nothing } from '#ui/html.view.ts'
import { howItWorks, paperPart, typedFromPart } from './paper.view.ts'

export type PaperNeeds = Pick<ProjectPageNeeds, 'database'>

/** What papers as received add: to their own pages, and to the page of each entry that was typed in from one. */
export function paperParts({ database }: PaperNeeds): readonly EntryPart[] {
  return [
    {
      kind: PAPER_KIND,
      ofList: async () => howItWorks(),
      async ofEntry(open, paper) {
        const { viewer, project, template } = open
        const entries = await database.as(viewer, (tx) => listEntries(viewer, tx, project, template))
        const nameOf = namesOf(template, entries)
        const at = `/projects/${project.number}`
        return paperPart({
          typedIn: entries.filter(isFrom(paper)).map((entry) => ({
            title: nameOf(entry.id),
            href: `${at}/${kindOf(template, entry.kind)?.path}/${entry.id}`,
            kind: kindOf(template, entry.kind)?.many ?? entry.kind,
          })),
          steps: paper.withdrawn ? [] : stepsToTypeIn(open, paper),
        })
      },
    },
    {
      async ofEntry({ viewer, project, template }, entry) {
        const from = textOf(entry.content, TYPED_FROM)
        if (entry.origin !== 'as received' || !from || !isStaff(viewer)) return nothing
        const paper = await database.as(viewer, (tx) => findEntry(viewer, tx, project, template, from))
        return paper
          ? typedFromPart(
              `/projects/${project.number}/${PAPER_PATH}/${paper.id}`,
              textOf(paper.content, 'title'),
            )
          : nothing
      },
    },
  ]
}

const isFrom = (paper: Entry) => (entry: Entry) => entry.content[TYPED_FROM] === paper.id

function stepsToTypeIn({ viewer, project, template }: OpenProject, paper: Entry) {
  if (project.state !== 'open') return []
  return template.steps
    .map(({ step, name }) => ({
      name: `${step}. ${name}`,
      kinds: template.kinds
        .filter((kind) => kind.step === step && kind.id !== PAPER_KIND && mayAddEntry(viewer, kind))
        .map(({ path, many }) => ({
          text: many,
          href: `/projects/${project.number}/${path}/new?received=${paper.id}`,
        })),
    }))
    .filter(({ kinds }) => kinds.length > 0)
}
