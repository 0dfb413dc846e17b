import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { openDatabase } from '#platform/db/index.ts'
import { ROOT } from '#tests/support/import-graph.ts'
import { startServer } from '#tests/support/server.ts'

const LOOK_UP = `lsoa_code,neighbourhood_code,neighbourhood_name,lpa_code,lpa_name,force
E01025000,NE01,Market and Abbey,LPA1,East,leicestershire
E01025001,NE01,Market and Abbey,LPA1,East,leicestershire
E01025002,NE02,Canal Side,LPA1,East,leicestershire
`

test('a look-up imported after set-up is in the records once the service has started', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'wardmote-serve-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const settings = {
    WARDMOTE_MODE: 'production',
    WARDMOTE_URL: 'https://wardmote.example',
    WARDMOTE_DATA: folder,
  }
  const { DATABASE_URL: _, ...inherited } = process.env
  const wardmote = (...words: string[]) =>
    promisify(execFile)(process.execPath, ['src/main.ts', ...words], {
      cwd: ROOT,
      env: { ...inherited, ...settings, LOG_LEVEL: 'error' },
    })
  const force = ['--force', 'leicestershire', '--name', 'Leicestershire Police']
  await wardmote('setup', ...force, '--admin-name', 'Ada Moss', '--admin-email', 'ada@force.example')
  const lookUp = join(folder, 'look-up.csv')
  await writeFile(lookUp, LOOK_UP)
  await wardmote('import', lookUp)
  const server = await startServer(t, settings)
  await server.stop()
  await server.start()
  await server.stop()
  const database = await openDatabase({ folder })
  t.after(() => database.close())
  const areas = await database.owner
    .selectFrom('area')
    .select(['code', 'kind', 'parent_code'])
    .orderBy('code')
    .execute()
  assert.deepEqual(areas, [
    { code: 'E01025000', kind: 'lsoa', parent_code: 'NE01' },
    { code: 'E01025001', kind: 'lsoa', parent_code: 'NE01' },
    { code: 'E01025002', kind: 'lsoa', parent_code: 'NE02' },
    { code: 'LPA1', kind: 'lpa', parent_code: null },
    { code: 'NE01', kind: 'neighbourhood', parent_code: 'LPA1' },
    { code: 'NE02', kind: 'neighbourhood', parent_code: 'LPA1' },
  ])
  const entries = await database.owner
    .selectFrom('audit_entry')
    .select('action')
    .orderBy('sequence')
    .execute()
  assert.deepEqual(
    entries.map(({ action }) => action),
    ['force made', 'person added', 'person invited', 'areas kept'],
    'the second start found nothing to change',
  )
})
