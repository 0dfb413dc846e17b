import { randomBytes } from 'node:crypto'
import { createOTP } from '@better-auth/utils/otp'
import { constantTimeEqual } from 'better-auth/crypto'

// RFC 6238: steps of 30 seconds, six digits, SHA-1, which is what authenticator apps understand.
const STEP_SECONDS = 30
// RFC 6238 section 5.2: at most one step either way, for clocks that differ.
const DRIFT_STEPS = 1

/**
 * Twenty 7-bit characters, 140 bits: RFC 4226 section 4 asks for at least 128. The library takes the secret's bytes as
 * UTF-8 text, so only ASCII keeps one byte a character, and twenty bytes are 32 symbols to type.
 */
export function makeAuthenticatorSecret(): string {
  return String.fromCharCode(...randomBytes(20).map((byte) => byte & 127))
}

/** The step whose code this is, or `null`. Only steps after `lastStep` count: a code works once (section 5.2). */
export async function acceptedStep(
  secret: string,
  code: string,
  lastStep: number,
  now: Date,
): Promise<number | null> {
  const otp = createOTP(secret)
  const present = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  let accepted: number | null = null
  // Every step is tried whatever matches, so that time does not tell which did.
  for (let step = present - DRIFT_STEPS; step <= present + DRIFT_STEPS; step++) {
    const matches = constantTimeEqual(await otp.hotp(step), code)
    if (matches && step > lastStep) accepted = step
  }
  return accepted
}

/** What the QR code says. */
export function authenticatorUrl(secret: string, account: string): string {
  return createOTP(secret).url('Wardmote', account)
}

/** The secret as a person types it, in groups of four: base 32 of the same bytes. */
export function authenticatorKey(secret: string): string {
  const key = new URL(authenticatorUrl(secret, 'x')).searchParams.get('secret') ?? ''
  return (key.match(/.{1,4}/g) ?? []).join(' ')
}

// 32 symbols divide 256 evenly, so each gives five unbiased bits.
const SYMBOLS = 'abcdefghijklmnopqrstuvwxyz234567'

/** Ten codes of 50 bits each, for when the authenticator is lost. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const symbols = Array.from(randomBytes(10), (byte) => SYMBOLS[byte % 32]).join('')
    return `${symbols.slice(0, 5)}-${symbols.slice(5)}`
  })
}

/** Codes are read off paper: case, spaces and hyphens do not matter. */
export function plainCode(text: string): string {
  return text.toLowerCase().replace(/[\s-]/g, '')
}
