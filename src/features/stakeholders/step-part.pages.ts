import { isStaff } from '#core/access/viewer.ts'
import { type EntryPart, listEntries, type StepPart } from '#features/projects/index.ts'
import type { Database } from '#platform/db/index.ts'
import { html, nothing } from '#ui/html.view.ts'
import { gapsWithoutPlan } from './coverage.ts'
import { networkWords } from './network-words.ts'
import { networkOf } from './networks.pages.ts'
import { stepSummary } from './step-summary.view.ts'
import { tiesOfPerson } from './ties-of-person.view.ts'

/** What the network adds to Step 3: its words, the ways to its pages, and gaps without a plan [N8]. */
export function stakeholderStepPart(database: Database): StepPart {
  return {
    step: 3,
    async show(open) {
      if (!isStaff(open.viewer)) return nothing
      const { net, figures } = await networkOf(database, open)
      return stepSummary(open.project.number, networkWords(net, figures))
    },
    async stillNeeded({ viewer, project, template }) {
      const gaps = await database.as(viewer, (tx) => listEntries(viewer, tx, project, template, ['gap']))
      return gapsWithoutPlan(gaps)
    },
  }
}

/** A stakeholder's own ties under what is written of them. */
export function stakeholderEntryPart(database: Database): EntryPart {
  return {
    kind: 'stakeholder',
    async ofList(open) {
      return html`<p class="govuk-body"><a class="govuk-link" href="/projects/${open.project.number}/network">See how they are tied</a></p>`
    },
    async ofEntry(open, entry) {
      if (entry.withdrawn) return nothing
      const { net, figures } = await networkOf(database, open)
      return tiesOfPerson(open.project.number, net, figures, entry.id)
    },
  }
}
