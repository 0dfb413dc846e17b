export type { PicturePageNeeds } from './open-picture.pages.ts'
export { type PutOn, putOnPicture } from './picture.store.ts'
export { pictureParts } from './picture-parts.pages.ts'
export { picturesPages } from './pictures.pages.ts'
