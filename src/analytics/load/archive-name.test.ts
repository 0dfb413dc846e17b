import assert from 'node:assert/strict'
import test from 'node:test'
import { forceSlugOf, parseArchiveName } from './archive-name.ts'

test('an archive’s file name says month, force and kind, also for forces whose names have hyphens', () => {
  assert.deepEqual(parseArchiveName('2020-03-city-of-london-stop-and-search.csv'), {
    month: '2020-03',
    force: 'city-of-london',
    kind: 'stop-and-search',
  })
  assert.equal(parseArchiveName('2020-03-devon-and-cornwall-street.csv')?.force, 'devon-and-cornwall')
})

test('any other name says nothing', () => {
  for (const name of [
    'street.csv',
    '2020-13-averley-street.csv',
    '2020-03-averley-crimes.csv',
    '2020-03--street.csv',
  ]) {
    assert.equal(parseArchiveName(name), null, name)
  }
})

test('a force’s name inside its files leads to the name its files go by', () => {
  const names = {
    'Leicestershire Police': 'leicestershire',
    'Avon and Somerset Constabulary': 'avon-and-somerset',
    'Devon & Cornwall Police': 'devon-and-cornwall',
    'Metropolitan Police Service': 'metropolitan',
    'City of London Police': 'city-of-london',
    'Police Service of Northern Ireland': 'northern-ireland',
    'Dyfed-Powys Police': 'dyfed-powys',
    'British Transport Police': 'btp',
  }
  for (const [name, slug] of Object.entries(names)) assert.equal(forceSlugOf(name), slug)
  assert.equal(forceSlugOf('Police'), null)
})
