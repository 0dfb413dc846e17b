import { type Entry, textOf } from '#core/proforma/entry.ts'
import { roughDateInWords } from '#core/time/partial-date.ts'
import { timeOfDayInWords } from '#core/time/time-of-day.ts'
import type { HandoverPart } from './handover.view.ts'

type Facts = Readonly<{
  number: string
  today: string
  entries: readonly Entry[]
  /** The kind's part of an address: `stakeholders`. */
  pathOf(kind: string): string
  nameOf(id: string): string
  /** What was escalated and is not settled. */
  escalations: HandoverPart['lines']
}>

const CONTACTS_SHOWN = 10

/** [H7] What somebody who takes over has to keep going, from the record, most pressing first. */
export function handoverParts({
  number,
  today,
  entries,
  pathOf,
  nameOf,
  escalations,
}: Facts): HandoverPart[] {
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind && !entry.withdrawn)
  const line = (entry: Entry, says: string) => ({
    href: `/projects/${number}/${pathOf(entry.kind)}/${entry.id}`,
    title: nameOf(entry.id),
    says,
  })
  const dated = (entry: Entry, name: string) => {
    const text = textOf(entry.content, name)
    return text ? roughDateInWords(text) : ''
  }
  const later = (name: string) => (a: Entry, b: Entry) =>
    (textOf(a.content, name) || '9999') < (textOf(b.content, name) || '9999') ? -1 : 1
  const words = (entry: Entry, ...names: string[]) =>
    names
      .map((name) => textOf(entry.content, name).replace(/\.$/, ''))
      .filter(Boolean)
      .join('. ')
  const open = (entry: Entry, name: string) => !['done', 'stopped'].includes(textOf(entry.content, name))
  return [
    {
      id: 'actions',
      heading: 'What is being done, soonest due first',
      lines: [
        ...of('intervention')
          .filter((entry) => open(entry, 'progress'))
          .sort(later('due')),
        ...of('group-action')
          .filter((entry) => open(entry, 'state'))
          .sort(later('dueOn')),
      ].map((entry) =>
        line(
          entry,
          [
            words(entry, 'owner', 'organisation'),
            dated(entry, entry.kind === 'intervention' ? 'due' : 'dueOn') &&
              `due ${dated(entry, entry.kind === 'intervention' ? 'due' : 'dueOn')}`,
          ]
            .filter(Boolean)
            .join(', '),
        ),
      ),
      whenEmpty: 'Nothing is under way.',
    },
    {
      id: 'escalations',
      heading: 'What is escalated, and not settled',
      lines: escalations,
      whenEmpty: 'Nothing is escalated.',
    },
    {
      id: 'meetings',
      heading: 'Meetings to come',
      lines: of('meeting')
        .filter((entry) => textOf(entry.content, 'date') >= today)
        .sort(later('date'))
        .map((entry) =>
          line(
            entry,
            [dated(entry, 'date'), timeOfDayInWords(textOf(entry.content, 'starts')), words(entry, 'place')]
              .filter(Boolean)
              .join(', '),
          ),
        ),
      whenEmpty: 'No meeting is planned.',
    },
    {
      id: 'connected',
      heading: 'People who hold others together',
      lines: of('stakeholder')
        .filter((entry) => textOf(entry.content, 'connected') === 'yes')
        .map((entry) => line(entry, words(entry, 'selfInterest', 'concern'))),
      whenEmpty: 'Nobody is written down as highly connected.',
    },
    {
      id: 'known-by',
      heading: 'Assets, and who knows them',
      lines: of('asset').map((entry) => line(entry, words(entry, 'does', 'knownBy'))),
      whenEmpty: 'No asset is written down.',
    },
    {
      id: 'heard',
      heading: 'Last contacts, and what was heard',
      lines: of('contact')
        .sort(later('on'))
        .reverse()
        .slice(0, CONTACTS_SHOWN)
        .map((entry) =>
          line(entry, [dated(entry, 'on'), words(entry, 'heard', 'next')].filter(Boolean).join(': ')),
        ),
      whenEmpty: 'No contact is noted.',
    },
    {
      id: 'unknown',
      heading: 'What we do not know',
      lines: of('not-known').map((entry) => line(entry, words(entry, 'detail'))),
      whenEmpty: 'Nothing is written.',
    },
  ]
}
