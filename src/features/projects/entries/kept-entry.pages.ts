import { entryTitle } from '#core/proforma/entry-kind.ts'
import { kindOf } from '#core/proforma/template.ts'
import { parseQuery } from '#platform/forms/parse-form.ts'
import type { RequestContext } from '#platform/http/request.ts'
import type { Flash, Frame } from '#ui/frame/page.view.ts'
import type { OpenProject, ProjectPageNeeds } from '../page-needs.pages.ts'
import { listTeam } from '../team.store.ts'
import { KeptQuery } from './entry.schema.ts'
import { findEntry, listNamed } from './entry.store.ts'
import { entryHref } from './entry-item.view.ts'
import { asksForPeople, namesOf } from './entry-names.ts'

/** The address, saying which entry was just written, so that the page there can tell whoever wrote it. */
export function tellingOf(entryId: string, address: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}kept=${entryId}`
}

/**
 * The request's frame, with what became of the entry its address names. The words are made from the record, as this
 * viewer may read it, and name nobody, so that no address can say anything that is not so, whoever follows it.
 */
export async function frameTelling(
  c: RequestContext,
  needs: Pick<ProjectPageNeeds, 'database' | 'frame'>,
  open: OpenProject,
): Promise<Frame> {
  const frame = needs.frame(c)
  const asked = parseQuery(c.req, KeptQuery)
  const id = asked.ok ? asked.value.kept : undefined
  const flash = id && (await told(needs, open, id, c.req.path))
  return flash ? { ...frame, flash } : frame
}

async function told(
  { database }: Pick<ProjectPageNeeds, 'database'>,
  { viewer, project, template }: OpenProject,
  id: string,
  path: string,
): Promise<Flash | null> {
  return database.as(viewer, async (tx) => {
    const entry = await findEntry(viewer, tx, project, template, id)
    const kind = entry && kindOf(template, entry.kind)
    if (!entry || !kind) return null
    const named = await listNamed(viewer, tx, project, template, [entry])
    const team = asksForPeople([kind]) ? await listTeam(viewer, tx, project) : []
    const title = entryTitle(kind, entry.content, namesOf(template, named, team))
    const href = entryHref(project, kind, entry)
    return {
      tone: 'success',
      text: entry.withdrawn
        ? `“${title}” is withdrawn. It stays on the record and can be brought back.`
        : entry.version > 1
          ? `The change to “${title}” is kept.`
          : `“${title}” is kept.`,
      ...(href === path ? {} : { link: { text: 'See it', href } }),
    }
  })
}
