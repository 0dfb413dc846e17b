export { carryDecision } from './carry-decision.store.ts'
export { listWaiting } from './decision.store.ts'
export { decisionsPages } from './decisions.pages.ts'
export { openingOf } from './project-opening.ts'
