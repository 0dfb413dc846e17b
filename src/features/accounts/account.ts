import { isEmailAddress } from '#core/access/email.ts'
import type { Outcome } from '#core/outcome.ts'
import { done, refused } from '#core/outcome.ts'
import { timeInWords } from '#core/time/moment-in-words.ts'

/**
 * [AC11] A path inside this service, else the front page. Resolved the way a browser would, so that `//elsewhere`,
 * `/\elsewhere` and control characters between the slashes are seen for what they are.
 */
export function pathWithin(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/') || text.length > 2000) return '/'
  const here = 'http://wardmote.invalid'
  if (!URL.canParse(text, here)) return '/'
  const url = new URL(text, here)
  if (url.origin !== here) return '/'
  // `/.//elsewhere` comes out as `//elsewhere`, which a browser takes for another site.
  return url.pathname.replace(/^\/{2,}/, '/') + url.search
}

/** [AC3] `Try again in 30 seconds`, or by the clock when it is longer. */
export function waitInWords(until: Date, now: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  if (seconds < 60) return `Too many attempts. Try again in ${seconds} second${seconds === 1 ? '' : 's'}`
  const minutes = Math.ceil(seconds / 60)
  return `Too many attempts. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}, at ${timeInWords(until)}`
}

/** An address as typed, or why it cannot be one. Whether anybody has it is never said [AC1] [AC2]. */
export function parseEmail(text: string): Outcome<string, 'missing' | 'not-an-address'> {
  const email = text.trim().toLowerCase()
  if (email === '') return refused('missing')
  return isEmailAddress(email) ? done(email) : refused('not-an-address')
}

export const EMAIL_WORDS = {
  missing: 'Enter your e-mail address',
  'not-an-address': 'Enter an e-mail address in the right form, like name@example.org',
} as const
