import { createServer } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Command } from 'commander'
import { createApp } from '#app/app.ts'
import { readConfig } from '#app/config/config.ts'
import { type Context, openContext } from '#app/context.ts'
import { DEMONSTRATION_PASSWORD, loadDemonstration } from '#app/demonstration.ts'
import { FEATURES } from '#app/features.ts'
import { keepAllAreas } from '#app/keep-areas.ts'
import { DataFolderInUse } from '#platform/files/data-lock.ts'
import { purgeFormKeysDaily } from '#platform/forms/form-key-purge.ts'
import { mailJobs } from '#platform/messaging/index.ts'

// What a host gives between asking a process to stop and killing it, less a second to shut the databases. Long enough for
// a page or a sign-off to finish; an import is given back to the queue and goes on at the next start.
const GRACE_MS = 9_000

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the pages and do the background work (PORT, WARDMOTE_DATA, DATABASE_URL…)')
    .action(async () => {
      const context = await begin()
      const people = context.config.isDemonstration ? await loadDemonstration(context, say) : []
      const server = createAdaptorServer({ fetch: createApp(context).fetch, createServer })
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(context.config.port, context.config.host, resolve)
      })
      say(`\nWardmote is at ${context.config.publicUrl}`)
      if (people.length) {
        say(`\nPeople who can sign in, all with the password ${DEMONSTRATION_PASSWORD}:`)
        for (const person of people) say(`  ${person.email.padEnd(36)} ${person.name}, ${person.does}`)
      }
      const deadline = (await stopped()) + GRACE_MS
      say('Finishing what runs…')
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, GRACE_MS))])
      await context.close(Math.max(0, deadline - performance.now()))
      process.exit(0)
    })
}

export function addWorkCommand(program: Command): void {
  program
    .command('work')
    .description('do background work only: another node beside one that serves (needs DATABASE_URL)')
    .action(async () => {
      const context = await begin()
      say('Waiting for work.')
      await stopped()
      await context.close(GRACE_MS)
      process.exit(0)
    })
}

/** Opens everything and does what each start does, whatever the process is for. */
async function begin(): Promise<Context> {
  try {
    const context = await openContext(readConfig(process.env))
    await keepAllAreas(context)
    await purgeFormKeysDaily(context)
    await mailJobs(context)
    for (const feature of FEATURES) await feature.jobs?.(context)
    return context
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error
    console.error(error.message)
    process.exit(2)
  }
}

/** Resolves with the moment somebody asked the process to stop. */
function stopped(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => resolve(performance.now()))
  })
}

function say(line: string): void {
  console.log(line)
}
