import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { done, type Outcome, refused } from '#core/outcome.ts'

// OWASP Password Storage Cheat Sheet: Argon2id with at least 19 MiB of memory, 2 passes and 1 lane. The library's
// default algorithm is argon2id.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A PHC string (`$argon2id$…`). Cost: about 30 ms on a worker thread and 19 MiB while it runs. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST)
}

// What an account without a password, or no account at all, is checked against, so that both take the same work.
let nobody: Promise<string> | null = null

/** Whether the password is the one the PHC string was made from: where the time of an attempt goes. */
export type VerifyHash = (passwordHash: string, password: string) => Promise<boolean>

/** False for no hash too, after the same work: how long it takes does not tell whether there is an account. */
export async function passwordMatches(
  passwordHash: string | null,
  password: string,
  verifyHash: VerifyHash = verify,
): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(24).toString('base64'))
  const matches = await verifyHash(passwordHash ?? (await nobody), password.normalize('NFKC'))
  return matches && passwordHash !== null
}

/** Why a password protects nothing. */
export type PasswordFault = 'too-short' | 'too-long' | 'is-yourself' | 'too-simple'

/**
 * Length is what protects (NCSC: three random words; NIST SP 800-63B-4 section 3.1.1.2: no composition rules), so the
 * rule is twelve characters, of which at least five differ, and not one's own name or address.
 */
export function checkPassword(
  password: string,
  person: Readonly<{ name: string; email: string }>,
): Outcome<string, PasswordFault> {
  const length = [...password.normalize('NFKC')].length
  if (length < 12) return refused('too-short')
  if (length > 200) return refused('too-long')
  const plain = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const own = [person.email, person.email.split('@')[0] ?? '', person.name]
  if (own.some((text) => plain === text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))) {
    return refused('is-yourself')
  }
  return new Set(plain).size < 5 ? refused('too-simple') : done(password)
}

/** What a refused password is told, after `the password` or the like. */
export const PASSWORD_FAULT_WORDS: Readonly<Record<PasswordFault, string>> = {
  'too-short': 'must have at least 12 characters',
  'too-long': 'must have 200 characters or fewer',
  'is-yourself': 'must not be your name or e-mail address',
  'too-simple': 'must have more different characters',
}

/** Throws, in words for a person at a terminal, on a password that {@link checkPassword} refuses. */
export function requirePassword(password: string, person: Readonly<{ name: string; email: string }>): void {
  const checked = checkPassword(password, person)
  if (!checked.ok) throw new Error(`The password ${PASSWORD_FAULT_WORDS[checked.reason]}.`)
}
