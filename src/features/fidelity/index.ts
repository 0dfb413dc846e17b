export { type FidelityNeeds, fidelityPages } from './fidelity.pages.ts'
export type { Feature, FidelityAnswer } from './fidelity.ts'
