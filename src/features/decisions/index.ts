export { type CarriedDecision, carryDecision } from './carry-decision.store.ts'
export { listWaiting, type WaitingDecision } from './decision.store.ts'
export { decisionsPages } from './decisions.pages.ts'
export { openingOf } from './project-opening.ts'
