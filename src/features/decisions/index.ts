export { listWaiting, type WaitingDecision } from './decision.store.ts'
export { decisionsPages } from './decisions.pages.ts'
