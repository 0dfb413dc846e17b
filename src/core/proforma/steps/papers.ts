import type { EntryKind } from '../entry-kind.ts'

/** The kind that entries typed in from paper name as where they came from. */
export const PAPER_KIND = 'as-received'
export const PAPER_PATH = 'as-received'

/** Proformas and notes from before, kept as they came. They belong to no step more than to another. */
export const PAPER_KINDS: readonly EntryKind[] = [
  {
    id: PAPER_KIND,
    path: PAPER_PATH,
    step: 1,
    one: 'a paper as received',
    many: 'Papers as received',
    about:
      'An old proforma or a note on paper or in Word, kept as it came with a scan or the file itself attached. What it says is then typed in where it belongs, and each line says which paper it came from.',
    example:
      'LISP proforma of the pilot, Steps 1 to 4 filled in by hand. Received on 2 March 2026 from the station’s files. Form of 2014; steps 5 to 8 are missing from it.',
    whenEmpty: 'No old paper has been received.',
    forMembers: 'none',
    isAfterwards: true,
    columns: ['received', 'from', 'form'],
    fields: [
      {
        type: 'line',
        name: 'title',
        short: 'Paper',
        label: 'What is it?',
        isNeeded: true,
        missing: 'Say what it is',
      },
      {
        type: 'date',
        name: 'received',
        short: 'Received',
        label: 'When was it received?',
        isNeeded: true,
        missing: 'Enter the day it was received',
      },
      {
        type: 'line',
        name: 'from',
        short: 'From',
        label: 'Who gave it, or where was it found?',
        isNeeded: true,
        missing: 'Say who gave it or where it was found',
      },
      {
        type: 'line',
        name: 'form',
        short: 'Form',
        label: 'Which form or version of the template is it on?',
        hint: 'For example, “proforma of 2014, 8 steps”, or “plain paper”',
        isNeeded: true,
        missing: 'Say which form it is on, or that it is on none',
      },
      {
        type: 'rough date',
        name: 'written',
        short: 'Written',
        label: 'When was it written?',
        hint: 'As exact as you know: the year alone is enough',
      },
      {
        type: 'words',
        name: 'note',
        short: 'Note',
        label: 'Is anything missing, unreadable or unsure?',
      },
    ],
  },
]

/** Under this name an entry's content keeps the id of the paper it was typed in from. No question asks for it. */
export const TYPED_FROM = 'receivedFrom'
