import { isStaff } from '#core/access/viewer.ts'
import { whole } from '#core/figure-words.ts'
import { textOf } from '#core/proforma/entry.ts'
import { entryTitle } from '#core/proforma/entry-kind.ts'
import type { Clock } from '#core/time/clock.ts'
import { monthInWords } from '#core/time/month.ts'
import {
  answerText,
  entryHref,
  fieldsFor,
  listEntries,
  listTeam,
  mayAddEntry,
  namesOf,
  type OpenProject,
  openProjectOf,
  projectBreadcrumbs,
} from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { NotFound, type RequestContext, type Routes } from '#platform/http/request.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import { awardEntryAsText, awardEntryOf } from './award-entry.ts'
import { cheersOf, phaseOf, sidesOf, type Written } from './sara.ts'
import { awardEntryPage, saraPage } from './sara.view.ts'

export type SaraNeeds = Readonly<{ database: Database; clock: Clock; frame(c: RequestContext): Frame }>

/** Shown in a form of their own, or only as what came in. */
const APART = new Set(['cheers', 'triangle-side', 'as-received'])

/** The record by the four parts of SARA, and as an award entry. */
export function saraPages(routes: Routes, needs: SaraNeeds): void {
  const AT = '/projects/:number/sara'

  routes.get(AT, async (c) => {
    const { open, written } = await reading(c)
    const { viewer, project, template } = open
    const test = template.kinds.find(({ id }) => id === 'cheers')
    return c.html(
      saraPage(needs.frame(c), {
        project,
        breadcrumbs: projectBreadcrumbs(project),
        figures: figuresOf(project),
        cheers: written.filter(({ kind }) => kind === 'cheers').map(cheersOf),
        sides: sidesOf(written),
        sections: template.kinds
          .filter(({ id }) => !APART.has(id))
          .map((kind) => ({
            phase: phaseOf(kind),
            many: kind.many,
            path: kind.path,
            written: written.filter((entry) => entry.kind === kind.id),
          })),
        mayWrite: project.state === 'open' && test !== undefined && mayAddEntry(viewer, test),
      }),
    )
  })

  routes.get(`${AT}/entry`, async (c) => {
    const { open, written } = await reading(c)
    const { project } = open
    const at = { text: 'SARA', href: `/projects/${project.number}/sara` }
    return c.html(
      awardEntryPage(needs.frame(c), {
        project,
        breadcrumbs: [...projectBreadcrumbs(project), at],
        entry: entryOf(open, written),
      }),
    )
  })

  routes.get(`${AT}/entry.txt`, async (c) => {
    const { open, written } = await reading(c)
    c.header('Content-Disposition', `attachment; filename="${open.project.number}-entry.txt"`)
    return c.body(awardEntryAsText(entryOf(open, written)), 200, {
      'Content-Type': 'text/plain; charset=utf-8',
    })
  })

  // Live entries with their answers as people read them, in the template's order.
  async function reading(c: RequestContext) {
    const open = await openProjectOf(c, needs)
    const { viewer, project, template } = open
    if (!isStaff(viewer)) throw new NotFound()
    const { entries, team } = await needs.database.as(viewer, async (tx) => ({
      entries: await listEntries(viewer, tx, project, template),
      team: await listTeam(viewer, tx, project),
    }))
    const nameOf = namesOf(template, entries, team)
    const written = template.kinds.flatMap((kind) =>
      entries
        .filter((entry) => entry.kind === kind.id && !entry.withdrawn)
        .map(
          (entry): Written => ({
            kind: kind.id,
            title: entryTitle(kind, entry.content, nameOf),
            href: entryHref(project, kind, entry),
            answers: fieldsFor(viewer, kind)
              .map((field) => ({
                name: field.name,
                short: field.short,
                text: answerText(field, entry.content, nameOf),
                value: textOf(entry.content, field.name),
              }))
              .filter(({ text }) => text !== ''),
          }),
        ),
    )
    return { open, written }
  }
}

function entryOf({ viewer, project }: OpenProject, written: readonly Written[]) {
  return awardEntryOf({
    placeName: project.placeName,
    force: viewer.forceName,
    number: project.number,
    figures: figuresOf(project),
    decision: { reason: project.decision.reason, alternatives: project.decision.alternatives.length },
    written,
  })
}

function figuresOf({ figures }: OpenProject['project']): string[] {
  const { chosen, areasRanked, from, to, monthsKnown } = figures
  return [
    `${whole(chosen.count)} recorded crimes and incidents in ${chosen.name}, ${monthInWords(from)} to ${monthInWords(to)}, of which ${monthsKnown} months are known`,
    `Ranked ${chosen.rank} of ${areasRanked} areas of the force${
      chosen.rankLow === chosen.rankHigh
        ? '; chance in the counts does not move it'
        : `; between ${chosen.rankLow} and ${chosen.rankHigh} once chance is allowed for (95%)`
    }`,
  ]
}
