import type { Element, Link } from '#core/picture/element.ts'

/** What is drawn in a picture, as a project's record tells it. */
export type RecordedDrawing = Readonly<{
  /** The entry that the picture is. */
  entry: string
  elements: readonly Element[]
  links: readonly Link[]
}>
