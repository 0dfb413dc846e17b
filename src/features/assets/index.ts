export { assetsPages } from './asset.pages.ts'
export { assetParts } from './asset-parts.pages.ts'
