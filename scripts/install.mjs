// What every `npm run` script needs before it can start: the packages of the lock file, the islands' build, and the
// Node that runs TypeScript. Plain JavaScript, because it runs on whatever Node (20 or later) started npm.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const NEEDED_NODE = 24
const INSTALLED_STAMP = join(ROOT, 'node_modules', '.wardmote-installed')
const BUILT_STAMP = join(ROOT, 'dist', '.inputs')

// Standard output belongs to the command that was asked for (`--report json`), so progress goes to standard error.
const tell = (sentence) => process.stderr.write(`${sentence}\n`)

/**
 * Brings node_modules to the lock file with `npm ci`, and only when they differ. With `development` false, packages
 * needed only to build and test may be missing, so that an operator's `npm ci --omit=dev` is left alone.
 */
export function ensureInstalled({ development }) {
  const lockText = readFileSync(join(ROOT, 'package-lock.json'))
  const stamp = `${createHash('sha256').update(lockText).digest('hex')}${development ? ' development' : ''}`
  if (existsSync(INSTALLED_STAMP) && readFileSync(INSTALLED_STAMP, 'utf8').startsWith(stamp)) return
  if (!holdsPackages(JSON.parse(lockText.toString()), development)) {
    tell('Installing packages (about half a minute)…')
    npm(['ci', '--include=dev', '--loglevel=error', '--no-fund', '--no-audit'])
  }
  writeFileSync(INSTALLED_STAMP, stamp)
}

// npm writes what it installed to node_modules/.package-lock.json. Comparing that, not times, means a clone, a
// hand-made `npm install` and a switch of branch are all seen for what they are.
function holdsPackages(lock, development) {
  const file = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(file)) return false
  const installed = JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || wanted.optional || wanted.devOptional || (wanted.dev && !development)) return true
    return installed[path]?.version === wanted.version
  })
}

function npm(args) {
  // npm names itself in the environment of what it starts; without npm around us, the one on the path will do.
  const cli = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : null
  const windows = process.platform === 'win32'
  const [command, all] = cli ? [process.execPath, [cli, ...args]] : [windows ? 'npm.cmd' : 'npm', args]
  const { status } = spawnSync(command, all, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: !cli && windows,
  })
  if (status !== 0) stop('`npm ci` failed: see what it said above, put that right and try again.')
}

/** The Node that runs the TypeScript: the one installed as a package, else this process's own when new enough. */
export function nodeBinary() {
  const packaged = join(
    ROOT,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (existsSync(packaged)) return packaged
  if (Number.parseInt(process.versions.node, 10) >= NEEDED_NODE) return process.execPath
  return stop(
    `Wardmote runs on Node ${NEEDED_NODE}, which its packages bring along unless install scripts are off: run ` +
      `\`npm rebuild node --ignore-scripts=false\`, or install Node ${NEEDED_NODE} (this is ${process.version}).`,
  )
}

/** Builds the islands when what they are made of has changed. A production install without Vite keeps its build. */
export function ensureBuilt({ force = false } = {}) {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  if (!existsSync(join(ROOT, 'vite.config.ts')) || !existsSync(vite)) return
  const inputs = hashOfInputs()
  if (!force && existsSync(BUILT_STAMP) && readFileSync(BUILT_STAMP, 'utf8') === inputs) return
  tell('Building the pages’ scripts and styles…')
  const { status } = spawnSync(nodeBinary(), [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) stop('`vite build` failed: see what it said above.')
  mkdirSync(dirname(BUILT_STAMP), { recursive: true })
  writeFileSync(BUILT_STAMP, inputs)
}

// An island may use core, its feature's pure files, ui and platform/browser, and nothing that runs on the server.
const INPUT_FOLDERS = ['src/core', 'src/features', 'src/ui', 'src/platform/browser']
const NOT_AN_INPUT = /\.test\.ts$|\.(store|pages|jobs)\.ts$|\.md$/

function hashOfInputs() {
  const hash = createHash('sha256')
  const files = ['vite.config.ts', 'package-lock.json']
  for (const folder of INPUT_FOLDERS) {
    const at = join(ROOT, folder)
    if (!existsSync(at)) continue
    for (const entry of readdirSync(at, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || NOT_AN_INPUT.test(entry.name)) continue
      files.push(relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)))
    }
  }
  for (const file of files.sort()) {
    hash
      .update(`${file.split(sep).join('/')}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * Becomes the given command, as far as one process can become another: its input, output and exit are ours, and a
 * signal sent to us alone reaches it.
 */
export function become(command, args, { env = process.env, signalled = terminalSignalled } = {}) {
  const child = spawn(command, args, { stdio: 'inherit', env, cwd: process.cwd() })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!signalled(signal)) child.kill(signal)
    })
  }
  followParent(child)
  child.on('error', (error) => stop(`${command} does not start here: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

// npm passes SIGTERM on to the shell between it and us, and a shell that dies of it tells nobody. Being left behind by
// that shell is then the only sign that whoever ran npm wants this to stop.
function followParent(child) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, 250)
  timer.unref()
}

// Ctrl-C at a terminal goes to every process there, so passing it on would make the second, "stop at once", press.
function terminalSignalled(signal) {
  return signal !== 'SIGTERM' && Boolean(process.stdin.isTTY)
}

/** Ends with one sentence and a failing exit code. */
export function stop(sentence) {
  tell(sentence)
  process.exit(1)
}
