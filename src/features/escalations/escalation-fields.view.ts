import { type FormState, radiosField, selectField, textField, wordsField } from '#ui/forms/form.view.ts'
import { type Html, html } from '#ui/html.view.ts'
import type { Contact } from './contact.ts'
import { levelName, type Settings } from './ladder.ts'

export type BarrierSaid = Readonly<{ barrier: string; detail: string; organisation: string }>

/** What is in the way, and whose decision it is. */
export function barrierFields(
  state: FormState,
  said: BarrierSaid,
  whoSees = 'The project’s partners and residents see this.',
): Html {
  return html`${textField(state, 'barrier', 'What is in the way?', {
    value: said.barrier,
    hint: { text: `One thing, in one sentence. ${whoSees}` },
  })}
${wordsField(state, 'detail', 'What have you tried, and what do you ask for?', {
  value: said.detail,
  rows: 5,
  hint: { text: 'Who is asked reads this. Do not write who is suspected of anything.' },
})}
${textField(state, 'organisation', 'Which organisation can decide it?', {
  value: said.organisation,
  classes: 'govuk-input--width-20',
  hint: { text: 'Such as the force itself, the council, or a shop’s head office' },
})}`
}

/** At which level, and of whom it is asked. */
export function askedFields(
  state: FormState,
  settings: Settings,
  contacts: readonly Contact[],
  at: Readonly<{ level?: string; contact?: string }> = {},
): Html {
  const named = [...contacts].sort((a, b) => order(settings, a) - order(settings, b))
  return html`${radiosField(
    state,
    'level',
    'At which level can it be decided?',
    settings.levels.map(({ id, name }) => ({ value: id, text: name })),
    {
      ...(at.level ? { value: at.level } : {}),
      hint: { text: 'Choose the lowest level that could say yes' },
    },
  )}
${selectField(
  state,
  'contact',
  'Who is asked?',
  [
    { value: 'standing', text: 'Whoever stands at that level' },
    ...named.map((one) => ({
      value: one.id,
      text: `${levelName(settings, one.level)}: ${one.name}, ${one.post}, ${one.organisation}`,
    })),
    { value: 'nobody', text: 'Nobody is named: say so' },
  ],
  {
    value: at.contact ?? 'standing',
    classes: 'wm-many',
    hint: { text: 'From the register of senior contacts' },
  },
)}`
}

function order({ levels }: Settings, { level }: Contact): number {
  const at = levels.findIndex(({ id }) => id === level)
  return at === -1 ? levels.length : at
}
