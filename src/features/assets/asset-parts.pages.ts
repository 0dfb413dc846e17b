import { textOf } from '#core/proforma/entry.ts'
import { kindOf } from '#core/proforma/template.ts'
import { listAttachments, thumbnail } from '#features/attachments/index.ts'
import {
  type EntryPart,
  listEntries,
  namesOf,
  type ProjectPageNeeds,
  type StepPart,
} from '#features/projects/index.ts'
import { maySee } from './see.pages.ts'
import { assetLinks, walkPart } from './walk.view.ts'

/** What the map and the walks add to Step 2, to the lists of assets and walks, and to a walk's page. */
export function assetParts({ database }: Pick<ProjectPageNeeds, 'database'>): Readonly<{
  stepParts: readonly StepPart[]
  entryParts: readonly EntryPart[]
}> {
  return {
    stepParts: [{ step: 2, show: async ({ project }) => assetLinks(project.number, 'step') }],
    entryParts: [
      { kind: 'asset', ofList: async ({ project }) => assetLinks(project.number, 'assets') },
      {
        kind: 'audit-walk',
        ofList: async ({ project }) => assetLinks(project.number, 'walks'),
        async ofEntry(open, walk) {
          const { viewer, project, template } = open
          const { seen, files } = await database.as(viewer, async (tx) => {
            const entries = await listEntries(viewer, tx, project, template, ['audit-sighting'])
            const seen = entries.filter((entry) => entry.content.walk === walk.id && !entry.withdrawn)
            const ids = seen.map(({ id }) => id)
            return { seen, files: await listAttachments(viewer, tx, project.id, ids) }
          })
          const nameOf = namesOf(template, seen)
          const path = kindOf(template, 'audit-sighting')?.path
          return walkPart({
            addHref: maySee(open, walk) ? `/projects/${project.number}/audit-walks/${walk.id}/see` : null,
            seen: seen.map((entry) => ({
              title: nameOf(entry.id),
              href: `/projects/${project.number}/${path}/${entry.id}`,
              isGood: entry.content.seems === 'good',
              where: textOf(entry.content, 'where'),
              pictures: files
                .filter((file) => file.entryId === entry.id && file.picture && !file.withdrawn)
                .slice(0, 1)
                .map(thumbnail),
            })),
          })
        },
      },
    ],
  }
}
