import { randomUUID } from 'node:crypto'
import type { Viewer } from '#core/access/viewer.ts'
import type { Content } from '#core/proforma/entry.ts'
import type { EntryKind } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import type { Project } from '#features/projects/index.ts'
import { recordAudits } from '#platform/audit/index.ts'
import type { Database } from '#platform/db/index.ts'

/** Entries of each kind in a large project; the first four are the promise's, of every other kind there are some. */
export const LARGE: Readonly<Record<string, number>> = {
  asset: 300,
  stakeholder: 500,
  tie: 3000,
  intervention: 200,
  contact: 100,
  'audit-sighting': 40,
  member: 20,
  meeting: 24,
  'group-action': 40,
  measure: 20,
  result: 40,
}
const OTHERS = 10
const COMMENTS = 100
const WORDS =
  'Wants the stairs kept clean and the “back path” lit; would gain quieter evenings. Says so at every meeting & in writing. '
const AT = new Date('2026-02-20T14:05:00Z')

/** Fills a project as years of work would, every question answered, one line of history for each entry. */
export async function fillProject(
  database: Database,
  project: Pick<Project, 'id'>,
  writer: Viewer,
): Promise<number> {
  const { owner } = database
  const ids = new Map(
    PLATFORM_TEMPLATE.kinds.map(({ id }) => [
      id,
      Array.from({ length: LARGE[id] ?? OTHERS }, () => randomUUID() as string),
    ]),
  )
  const written = { by: writer.personId, as: `${writer.name}, sergeant` }
  const rows = PLATFORM_TEMPLATE.kinds.flatMap((kind) =>
    ids.get(kind.id)!.map((id, at) => ({
      force_id: writer.forceId,
      id,
      project_id: project.id,
      kind: kind.id,
      position: 1000 + at,
      content: JSON.stringify(contentOf(kind, at, ids, writer)),
      origin: 'person',
      added_by: written.by,
      added_as: written.as,
      added_at: new Date(AT.getTime() - at * 3_600_000),
      written_by: written.by,
      written_as: written.as,
      written_at: new Date(AT.getTime() - at * 1_800_000),
    })),
  )
  for (let start = 0; start < rows.length; start += 500)
    await owner
      .insertInto('project_entry')
      .values(rows.slice(start, start + 500))
      .execute()
  await owner
    .insertInto('project_comment')
    .values(
      Array.from({ length: COMMENTS }, (_, at) => ({
        force_id: writer.forceId,
        id: randomUUID(),
        project_id: project.id,
        step: (at % 8) + 1,
        words: WORDS,
        written_by: written.by,
        written_as: written.as,
        written_role: 'supervisor',
        written_at: AT,
      })),
    )
    .execute()
  await database.as(writer, (tx) =>
    recordAudits(
      tx,
      writer,
      AT,
      rows.map(({ id, kind, content }) => ({
        action: `${kind} added`,
        subject: { kind: 'project', id: project.id },
        after: { entry: id, ...JSON.parse(content) },
      })),
    ),
  )
  return rows.length
}

function contentOf(
  kind: EntryKind,
  at: number,
  ids: ReadonlyMap<string, readonly string[]>,
  writer: Viewer,
): Content {
  const another = (among: string, offset: number) => {
    const all = ids.get(among) ?? []
    return all[(at * 7 + offset * 13 + Math.floor(at / all.length)) % all.length] ?? null
  }
  const answer = (field: Field, no: number): Content[string] => {
    switch (field.type) {
      case 'line':
        return `${kind.many} ${at}: ${field.short}`
      case 'words':
        return WORDS
      case 'one of':
        return field.choices[(at + no) % field.choices.length]?.value ?? null
      case 'any of':
        return field.choices.slice(0, 2).map(({ value }) => value)
      case 'date':
      case 'rough date':
        return `2026-0${(at % 3) + 1}-${String((at % 28) + 1).padStart(2, '0')}`
      case 'time':
        return '19:30'
      case 'number':
        return field.least ?? 1
      case 'entry':
        return another(field.kinds[0] ?? '', no)
      case 'entries':
        return [another(field.kinds[0] ?? '', no)].filter((id) => id !== null)
      case 'person':
        return writer.personId
      case 'point':
        return `52.${630_000 + at},-1.${130_000 + at}`
    }
  }
  return Object.fromEntries(kind.fields.map((field, no) => [field.name, answer(field, no)]))
}
