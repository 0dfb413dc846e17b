import { partialDateInWords } from '#core/time/partial-date.ts'
import { conflict } from '#ui/forms/conflict.view.ts'
import { checkboxesField, type FormState, form } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { GroupJob, GroupMember, Meeting } from './group.ts'
import { meetingInWords } from './group-words.ts'

type Place = Readonly<{ number: string; placeName: string }>
type Crumbs = readonly Readonly<{ text: string; href: string }>[]

export type MeetingPartView = Readonly<{
  project: Place
  meeting: Meeting
  decisions: readonly Readonly<{ id: string; decided: string }>[]
  jobs: readonly GroupJob[]
  nameOf(memberId: string): string
  mayAdd: boolean
  mayChange: boolean
  /** How many members the minutes can be sent to, and how many were sent them. */
  minutes: Readonly<{ toSend: number; sent: number }>
  key: string
}>

/** [W9] [W10] What belongs to a meeting, on its own page. */
export function meetingPart(view: MeetingPartView): Html {
  const { project, meeting, mayAdd, mayChange } = view
  const at = `/projects/${project.number}`
  const own = `${at}/meetings/${meeting.id}`
  const add = (path: string, text: string) =>
    mayAdd ? html`<a class="govuk-link" href="${at}/${path}/new?meeting=${meeting.id}">${text}</a> ` : nothing
  return html`<p class="govuk-body wm-changes wm-no-print">${mayChange ? html`<a class="govuk-link" href="${own}/attendance">Tick who came</a> ` : nothing}<a class="govuk-link" href="${own}/print">Agenda and minutes, for printing</a> <a class="govuk-link" href="${own}.ics">Put it in your calendar</a></p>
<h2 class="govuk-heading-m">Decided here</h2>
${
  view.decisions.length
    ? html`<ul class="govuk-list govuk-list--bullet">${view.decisions.map(({ id, decided }) => html`<li><a class="govuk-link wm-words" href="${at}/group-decisions/${id}">${decided}</a></li>`)}</ul>`
    : html`<p class="govuk-body">Nothing is written down.</p>`
}
<h2 class="govuk-heading-m">Jobs from it</h2>
${
  view.jobs.length
    ? html`<ul class="govuk-list govuk-list--bullet">${view.jobs.map((job) => html`<li><a class="govuk-link wm-words" href="${at}/group-actions/${job.id}">${job.what}</a>: ${jobInWords(job, view.nameOf)}</li>`)}</ul>`
    : html`<p class="govuk-body">No job is written down.</p>`
}
<p class="govuk-body wm-changes wm-no-print">${add('group-decisions', 'Add a decision')}${add('group-actions', 'Add a job')}</p>
${minutes(view, own)}`
}

function minutes({ meeting, minutes, mayChange, key }: MeetingPartView, own: string): Html {
  if (!meeting.minutes) return nothing
  const sent = minutes.sent
    ? html`<p class="govuk-body">Sent to ${minutes.sent} ${minutes.sent === 1 ? 'member' : 'members'}.</p>`
    : nothing
  if (!mayChange || minutes.toSend === 0) return sent
  return html`${sent}${form(
    { action: `${own}/send-minutes`, key },
    govuk.button({
      text: `Send the minutes to ${minutes.toSend} ${minutes.toSend === 1 ? 'member' : 'members'}`,
      classes: 'govuk-button--secondary wm-no-print',
      preventDoubleClick: true,
    }),
  )}`
}

/** `The caretaker, by 1 April 2027, to do`. */
export function jobInWords({ who, dueOn, state }: GroupJob, nameOf: (id: string) => string): string {
  return [who && nameOf(who), dueOn && `by ${partialDateInWords(dueOn)}`, state].filter(Boolean).join(', ')
}

export type AttendanceView = Readonly<{
  project: Place
  breadcrumbs: Crumbs
  meeting: Meeting
  members: readonly GroupMember[]
  version: number
  key: string
  state: FormState
  /** Who was ticked by somebody else meanwhile; `null` where nobody was. */
  savedMeanwhile: readonly string[] | null
}>

/** [W9] Ticking who came, made for a phone. */
export function attendancePage(frame: Frame, view: AttendanceView): string {
  const { project, meeting, members, state } = view
  const choices = members.map(({ id, name }) => ({ value: id, text: name }))
  return page(
    {
      ...frame,
      title: `Who came on ${partialDateInWords(meeting.date)}`,
      breadcrumbs: view.breadcrumbs,
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l wm-words">${meetingInWords(meeting)}</span>
<h1 class="govuk-heading-l">Who came?</h1>
${
  view.savedMeanwhile
    ? conflict({
        saved: html`<p class="govuk-body">Came: ${view.savedMeanwhile.join(', ') || 'nobody'}</p>`,
        keep: `/projects/${project.number}/meetings/${meeting.id}`,
      })
    : nothing
}
${
  members.length
    ? form(
        {
          action: `/projects/${project.number}/meetings/${meeting.id}/attendance`,
          key: view.key,
          version: view.version,
        },
        html`${checkboxesField(state, 'attended', 'Came', choices, meeting.attended)}
${checkboxesField(state, 'apologies', 'Sent apologies', choices, meeting.apologies)}
${govuk.button({ text: 'Save', preventDoubleClick: true })}`,
      )
    : html`<p class="govuk-body">Nobody was in the group on that day. <a class="govuk-link" href="/projects/${project.number}/members/new">Add a member</a></p>`
}`,
  )
}

export type PackView = Readonly<{
  project: Place
  breadcrumbs: Crumbs
  meeting: Meeting
  members: readonly GroupMember[]
  jobs: readonly GroupJob[]
  decisions: readonly Readonly<{ id: string; decided: string }>[]
  purpose: string
  nameOf(memberId: string): string
}>

/** [W9] The sheets of a meeting: agenda and who does what, and the minutes, or room to write them. */
export function packPage(frame: Frame, view: PackView): string {
  const { project, meeting, members, nameOf } = view
  const lines = meeting.agenda.split('\n').filter(Boolean)
  const chairs = members.filter(({ isChair }) => isChair).map(({ name }) => name)
  const carried = view.jobs.filter(({ meetingId, state }) => meetingId !== meeting.id && state === 'to do')
  const fresh = view.jobs.filter(({ meetingId }) => meetingId === meeting.id)
  return page(
    {
      ...frame,
      title: `Meeting of ${partialDateInWords(meeting.date)}: ${project.placeName}`,
      breadcrumbs: view.breadcrumbs,
    },
    html`<div class="wm-record"><span class="govuk-caption-l">Working group for ${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l wm-words">${meetingInWords(meeting)}</h1>
${view.purpose ? html`<p class="govuk-body wm-words">What we are for: ${view.purpose}</p>` : nothing}
<h2 class="govuk-heading-m">Agenda</h2>
${lines.length ? html`<ol class="govuk-list govuk-list--number">${lines.map((line) => html`<li class="wm-words">${line}</li>`)}</ol>` : blank('Nothing is on the agenda yet', 4)}
<h2 class="govuk-heading-m">Who does what</h2>
${govuk.summaryList({
  rows: [
    {
      key: { text: 'Chairs' },
      value: { text: chairs.join(', ') || 'To be agreed. It does not have to be the police' },
    },
    {
      key: { text: 'Takes notes' },
      value: { text: meeting.noteTaker ? nameOf(meeting.noteTaker) : 'To be agreed' },
    },
    { key: { text: 'Watches the time' }, value: { text: 'To be agreed' } },
  ],
})}
${dataTable<GroupMember>({
  id: 'sheet',
  caption: 'Members',
  columns: [
    { heading: 'Name', cell: ({ name }) => name },
    {
      heading: 'Came',
      cell: ({ id }) =>
        meeting.attended.includes(id)
          ? 'Yes'
          : meeting.apologies.includes(id)
            ? 'Apologies'
            : html`<span class="wm-box"></span>`,
    },
  ],
  rows: members,
  whenEmpty: 'Nobody is in the group yet.',
})}
${carried.length ? html`<h2 class="govuk-heading-m">Jobs to hear about</h2>${jobList(carried, nameOf)}` : nothing}
<h2 class="govuk-heading-m wm-new-sheet">Minutes</h2>
${meeting.minutes ? html`<p class="govuk-body wm-words">${meeting.minutes}</p>` : blank('What was said', 8)}
<h3 class="govuk-heading-s">Decided</h3>
${view.decisions.length ? html`<ul class="govuk-list govuk-list--bullet">${view.decisions.map(({ decided }) => html`<li class="wm-words">${decided}</li>`)}</ul>` : blank('What was decided, and why', 4)}
<h3 class="govuk-heading-s">Jobs: what, who, by when</h3>
${fresh.length ? jobList(fresh, nameOf) : blank('Who does what by when', 4)}</div>`,
  )
}

function jobList(jobs: readonly GroupJob[], nameOf: (id: string) => string): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${jobs.map((job) => html`<li class="wm-words">${job.what}: ${jobInWords(job, nameOf)}</li>`)}</ul>`
}

// Room to write on paper; on a screen it says what belongs there.
function blank(what: string, lines: number): Html {
  return html`<div class="wm-lines"><p class="govuk-hint">${what}</p>${Array.from({ length: lines }, () => html`<div class="wm-lines__line"></div>`)}</div>`
}
