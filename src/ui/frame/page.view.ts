import { pageAssets } from '#ui/assets.ts'
import { footer } from '#ui/frame/footer.view.ts'
import { type HeaderViewer, header } from '#ui/frame/header.view.ts'
import { govuk, moj } from '#ui/govuk.view.ts'
import { attributes, type Html, type HtmlValue, html, nothing } from '#ui/html.view.ts'

export type NavigationItem = Readonly<{ text: string; href: string }>
export type Breadcrumb = Readonly<{ text: string; href: string }>
export type FieldProblem = Readonly<{ field: string | null; text: string }>
/** What happened, with where it can be seen. */
export type Flash = Readonly<{
  tone: 'success' | 'information' | 'warning'
  text: string
  link?: NavigationItem
}>

/** What is the same for every page of one request; the app makes it once and pages spread it. */
export type Frame = Readonly<{
  viewer: HeaderViewer | null
  /** Path of the page being shown, without its query: marks the place in the navigation. */
  currentPath: string
  /** What this viewer may open, in order. */
  navigation: readonly NavigationItem[]
  /** Shows the banner that says people and places are made up. */
  isDemonstration: boolean
  /** Told once, after a redirect. */
  flash?: Flash | null
}>

/** Who is shown in the header; null for a page seen by nobody in particular. */
export type { HeaderViewer } from '#ui/frame/header.view.ts'

export type PageOptions = Frame &
  Readonly<{
    /** What this page is, without the service's name: becomes `title – Wardmote`. */
    title: string
    /** The pages above this one, from the top; the page itself is not among them. */
    breadcrumbs?: readonly Breadcrumb[]
    /** Stands instead of breadcrumbs on a page that is part of a transaction. */
    backLink?: string | Readonly<{ text: string; href: string }>
    /** Problems with what was sent: put `Error: ` before the title and list links to the fields above the body. */
    errors?: readonly FieldProblem[]
    /** Lets wide tables and maps use the whole window. */
    isWide?: boolean
    /** Browser code this page's elements are enhanced by, as `feature/entry`. */
    islands?: readonly string[]
    /** Markup for the end of `<head>`, such as an alternate link. */
    head?: HtmlValue
  }>

/** A whole HTML document; the body brings its own `<h1>`. Costs a tenth of a millisecond besides its body. */
export function page(options: PageOptions, body: HtmlValue): string {
  const { before, after } = pageAround(options)
  return `${before}${html`${body}`}${after}`
}

/** What stands before and after the body of a page, for a body that is kept as the bytes it is sent as. */
export function pageAround(options: PageOptions): Readonly<{ before: string; after: string }> {
  const { errors = [], islands } = options
  const assets = pageAssets(islands)
  const title = `${errors.length > 0 ? 'Error: ' : ''}${options.title} – Wardmote`
  const before = html`<!DOCTYPE html>
<html lang="en" class="govuk-template">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#14494d">
<meta name="color-scheme" content="light">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
${assets.styles.map((address) => html`<link rel="stylesheet" href="${address}">`)}
${assets.scripts.map((address) => html`<script type="module" src="${address}"></script>`)}
${options.head}
</head>
<body class="govuk-template__body${options.isWide ? ' wm-wide' : ''}">
${govuk.skipLink({ text: 'Skip to main content', href: '#main-content' })}
${header(options.viewer)}
${navigation(options)}
<div class="govuk-width-container">
${options.isDemonstration ? demonstrationBanner() : nothing}
${wayBack(options)}
<main class="govuk-main-wrapper" id="main-content" tabindex="-1">
${errors.length > 0 ? errorSummary(errors) : nothing}
${options.flash ? flashMessage(options.flash) : nothing}
`
  return { before: before.toString(), after: AFTER }
}

const AFTER = html`
</main>
</div>
${footer}
</body>
</html>`.toString()

/** Lists what is wrong, each line a link to its field; a problem of no field is plain text. */
export function errorSummary(errors: readonly FieldProblem[]): Html {
  return govuk.errorSummary({
    titleText: 'There is a problem',
    errorList: errors.map(({ field, text }) => (field === null ? { text } : { text, href: `#${field}` })),
  })
}

function navigation({ navigation, currentPath }: Frame): Html {
  if (navigation.length === 0) return nothing
  return govuk.serviceNavigation({
    classes: 'wm-navigation',
    navigation: navigation.map(({ text, href }) => ({
      text,
      href,
      current: currentPath === href,
      active: currentPath.startsWith(`${href}/`),
    })),
  })
}

function demonstrationBanner(): Html {
  return html`<section aria-label="About this demonstration">${govuk.phaseBanner({
    classes: 'wm-demonstration',
    tag: { text: 'Demonstration' },
    text: 'Averley is not a real place. Everything here is generated, and anyone can sign in.',
  })}</section>`
}

function wayBack({ backLink, breadcrumbs }: PageOptions): Html {
  if (backLink) {
    const link = typeof backLink === 'string' ? { text: 'Back', href: backLink } : backLink
    return html`<nav aria-label="Way back">${govuk.backLink(link)}</nav>`
  }
  if (!breadcrumbs || breadcrumbs.length === 0) return nothing
  return govuk.breadcrumbs({
    collapseOnMobile: true,
    items: breadcrumbs.map(({ text, href }) => ({ text, href })),
  })
}

// A success is announced and takes the focus where the script runs, and stands above the heading where it does not.
function flashMessage({ tone, text, link }: Flash): Html {
  const also = link
    ? html` <a class="govuk-notification-banner__link" href="${link.href}">${link.text}</a>`
    : nothing
  if (tone === 'success')
    return govuk.notificationBanner({
      type: 'success',
      attributes: { 'data-wm-told': 'once' },
      html: html`<p class="govuk-notification-banner__heading wm-words">${text}${also}</p>`,
    })
  return html`<div class="wm-flash"${attributes({ role: tone === 'warning' ? 'alert' : 'status' })}>${moj.alert(
    {
      variant: tone,
      title: text,
      role: 'presentation',
      html: html`${text}${also}`,
    },
  )}</div>`
}
