import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PersonId } from '#core/access/viewer.ts'
import { type Content, type Entry, type EntryId, textOf } from '#core/proforma/entry.ts'
import { entryTitle } from '#core/proforma/entry-kind.ts'
import { kindOf, PLATFORM_TEMPLATE } from '#core/proforma/template.ts'
import { graphml, readGraphml } from './graphml.ts'
import { networkSheet, readNetworkSheet } from './network-csv.ts'
import { type NetworkFile, planImport } from './network-file.ts'

const kinds = {
  stakeholder: kindOf(PLATFORM_TEMPLATE, 'stakeholder')!,
  tie: kindOf(PLATFORM_TEMPLATE, 'tie')!,
}
const NOBODY = { people: [], ties: [] }

function entry(kind: string, id: string, content: Content): Entry {
  const written = { by: 'p' as PersonId, as: 'PCSO', at: new Date(0) }
  return {
    id: id as EntryId,
    kind,
    position: 1,
    content,
    origin: 'person',
    added: written,
    written,
    withdrawn: null,
    version: 1,
  }
}

let made = 0
const newId = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`
const plan = (files: readonly NetworkFile[], known: Parameters<typeof planImport>[2] = NOBODY) =>
  planImport(files, kinds, known, newId)
const told = (files: readonly NetworkFile[]) =>
  plan(files).problems.map(({ line, text }) => `${line}: ${text}`)

const PEOPLE =
  'name,group,cares,speaksWith\nThe caretaker,Housing providers,much,People who work at night; white\nThe baker,traders,,\n'
const TIES = 'from,to,kind,strength\nthe caretaker,The  Baker,Know each other,Strong\n'

test('[N9] stakeholders and ties are read together, by value or by words', () => {
  const { entries, problems } = plan([readNetworkSheet('t.csv', TIES), readNetworkSheet('s.csv', PEOPLE)])
  assert.deepEqual(problems, [])
  assert.equal(entries.length, 3)
  assert.equal(entries[0]?.content.group, 'housing')
  assert.deepEqual(entries[0]?.content.speaksWith, ['night-workers', 'white'])
  assert.equal(entries[2]?.content.from, entries[0]?.id)
  assert.equal(entries[2]?.content.strength, 'strong')
})

test('[N9] each fault is told by its line, and there is nothing else', () => {
  assert.deepEqual(
    told([readNetworkSheet('s.csv', 'name,group\nA,Martians\n,police\nB,police\nb,police\n')]),
    ['2: “Martians” is no answer to “Group”', '3: Enter who it is', '5: “b” is on line 4 already'],
  )
  assert.deepEqual(told([readNetworkSheet('t.csv', 'from,to,kind\nA,B,knows\n,B,knows\n')]), [
    '2: Nobody is called “A”, in the files or on this project',
    '2: Nobody is called “B”, in the files or on this project',
    '3: It does not say who one of the two is',
    '3: Nobody is called “B”, in the files or on this project',
  ])
  assert.match(told([readNetworkSheet('x.csv', 'a,b\n1,2')])[0]!, /first line must name the columns/)
  assert.match(told([readNetworkSheet('x.csv', 'name,group\n"A,police')])[0]!, /2: A quote is opened here/)
  assert.match(told([readNetworkSheet('x.csv', 'name,group\nA,police,more')])[0]!, /2: There are 3 cells/)
  assert.match(told([readNetworkSheet('x.csv', '')])[0]!, /empty/)
  assert.match(told([readNetworkSheet('x.csv', 'name,group\n')])[0]!, /no stakeholder and no tie/)
  const self = [
    readNetworkSheet('s.csv', PEOPLE),
    readNetworkSheet('t.csv', 'from,to,kind\nThe baker,The baker,knows'),
  ]
  assert.deepEqual(told(self), ['2: Choose somebody else: a tie is between two'])
})

test('[N9] what is there already is left as it is', () => {
  const [a, b] = [newId(), newId()]
  const known = {
    people: [
      { id: a, name: 'The Caretaker' },
      { id: b, name: 'The baker' },
    ],
    ties: [{ from: b, to: a, kind: 'knows' }],
  }
  const files = [readNetworkSheet('s.csv', PEOPLE), readNetworkSheet('t.csv', TIES)]
  const again = plan(files, known)
  assert.deepEqual([again.entries, again.knownPeople, again.knownTies, again.problems], [[], 2, 1, []])
  const twins = { ...known, people: [...known.people, { id: newId(), name: 'the baker' }] }
  assert.match(plan(files, twins).problems[0]!.text, /several called “The baker”/)
})

const words = fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[^\P{C}\n]/gu, '').trim())
const line = words.map((text) => text.replaceAll('\n', ' ').trim())
// Names that differ by more than case and spaces; a mark before a sign is what a sheet itself adds.
const names = fc
  .uniqueArray(
    line.filter((text) => /\S/.test(text) && !/^'/.test(text)),
    {
      minLength: 2,
      maxLength: 6,
      selector: (text) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase(),
    },
  )
  .filter((all) => all.every((name) => name === name.trim()))

test('[N10] what is taken away makes an equal network when it is brought in, whatever people typed', () => {
  fc.assert(
    fc.property(
      names,
      words.filter((text) => !/^'/.test(text)),
      (all, interest) => {
        const people = all.map((name, at) =>
          entry('stakeholder', newId(), {
            name,
            group: 'police',
            interest: interest || null,
            speaksWith: at ? ['asian', 'white'] : [],
          }),
        )
        const ties = people.slice(1).map(({ id }) =>
          entry('tie', newId(), {
            from: people[0]!.id,
            to: id,
            kind: 'at-odds',
            strength: 'weak',
            span: 'bridging',
          }),
        )
        const entries = [...people, ...ties]
        const nameOf = (id: string) =>
          entryTitle(kinds.stakeholder, people.find((one) => one.id === id)!.content, () => '')
        const ways = [
          [readGraphml('n.graphml', graphml(kinds, entries))],
          [
            readNetworkSheet('s.csv', networkSheet(kinds.stakeholder, entries, nameOf)),
            readNetworkSheet('t.csv', networkSheet(kinds.tie, entries, nameOf)),
          ],
        ]
        for (const files of ways) {
          const { entries: read, problems } = plan(files)
          assert.deepEqual(problems, [])
          const named = new Map(read.map(({ id, content }) => [id, textOf(content, 'name')]))
          const shown = (list: readonly { kind: string; content: Content }[], name: (id: string) => string) =>
            list.map(({ kind, content }) =>
              kind === 'tie'
                ? [
                    name(textOf(content, 'from')),
                    name(textOf(content, 'to')),
                    content.kind,
                    content.strength,
                    content.span,
                  ]
                : [content.name, content.group, content.interest ?? null, content.speaksWith],
            )
          assert.deepEqual(
            shown(read, (id) => named.get(id)!),
            shown(entries, nameOf),
          )
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('[N10] a document type, an entity, a broken or a deep file is refused with its line', () => {
  const wrap = (inside: string) =>
    `<graphml>\n<key id="g" for="node" attr.name="group"/>\n<graph>\n${inside}\n</graph></graphml>`
  const bomb =
    '<?xml version="1.0"?>\n<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<graphml>&b;</graphml>'
  assert.match(told([readGraphml('x', bomb)])[0]!, /2: A document type is not taken/)
  assert.match(
    told([readGraphml('x', wrap('<node id="1"><data key="g">&lol;</data></node>'))])[0]!,
    /4: This is not well-formed/,
  )
  assert.match(told([readGraphml('x', wrap('<node id="1">'))])[0]!, /not well-formed/)
  assert.match(told([readGraphml('x', '<svg/>')])[0]!, /not GraphML/)
  assert.match(told([readGraphml('x', `<graphml>${'<a>'.repeat(200_000)}`)])[0]!, /too deep/)
  assert.match(told([readGraphml('x', wrap('<hyperedge/>'))])[0]!, /hyperedge/)
  const twice = wrap(
    '<node id="1"><data key="g">police</data></node>\n<node id="1"><data key="g">police</data></node>',
  )
  assert.match(told([readGraphml('x', twice)])[0]!, /5: Two nodes have the id “1”/)
  assert.match(
    told([readGraphml('x', wrap('<edge source="7" target="8"/>'))])[0]!,
    /4: No node of the file has the id “7”/,
  )
})

test('[N10] a file of more lines than can be loaded is refused without reading them', () => {
  for (const sheet of [`name\n${'a\n'.repeat(1_000_000)}`, `from,to\n${'a,b\n'.repeat(1_000_000)}`]) {
    const { entries, problems } = plan([readNetworkSheet('x.csv', sheet)])
    assert.deepEqual([entries, problems.length, problems[0]!.file], [[], 1, 'x.csv'])
    assert.match(problems[0]!.text, /At most 2000 stakeholders and 10000 ties/)
  }
})
