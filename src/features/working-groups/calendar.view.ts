import { momentInWords } from '#core/time/moment-in-words.ts'
import { form } from '#ui/forms/form.view.ts'
import { type FieldProblem, type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html, nothing } from '#ui/html.view.ts'

export type CalendarView = Readonly<{
  project: Readonly<{ number: string; placeName: string }>
  breadcrumbs: readonly Readonly<{ text: string; href: string }>[]
  /** Since when this person has a private address; `null` where they have none. */
  madeAt: Date | null
  /** The address just made, which is shown only this once. */
  address: string | null
  keyOf(): string
  errors: readonly FieldProblem[]
}>

/** [W11] The group's meetings in one's own calendar. */
export function calendarPage(frame: Frame, view: CalendarView): string {
  const { project, address, madeAt, keyOf } = view
  const at = `/projects/${project.number}`
  return page(
    {
      ...frame,
      title: `Meetings of ${project.placeName} in your calendar`,
      breadcrumbs: view.breadcrumbs,
      errors: view.errors,
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">Meetings in your calendar</h1>
<h2 class="govuk-heading-m">Once</h2>
<p class="govuk-body"><a class="govuk-link" href="${at}/meetings.ics">Take the meetings away as a calendar file</a>. Open it again when something has changed.</p>
<h2 class="govuk-heading-m">Kept up to date</h2>
<p class="govuk-body">With a private address your calendar asks for the meetings itself. Do not give it to anybody: whoever has it sees when and where the group meets. It stops working when you leave the project’s team.</p>
${
  address
    ? html`${govuk.warningText({ text: 'Copy it. It is shown only this once.', iconFallbackText: 'Warning' })}
<p class="govuk-body wm-code"><code>${address}</code></p>
<p class="govuk-body">In your calendar, choose to add a calendar by its address (URL), and paste it.</p>`
    : madeAt
      ? html`<p class="govuk-body">You made your private address ${momentInWords(madeAt)}.</p>`
      : nothing
}
${
  address
    ? nothing
    : form(
        { action: `${at}/calendar`, key: keyOf() },
        govuk.button({
          text: madeAt ? 'Make another, and end the one before' : 'Make my private address',
          classes: 'govuk-button--secondary',
          preventDoubleClick: true,
        }),
      )
}
${
  madeAt || address
    ? form(
        { action: `${at}/calendar/end`, key: keyOf() },
        govuk.button({
          text: 'End my private address',
          classes: 'govuk-button--warning',
          preventDoubleClick: true,
        }),
      )
    : nothing
}`,
  )
}
