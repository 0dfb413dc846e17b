/**
 * The name of the MSOA an LSOA lies in: published LSOA names are their MSOA's with a letter after it
 * (`Leicester 003A` lies in `Leicester 003`). `null` for a name of another shape.
 */
export function msoaNameOf(lsoaName: string): string | null {
  return /^(.*\S \d{3})[A-Z]{1,2}$/.exec(lsoaName.trim())?.[1] ?? null
}
