export {
  type Admitted,
  admitPerson,
  findAddresses,
  hasAddress,
  keepRole,
} from './admission.store.ts'
export { seedDemonstrationPeople } from './demonstration-people.jobs.ts'
export { peoplePages } from './people.pages.ts'
export { addFirstPerson, createForce } from './set-up.store.ts'
