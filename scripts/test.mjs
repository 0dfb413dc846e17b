// `npm test`: makes a clone ready, then hands over to run-tests.ts under the Node that runs TypeScript.
import { join } from 'node:path'
import { become, ensureBuilt, ensureInstalled, nodeBinary, ROOT } from './install.mjs'

ensureInstalled({ development: true })
ensureBuilt()
become(nodeBinary(), [join(ROOT, 'scripts/run-tests.ts'), ...process.argv.slice(2)])
