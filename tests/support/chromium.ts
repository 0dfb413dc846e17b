import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/**
 * Starts the Chromium of the package `@sparticuz/chromium`. The flags are our own: the package's turn off web
 * security, and with it what the content security policy and same-origin tests are about.
 */
export async function startChromium(): Promise<Browser> {
  const folder = await unpackedChromium()
  const libraries = join(folder, 'al2023', 'lib')
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [
      '--headless=shell',
      // Root, as in most containers, cannot have Chromium's sandbox; the pages here are our own.
      '--no-sandbox',
      '--no-zygote',
      // Nothing but the pages under test is asked for, whatever the browser would like to look up.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      '--no-pings',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      // Maps and networks draw with WebGL, on the processor.
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--font-render-hinting=none',
    ],
    env: {
      ...(process.env as Record<string, string>),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      ...(existsSync(libraries) ? { LD_LIBRARY_PATH: libraries } : {}),
    },
  })
}

// The package unpacks into TMPDIR and takes a half-written file of another process for a finished one. So each
// process unpacks into a folder of its own and renames it into place: the first to arrive wins, the others use it.
async function unpackedChromium(): Promise<string> {
  const packaged = new URL('../../node_modules/@sparticuz/chromium/', import.meta.url)
  const { version } = JSON.parse(await readFile(new URL('package.json', packaged), 'utf8')) as {
    version: string
  }
  const folder = join(tmpdir(), `wardmote-chromium-${version}-${userInfo().uid}`)
  if (existsSync(join(folder, 'chromium'))) return folder
  const own = await mkdtemp(join(tmpdir(), 'wardmote-chromium-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = own
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium')
    await packed.executablePath()
    // A machine without the usual system libraries gets the ones the package brings.
    if (lacksLibraries(join(own, 'chromium'))) {
      await inflate(new URL('bin/al2023.tar.br', packaged).pathname)
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  await mkdir(join(own, 'fonts-cache'))
  await writeFile(join(own, 'fonts.conf'), fontsConfiguration(folder))
  await rename(own, folder).catch(async (error) => {
    if (!existsSync(join(folder, 'chromium'))) throw error
    await rm(own, { recursive: true, force: true })
  })
  return folder
}

function lacksLibraries(binary: string): boolean {
  try {
    return execFileSync('ldd', [binary], { encoding: 'utf8' }).includes('not found')
  } catch {
    return true
  }
}

// The package's own fonts come first, so that pictures and line lengths do not depend on the machine.
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}
