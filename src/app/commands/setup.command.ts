import { type Command, InvalidArgumentError } from 'commander'
import { type Config, readConfig } from '#app/config/config.ts'
import { withOwnDatabase } from '#app/own-database.ts'
import { isEmailAddress } from '#core/access/email.ts'
import { isForceSlug } from '#core/access/force-slug.ts'
import type { Clock } from '#core/time/clock.ts'
import { londonDay } from '#core/time/london-day.ts'
import { addFirstPerson, createForce } from '#features/people/index.ts'
import { openAuth, requirePassword } from '#platform/auth/index.ts'
import { openMail } from '#platform/messaging/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'

export type SetUp = Readonly<{
  force: string
  name: string
  adminEmail: string
  adminName: string
  /** Null: a link to sign in with is made instead. */
  password: string | null
}>

// Everybody may sign in to a demonstration and read all its mail, sign-in links among it.
const NOT_IN_DEMONSTRATION =
  'A demonstration is open to everybody. Set WARDMOTE_MODE=production and WARDMOTE_URL to make a real force.'

export function addSetupCommand(program: Command): void {
  program
    .command('setup')
    .description('make a force and its first administrator; seeds no demonstration people')
    .requiredOption('--force <slug>', 'the force as its crime files name it, such as leicestershire', slug)
    .requiredOption('--name <name>', 'the force’s name as people read it', words)
    .requiredOption('--admin-email <address>', 'the administrator’s e-mail address', address)
    .requiredOption('--admin-name <name>', 'the administrator’s name', words)
    .option('--password-stdin', 'read the administrator’s password from standard input', false)
    .action(async (options: Omit<SetUp, 'password'> & { passwordStdin: boolean }) => {
      const password = options.passwordStdin ? await firstLine(process.stdin) : null
      try {
        const config = readConfig(process.env)
        if (config.isDemonstration) throw new Error(NOT_IN_DEMONSTRATION)
        const lines = await setUp(config, { ...options, password }, () => new Date())
        for (const line of lines) console.log(line)
      } catch (error) {
        console.error((error as Error).message)
        process.exitCode = 1
      }
    })
}

/**
 * Makes the force, or finds it, and adds the administrator; gives the lines to print. Run again with another address
 * it adds another administrator, which is also the way back in when the last one has gone.
 */
export async function setUp(config: Config, asked: SetUp, clock: Clock): Promise<string[]> {
  // Before anything is made, so that a refusal leaves nothing behind.
  if (asked.password !== null) {
    requirePassword(asked.password, { name: asked.adminName, email: asked.adminEmail })
  }
  return withOwnDatabase(config, async (database) => {
    const auth = await openAuth({
      database,
      mail: openMail(config),
      clock,
      logger: openLogger(config.logLevel),
      config,
    })
    const now = clock()
    const force = { slug: asked.force, name: asked.name, isDemonstration: false }
    const { forceId, isNew } = await createForce(database, force, now)
    const administrator = {
      organisation: { name: asked.name, kind: 'force' },
      name: asked.adminName,
      email: asked.adminEmail,
      rank: null,
      roles: [{ role: 'administrator' as const, areaCode: null, from: londonDay(now) }],
    }
    const added = await addFirstPerson(database, forceId, administrator, now)
    const person = { by: { forceId, personId: null }, personId: added.personId }
    const lines = [
      isNew
        ? `The force ${asked.name} (${asked.force}) was made.`
        : `The force ${asked.force} is there already.`,
      added.isNew
        ? `${asked.adminName} was added as its administrator.`
        : `Somebody has the address ${asked.adminEmail} already; their record was not changed.`,
    ]
    if (asked.password !== null) {
      await auth.setFirstPassword(person, asked.password)
      return [...lines, `They sign in at ${config.publicUrl}/sign-in with the password given.`, SECOND_FACTOR]
    }
    const link = await auth.inviteLink(person)
    if (!link) return [...lines, 'They may not sign in: the record is deactivated or holds no role today.']
    return [...lines, 'They sign in with this link, which works once, for three days:', link, SECOND_FACTOR]
  })
}

const SECOND_FACTOR = 'They will be asked to set up a second factor before anything else.'

function slug(text: string): string {
  if (!isForceSlug(text))
    throw new InvalidArgumentError('Use small letters, digits and hyphens, as in crime file names.')
  return text
}

function words(text: string): string {
  const plain = text.trim()
  if (plain.length < 1 || plain.length > 200) throw new InvalidArgumentError('Give 1 to 200 characters.')
  return plain
}

function address(text: string): string {
  const plain = text.trim().toLowerCase()
  if (!isEmailAddress(plain)) throw new InvalidArgumentError('That is no e-mail address.')
  return plain
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of input) text += chunk
  return text.split(/\r?\n/)[0] ?? ''
}
