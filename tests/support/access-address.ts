import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import type { AccessSite } from './access-site.ts'

/** The address of the one record that an {@link AccessSite} has for a route's pattern. */
export function addressOf(
  pattern: string,
  { ids, number, people }: Readonly<{ ids: AccessSite['ids']; number: string; people: AccessSite['people'] }>,
): string {
  const plain = pattern.replaceAll(/\{(?:[^{}]|\{[^{}]*\})*\}/g, '')
  const kind = PLATFORM_TEMPLATE.kinds.find(({ path }) => plain.startsWith(`/projects/:number/${path}/`))
  const entry = ids.entries[kind?.id ?? 'evidence']
  const named: Readonly<Record<string, string | undefined>> = {
    number,
    entry,
    walk: ids.entries['audit-walk'],
    picture: entry,
    element: ids.element,
    leads: ids.leads,
    file: ids.file,
    round: ids.round,
    note: ids.note,
    member: ids.member,
    link: ids.link,
    step: '2',
    version: '0',
    kind: 'asset',
    area: 'E01000002',
    code: plain.startsWith('/join') ? 'IIIIIIIIIIIIIIII' : 'E01000002',
    force: 'averley',
    token: ids.token,
    name: 'counts.csv',
    roleId: ids.role,
    id: idFor(plain, ids, people),
  }
  if (plain === '/projects/:number/calendar/:file') return `/projects/${number}/calendar/${ids.token}.ics`
  if (plain === '/projects/:number/meetings/:file')
    return `/projects/${number}/meetings/${ids.entries.meeting}.ics`
  return plain.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => named[name] ?? name)
}

function idFor(pattern: string, ids: AccessSite['ids'], people: AccessSite['people']): string {
  if (pattern.startsWith('/decisions')) return ids.decision
  if (pattern.startsWith('/screening/breaks')) return ids.seriesBreak
  if (pattern.startsWith('/screening')) return ids.screening
  if (pattern.startsWith('/escalations/contacts')) return ids.contact
  if (pattern.startsWith('/escalations')) return pattern.endsWith('/join') ? ids.issue : ids.escalation
  if (pattern.startsWith('/imports')) return ids.run
  if (pattern.startsWith('/people')) return people.partnerElsewhere.personId
  return ids.invitation
}
