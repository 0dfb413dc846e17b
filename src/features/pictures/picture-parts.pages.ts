import { entryTitle } from '#core/proforma/entry-kind.ts'
import { PICTURE_KINDS } from '#core/proforma/steps/pictures.ts'
import type { EntryPart, ProjectPageNeeds } from '#features/projects/index.ts'
import { mayDraw } from './open-picture.pages.ts'
import { loadPictureDoc } from './picture.store.ts'
import { readPicture } from './picture-doc.ts'
import { picturePart } from './picture-part.view.ts'

/** What is drawn in a picture, on its entry's page. */
export function pictureParts({ database }: Pick<ProjectPageNeeds, 'database'>): readonly EntryPart[] {
  return PICTURE_KINDS.map((kind) => ({
    kind: kind.id,
    async ofEntry({ viewer, project }, picture) {
      const doc = await database.as(viewer, (tx) => loadPictureDoc(viewer, tx, picture.id))
      return picturePart({
        at: `/projects/${project.number}/${kind.path}/${picture.id}`,
        title: entryTitle(kind, picture.content, String),
        shown: readPicture(doc),
        mayDraw: mayDraw({ viewer, project }, kind, picture),
      })
    },
  }))
}
