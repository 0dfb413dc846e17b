// `npm run build`: the islands' build, whether or not anything changed.
import { ensureBuilt, ensureInstalled } from './install.mjs'

ensureInstalled({ development: true })
ensureBuilt({ force: true })
