import { type Entry, textOf } from '#core/proforma/entry.ts'

export type Option = Readonly<{
  id: string
  title: string
  pros: string
  cons: string
  proposedBy: string
  cost: string
  choice: string
  why: string
}>

export function optionOf({ id, content }: Pick<Entry, 'id' | 'content'>): Option {
  const text = (name: string) => textOf(content, name)
  return {
    id,
    title: text('title'),
    pros: text('pros'),
    cons: text('cons'),
    proposedBy: text('proposedBy'),
    cost: text('cost'),
    choice: text('choice'),
    why: text('why'),
  }
}

/** [I14] Which way was chosen, and whether others were weighed. */
export function choiceInWords(options: readonly Option[]): string {
  const chosen = options.filter(({ choice }) => choice === 'chosen').map(({ title }) => `“${title}”`)
  const weighed =
    options.length === 1
      ? 'One way is written down, so no other was weighed.'
      : `${options.length} ways were weighed.`
  if (options.length === 0) return 'No way is written down.'
  if (chosen.length === 0) return `None is chosen yet. ${weighed}`
  return `Chosen: ${chosen.join(', ')}. ${weighed}`
}
