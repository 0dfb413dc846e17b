/**
 * The only door to the crime rows and the statistics. Typed questions in, plain data out: no SQL and no engine
 * types pass through here.
 */

export type { CountsByType, MonthlyCounts, Period } from './engine/area-counts.ts'
export type { AreaCounts } from './engine/counted-areas.ts'
export type { OutcomeTotal } from './engine/outcome-totals.ts'
export { openStore, type Store, type StoredForce, type StoreOptions, type Unplaced } from './engine/store.ts'
export type { ImportLimits } from './load/import-limits.ts'
export type { ImportProgress } from './load/import-progress.ts'
export type { ImportRefusal } from './load/import-refusal.ts'
export type { ImportOptions } from './load/run-import.ts'
export {
  type NetworkFigures,
  type NetworkQuestion,
  networkFigures,
} from './measures/network/network-figures.ts'
export { areasAround } from './outlines/areas-around.ts'
export type { Example, FileKind, FileReport, ImportReport } from './report.ts'
export { areaIndicators, type IndicatorTotal } from './screening/area-indicators.ts'
export { type AreaInHierarchy, areaHierarchy, areaProfile, areaShapes, screen } from './screening/ask.ts'
export type { ScreeningRefusal } from './screening/gather.ts'
