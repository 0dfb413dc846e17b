/**
 * A style sheet of its own that prints a text at the head of every sheet of a page, for a `<link>` in the page's head:
 * only a style sheet reaches the margins. Any text is safe in it.
 */
export function sheetStyle(head: string): string {
  const text = Array.from(head, (sign) =>
    /[\p{L}\p{N} ,.-]/u.test(sign) ? sign : `\\${sign.codePointAt(0)?.toString(16)} `,
  ).join('')
  return `@media print { @page { @top-left { content: "${text}"; font: 9pt sans-serif; } } }\n`
}
