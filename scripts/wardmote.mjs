#!/usr/bin/env node
// The `wardmote` command, for `npx wardmote …`: src/main.ts under the Node that runs TypeScript.
import { join } from 'node:path'
import { become, ensureBuilt, ensureInstalled, nodeBinary, ROOT } from './install.mjs'

const [command, ...rest] = process.argv.slice(2)
const main = join(ROOT, 'src/main.ts')
ensureInstalled({ development: command === 'dev' })
if (command === 'dev' || command === 'serve') ensureBuilt()
if (command === 'dev') become(nodeBinary(), ['--watch', '--watch-preserve-output', main, 'serve', ...rest])
else become(nodeBinary(), [main, ...process.argv.slice(2)])
