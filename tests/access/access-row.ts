export type Row = Readonly<{
  what: string
  cells: string
  /** `GET /address`, as the app mounts it, without what a part of the address must look like. */
  routes: readonly string[]
  /** The test that checks it where it needs more than one of each record. */
  elsewhere?: string
}>
export type Part = Readonly<{ name: string; rows: readonly Row[] }>

/** A row that is checked as it stands. */
export const row = (cells: string, what: string, ...routes: string[]): Row => ({ what, cells, routes })
/** A row that another test checks. */
export const checkedIn = (elsewhere: string, cells: string, what: string, ...routes: string[]): Row => ({
  what,
  cells,
  routes,
  elsewhere,
})
