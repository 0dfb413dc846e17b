import { type Frame, page } from '#ui/frame/page.view.ts'
import { html } from '#ui/html.view.ts'
import { byPressure, type Intervention, isOpen } from './intervention.ts'
import { interventionItem } from './intervention-item.view.ts'
import type { OfProject } from './place-page.view.ts'

export type ActionsView = Readonly<{
  actions: readonly Readonly<{ project: OfProject; intervention: Intervention }>[]
  today: string
  keyOf(): string
}>

/** [I10] What somebody owns, in every project they are on, most pressing first. */
export function actionsPage(frame: Frame, { actions, today, keyOf }: ActionsView): string {
  const placeOf = new Map(actions.map(({ project, intervention }) => [intervention.id, project]))
  const sorted = byPressure(
    today,
    actions.map(({ intervention }) => intervention),
  )
  const list = (items: readonly Intervention[]) =>
    html`<ul class="govuk-list wm-entries">${items.map((one) =>
      interventionItem(one, {
        project: placeOf.get(one.id) as OfProject,
        today,
        may: 'tap',
        from: 'actions',
        key: keyOf(),
        withPlace: true,
      }),
    )}</ul>`
  const [open, over] = [sorted.filter(isOpen), sorted.filter((one) => !isOpen(one))]
  return page(
    { ...frame, title: 'Your actions' },
    html`<h1 class="govuk-heading-l">Your actions</h1>
<p class="govuk-body">What you said you would see to, in the projects you are on.</p>
${open.length ? list(open) : html`<p class="govuk-body">${over.length ? 'Nothing is left to do.' : 'No action is yours.'}</p>`}
${over.length ? html`<h2 class="govuk-heading-m">Done or stopped</h2>${list(over)}` : ''}`,
  )
}
