import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** 256 random bits, safe in a cookie and in an address. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token. A token is random, so a plain hash of it cannot be guessed backwards. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Keys for separate purposes from the one secret the operator keeps: no value serves two. */
export function deriveKey(secret: string, purpose: 'attempts' | 'authenticator' | 'recovery'): string {
  return Buffer.from(hkdfSync('sha256', secret, '', `wardmote ${purpose}`, 32)).toString('hex')
}

/** For values people could guess (addresses, recovery codes): without the key a list of guesses cannot be tried. */
export function keyedHash(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}
