import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'

/** A message as a mail server took it. */
export type TakenMessage = Readonly<{ to: string; raw: string; subject: string; messageId: string }>

/**
 * A real SMTP server on a free port of this machine, closed when the test ends. `refusing` answers every recipient
 * with a temporary refusal while it is true.
 */
export async function startMailServer(t: Pick<TestContext, 'after'>) {
  const taken: TakenMessage[] = []
  const state = { refusing: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(state.refusing ? Object.assign(new Error('try later'), { responseCode: 451 }) : undefined),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString('utf8')
        const header = (name: string) =>
          new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(raw)?.[1]?.replace(/\r\n[ \t]/g, ' ') ??
          ''
        taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
          raw,
          subject: header('Subject'),
          messageId: header('Message-ID'),
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, taken, state }
}
