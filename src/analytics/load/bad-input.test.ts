import assert from 'node:assert/strict'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { IsoMonth } from '#core/time/month.ts'
import {
  STREET_HEADER,
  streetFile,
  streetRow,
  type TrialStore,
  trialStore,
} from '#tests/support/trial-store.ts'
import { zipBytes } from '#tests/support/zip-bytes.ts'

const averley = 'averley' as ForceSlug
const JANUARY = '2024-01-averley-street.csv'

/** Refused, in a sentence that holds the pattern, with the store as it was. */
async function assertRefused(
  trial: TrialStore,
  files: Readonly<Record<string, string | Uint8Array>>,
  pattern: RegExp,
  line: number | null,
  limits = {},
): Promise<void> {
  await trial.loads(trial.files({ [JANUARY]: streetFile({ id: 'a' }, {}) }))
  const catalogue = readFileSync(join(trial.folder, 'catalogue.json'), 'utf8')
  const folder = trial.files(files)
  const [name, ...others] = Object.keys(files)
  const refusal = await trial.refuses(others.length === 0 ? join(folder, name!) : folder, limits)
  assert.match(refusal.sentence, pattern)
  assert.equal(refusal.line, line)
  if (line !== null)
    assert.match(refusal.sentence, new RegExp(`${refusal.file}, line ${line}: `.replaceAll(/[.›/]/g, '.')))
  assert.equal(readFileSync(join(trial.folder, 'catalogue.json'), 'utf8'), catalogue)
}

const good = { name: `2024-02/2024-02-averley-street.csv`, content: streetFile({ month: '2024-02' }) }

const REFUSED: [string, Record<string, string | Uint8Array>, RegExp, number | null, object?][] = [
  ['a file called a zip that is none', { 'x.zip': 'not a zip at all' }, /x\.zip: this is not a zip/, null],
  ['an empty file called a zip', { 'x.zip': '' }, /not a zip/, null],
  [
    'a truncated zip',
    { 'x.zip': zipBytes([good, good]).subarray(0, 150) },
    /not a zip archive, or its end is missing/,
    null,
  ],
  ['an encrypted zip', { 'x.zip': zipBytes([{ ...good, isEncrypted: true }]) }, /encrypted/, null],
  [
    'a zip whose name climbs out',
    { 'x.zip': zipBytes([{ ...good, name: '../2024-02-averley-street.csv' }]) },
    /leads out of the archive/,
    null,
  ],
  [
    'a zip with an absolute name',
    { 'x.zip': zipBytes([{ ...good, name: '/etc/2024-02-averley-street.csv' }]) },
    /leads out of the archive/,
    null,
  ],
  [
    'a bomb by ratio',
    { 'x.zip': zipBytes([{ name: 'a.csv', content: Buffer.alloc(30 << 20) }]) },
    /would expand/,
    null,
  ],
  ['a zip larger than allowed', { 'x.zip': zipBytes([good]) }, /would expand/, null, { expandedBytes: 100 }],
  [
    'a zip with too many files',
    { 'x.zip': zipBytes([good, { ...good, name: 'b.csv' }]) },
    /2 files/,
    null,
    { zipEntries: 1 },
  ],
  [
    'an entry that expands to more than it says',
    { 'x.zip': zipBytes([{ ...good, claimedBytes: 20 }]) },
    /damaged|expands/,
    null,
  ],
  [
    'a gzip bomb',
    { '2024-02-averley-street.csv.gz': gzipSync(Buffer.alloc(1 << 20)) },
    /expands to more/,
    null,
    { expandedBytes: 1000 },
  ],
  [
    'a gzip cut short',
    { '2024-02-averley-street.csv.gz': gzipSync(good.content).subarray(0, 60) },
    /damaged or cut short/,
    null,
  ],
  [
    'a missing column',
    { '2024-02-averley-street.csv': good.content.replace(',Crime type,', ',Kind,') },
    /line 1: the column "Crime type" of a street file is missing/,
    1,
  ],
  [
    'a column twice',
    {
      '2024-02-averley-street.csv': good.content
        .replace('Context', 'Context,Month')
        .replaceAll(/,\n/g, ',,\n'),
    },
    /line 1: the column "Month" is there twice/,
    1,
  ],
  ['columns of nothing known', { 'x.csv': 'a,b\n1,2\n' }, /line 1: the columns are not those of any file/, 1],
  ['an empty file', { [JANUARY]: '' }, /line 1: the file is empty/, 1],
  ['a header and no rows', { [JANUARY]: `${STREET_HEADER}\n` }, /no rows/, 1],
  [
    'every month unlike the name',
    { '2024-02-averley-street.csv': streetFile({ month: '2024-01' }, {}) },
    /line 2: the month is unlike the file name/,
    2,
  ],
  [
    'a month in the future',
    { '2024-04-averley-street.csv': streetFile({ month: '2024-04' }) },
    /line 2: the month is in the future/,
    2,
  ],
  [
    'a quoted value never closed',
    { [JANUARY]: `${STREET_HEADER}\n${streetRow()}\n"${streetRow()}\n` },
    /line 3: a quoted value starts here and is never closed/,
    3,
  ],
  [
    'one bad file among good ones',
    { [JANUARY]: streetFile({}), '2024-02-averley-street.csv': `${STREET_HEADER}\n` },
    /2024-02-averley-street\.csv, line 1: there are no rows/,
    1,
  ],
]

for (const [what, files, pattern, line, limits] of REFUSED) {
  test(`${what} is refused in one sentence and changes nothing`, async (t) => {
    await assertRefused(await trialStore(t), files, pattern, line, limits)
  })
}

test('a path that leads nowhere and a folder without files are refused', async (t) => {
  const { refuses, files } = await trialStore(t)
  assert.match((await refuses('/no/such/file.zip')).sentence, /no such file/)
  assert.match((await refuses(files({ 'readme.txt': 'hello' }))).sentence, /no CSV or GeoJSON/)
})

test('one row of another month than the file’s refuses the import, with its line', async (t) => {
  const { refuses, loads, files, store } = await trialStore(t)
  await loads(files({ [JANUARY]: streetFile({ id: 'a' }, { id: 'b' }) }))
  const refusal = await refuses(files({ [JANUARY]: streetFile({ id: 'c' }, { id: 'd', month: '2024-02' }) }))
  assert.match(refusal.sentence, /line 3: the month is unlike the file name/)
  assert.equal(refusal.line, 3)
  assert.equal((await store.forces())[0]?.rows, 2)
})

test('rows that cannot be right are refused one by one, with file, line and text', async (t) => {
  const { loads, files, store } = await trialStore(t)
  const rows = [
    streetRow({ id: 'good' }),
    streetRow({ month: 'January' }),
    streetRow({ type: '' }),
    streetRow({ longitude: 'west' }),
    streetRow({ latitude: '' }),
    streetRow({ longitude: '140.5' }),
    `${streetRow()},extra`,
    streetRow({ location: '"A street\nin two lines, ""quoted"""' }),
    streetRow({ longitude: '', latitude: '', lsoa: '', lsoaName: '', location: 'No Location' }),
  ]
  const report = await loads(files({ [JANUARY]: `${[STREET_HEADER, ...rows].join('\r\n')}\r\n` }))
  assert.equal(report.rowsRead, 9)
  assert.equal(report.rowsLoaded, 3)
  assert.equal(report.rowsRefused, 6)
  assert.equal(report.rowsWithoutLocation, 1)
  assert.deepEqual(report.refusedByReason, {
    'the month is not a month (YYYY-MM)': 1,
    'the crime type, outcome type or search type is missing': 1,
    'the coordinates are not two numbers': 2,
    'the coordinates are outside the United Kingdom': 1,
    'the number of values differs from the header': 1,
  })
  const [example] = report.refusedExamples['the number of values differs from the header']!
  assert.equal(example?.line, 8)
  assert.match(example!.text, /,extra$/)
  const [first, second] = report.refusedExamples['the coordinates are not two numbers']!
  assert.deepEqual([first?.line, second?.line], [5, 6])
  assert.equal((await store.forces())[0]?.rows, 3)
})

const ACCEPTED: [string, string | Uint8Array][] = [
  ['a byte order mark', `\ufeff${streetFile({ id: 'a' }, {})}`],
  ['CRLF', streetFile({ id: 'a' }, {}).replaceAll('\n', '\r\n')],
  ['mixed line ends', streetFile({ id: 'a' }, {}).replace('\n', '\r\n')],
  ['no line end at the end', streetFile({ id: 'a' }, {}).trimEnd()],
  ['UTF-16, little-endian', Buffer.from(`\ufeff${streetFile({ id: 'a' }, {})}`, 'utf16le')],
  ['UTF-16, big-endian', Buffer.from(`\ufeff${streetFile({ id: 'a' }, {})}`, 'utf16le').swap16()],
  ['UTF-16 without its mark', Buffer.from(streetFile({ id: 'a' }, {}), 'utf16le')],
  ['Latin-1', Buffer.from(streetFile({ id: 'a', location: 'Café de la Paix' }, {}), 'latin1')],
  ['quoted values', streetFile({ id: 'a', location: '"High Street, upper\nend"' }, {})],
  [
    'reordered and unknown columns',
    streetFile({ id: 'a' }, {})
      .trimEnd()
      .split('\n')
      .map((line, index) => [index === 0 ? 'Beat' : 'north', ...line.split(',').reverse()].join(','))
      .join('\n'),
  ],
]

for (const [what, content] of ACCEPTED) {
  test(`a street file with ${what} is loaded as it is meant`, async (t) => {
    const { loads, files, store } = await trialStore(t)
    const report = await loads(files({ [JANUARY]: content }))
    assert.equal(report.rowsLoaded, 2)
    assert.equal(report.rowsRefused, 0)
    assert.deepEqual(report.unknownColumns, what.includes('unknown') ? ['Beat'] : [])
    const counts = await store.monthlyCounts({
      force: averley,
      from: '2024-01' as IsoMonth,
      to: '2024-01' as IsoMonth,
    })
    assert.deepEqual([counts.areas, [...counts.counts]], [['E01000001'], [2]])
    assert.equal(
      report.notes.some((note) => /UTF-16|utf-16|windows-1252/.test(note)),
      /UTF|Latin/.test(what),
    )
  })
}

test('any layout is found: nested folders, a zip in a folder, gzip, a name of no archive', async (t) => {
  const { loads, files } = await trialStore(t)
  const folder = files({
    'deep/er/2023-11/2023-11-averley-street.csv': streetFile({ month: '2023-11' }),
    'some.zip': zipBytes([
      { name: 'averley/2023-12/2023-12-averley-street.csv', content: streetFile({ month: '2023-12' }) },
      { name: 'README.txt', content: 'hello' },
    ]),
    '2024-02-averley-street.csv.gz': gzipSync(streetFile({ month: '2024-02' })),
    'everything.csv': streetFile(
      { month: '2023-08' },
      { month: '2023-09', force: 'Devon & Cornwall Police' },
    ),
  })
  const report = await loads(folder)
  assert.deepEqual(report.months, {
    averley: ['2023-08', '2023-11', '2023-12', '2024-02'],
    'devon-and-cornwall': ['2023-09'],
  })
  assert.deepEqual(report.monthsUnknown[averley], ['2023-09', '2023-10', '2024-01'])
  assert.match(report.notes.join(' '), /README\.txt/)
})

test('links inside a folder are not followed', async (t) => {
  const { loads, files } = await trialStore(t)
  const outside = files({ '2024-02-averley-street.csv': streetFile({ month: '2024-02' }) })
  const folder = files({ [JANUARY]: streetFile({}) })
  symlinkSync(outside, join(folder, 'elsewhere'))
  symlinkSync(join(outside, '2024-02-averley-street.csv'), join(folder, '2024-02-averley-street.csv'))
  assert.deepEqual((await loads(folder)).months[averley], ['2024-01'])
})

test('a corrected month replaces the one loaded before, and only that one', async (t) => {
  const { loads, files, store } = await trialStore(t)
  await loads(
    files({
      [JANUARY]: streetFile({}, {}, {}),
      '2024-02-averley-street.csv': streetFile({ month: '2024-02' }),
    }),
  )
  const report = await loads(files({ [JANUARY]: streetFile({ type: 'Robbery' }) }))
  assert.deepEqual(report.monthsReplaced, { averley: ['2024-01'] })
  const totals = await store.totalsByMonth({
    force: averley,
    from: '2024-01' as IsoMonth,
    to: '2024-03' as IsoMonth,
  })
  assert.deepEqual([...totals.keys()].sort(), ['2024-01', '2024-02'])
  assert.deepEqual([...totals.get('2024-01' as IsoMonth)!], [['Robbery', 1]])
  assert.deepEqual([...totals.get('2024-02' as IsoMonth)!], [['Burglary', 1]])
})

test('of files with one archive name in one import the last given counts', async (t) => {
  const { loads, files } = await trialStore(t)
  const older = files({ [JANUARY]: streetFile({}, {}, {}) })
  const newer = files({ [JANUARY]: streetFile({}) })
  const report = await loads(older, newer)
  assert.equal(report.rowsLoaded, 1)
  assert.equal(report.files, 2)
  assert.match(report.notes.join(' '), /a file of the same name was given later/)
})

test('an import for one force refuses files of any other, by name and by content', async (t) => {
  const { store, files } = await trialStore(t)
  const options = { by: 'test', onlyForce: 'burnshire' as ForceSlug }
  for (const name of [JANUARY, 'extract.csv']) {
    const outcome = await store.import([files({ [name]: streetFile({}) })], options)
    assert.ok(!outcome.ok)
    assert.match(outcome.reason.sentence, /averley; only (files|rows) of burnshire/)
  }
})

test('two imports at once: the second is refused, the first is whole', async (t) => {
  const { store, files } = await trialStore(t)
  const folder = files({ [JANUARY]: streetFile({}) })
  const [first, second] = await Promise.all([
    store.import([folder], { by: 'test' }),
    store.import([folder], { by: 'test' }),
  ])
  assert.deepEqual([first.ok, second.ok].sort(), [false, true])
  assert.equal((await store.forces())[0]?.rows, 1)
})

test('an import stopped by its signal changes nothing and can be run again', async (t) => {
  const { store, files, loads } = await trialStore(t)
  const folder = files({ [JANUARY]: streetFile({}) })
  const stopping = new AbortController()
  const stopped = store.import([folder], {
    by: 'test',
    signal: stopping.signal,
    onProgress: () => stopping.abort(new Error('stopped')),
  })
  await assert.rejects(stopped, /stopped/)
  assert.deepEqual(await store.forces(), [])
  assert.equal((await loads(folder)).rowsLoaded, 1)
})

test('a damaged staged record is not used', async (t) => {
  const { folder, files, loads } = await trialStore(t)
  await loads(files({ [JANUARY]: streetFile({}) }))
  writeFileSync(join(folder, 'staging', `${'0'.repeat(64)}.json`), '{"files":')
  assert.equal(
    (await loads(files({ '2024-02-averley-street.csv': streetFile({ month: '2024-02' }) }))).rowsLoaded,
    1,
  )
})
