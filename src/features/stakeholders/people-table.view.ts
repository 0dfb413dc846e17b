import type { NetworkFigures } from '#analytics/index.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { pagination } from '#ui/pagination/pagination.view.ts'
import { dataTable } from '#ui/table/data-table.view.ts'
import type { NetworkQuery, Sort } from './network.schema.ts'
import { groupName, type StakeholderNetwork } from './stakeholder-network.ts'

const PAGE_SIZE = 50

/** What each role between two others is called in plain words. */
export const ROLE_WORDS = {
  coordinator: 'inside their own group',
  itinerant: 'between two of another group',
  representative: 'from their group outwards',
  gatekeeper: 'from outside into their group',
  liaison: 'between two other groups',
} as const

/** Every stakeholder with what the network says of them; the words' and the drawing's equal. */
export function peopleTable(
  net: StakeholderNetwork,
  figures: NetworkFigures,
  query: NetworkQuery,
  at: string,
  hrefOf: (change: Partial<NetworkQuery>) => string,
): Html {
  const order = sorted(net, figures, query.sort)
  const pages = Math.max(1, Math.ceil(order.length / PAGE_SIZE))
  const page = Math.min(query.page, pages)
  const isCut = new Set(figures.cutPoints.map(({ node }) => node))
  const most = Math.max(...figures.betweenness) || 1
  const sort = (by: Sort) =>
    ({
      href: `${hrefOf({ sort: by, page: 1 })}#people`,
      direction:
        query.sort === by
          ? by === 'name' || by === 'group' || by === 'constraint'
            ? 'ascending'
            : 'descending'
          : null,
    }) as const
  return html`${govuk.details({ summaryText: 'What the columns mean', html: columnsExplained() })}
${dataTable<number>({
  id: 'people',
  caption: 'Stakeholders in the network',
  isCaptionHidden: true,
  columns: [
    {
      heading: 'Name',
      sort: sort('name'),
      cell: (node) =>
        html`<a class="govuk-link wm-words" href="${at}/stakeholders/${net.people[node]!.id}">${net.people[node]!.name}</a>`,
    },
    { heading: 'Group', sort: sort('group'), cell: (node) => groupName(net.people[node]!.group) },
    {
      heading: 'Ties',
      isNumeric: true,
      sort: sort('ties'),
      cell: (node) => figures.degree[node]!,
    },
    {
      heading: 'Between others',
      isNumeric: true,
      sort: sort('between'),
      cell: (node) => formatNumber(Math.round(figures.betweenness[node]! * 10) / 10),
    },
    {
      heading: 'Shut in',
      isNumeric: true,
      sort: sort('constraint'),
      cell: (node) => (Number.isNaN(figures.constraint[node]!) ? '–' : figures.constraint[node]!.toFixed(2)),
    },
    { heading: 'Goes between', sort: sort('broker'), cell: (node) => brokerSaid(figures, node) },
    {
      heading: 'If they leave',
      cell: (node) =>
        isCut.has(node)
          ? 'others part'
          : figures.degree[node] === 0
            ? 'they have no tie'
            : figures.betweenness[node]! > most / 2
              ? 'many ways get longer'
              : 'others stay joined',
    },
  ],
  rows: order.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  rowAttributes: (node) => ({ 'data-person': node }),
  whenEmpty: 'Nobody is written down.',
})}
${
  order.length > PAGE_SIZE
    ? pagination({
        page,
        pageSize: PAGE_SIZE,
        total: order.length,
        of: 'stakeholders',
        hrefOf: (number) => `${hrefOf({ page: number })}#people`,
      })
    : nothing
}`
}

function sorted({ people }: StakeholderNetwork, figures: NetworkFigures, by: Sort): number[] {
  const byName = (a: number, b: number) => people[a]!.name.localeCompare(people[b]!.name, 'en-GB')
  const most = (values: ArrayLike<number>) => (a: number, b: number) => values[b]! - values[a]!
  const orders: Readonly<Record<Sort, (a: number, b: number) => number>> = {
    name: byName,
    group: (a, b) => groupName(people[a]!.group).localeCompare(groupName(people[b]!.group), 'en-GB'),
    ties: most(figures.degree),
    between: most(figures.betweenness),
    // Those without a tie come last: nothing is known of how shut in they are.
    constraint: (a, b) => (figures.constraint[a] || 9) - (figures.constraint[b] || 9),
    broker: most(figures.brokerage.total),
  }
  return people.map((_, node) => node).sort((a, b) => orders[by](a, b) || byName(a, b))
}

/** The role somebody plays most between two who are not tied themselves; in words. */
export function brokerSaid({ brokerage }: NetworkFigures, node: number): string {
  // Each two are counted both ways round, as ties have no direction here.
  const pairs = brokerage.total[node]! / 2
  if (pairs === 0) return 'nobody'
  // Without direction, out of a group and into it are the same two people counted once each way.
  const counts = [
    ['coordinator', brokerage.coordinator[node]!],
    ['itinerant', brokerage.itinerant[node]!],
    ['across', brokerage.representative[node]! + brokerage.gatekeeper[node]!],
    ['liaison', brokerage.liaison[node]!],
  ] as const
  const [role] = [...counts].sort((a, b) => b[1] - a[1])[0]!
  const words = role === 'across' ? 'their group and another' : ROLE_WORDS[role]
  return `${formatNumber(pairs)} ${pairs === 1 ? 'pair' : 'pairs'}, mostly ${words}`
}

function columnsExplained(): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
<li><strong>Ties</strong>: how many others they are tied to (degree).</li>
<li><strong>Between others</strong>: how many of the shortest ways between two others lead through them (betweenness).</li>
<li><strong>Shut in</strong>: near 0, they know people who do not know each other; towards 1 and above, all they know know each other (Burt’s constraint).</li>
<li><strong>Goes between</strong>: how many pairs they know who do not know each other, and of which groups these are (Gould and Fernandez’ brokerage roles: coordinator inside one group; representative and gatekeeper between their own group and another; itinerant between two of another group; liaison between two other groups).</li>
<li><strong>If they leave</strong>: whether others are parted without them (a cut-point).</li>
</ul><p class="govuk-body">Those at odds with each other count as not tied. What is not written down is not counted.</p>`
}
