// `npm start`: a clone with Node and npm becomes a running Wardmote; later it only starts.
import { join } from 'node:path'
import { become, ensureBuilt, ensureInstalled, nodeBinary, ROOT } from './install.mjs'

ensureInstalled({ development: false })
ensureBuilt()
become(nodeBinary(), [join(ROOT, 'src/main.ts'), 'serve', ...process.argv.slice(2)])
