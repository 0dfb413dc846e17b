export { type AssetPageNeeds, assetsPages } from './asset.pages.ts'
export { assetParts } from './asset-parts.pages.ts'
