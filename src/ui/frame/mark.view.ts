import { type Html, trustedHtml } from '#ui/html.view.ts'

// Eight people round a table, one of them speaking: the eight steps, and the meeting the name comes from.
const SEATS = Array.from({ length: 8 }, (_, seat) => {
  const angle = (seat / 8) * 2 * Math.PI - Math.PI / 2
  const [x, y] = [16 + 11.5 * Math.cos(angle), 16 + 11.5 * Math.sin(angle)]
  return `<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="2.9"${seat === 0 ? ' class="wm-mark__speaker"' : ''}/>`
})

/** The mark that stands beside the name; says nothing to a screen reader because the name does. */
export const mark: Html = trustedHtml(
  `<svg class="wm-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">${SEATS.join('')}<circle cx="16" cy="16" r="4.6" class="wm-mark__table"/></svg>`,
)
