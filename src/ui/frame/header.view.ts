import { mark } from '#ui/frame/mark.view.ts'
import { type Html, html } from '#ui/html.view.ts'

export type HeaderViewer = Readonly<{ name: string; forceName: string }>

/** The name and mark; for somebody signed in, who they are and the way out. */
export function header(viewer: HeaderViewer | null): Html {
  return html`<header class="wm-header">
<div class="govuk-width-container wm-header__inner">
<a class="wm-header__home" href="/">${mark}<span class="wm-header__name">Wardmote</span></a>
${viewer ? account(viewer) : html`<a class="wm-header__link" href="/sign-in">Sign in</a>`}
</div>
</header>`
}

function account({ name, forceName }: HeaderViewer): Html {
  return html`<div class="wm-header__account">
<p class="wm-header__who"><strong>${name}</strong> <span class="wm-header__force">${forceName}</span></p>
<a class="wm-header__link" href="/account">Your account</a>
<form class="wm-header__sign-out" method="post" action="/sign-out"><button class="wm-header__link" type="submit">Sign out</button></form>
</div>`
}
