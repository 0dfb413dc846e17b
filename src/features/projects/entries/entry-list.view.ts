import type { Entry } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import type { Field } from '#core/proforma/field.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { filterPanel } from '#ui/forms/filter-panel.view.ts'
import { checkboxesField, textField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { type Column, dataTable } from '#ui/table/data-table.view.ts'
import type { Project } from '../project.ts'
import { projectBreadcrumbs } from '../project.view.ts'
import { answerShown, type NameOf } from './entry-item.view.ts'

export type EntryListView = Readonly<{
  project: Project
  kind: EntryKind
  fields: readonly Field[]
  entries: readonly Entry[]
  total: number
  page: number
  pageSize: number
  filter: Readonly<{ search: string; withWithdrawn: boolean }>
  nameOf: NameOf
  mayAdd: boolean
  parts: readonly Html[]
}>

/** Every entry of one kind as a table that can be searched, paged and taken away as a file. */
export function entryListPage(frame: Frame, view: EntryListView): string {
  const { project, kind, filter } = view
  const at = `/projects/${project.number}/${kind.path}`
  const isFiltered = filter.search !== '' || filter.withWithdrawn
  return page(
    {
      ...frame,
      title: `${kind.many}: ${project.placeName}`,
      breadcrumbs: [
        ...projectBreadcrumbs(project),
        { text: `Step ${kind.step}`, href: `/projects/${project.number}/steps/${kind.step}` },
      ],
    },
    html`<span class="govuk-caption-l">${project.placeName}, ${project.number}</span>
<h1 class="govuk-heading-l">${kind.many}</h1>
<p class="govuk-body">${kind.about}</p>
<p class="govuk-body wm-no-print">${view.mayAdd ? html`<a class="govuk-link" href="${at}/new">Add ${kind.one}</a> ` : nothing}<a class="govuk-link" href="${at}.csv">Take away as a sheet (CSV)</a></p>
${filterPanel(
  {
    action: at,
    heading: `Find in ${kind.many.toLowerCase()}`,
    submitText: 'Find',
    ...(isFiltered ? { clearHref: at } : {}),
  },
  html`${textField({}, 'search', 'Words', { value: filter.search, classes: 'govuk-input--width-20' })}
${checkboxesField({}, 'withdrawn', 'Withdrawn ones', [{ value: 'show', text: 'Show them too' }], filter.withWithdrawn ? ['show'] : [])}`,
)}
${view.parts}
${table(view, at, isFiltered)}`,
  )
}

function table(
  { kind, fields, entries, nameOf, filter, ...paging }: EntryListView,
  at: string,
  isFiltered: boolean,
): Html {
  const titled = kind.titleOf ? null : kind.fields[0].name
  const columns: Column<Entry>[] = fields
    .filter((field) => field.name !== titled)
    .filter((field) => (kind.columns ? kind.columns.includes(field.name) : field.type !== 'words'))
    .map((field) => ({
      heading: field.short,
      isNumeric: field.type === 'number',
      cell: (entry) => answerShown(field, entry.content, nameOf),
    }))
  const hrefOf = (number: number) => {
    const query = new URLSearchParams({ page: String(number) })
    if (filter.search) query.set('search', filter.search)
    if (filter.withWithdrawn) query.set('withdrawn', 'show')
    return `${at}?${query}`
  }
  return html`${dataTable<Entry>({
    id: kind.id,
    caption: kind.many,
    isCaptionHidden: true,
    columns: [
      {
        heading: titled ? (kind.fields[0].short ?? 'Name') : 'What',
        cell: (entry) => {
          const link = html`<a class="govuk-link wm-words" href="${at}/${entry.id}">${entryTitle(kind, entry.content, nameOf)}</a>`
          return entry.withdrawn ? html`<s>${link}</s><br>withdrawn` : link
        },
      },
      ...columns,
      {
        heading: 'Written',
        cell: (entry) => html`${entry.written.as}<br>${momentInWords(entry.written.at)}`,
      },
    ],
    rows: entries,
    whenEmpty: isFiltered ? 'Nothing fits.' : kind.whenEmpty,
  })}
${pagination({ ...paging, of: kind.many.toLowerCase(), hrefOf })}`
}
