import type { Brand } from '#core/brand.ts'

export type InvitationId = Brand<string, 'InvitationId'>

export const INVITED_AS = ['partner', 'resident'] as const
export type InvitedAs = (typeof INVITED_AS)[number]

/** An invitation to join a project's group. Its code is kept nowhere. */
export type Invitation = Readonly<{
  id: InvitationId
  role: InvitedAs
  /** Sent to that address alone; `null` for a link that anybody may use who has it. */
  email: string | null
  /** The member of the record it is for. */
  memberId: string | null
  usesAllowed: number
  uses: number
  expiresAt: Date
  madeAs: string
  madeAt: Date
  revoked: Readonly<{ as: string; at: Date }> | null
}>

/** [W6] What an invitation is good for at that instant. */
export function standingOf(
  { revoked, expiresAt, uses, usesAllowed }: Invitation,
  now: Date,
): 'open' | 'revoked' | 'used' | 'expired' {
  if (revoked) return 'revoked'
  if (uses >= usesAllowed) return 'used'
  return expiresAt <= now ? 'expired' : 'open'
}

/** [W6] How long each kind lasts, in days. A link lies about, so that it lasts less than whoever made it may wish. */
export const EMAILED_DAYS = 14
export const LINK_DAYS = [1, 7, 14, 30] as const
export const LINK_USES = [1, 5, 10, 20] as const
/** Of an invitation somebody asked a link for: it is in their mailbox within minutes. */
export const ASKED_FOR_DAYS = 2

// Crockford's base 32: no I, L, O or U, so that a code can be read out and typed from paper.
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_SIGNS = 16

/** `4F7K-…`: 80 bits out of sixteen random bytes, in four groups. */
export function codeOf(random: Uint8Array): string {
  const signs = Array.from(random.slice(0, CODE_SIGNS), (byte) => SIGNS[byte % SIGNS.length])
  return (signs.join('').match(/.{4}/g) ?? []).join('-')
}

/** The code as it was made, from what somebody typed: any case, with or without dashes; `null` for what is none. */
export function parseCode(typed: string): string | null {
  const signs = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (signs.length !== CODE_SIGNS || [...signs].some((sign) => !SIGNS.includes(sign))) return null
  return (signs.match(/.{4}/g) ?? []).join('-')
}

/** [W8] What somebody agrees to when they join. A changed meaning is another version. */
export const AGREEMENT = {
  version: 1,
  points: [
    'The other people on this project see your name and where you come from. They do not see your e-mail address.',
    'Your e-mail address is used to sign in, and to send you the minutes of meetings.',
    'What you write here is kept with your name and the day, so that everybody can see who said what.',
    'Do not write that a named person has done something wrong, and nothing private about somebody else. If somebody is in danger, call 999. To report a crime, call 101.',
    'You can leave whenever you like. What you wrote stays on the record.',
  ],
} as const
