const MOST_LINES = 500

// Names that collect what belongs nowhere, until everything depends on them.
const ATTIC =
  /(^|\/)(utils?|helpers?|common|misc|lib|shared|types|interfaces|constants|manager|base|stuff)(\.[a-z]+)*(\.(?:ts|mjs|scss)$|\/)/

/**
 * Exported functions of a TypeScript file whose line before is not the end of a docstring. Overloads and re-exports
 * count as they stand.
 */
export function undocumentedExports(text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const name = /^export (?:async )?function\*? ?(\w+)/.exec(line)?.[1]
    return name && !lines[index - 1]?.trimEnd().endsWith('*/') ? [name] : []
  })
}

/** The house rules a file breaks that can be told from its path and text alone; one line each. */
export function brokenHouseRules(path: string, text: string, mayBeLong: ReadonlySet<string>): string[] {
  const broken: string[] = []
  const lines = text.split('\n')
  const length = text.endsWith('\n') ? lines.length - 1 : lines.length
  if (length > MOST_LINES && !mayBeLong.has(path)) broken.push(`${path}: ${length} lines, over ${MOST_LINES}`)
  if (ATTIC.test(path)) broken.push(`${path}: named for an attic, not for what it holds`)
  if (
    /[A-Z_ ]/.test(
      path
        .split('/')
        .at(-1)!
        .replace(/^(README|SPEC|_)/, ''),
    )
  ) {
    broken.push(`${path}: file names are kebab-case`)
  }
  for (const [index, line] of lines.entries()) {
    for (const [rule, says] of LINE_RULES) if (rule(line)) broken.push(`${path}:${index + 1}: ${says}`)
  }
  return broken
}

// The words are put together here so that this file keeps the rules it states.
const UNFINISHED = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`)
const SUPPRESSION = /(?:\/\/|\/\*)\s*(?:@ts-(?:ignore|expect-error|nocheck)|biome-ignore)(?<rest>.*)$/
const ANY_TYPE = /(?:[:<|&,(]\s*|\bas\s+|=\s+)any\b(?!['"`])/
const FOCUSED = /\b(?:test|it|describe|suite)\.only\b|\bonly:\s*true\b/
const SKIPPED =
  /\b(?:test|it|describe|suite)\.(?:skip|todo)\b|\b(?:skip|todo):\s*true\b|\bt\.(?:skip|todo)\(\s*\)/

const LINE_RULES: readonly [breaks: (line: string) => boolean, says: string][] = [
  [(line) => UNFINISHED.test(line), 'finish it, or open an issue'],
  [(line) => FOCUSED.test(code(line)), 'a focused test hides the others'],
  [(line) => SKIPPED.test(code(line)) && !hasReason(line), 'a skipped test says why on its line'],
  [suppressesSilently, 'a suppression says why on its line'],
  [(line) => ANY_TYPE.test(code(line)) && !hasReason(line), '`any` says why on its line'],
]

function suppressesSilently(line: string): boolean {
  const rest = SUPPRESSION.exec(line)?.groups?.rest
  // Biome's form is `biome-ignore lint/rule: reason`; TypeScript's is followed by the reason itself.
  return rest !== undefined && (rest.includes('lint/') ? (rest.split(': ')[1] ?? '') : rest).trim().length < 8
}

const hasReason = (line: string) => /\/\/\s*\S.{7,}/.test(line)

// What is left of a line without its comment and its texts.
function code(line: string): string {
  const bare = line.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
  return /^\s*\/?\*/.test(bare) ? '' : bare.replace(/\/\/.*$/, '').replace(/\/(?![*/]).*\/[a-z]*/g, '')
}
