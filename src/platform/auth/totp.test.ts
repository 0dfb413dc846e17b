import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  acceptedStep,
  authenticatorKey,
  authenticatorUrl,
  makeAuthenticatorSecret,
  makeRecoveryCodes,
} from './totp.ts'

// RFC 6238 appendix B, SHA-1: its eight digits end in the six an authenticator shows.
const SECRET = '12345678901234567890'
const PUBLISHED = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const

test('codes are those of RFC 6238 appendix B, accepted one step early or late and no further', async () => {
  for (const [seconds, digits] of PUBLISHED) {
    const code = digits.slice(2)
    const step = Math.floor(seconds / 30)
    for (const drift of [-30, 0, 30]) {
      assert.equal(await acceptedStep(SECRET, code, 0, new Date((seconds + drift) * 1000)), step)
    }
    for (const drift of [-60, 60]) {
      assert.equal(await acceptedStep(SECRET, code, 0, new Date((seconds + drift) * 1000)), null)
    }
  }
})

test('a code of a step already used, or of an earlier one, is not accepted', async () => {
  const now = new Date(59_000)
  assert.equal(await acceptedStep(SECRET, '287082', 0, now), 1)
  assert.equal(await acceptedStep(SECRET, '287082', 1, now), null)
  assert.equal(await acceptedStep(SECRET, '287082', 2, now), null)
})

test('what is no six digits is not accepted', async () => {
  for (const code of ['', '28708', '2870820', '94287082', 'abcdef']) {
    assert.equal(await acceptedStep(SECRET, code, 0, new Date(59_000)), null, code)
  }
})

test('the typed key is the base 32 of the same secret as the address in the QR code', () => {
  assert.equal(authenticatorKey(SECRET), 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
  const url = new URL(authenticatorUrl(SECRET, 'jo bell@example.test'))
  assert.equal(url.protocol, 'otpauth:')
  assert.equal(url.searchParams.get('secret'), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
})

test('secrets are 20 ASCII bytes and never twice the same; recovery codes differ', () => {
  const secrets = new Set(Array.from({ length: 500 }, makeAuthenticatorSecret))
  assert.equal(secrets.size, 500)
  for (const secret of secrets) {
    assert.equal(new TextEncoder().encode(secret).length, 20)
    assert.equal(authenticatorKey(secret).replaceAll(' ', '').length, 32)
  }
  assert.equal(new Set(makeRecoveryCodes()).size, 10)
})
