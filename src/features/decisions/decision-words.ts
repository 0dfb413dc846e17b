import type { ActingRefusal, DecisionState, EditRefusal, ExceptionKind, Missing } from './decision.ts'

export const STATE_WORDS: Readonly<Record<DecisionState, string>> = {
  draft: 'Draft',
  decided: 'Decided, waiting for sign-off',
  'signed off': 'Signed off',
  returned: 'Returned',
  withdrawn: 'Withdrawn',
}

export const EXCEPTION_WORDS: Readonly<
  Record<ExceptionKind, Readonly<{ title: string; ask: string; hint: string }>>
> = {
  'short-period': {
    title: 'Under 36 months of records',
    ask: 'Why decide on less than 36 months of records?',
    hint: 'A project is for patterns of three years and more. Say why this cannot wait or why nothing older is needed.',
  },
  'outside-top-band': {
    title: 'Outside the top band',
    ask: 'Why choose a place outside the top band?',
    hint: 'Other areas rank clearly higher. Say what the ranking does not show about this place.',
  },
}

/** What is still to do, with the field of the edit page where there is one. */
export function missingWords(missing: Missing): Readonly<{ text: string; page: 'edit' | 'alternatives' }> {
  switch (missing.what) {
    case 'area':
      return { text: 'The chosen area is not in this screening', page: 'edit' }
    case 'reason':
      return { text: 'Say why this place', page: 'edit' }
    case 'boundary-reason':
      return { text: 'Say why the place has this boundary', page: 'edit' }
    case 'exception':
      return { text: EXCEPTION_WORDS[missing.kind].ask, page: 'edit' }
    case 'lead-officer':
      return { text: 'Name the lead officer', page: 'edit' }
    case 'supervisor':
      return { text: 'Name the supervisor', page: 'edit' }
    case 'alternatives': {
      const n = missing.areas.length
      return { text: `Say why not ${n} comparable ${n === 1 ? 'area' : 'areas'}`, page: 'alternatives' }
    }
  }
}

/** The sentence a person reads for each refusal; absent ones are a 404 and never reach it. */
export const REFUSAL_WORDS: Readonly<Record<Exclude<ActingRefusal | EditRefusal, 'absent'>, string>> = {
  'not-your-role': 'Your role does not allow this.',
  'same-person': 'You made this decision, so another inspector must sign it off or return it.',
  'not-editable': 'It has been decided. It can be changed only if an inspector returns it.',
  'not-decided': 'It is not waiting for sign-off.',
  'already-signed-off': 'It has been signed off already.',
  withdrawn: 'It has been withdrawn.',
  changed: 'It changed after you opened the page. Read it again below, then decide.',
  incomplete: 'Something is still missing. See what is left to do.',
  'not-on-staff': 'Choose officers or supervisors of this force.',
}
