export {
  type Admitted,
  admitPerson,
  findAddresses,
  hasAddress,
  keepRole,
} from './admission.store.ts'
export { type DemonstrationPerson, seedDemonstrationPeople } from './demonstration-people.jobs.ts'
export { peoplePages } from './people.pages.ts'
export type { PeopleContext } from './person.pages.ts'
export { addFirstPerson, createForce, type FirstPerson } from './set-up.store.ts'
