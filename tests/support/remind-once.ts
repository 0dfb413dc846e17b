// Run as a process of its own, to be killed: `remind-once.ts FOLDER SMTP_PORT FORCE_ID INSTANT`.
import { remind } from '#features/interventions/index.ts'
import { openDatabase } from '#platform/db/index.ts'
import { handOverAll, openMail, releaseClaims } from '#platform/messaging/index.ts'
import { openLogger } from '#platform/telemetry/index.ts'

const [folder = '', port = '', forceId = '', instant = ''] = process.argv.slice(2)
const database = await openDatabase({ folder })
const needs = {
  database,
  clock: () => new Date(instant),
  config: { publicUrl: 'https://wardmote.example' },
  logger: openLogger('silent'),
  mail: openMail({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailFrom: 'Wardmote <w@averley.example>',
    mailFolder: folder,
  }),
}
await releaseClaims(needs)
process.stdout.write('begun\n')
await remind(needs, forceId)
await handOverAll(needs)
await database.close()
