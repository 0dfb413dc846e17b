import { resolve } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')
const whole = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)

const Environment = z.object({
  PORT: whole.default(3000),
  HOST: z.string().default('127.0.0.1'),
  WARDMOTE_DATA: z.string().default('data'),
  WARDMOTE_MODE: z.enum(['demonstration', 'production']).default('demonstration'),
  WARDMOTE_URL: z.url().optional(),
  WARDMOTE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DATABASE_URL: z.string().startsWith('postgres', 'must start with postgres://').optional(),
  SMTP_URL: z.string().startsWith('smtp', 'must start with smtp:// or smtps://').optional(),
  MAIL_FROM: z.string().default('Wardmote <wardmote@localhost>'),
  WARDMOTE_IMPORT_FOLDER: z.string().optional(),
  WARDMOTE_UPLOAD_LIMIT_MB: whole.default(2048),
  WARDMOTE_MEMORY_MB: whole.default(400),
  WARDMOTE_TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
})

/** Everything a process is told from outside, checked once. Units are in the names. */
export type Config = Readonly<{
  port: number
  host: string
  dataFolder: string
  storeFolder: string
  mailFolder: string
  uploadFolder: string
  attachmentFolder: string
  isDemonstration: boolean
  /** What people type to come here; links in mail start with it. */
  publicUrl: string
  /** Signs sessions; in the data folder unless the environment gives one. */
  secret: string | null
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** A folder on the server that analysts may import from; null when the operator named none. */
  importFolder: string | null
  uploadLimitMb: number
  analyticsMemoryMb: number
  trustProxy: boolean
  logLevel: string
}>

/** Throws one error that names every variable that is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The settings are not right.\n${problems.join('\n')}`)
  }
  const given = parsed.data
  const dataFolder = resolve(given.WARDMOTE_DATA)
  const publicUrl = given.WARDMOTE_URL ?? `http://localhost:${given.PORT}`
  if (given.WARDMOTE_MODE === 'production' && !given.WARDMOTE_URL) {
    throw new Error(
      'The settings are not right.\nWARDMOTE_URL: production needs the address people use, https://…',
    )
  }
  return {
    port: given.PORT,
    host: given.HOST,
    dataFolder,
    storeFolder: resolve(dataFolder, 'store'),
    mailFolder: resolve(dataFolder, 'mail'),
    uploadFolder: resolve(dataFolder, 'uploads'),
    attachmentFolder: resolve(dataFolder, 'attachments'),
    isDemonstration: given.WARDMOTE_MODE === 'demonstration',
    publicUrl: publicUrl.replace(/\/$/, ''),
    secret: given.WARDMOTE_SECRET ?? null,
    databaseUrl: given.DATABASE_URL,
    smtpUrl: given.SMTP_URL,
    mailFrom: given.MAIL_FROM,
    importFolder: given.WARDMOTE_IMPORT_FOLDER ? resolve(given.WARDMOTE_IMPORT_FOLDER) : null,
    uploadLimitMb: given.WARDMOTE_UPLOAD_LIMIT_MB,
    analyticsMemoryMb: given.WARDMOTE_MEMORY_MB,
    trustProxy: given.WARDMOTE_TRUST_PROXY,
    logLevel: given.LOG_LEVEL,
  }
}
