import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { DataFolderInUse, lockDataFolder } from './data-lock.ts'

// Says `ready` once loaded, tries for the lock when told to, says what came of it, and holds on until it is killed.
const STARTER = `
import { lockDataFolder } from ${JSON.stringify(new URL('./data-lock.ts', import.meta.url).href)}
process.stdout.write('ready\\n')
process.stdin.once('data', async () => {
  try {
    await lockDataFolder(process.argv[1])
    process.stdout.write('held\\n')
  } catch (error) {
    process.stdout.write(\`\${error.constructor.name}: \${error.message}\\n\`)
  }
})
`

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-lock-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

type Starter = Readonly<{ child: ChildProcess; go(): Promise<string>; kill(): Promise<void> }>

async function starter(t: TestContext, folder: string): Promise<Starter> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', STARTER, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  t.after(kill)
  const said = async () => String((await once(child.stdout, 'data'))[0]).trim()
  assert.equal(await said(), 'ready')
  return {
    child,
    go() {
      const answer = said()
      child.stdin.write('go\n')
      return answer
    },
    kill,
  }
}

test('of six that start at the same moment one has the folder, and the others are told whose it is', async (t) => {
  const folder = await folderFor(t)
  for (let round = 0; round < 3; round++) {
    const starters = await Promise.all(Array.from({ length: 6 }, () => starter(t, folder)))
    const answers = await Promise.all(starters.map((one) => one.go()))
    const holders = starters.filter((_, at) => answers[at] === 'held')
    assert.equal(holders.length, 1, answers.join('\n'))
    const told = `DataFolderInUse: The data folder ${folder} is in use by another Wardmote (process ${holders[0]?.child.pid}). Stop it first.`
    for (const answer of answers) if (answer !== 'held') assert.equal(answer, told)
    // The next round begins with the folder of one that was killed, and all six see that at once.
    await Promise.all(starters.map((one) => one.kill()))
  }
})

test('a folder let go can be taken again, and not twice in one process', async (t) => {
  const folder = await folderFor(t)
  const unlock = await lockDataFolder(folder)
  await assert.rejects(
    lockDataFolder(folder),
    (error) => error instanceof DataFolderInUse && error.message.includes(`(process ${process.pid})`),
  )
  unlock()
  const again = await lockDataFolder(folder)
  again()
})

test('a lock file that cannot be one is a fault, not a folder in use', async (t) => {
  const folder = await folderFor(t)
  await writeFile(join(folder, 'data.lock'), 'half a fi')
  await assert.rejects(lockDataFolder(folder), (error) => !(error instanceof DataFolderInUse))
})
