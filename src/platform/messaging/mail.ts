import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { z } from 'zod'

/** A plain-text message to one person. The same `messageId` sent twice is known for one by whoever receives it. */
export type Message = Readonly<{ to: string; subject: string; text: string; messageId?: string }>

/** A message kept in the mail folder instead of being sent. */
export type KeptMessage = Message & Readonly<{ id: string; at: string }>

/** The way out for messages. */
export type Mail = Readonly<{
  /** `smtp` sends; `folder` keeps each message as a file, for set-ups without a mail server. */
  kind: 'smtp' | 'folder'
  /** Throws when the server does not take the message. */
  send(message: Message): Promise<void>
  /** Sends without making the caller wait, so that a reply's time tells nothing about whether anything was sent. */
  sendSoon(message: Message, onFailure: (error: unknown) => void): void
  /** When everything handed to `sendSoon` has been sent or has failed. */
  idle(): Promise<void>
  /** Kept messages, newest first, at most 200; empty for `smtp`. */
  listKept(): Promise<KeptMessage[]>
  /** What is wrong with the connection, in words; null when the server answers (or none is used). */
  check(): Promise<string | null>
}>

/** A server to send through; without one messages stay in the folder. */
export type MailSettings = Readonly<{ smtpUrl: string | undefined; mailFrom: string; mailFolder: string }>

/** Opens nothing yet: the first message connects. */
export function openMail(settings: MailSettings): Mail {
  const under = settings.smtpUrl ? overSmtp(settings.smtpUrl, settings.mailFrom) : intoFolder(settings)
  const underWay = new Set<Promise<void>>()
  return {
    ...under,
    sendSoon(message, onFailure) {
      const sending = under
        .send(message)
        .catch(onFailure)
        .finally(() => underWay.delete(sending))
      underWay.add(sending)
    },
    async idle() {
      await Promise.all(underWay)
    },
  }
}

type Transport = Pick<Mail, 'kind' | 'send' | 'listKept' | 'check'>

function overSmtp(url: string, from: string): Transport {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return {
    kind: 'smtp',
    async send(message) {
      await transport.sendMail(asSent(from, message))
    },
    listKept: async () => [],
    async check() {
      try {
        await transport.verify()
        return null
      } catch (error) {
        return (error as Error).message
      }
    },
  }
}

function asSent(from: string, { to, subject, text, messageId }: Message) {
  return {
    from,
    to,
    subject,
    text,
    textEncoding: 'quoted-printable' as const,
    ...(messageId ? { messageId: `<${messageId}@wardmote>` } : {}),
  }
}

const Kept = z.object({
  id: z.string(),
  at: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
})

// Beside each .eml stands the same message as JSON, so that showing it needs no reader of the mail format. Names begin
// with the time, so that sorting them sorts the messages.
function intoFolder({ mailFrom, mailFolder }: MailSettings): Transport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return {
    kind: 'folder',
    async send(message) {
      await mkdir(mailFolder, { recursive: true })
      const at = new Date().toISOString()
      const id = `${at.replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`
      const made = await composer.sendMail(asSent(mailFrom, message))
      await writeFile(join(mailFolder, `${id}.eml`), made.message as Buffer, { mode: 0o600 })
      // Renamed into place, so that a list never meets half a file.
      const partial = join(mailFolder, `${id}.partial`)
      await writeFile(partial, JSON.stringify({ id, at, ...message }), { mode: 0o600 })
      await rename(partial, join(mailFolder, `${id}.json`))
    },
    async listKept() {
      const names = await readdir(mailFolder).catch(() => [])
      const newest = names
        .filter((name) => name.endsWith('.json'))
        .sort()
        .reverse()
        .slice(0, 200)
      const texts = await Promise.all(newest.map((name) => readFile(join(mailFolder, name), 'utf8')))
      return texts.map((text) => Kept.parse(JSON.parse(text)))
    },
    check: async () => null,
  }
}
