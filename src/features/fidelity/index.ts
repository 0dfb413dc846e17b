export { fidelityPages } from './fidelity.pages.ts'
