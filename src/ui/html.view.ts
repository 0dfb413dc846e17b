import { raw, html as tag } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Markup that is safe to send: made by {@link html} or a component, never by joining strings. */
export type Html = HtmlEscapedString

export type HtmlValue = string | number | boolean | null | undefined | Html | readonly HtmlValue[]

/**
 * Markup from a template. Strings are escaped, lists are joined, `null`, `undefined` and booleans print nothing.
 * Refuses promises, so that a page is whole when it is made.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const made = tag(strings, ...values)
  if (made instanceof Promise) throw new TypeError('A page is made of values, not promises')
  return made
}

/** Prints nothing; for the branch of a condition that has nothing to say. */
export const nothing: Html = raw('')

/** True for markup made by {@link html} or a component; false for any plain string. */
export function isHtml(value: unknown): value is Html {
  return typeof value === 'object' && value !== null && (value as { isEscaped?: unknown }).isEscaped === true
}

/** Markup from the project's own renderers. Callers answer for every byte: text from people never comes here. */
export function trustedHtml(markup: string): Html {
  return raw(markup)
}

/** Attributes in the order given, each with a leading space; `null`, `undefined` and `false` are left out. */
export function attributes(
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): Html {
  return html`${Object.entries(values).map(([name, value]) =>
    value === null || value === undefined || value === false
      ? nothing
      : value === true
        ? html` ${name}`
        : html` ${name}="${value}"`,
  )}`
}
