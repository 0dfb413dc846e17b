import { isStaff, type Viewer } from '#core/access/viewer.ts'
import { moj } from '#ui/govuk.view.ts'
import { type Html, nothing } from '#ui/html.view.ts'
import { maySet } from './escalation.access.ts'

export const ABOVE_ESCALATION = [{ text: 'Escalations', href: '/escalations' }]

const PLACES = [
  { href: '/escalations', text: 'Escalations' },
  { href: '/escalations/doors', text: 'At whose door' },
  { href: '/escalations?kind=issue', text: 'Regional issues' },
  { href: '/escalations/contacts', text: 'Senior contacts' },
] as const

/** The ways between the pages about escalations, for those who have more than one of them. */
export function escalationNav(viewer: Viewer, current: (typeof PLACES)[number]['href'] | 'settings'): Html {
  const settings = maySet(viewer) ? [{ href: '/escalations/settings', text: 'Clock and levels' }] : []
  const places = [...(isStaff(viewer) ? PLACES : []), ...settings]
  if (places.length < 2) return nothing
  return moj.subNavigation({
    label: 'Escalations',
    items: places.map(({ href, text }) => ({
      href,
      text,
      active: href === (current === 'settings' ? '/escalations/settings' : current),
    })),
  })
}
