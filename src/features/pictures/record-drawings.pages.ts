import type { RecordDrawings } from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { drawIn, listDrawings } from './picture.store.ts'
import { addElement, addLink, changeElement } from './picture-doc.ts'

/** What is drawn, as a project's record takes it along and brings it in. */
export function drawingsOfRecord(database: Database): RecordDrawings {
  return {
    async list({ viewer, project }) {
      const drawings = await database.as(viewer, (tx) => listDrawings(viewer, tx, project.id))
      return [...drawings].map(([entry, picture]) => ({ entry, ...picture }))
    },
    async draw(viewer, tx, at, drawings) {
      for (const { entry, elements, links } of drawings) {
        await drawIn(viewer, tx, at, entry, null, (doc) => {
          for (const { goneAt, ...element } of elements) {
            addElement(doc, element)
            if (goneAt) changeElement(doc, element.id, { goneAt })
          }
          for (const link of links) addLink(doc, link)
        })
      }
    },
  }
}
