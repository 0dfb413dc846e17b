import { type Content, type Entry, listOf, textOf } from '#core/proforma/entry.ts'
import { type EntryKind, entryTitle } from '#core/proforma/entry-kind.ts'
import type { Choice, Field } from '#core/proforma/field.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { roughDateInWords } from '#core/time/partial-date.ts'
import { timeOfDayInWords } from '#core/time/time-of-day.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, type HtmlValue, html, nothing } from '#ui/html.view.ts'

/** How other entries are named in an entry's answers. */
export type NameOf = (id: string) => string

/** Where an entry's own page is. */
export function entryHref(
  project: Readonly<{ number: string }>,
  kind: EntryKind,
  entry: Readonly<{ id: string }>,
) {
  return `/projects/${project.number}/${kind.path}/${entry.id}`
}

/** One entry in a list: its title, what it says, who wrote it when, and the ways on. */
export function entryItem(
  kind: EntryKind,
  entry: Entry,
  view: Readonly<{ href: string; nameOf: NameOf; fields: readonly Field[]; mayChange: boolean }>,
): Html {
  const { href, nameOf, mayChange } = view
  const title = entryTitle(kind, entry.content, nameOf)
  // What names it is not said again.
  const fields = view.fields.filter((field) => answerText(field, entry.content, nameOf) !== title)
  const name = html`<span class="govuk-!-font-weight-bold wm-words">${title}</span>`
  const about = html`<span class="govuk-visually-hidden">: ${title}</span>`
  const links = html`<span class="wm-changes wm-no-print"><a class="govuk-link" href="${href}">Open${about}</a>${
    mayChange && !entry.withdrawn
      ? html` <a class="govuk-link" href="${href}/correct">Correct${about}</a> <a class="govuk-link" href="${href}/withdraw">Withdraw${about}</a>`
      : nothing
  }</span>`
  if (entry.withdrawn) return html`<li><s>${name}</s>${withdrawal(entry)}${links}</li>`
  return html`<li>${name}${answers(kind, entry.content, { fields, nameOf })}<span class="wm-byline">${byline(entry)}</span>${links}</li>`
}

/** Why an entry was withdrawn, and by whom. */
export function withdrawal({ withdrawn }: Entry): Html {
  if (!withdrawn) return nothing
  return html`<p class="govuk-body govuk-!-margin-bottom-1 wm-words">Withdrawn by ${withdrawn.as}, ${momentInWords(withdrawn.at)}: ${withdrawn.why}</p>`
}

export function byline({ origin, version, written }: Entry): string {
  if (origin === 'screening' && version === 1) return 'Filled in from the screening'
  return `${written.as}, ${momentInWords(written.at)}${origin === 'as received' ? ', from paper as received' : ''}`
}

// Tags first, then short answers on one line, then long ones each on its own.
function answers(
  kind: EntryKind,
  content: Content,
  { fields, nameOf }: Readonly<{ fields: readonly Field[]; nameOf: NameOf }>,
): Html {
  const titled = kind.titleOf ? null : kind.fields[0].name
  const given = fields.filter((field) => field.name !== titled && hasAnswer(content, field))
  const isLong = (field: Field) => field.type === 'words'
  const tags = given.filter((field) => chosenTone(field, content) !== undefined)
  const short = given.filter((field) => !isLong(field) && !tags.includes(field))
  const long = given.filter(isLong)
  // One long answer speaks for itself; of several each says what it answers.
  const named = (field: Field) =>
    long.length > 1 ? html`<span class="wm-answer__name">${field.short}:</span> ` : nothing
  return html`${
    tags.length
      ? html`<p class="govuk-body govuk-!-margin-bottom-1">${tags.map((field) => html`${answerShown(field, content, nameOf)} `)}</p>`
      : nothing
  }${long.map((field) => html`<p class="govuk-body govuk-!-margin-bottom-1 wm-words">${named(field)}${textOf(content, field.name)}</p>`)}${
    short.length
      ? html`<p class="govuk-body govuk-!-margin-bottom-1">${short.map((field) => html`<span class="wm-answer"><span class="wm-answer__name">${field.short}:</span> ${answerShown(field, content, nameOf)}</span> `)}</p>`
      : nothing
  }`
}

export function hasAnswer(content: Content, field: Field): boolean {
  const answer = content[field.name]
  return Array.isArray(answer) ? answer.length > 0 : answer !== null && answer !== undefined && answer !== ''
}

/** One answer as people read it; nothing for no answer. */
export function answerShown(field: Field, content: Content, nameOf: NameOf): HtmlValue {
  if (!hasAnswer(content, field)) return nothing
  if (field.type === 'one of') {
    const choice = chosenTone(field, content)
    if (choice) return choiceTag(field, choice)
  }
  return html`<span class="wm-words">${answerText(field, content, nameOf)}</span>`
}

/** One answer as plain text, for tables, files and messages; `''` for no answer. */
export function answerText(field: Field, content: Content, nameOf: NameOf): string {
  const text = textOf(content, field.name)
  const named = (value: string, choices: readonly Choice[]) =>
    choices.find((choice) => choice.value === value)?.text ?? value
  switch (field.type) {
    case 'one of':
      return named(text, field.choices)
    case 'any of':
      return listOf(content, field.name)
        .map((value) => named(value, field.choices))
        .join(', ')
    case 'entry':
    case 'person':
      // [P31] Of an imported record: who it named elsewhere, by name.
      return text && (field.type === 'person' && !isId(text) ? text : nameOf(text))
    case 'entries':
      return listOf(content, field.name).map(nameOf).join(', ')
    case 'date':
    case 'rough date':
      return text && roughDateInWords(text)
    case 'time':
      return timeOfDayInWords(text)
    case 'number':
      return text && field.unit ? `${text} ${field.unit}` : text
    default:
      return text
  }
}

const isId = (text: string) => /^[0-9a-f-]{36}$/i.test(text)

// The answer that stands out as a tag; others are read beside their question.
function chosenTone(field: Field, content: Content): Choice | undefined {
  if (field.type !== 'one of') return undefined
  return field.choices.find(({ value, tone }) => tone && value === content[field.name])
}

function choiceTag(field: Field, { text, tone }: Choice): Html {
  // “Yes” alone says nothing.
  const needsName = text === 'Yes' || text === 'No'
  return govuk.tag({
    html: html`${needsName ? `${field.short}: ` : html`<span class="govuk-visually-hidden">${field.short}: </span>`}${text}`,
    classes: `govuk-tag--${tone} wm-tag`,
  })
}
