export { areaStore } from './area.store.ts'
export {
  listMembers,
  listNeighbourhoods,
  listPolicingAreas,
  type Neighbourhood,
} from './neighbourhood.store.ts'
