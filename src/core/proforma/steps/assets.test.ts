import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseContent } from '../content.schema.ts'
import type { EntryKind } from '../entry-kind.ts'
import { entryTitle } from '../entry-kind.ts'
import { kindOf, kindsOf, PLATFORM_TEMPLATE } from '../template.ts'
import { looksLikeAName } from './assets.ts'

const kind = (id: string) => kindOf(PLATFORM_TEMPLATE, id) as EntryKind

/** The fields that a content's problems are about; none for one as it should be. */
function wrongIn(id: string, content: Readonly<Record<string, unknown>>): string[] {
  const parsed = parseContent(kind(id), content)
  return parsed.ok ? [] : parsed.problems.map(({ field }) => field)
}

const person = { name: 'caretaker', kind: 'person', named: 'no', does: 'Knows everybody' }

test('a person is called by what they do, unless they agreed to be named and it is said how', () => {
  assert.deepEqual(wrongIn('asset', person), [])
  assert.deepEqual(wrongIn('asset', { ...person, named: '' }), ['named'])
  assert.deepEqual(wrongIn('asset', { ...person, name: 'Mary Smith' }), ['name'])
  assert.deepEqual(wrongIn('asset', { ...person, name: 'Mary Smith', named: 'agreed' }), ['agreement'])
  const agreement = 'said yes on 4 March'
  assert.deepEqual(wrongIn('asset', { ...person, name: 'Mary Smith', named: 'agreed', agreement }), [])
})

test('only a person has a name to agree to, and no person is on the map', () => {
  const club = { name: 'Harbour Boxing Club', kind: 'group', does: 'Sessions' }
  assert.deepEqual(wrongIn('asset', { ...club, point: '52.6,-1.1' }), [])
  assert.deepEqual(wrongIn('asset', { ...club, named: 'agreed' }), ['named'])
  assert.deepEqual(wrongIn('asset', { ...person, point: '52.6,-1.1' }), ['point'])
})

test('names are told from what people do', () => {
  for (const name of ['Mary Smith', 'Anne-Marie O’Neil', 'Mrs Bell', 'DR Adu', 'Zoë J. Lee', ' Rev Hope '])
    assert.ok(looksLikeAName(name), name)
  for (const role of [
    'caretaker',
    'Caretaker',
    'Youth worker',
    'the PCSO',
    'Chair of the tenants',
    'drummer',
  ])
    assert.ok(!looksLikeAName(role), role)
})

test('a thing seen needs a place, in words or as a point', () => {
  const seen = {
    title: 'Light out',
    walk: '11111111-1111-4111-8111-111111111111',
    seems: 'bad',
    sort: 'lighting',
  }
  assert.deepEqual(wrongIn('audit-sighting', seen), ['where'])
  assert.deepEqual(wrongIn('audit-sighting', { ...seen, where: 'By the bins' }), [])
  assert.deepEqual(wrongIn('audit-sighting', { ...seen, point: '52.6, -1.1' }), [])
  assert.deepEqual(wrongIn('audit-sighting', { where: 'x' }), ['title', 'walk', 'seems', 'sort'])
})

test('a walk is called by when it was and who walked', () => {
  const content = { on: '2026-02-03', from: '17:30', walkers: 'two residents' }
  assert.equal(entryTitle(kind('audit-walk'), content, String), '3 February 2026 at 17:30, two residents')
})

test('residents write everything in Step 2, and how to reach an asset is the staff’s alone', () => {
  const kinds = kindsOf(PLATFORM_TEMPLATE, 2)
  assert.deepEqual(
    kinds.filter(({ forMembers }) => forMembers !== 'write'),
    [],
  )
  const staffOnly = kinds.flatMap(({ fields }) => fields.filter((field) => field.isStaffOnly))
  assert.deepEqual(
    staffOnly.map(({ name }) => name),
    ['agreement', 'reach'],
  )
})

test('papers as received are the staff’s and change nothing that is signed off', () => {
  assert.equal(kind('as-received').forMembers, 'none')
  assert.equal(kind('as-received').isAfterwards, true)
})
