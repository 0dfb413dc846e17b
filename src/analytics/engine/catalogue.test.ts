import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { commitCatalogue, readCatalogue } from './catalogue.ts'

test('whoever asks after a commit is told of it, however many looks are under way', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-catalogue-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const empty = await readCatalogue(folder)
  assert.equal(empty.revision, 0)
  let isOver = false
  const asking = Array.from({ length: 20 }, async () => {
    let last = 0
    while (!isOver) {
      const { revision } = await readCatalogue(folder)
      assert.ok(revision >= last, `${revision} was told after ${last}`)
      last = revision
    }
  })
  let state = empty
  for (let commit = 1; commit <= 20; commit++) {
    const before = readCatalogue(folder)
    await commitCatalogue(folder, state, state, new Date('2026-01-01T00:00:00Z'))
    state = await readCatalogue(folder)
    assert.equal(state.revision, commit)
    assert.ok((await before).revision <= commit)
  }
  isOver = true
  await Promise.all(asking)
})

test('those who ask while one look is under way share the next', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-catalogue-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const first = readCatalogue(folder)
  const second = readCatalogue(folder)
  assert.notEqual(second, first, 'the first began before the second was asked')
  assert.equal(readCatalogue(folder), second)
  await Promise.all([first, second])
})
