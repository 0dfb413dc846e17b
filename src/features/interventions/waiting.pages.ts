import { maySupervise, type Viewer } from '#core/access/viewer.ts'
import { type EntryOfProject, listEntriesAcross } from '#features/projects/index.ts'
import { loadCurrentTemplate } from '#features/templates/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { dueInWords, interventionOf } from './intervention.ts'
import { listOverdueSupervised } from './overdue.store.ts'

/** Something to do: where, what it is, and what is to be done. */
export type WaitingAction = Readonly<{ href: string; what: string; toDo: string }>

/** [I10] [I15] Somebody's own actions that are due soon or overdue, and what is overdue in projects they supervise. */
export async function listWaitingActions(viewer: Viewer, tx: Tx, today: string): Promise<WaitingAction[]> {
  const mine = await listOwned(viewer, tx, today)
  const own = mine.map(({ entry }) => interventionOf(entry)).filter((one) => dueInWords(today, one) !== '')
  const supervised = maySupervise(viewer) ? await listOverdueSupervised(viewer, tx, today) : []
  return [
    ...own.map((one) => ({ href: '/actions', what: one.what, toDo: `yours; ${dueInWords(today, one)}` })),
    ...supervised.map(({ number, placeName, overdue }) => ({
      href: `/projects/${number}/who-does-what`,
      what: placeName,
      toDo: overdue === 1 ? '1 intervention is overdue' : `${overdue} interventions are overdue`,
    })),
  ]
}

/** Live interventions of the open projects somebody reads that name them as owner, by project. */
export async function listOwned(viewer: Viewer, tx: Tx, today: string): Promise<EntryOfProject[]> {
  const template = await loadCurrentTemplate(viewer, tx)
  return listEntriesAcross(viewer, tx, today, template, 'intervention', {
    field: 'ownerPerson',
    id: viewer.personId,
  })
}
