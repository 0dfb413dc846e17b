import {
  ELEMENT_KINDS,
  type Element,
  type ElementKind,
  elementTitle,
  inSight,
  kindInWords,
  type Picture,
  type PictureIndex,
  pictureIndex,
  SPOTS,
  spotOf,
} from '#core/picture/element.ts'
import { selectField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'

export type ListFilter = Readonly<{ search: string; kind: ElementKind | ''; page: number }>

export type ListView = Readonly<{
  project: Readonly<{ placeName: string }>
  breadcrumbs: readonly Readonly<{ text: string; href: string }>[]
  title: string
  /** The picture's own address. */
  at: string
  shown: Picture
  mayDraw: boolean
  filter: ListFilter
}>

const PAGE_SIZE = 50
// Of one part; its own page says more of them.
const LINKS_SHOWN = 20

/** [PI1] Everything a picture shows, in the order a page is read, with what leads where. */
export function listPage(frame: Frame, view: ListView): string {
  const { project, title, at, shown, filter } = view
  const seen = inSight(shown)
  const index = pictureIndex(seen)
  const there = seen.elements
  const gone = shown.elements.filter(({ goneAt }) => goneAt !== null)
  const found = there.filter(isFound(filter))
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const current = Math.min(filter.page, pages)
  const href = (number: number) =>
    `?${new URLSearchParams({ search: filter.search, kind: filter.kind, page: String(number) })}`
  return page(
    {
      ...frame,
      title: `What it shows: ${title}`,
      breadcrumbs: view.breadcrumbs,
    },
    html`<span class="govuk-caption-l">${project.placeName}: ${title}</span>
<h1 class="govuk-heading-l">What it shows</h1>
${view.mayDraw ? govuk.button({ text: 'Put something on it', href: `${at}/elements/new` }) : nothing}
${there.length > 0 ? searchForm(filter) : nothing}
${dataTable({
  id: 'elements',
  caption: 'Parts of the picture, from top left to bottom right',
  columns: [
    {
      heading: 'What it says',
      cell: (one: Element) =>
        html`<a class="govuk-link wm-words" href="${at}/elements/${one.id}">${elementTitle(one)}</a>`,
    },
    { heading: 'What it is', cell: ({ kind }) => kindInWords(kind) },
    { heading: 'Where', cell: (one) => SPOTS.find(({ spot }) => spot === spotOf(one))?.text },
    { heading: 'Leads to', cell: (one) => leadsTo(index, one) },
    { heading: 'Put there by', cell: ({ addedBy }) => addedBy },
  ],
  rows: found.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE),
  whenEmpty: there.length > 0 ? 'Nothing on this picture says that' : 'Nothing is on this picture yet',
})}
${pagination({ page: current, pageSize: PAGE_SIZE, total: found.length, of: 'parts', hrefOf: href })}
${gone.length > 0 ? takenOff(at, gone) : nothing}`,
  )
}

function isFound({ search, kind }: ListFilter) {
  const wanted = search.toLocaleLowerCase('en-GB')
  return (one: Element) =>
    (kind === '' || one.kind === kind) && one.words.toLocaleLowerCase('en-GB').includes(wanted)
}

function leadsTo({ byId, linksFrom }: PictureIndex, { id }: Element): Html {
  const own = linksFrom.get(id) ?? []
  const more = own.length - LINKS_SHOWN
  if (own.length === 0) return html`Nothing`
  return html`<ul class="govuk-list govuk-!-font-size-16 govuk-!-margin-bottom-0 wm-words">${own
    .slice(0, LINKS_SHOWN)
    .map(({ to, words }) => {
      const other = byId.get(to)
      return html`<li>${words ? html`${words}: ` : nothing}${other ? elementTitle(other) : nothing}</li>`
    })}${more > 0 ? html`<li>and ${more} more</li>` : nothing}</ul>`
}

function searchForm({ search, kind }: ListFilter): Html {
  const values = { search, kind }
  return html`<form method="get" role="search">
${textField({ values }, 'search', 'Search in what it says')}
${selectField({ values }, 'kind', 'What it is', [
  { value: '', text: 'Anything' },
  ...ELEMENT_KINDS.map(({ kind, text }) => ({ value: kind, text })),
])}
${govuk.button({ text: 'Search', classes: 'govuk-button--secondary' })}
</form>`
}

function takenOff(at: string, gone: readonly Element[]): Html {
  return govuk.details({
    summaryText: `Taken off (${gone.length})`,
    html: html`<ul class="govuk-list">${gone
      .slice(0, 200)
      .map(
        (one) =>
          html`<li><a class="govuk-link wm-words" href="${at}/elements/${one.id}">${elementTitle(one)}</a></li>`,
      )}</ul>`,
  })
}
