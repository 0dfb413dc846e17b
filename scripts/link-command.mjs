// Run by npm after every install. npx finds a project's own command only as node_modules/.bin/NAME, and npm links
// there the commands of dependencies but not those of the project itself.
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './install.mjs'

const folder = join(ROOT, 'node_modules', '.bin')
const link = join(folder, 'wardmote')
if (existsSync(folder)) {
  rmSync(link, { force: true })
  if (process.platform === 'win32') {
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\scripts\\wardmote.mjs" %*\r\n')
  } else {
    symlinkSync(join('..', '..', 'scripts', 'wardmote.mjs'), link)
    chmodSync(join(ROOT, 'scripts', 'wardmote.mjs'), 0o755)
  }
}
