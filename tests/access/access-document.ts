import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EntryKind, STEP_NUMBERS } from '#core/proforma/entry-kind.ts'
import { PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { ROOT } from '#tests/support/import-graph.ts'
import { COLUMNS, KIND_ACTS, KINDS, TABLE } from './access-table.ts'

const WORDS: Readonly<Record<string, string>> = {
  s: 'sees',
  w: 'writes',
  '-': '404',
  x: '403',
  i: 'sign in',
}

/** The access table as a page of Markdown. */
export function accessDocument(): string {
  return [
    '# Who may see and do what',
    '',
    'Made from `tests/access/access-table.ts` by `node tests/access/access-document.ts`. `tests/access/access-table.test.ts` asks the app and the database whether it is true, and fails when a page, a form or a kind of entry is in neither.',
    '',
    '*Sees*: the page answers. *Writes*: what is sent is taken, once it is complete. *404*: it is absent, and looks the same as what is not there. *403*: it is theirs to know of and not to do; nobody is signed out by it. *Sign in*: asked to sign in first. A word for a form is about the role; whether the record’s state allows it is the rules of each feature’s `SPEC.md`.',
    '',
    'Where another force’s inspector sees a list or a form it is their own force’s. That no table gives another force’s person, or nobody, one row is `tests/access/row-level-security.test.ts`.',
    '',
    ...TABLE.flatMap(({ name, rows }) => [
      `## ${name}`,
      '',
      ...heading('What'),
      ...rows.map(({ what, cells }) => line(what, cells)),
      '',
    ]),
    '## What a project’s record is made of',
    '',
    'Each kind of entry of the platform’s template. A force’s own questions are inside these kinds and change none of it. The kinds are of five sorts, by what a partner or resident on the team may do:',
    '',
    ...heading('Sort, for an entry that an officer wrote'),
    ...Object.entries(KIND_ACTS).flatMap(([sort, [read, add, change]]) => [
      line(`*${sort}*: the list, one entry, the list as a file`, read),
      line(`*${sort}*: adding`, add),
      line(`*${sort}*: correcting, withdrawing and bringing back`, change),
    ]),
    '',
    '| Step | Kind | A partner or resident on the team | Kept for staff |',
    '| --- | --- | --- | --- |',
    ...STEP_NUMBERS.flatMap((step) =>
      PLATFORM_TEMPLATE.kinds.filter((kind) => kind.step === step).map((kind) => kindLine(kind)),
    ),
    '',
  ].join('\n')
}

const heading = (first: string) => [
  `| ${[first, ...COLUMNS.map(([, words]) => words)].join(' | ')} |`,
  `| --- |${COLUMNS.map(() => ' --- |').join('')}`,
]

const line = (what: string, cells: string) =>
  `| ${[what, ...[...cells].map((cell) => WORDS[cell])].join(' | ')} |`

function kindLine(kind: EntryKind): string {
  const staffs = kind.fields.filter(({ isStaffOnly }) => isStaffOnly).map(({ label }) => label)
  const sort = KINDS[kind.id] ?? ''
  return `| ${kind.step} | ${kind.many} | ${sort} | ${sort === 'nothing' ? 'all of it' : staffs.join('; ')} |`
}

if (import.meta.main) writeFileSync(join(ROOT, 'docs/access.md'), accessDocument())
