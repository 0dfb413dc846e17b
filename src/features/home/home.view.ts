import { holds, isStaff, type Viewer } from '#core/access/viewer.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'

/** What somebody sees who has not signed in: what this is, and the way in. */
export function welcomePage(frame: Frame): string {
  return page(
    { ...frame, title: 'Intensive Engagement for neighbourhood policing' },
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-xl">From years of recorded crime to a place where something is done about it</h1>
<p class="govuk-body-l">Wardmote helps neighbourhood policing teams, their partners and residents choose a place on long-term evidence, find what it already has, agree what would make it better, and publish what came of it.</p>
${govuk.button({ text: 'Sign in', href: '/sign-in', isStartButton: true })}
<h2 class="govuk-heading-m">What it does</h2>
<ul class="govuk-list govuk-list--bullet">
<li>ranks places on three years of evidence and more, and says how sure each rank is</li>
<li>keeps the places that were not chosen, and why</li>
<li>carries the chosen place through the eight steps of the LISP toolkit</li>
</ul>
<p class="govuk-body">A <em>wardmote</em> is the old meeting of a ward’s own people to name what troubles the ward and settle who will see to it.</p>
</div></div>`,
  )
}

/** Something the viewer's own step would move on. */
export type Waiting = Readonly<{
  href: string
  /** What it is: the link's text. */
  what: string
  /** What is to be done: `decided; waits for your sign-off`. */
  toDo: string
}>

function waitingList(waiting: readonly Waiting[]): Html {
  return html`<section class="wm-waiting" aria-labelledby="waiting"><h2 class="govuk-heading-m" id="waiting">Waiting for you</h2>
<ul class="govuk-list govuk-list--bullet">${waiting.map(
    ({ href, what, toDo }) => html`<li><a class="govuk-link" href="${href}">${what}</a>: ${toDo}</li>`,
  )}</ul></section>`
}

/** A project somebody is on the team of. */
export type OwnProject = Readonly<{ number: string; placeName: string }>

// What an officer does on the street is one tap from here.
function ownProjects(projects: readonly OwnProject[], isStaff: boolean): Html {
  return html`<section aria-labelledby="own-projects"><h2 class="govuk-heading-m" id="own-projects">Your projects</h2>
<ul class="govuk-list wm-entries">${projects.map(({ number, placeName }) => {
    const at = `/projects/${number}`
    const about = html`<span class="govuk-visually-hidden">: ${placeName}</span>`
    return html`<li><a class="govuk-link govuk-!-font-weight-bold wm-words" href="${at}">${placeName}</a>
${isStaff ? html`<span class="wm-changes"><a class="govuk-link" href="${at}/contacts/new">Note a contact${about}</a> <a class="govuk-link" href="${at}/time">Note your time${about}</a></span>` : nothing}</li>`
  })}</ul></section>`
}

type Way = Readonly<{ href: string; text: string; about: string }>

/** Where a signed-in person starts, by what they come for. */
export function startPage(
  frame: Frame,
  viewer: Viewer,
  waiting: readonly Waiting[],
  projects: readonly OwnProject[],
): string {
  const ways = waysOf(viewer)
  return page(
    { ...frame, title: 'Start' },
    html`<h1 class="govuk-heading-l">${isStaff(viewer) || holds(viewer, 'administrator') ? viewer.forceName : `Working together with ${viewer.forceName}`}</h1>
${waiting.length === 0 ? nothing : waitingList(waiting)}
${projects.length === 0 ? nothing : ownProjects(projects, isStaff(viewer))}
${ways.length === 0 ? html`<p class="govuk-body">There is nothing here for your role yet. You can look after <a class="govuk-link" href="/account">your account</a>.</p>` : html`<ul class="govuk-list wm-ways">${ways.map(way)}</ul>`}`,
  )
}

function way({ href, text, about }: Way): Html {
  return html`<li class="wm-ways__item"><h2 class="govuk-heading-m wm-ways__name"><a class="govuk-link" href="${href}">${text}</a></h2>
<p class="govuk-body">${about}</p></li>`
}

function waysOf(viewer: Viewer): Way[] {
  const staff = isStaff(viewer)
  const given: [boolean, Way][] = [
    [
      staff,
      {
        href: '/screening',
        text: 'Screen places',
        about:
          'Rank the force’s areas on long-term evidence, see how sure each rank is, and read one area’s story.',
      },
    ],
    [
      staff,
      {
        href: '/screening/saved',
        text: 'Saved screenings',
        about: 'Rankings that were kept, to repeat, share or decide from.',
      },
    ],
    [
      staff,
      {
        href: '/decisions',
        text: 'Decisions',
        about: 'Places proposed, decided and signed off, with the ones not chosen.',
      },
    ],
    [
      staff || holds(viewer, 'partner', 'resident'),
      {
        href: '/projects',
        ...(staff
          ? { text: 'LISP projects', about: 'Each chosen place and its eight steps.' }
          : {
              text: 'Projects: the places you help with',
              about: 'What has been written about them, and what comes next.',
            }),
      },
    ],
    [
      staff || holds(viewer, 'partner', 'resident'),
      {
        href: '/actions',
        text: 'Your actions',
        about: 'What you said you would see to, and by when.',
      },
    ],
    [
      staff || holds(viewer, 'partner', 'resident'),
      {
        href: '/escalations',
        ...(staff
          ? {
              text: 'Escalations',
              about: 'What projects cannot move themselves, who has been asked, and what they said.',
            }
          : {
              text: 'Escalations: what is stuck',
              about:
                'What nobody in a project can change by themselves, who was asked to, and what they said.',
            }),
      },
    ],
    [
      holds(viewer, 'supervisor', 'leader', 'analyst'),
      {
        href: '/portfolio',
        text: 'Portfolio',
        about: 'Every project beside where need is: what stands still, what is overdue and at whose door.',
      },
    ],
    [
      staff || holds(viewer, 'administrator'),
      { href: '/imports', text: 'Imports', about: 'What has been loaded, and what was found in it.' },
    ],
    [
      holds(viewer, 'administrator') && !staff,
      {
        href: '/escalations/settings',
        text: 'Clock and levels of escalations',
        about: 'How soon an escalation is answered, and who stands above whom.',
      },
    ],
    [
      holds(viewer, 'administrator'),
      { href: '/people', text: 'People', about: 'Who may do what, for which area and since when.' },
    ],
  ]
  return given.filter(([may]) => may).map(([, shown]) => shown)
}
