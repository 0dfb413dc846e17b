import { isStaff } from '#core/access/viewer.ts'
import type { Entry } from '#core/proforma/entry.ts'
import { textOf } from '#core/proforma/entry.ts'
import { kindOf } from '#core/proforma/template.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import {
  type EntryPart,
  listEntries,
  mayAddEntry,
  type OpenProject,
  type StepPart,
} from '#features/projects/index.ts'
import { html, nothing } from '#ui/html.view.ts'
import { ownersShare } from './board.view.ts'
import { interventionOf } from './intervention.ts'
import { standingTags } from './intervention-item.view.ts'
import { mayTell } from './interventions.pages.ts'
import { measureOf } from './measure.ts'
import { measureFormPart, measurePart, resultFormPart, resultPart } from './measure-parts.view.ts'
import { optionOf } from './option.ts'
import { optionsCompared } from './options-table.view.ts'
import type { InterventionPageNeeds } from './page-needs.pages.ts'
import { countByOwner } from './police-share.ts'
import { listReminders } from './reminder.store.ts'
import { stepSevenPart } from './step-seven.view.ts'
import { neededForStepSeven } from './still-needed.ts'

type Needs = Pick<InterventionPageNeeds, 'database' | 'placeFigures'>

/** What this feature adds to the pages of Steps 6 and 7 and of their entries. */
export function interventionParts(needs: Needs): { stepParts: StepPart[]; entryParts: EntryPart[] } {
  async function live({ viewer, project, template }: OpenProject, kinds: readonly string[]) {
    const entries = await needs.database.as(viewer, (tx) => listEntries(viewer, tx, project, template, kinds))
    return (kind: string) => entries.filter((entry) => entry.kind === kind && !entry.withdrawn)
  }

  const measureOfId = async (open: OpenProject, id: string) => {
    const of = await live(open, ['measure'])
    const entry = of('measure').find((one) => one.id === id)
    return entry ? measureOf(entry) : null
  }

  const stepParts: StepPart[] = [
    {
      step: 6,
      async show(open) {
        const of = await live(open, ['option'])
        return optionsCompared(open.project.number, of('option').map(optionOf))
      },
      async stillNeeded(open) {
        const of = await live(open, ['option'])
        const isChosen = of('option').some(({ content }) => textOf(content, 'choice') === 'chosen')
        return isChosen ? [] : ['No way to get there is chosen']
      },
    },
    {
      step: 7,
      async show(open) {
        const of = await live(open, ['intervention', 'measure', 'result'])
        return stepSevenPart({
          project: open.project,
          interventions: of('intervention').map(interventionOf),
          measures: of('measure').map(measureOf),
          readingsOf: Map.groupBy(of('result').map(readingOf).sort(byDay), ({ measure }) => measure),
          today: open.today,
        })
      },
      async stillNeeded(open) {
        const of = await live(open, ['vision', 'intervention', 'measure'])
        return neededForStepSeven({
          visions: of('vision').length,
          interventions: of('intervention').map(interventionOf),
          measures: of('measure').map(measureOf),
        })
      },
    },
  ]

  const entryParts: EntryPart[] = [
    {
      kind: 'intervention',
      async ofList(open) {
        const of = await live(open, ['intervention'])
        return html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/projects/${open.project.number}/who-does-what">Who does what by when</a></p>${ownersShare(countByOwner(of('intervention').map(interventionOf)))}`
      },
      async ofEntry(open, entry) {
        if (entry.withdrawn) return nothing
        const { viewer, project, today } = open
        const reminders = isStaff(viewer)
          ? await needs.database.as(viewer, (tx) => listReminders(tx, viewer.forceId, entry.id))
          : []
        return html`<p class="govuk-body">${standingTags(interventionOf(entry), today)}</p>
${project.state === 'open' && mayTell(open, entry) ? html`<p class="govuk-body wm-no-print"><a class="govuk-link" href="/projects/${project.number}/interventions/${entry.id}/progress">Say how it goes</a></p>` : nothing}
${reminders.length ? html`<h2 class="govuk-heading-m">Reminders</h2><ul class="govuk-list govuk-list--bullet">${reminders.map(({ name, at }) => html`<li>${name}, ${momentInWords(at)}</li>`)}</ul>` : nothing}`
      },
    },
    {
      kind: 'measure',
      ofForm: async (open, entry) => (entry ? nothing : measureFormPart(open.project)),
      async ofEntry(open, entry) {
        const { viewer, project, template } = open
        const of = await live(open, ['intervention', 'result'])
        const measure = measureOf(entry)
        const codes = [...new Set([project.areaCode, ...project.areaCodes])]
        const result = kindOf(template, 'result')
        return measurePart({
          measure,
          interventions: of('intervention').map(interventionOf),
          results: of('result')
            .map(readingOf)
            .filter((one) => one.measure === entry.id)
            .sort(byDay),
          figures: measure.crimeType
            ? await needs.placeFigures(project.figures, { codes, type: measure.crimeType })
            : null,
          project,
          mayAdd: project.state === 'open' && result !== undefined && mayAddEntry(viewer, result),
        })
      },
    },
    {
      kind: 'result',
      ofForm: async (open, entry) => (entry ? nothing : resultFormPart(open.project)),
      ofEntry: async (open, entry) => resultPart(await measureOfId(open, textOf(entry.content, 'measure'))),
    },
  ]
  return { stepParts, entryParts }
}

function readingOf({ id, content }: Entry) {
  const text = (name: string) => textOf(content, name)
  return {
    id,
    measure: text('measure'),
    value: text('value'),
    readOn: text('readOn'),
    meaning: text('meaning'),
  }
}

const byDay = (a: { readOn: string }, b: { readOn: string }) => (a.readOn < b.readOn ? -1 : 1)
