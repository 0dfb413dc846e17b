import type { Vintage } from '#core/area/area.ts'

/** A header cell as compared: no byte order mark, lower case, underscores and runs of space as one space. */
export function plainHeader(cell: string): string {
  return cell
    .replace(/^\uFEFF/, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase()
}

export type AreaColumn = Readonly<{ index: number; level: 'lsoa' | 'msoa'; vintage: Vintage | null }>

// `lsoa21_code`, `LSOA21CD`, `LSOA code (2021)`, `LSOA 2021 Code`, `LSOA Code`.
const AREA = /^(lsoa|msoa) ?(?:(?:20)?(11|21))? ?(?:cd|code)(?: \((?:20)?(11|21)\))?$/

/** The column that holds LSOA or MSOA codes, and the vintage its header states; LSOA before MSOA. */
export function findAreaColumn(plain: readonly string[]): AreaColumn | null {
  const found = plain.flatMap((cell, index): AreaColumn[] => {
    const match = AREA.exec(cell)
    if (!match) return []
    const year = match[2] ?? match[3]
    return [{ index, level: match[1] as 'lsoa' | 'msoa', vintage: year ? (`20${year}` as Vintage) : null }]
  })
  return found.find(({ level }) => level === 'lsoa') ?? found[0] ?? null
}
