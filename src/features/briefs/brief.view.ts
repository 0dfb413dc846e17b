import { dayInWords } from '#core/time/moment-in-words.ts'
import { partialDateInWords } from '#core/time/partial-date.ts'
import { type Breadcrumb, type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import type { Brief } from './brief.ts'

export type BriefView = Readonly<{
  brief: Brief
  breadcrumbs: readonly Breadcrumb[]
  /** For those on the project: where its words are written, and where links are made. */
  acts: Readonly<{ write: boolean; share: boolean; isWritten: boolean }> | null
}>

/** [B1] The one page. */
export function briefPage(frame: Frame, { brief, breadcrumbs, acts }: BriefView): string {
  const at = `/projects/${brief.number}/brief`
  return page(
    {
      ...frame,
      title: `${brief.placeName}: in brief`,
      ...(acts ? { breadcrumbs } : { head: html`<meta name="robots" content="noindex, nofollow">` }),
    },
    html`<article class="wm-brief"><span class="govuk-caption-l">${brief.forceName}, project ${brief.number}</span>
<h1 class="govuk-heading-l">${brief.placeName}, in brief</h1>
${
  acts && (acts.write || acts.share)
    ? html`<p class="govuk-body wm-changes wm-no-print">${acts.write ? html`<a class="govuk-link" href="${at}/words">${acts.isWritten ? 'Change' : 'Write'} its words</a> ` : nothing}${acts.share ? html`<a class="govuk-link" href="${at}/links">Share it by a link</a>` : nothing}</p>`
    : nothing
}
<p class="govuk-body">The police, people who live and work here, and others are working together on this place: ${brief.areas.join('; ')}. The work began on ${dayInWords(brief.openedAt)}${brief.isOpen ? '' : ' and has ended'}.</p>
<div class="wm-brief__parts">
${part('What is wrong here', brief.problem.length ? problem(brief.problem) : html`<p class="govuk-body">This is still being written.</p>`)}
${brief.vision ? part('What it could be like', words(brief.vision)) : nothing}
${part('Who is in it', who(brief))}
${part('What is being done', doing(brief))}
${brief.measured.length ? part('What was measured', measured(brief.measured)) : nothing}
${part('How you can help', html`${words(brief.help || 'Tell the officer what you see and what you would change. You can join in for as much or as little as you like.')}${brief.contact ? html`<p class="govuk-body wm-words"><strong>Ask:</strong> ${brief.contact}</p>` : nothing}`)}
</div>
<section class="wm-brief__steps"><h2 class="govuk-heading-m">How it is done</h2>
<p class="govuk-body">The team follows eight steps called LISP: locally identified solutions and practices. People here say what is wrong and what would be better; the police help them get there.</p>
<ol class="govuk-list govuk-list--number">${brief.steps.map(({ question, state }) => html`<li>${question} <span class="wm-answer__name">(${state})</span></li>`)}</ol></section></article>`,
  )
}

const words = (text: string) => html`<p class="govuk-body wm-words">${text}</p>`

function problem(said: readonly string[]): Html {
  if (said.length === 1) return html`${said.map(words)}`
  return html`<ul class="govuk-list govuk-list--bullet">${said.map((one) => html`<li class="wm-words">${one}</li>`)}</ul>`
}

function measured(all: Brief['measured']): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${all.map(
    ({ what, unit, value, readOn, before, aim }) => {
      const beside = [
        before === null ? 'The number before is not known.' : `Before: ${formatNumber(before)}.`,
        ...(aim === null ? [] : [`Aim: ${formatNumber(aim)}.`]),
      ]
      return html`<li class="wm-words">${what}: <strong>${formatNumber(value)}</strong> ${unit}, read on ${partialDateInWords(readOn)}. ${beside.join(' ')}</li>`
    },
  )}</ul>`
}

function part(heading: string, body: Html): Html {
  return html`<section><h2 class="govuk-heading-m">${heading}</h2>${body}</section>`
}

function who({ leadOfficer, group }: Brief): Html {
  const all = group.reduce((sum, { count }) => sum + count, 0)
  return html`${leadOfficer ? html`<p class="govuk-body">Officer here: ${leadOfficer}</p>` : nothing}
<p class="govuk-body">${all === 0 ? 'A working group is still being formed.' : `A working group of ${all}: ${group.map(({ from, count }) => `${from.toLowerCase()} (${count})`).join(', ')}.`}</p>`
}

function doing({ doing, more }: Brief): Html {
  if (doing.length === 0)
    return html`<p class="govuk-body">Nothing yet: first comes finding out what would help.</p>`
  return html`<ul class="govuk-list govuk-list--bullet">${doing.map(({ what, by, progress }) => html`<li class="wm-words">${what}${by ? ` (${by})` : ''}: ${progress.toLowerCase()}</li>`)}</ul>${more ? html`<p class="govuk-body">And ${more} more.</p>` : nothing}`
}
