import { textOf } from '#core/proforma/entry.ts'
import { kindOf } from '#core/proforma/template.ts'
import {
  listEntries,
  mayAddEntry,
  namesOf,
  type OpenProject,
  openProjectOf,
  type ProjectPageNeeds,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import type { KeptFiles } from '#platform/files/kept-files.ts'
import type { Routes } from '#platform/http/request.ts'
import { assetMapPage } from './asset-map.view.ts'
import { auditSheetPage } from './audit-sheet.view.ts'
import { MAPPED_KINDS, type MappedEntry, markOf, pointOf } from './mapped-entry.ts'
import { seePages } from './see.pages.ts'

export type AssetPageNeeds = Pick<ProjectPageNeeds, 'database' | 'clock' | 'frame' | 'areasAround'> &
  Readonly<{ files: KeptFiles }>

/** The map of assets, the sheet for a walk, and the form for what is seen on one. */
export function assetsPages(routes: Routes, needs: AssetPageNeeds): void {
  seePages(routes, needs)

  routes.get('/projects/:number/assets/map', async (c) => {
    const open = await openProjectOf(c, needs)
    const { viewer, project, template } = open
    const entries = await mappedEntries(open)
    const around = await needs.areasAround(project.figures, project.areaCode, project.areaCodes)
    const names = new Map<string, string>(project.figures.place.map(({ code, name }) => [code, name]))
    const asset = kindOf(template, 'asset')
    return c.html(
      assetMapPage(needs.frame(c), {
        number: project.number,
        placeName: project.placeName,
        breadcrumbs: crumbs(project),
        place: [...new Set([project.areaCode, ...project.areaCodes])].map((code) => ({
          code,
          name: names.get(code) ?? code,
        })),
        around,
        entries,
        mayAdd: project.state === 'open' && asset !== undefined && mayAddEntry(viewer, asset),
      }),
    )
  })

  routes.get('/projects/:number/audit-sheet', async (c) => {
    const { project } = await openProjectOf(c, needs)
    return c.html(
      auditSheetPage(needs.frame(c), {
        number: project.number,
        placeName: project.placeName,
        breadcrumbs: crumbs(project),
      }),
    )
  })

  // [AS1]
  async function mappedEntries({ viewer, project, template }: OpenProject): Promise<MappedEntry[]> {
    const entries = await needs.database.as(viewer, (tx) =>
      listEntries(viewer, tx, project, template, MAPPED_KINDS),
    )
    const nameOf = namesOf(template, entries)
    return entries.flatMap((entry) => {
      const mark = markOf(entry)
      if (!mark || entry.withdrawn) return []
      const path = kindOf(template, entry.kind)?.path
      return {
        id: entry.id,
        mark,
        title: nameOf(entry.id),
        href: `/projects/${project.number}/${path}/${entry.id}`,
        where: textOf(entry.content, 'where'),
        at: pointOf(entry),
      }
    })
  }
}

const crumbs = (project: OpenProject['project']) => [
  ...projectBreadcrumbs(project),
  { text: 'Step 2', href: `/projects/${project.number}/steps/2` },
]
