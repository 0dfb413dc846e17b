export { areaStore } from './area.store.ts'
export { listMembers, listNeighbourhoods, type Neighbourhood } from './neighbourhood.store.ts'
