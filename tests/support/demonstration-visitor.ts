import assert from 'node:assert/strict'
import { Browser, OVER_THE_NETWORK } from './cookie-browser.ts'
import type { Server } from './server.ts'

const PASSWORD = 'averley-demo-2025'

/** A person of the demonstration force, signed in to a running server without a real browser. */
export async function signedIn(server: Pick<Server, 'url'>, name: string): Promise<Browser> {
  const visitor = new Browser(OVER_THE_NETWORK, server.url, '127.0.0.1')
  const reply = await visitor.post('/sign-in', {
    email: `${name}@averley.example`,
    password: PASSWORD,
    back: '/',
  })
  assert.equal(reply.status, 303, `${name} could not sign in`)
  return visitor
}

/** Where a redirect leads; anything but a redirect fails. */
export async function ledTo(reply: ReturnType<Browser['get']>): Promise<string> {
  const { status, location, text } = await reply
  assert.equal(status, 303, text.replace(/<[^>]+>|\s+/g, ' ').slice(0, 600))
  return location ?? ''
}
