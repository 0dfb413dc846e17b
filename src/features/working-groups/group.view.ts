import { partialDateInWords } from '#core/time/partial-date.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import { attendanceOf, type Group, nextMeeting } from './group.ts'
import { groupInWords, groupWarnings, meetingInWords } from './group-words.ts'

export type GlanceView = Readonly<{
  project: Readonly<{ number: string; state: string }>
  group: Group
  mayInvite: boolean
}>

/** [W2] [W3] The group at a glance on Step 5's page. */
export function groupAtAGlance({ project, group, mayInvite }: GlanceView): Html {
  const at = `/projects/${project.number}`
  const warnings = groupWarnings(group)
  const next = nextMeeting(group)
  return html`<section aria-labelledby="group"><h2 class="govuk-heading-m" id="group">The group at a glance</h2>
${
  next
    ? govuk.insetText({
        html: html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>Next meeting:</strong> <a class="govuk-link wm-words" href="${at}/meetings/${next.id}">${meetingInWords(next)}</a></p>`,
      })
    : nothing
}
<ul class="govuk-list govuk-list--bullet">${groupInWords(group).map((sentence) => html`<li class="wm-words">${sentence}</li>`)}</ul>
${warnings.length ? html`<h3 class="govuk-heading-s">To look at</h3><ul class="govuk-list govuk-list--bullet">${warnings.map((sentence) => html`<li class="wm-words">${sentence}</li>`)}</ul>` : nothing}
${attendance(group, at)}
<p class="govuk-body wm-changes wm-no-print">${mayInvite ? html`<a class="govuk-link" href="${at}/invitations">Invite somebody into the group</a> ` : nothing}<a class="govuk-link" href="${at}/calendar">Meetings in your calendar</a></p></section>`
}

function attendance(group: Group, at: string): Html {
  const rows = attendanceOf(group)
  if (rows.length === 0) return nothing
  return dataTable<(typeof rows)[number]>({
    id: 'attendance',
    caption: 'Who came to the last meetings',
    columns: [
      {
        heading: 'Meeting',
        cell: ({ meeting }) =>
          html`<a class="govuk-link" href="${at}/meetings/${meeting.id}">${partialDateInWords(meeting.date)}</a>`,
      },
      {
        heading: 'Came',
        cell: ({ came, of }) =>
          came === null
            ? html`<span class="wm-unknown">not written down</span>`
            : html`<meter class="wm-came" min="0" max="${of}" value="${came}" aria-hidden="true"></meter> ${came} of ${of}`,
      },
      { heading: 'Apologies', isNumeric: true, cell: ({ apologies }) => String(apologies) },
    ],
    rows,
  })
}
