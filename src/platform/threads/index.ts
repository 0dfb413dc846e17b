export { threadPool } from './thread-pool.ts'
