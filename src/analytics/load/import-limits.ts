/** What an import accepts before it looks inside; far above any published archive, far below what fills a disk. */
export type ImportLimits = Readonly<{
  /** Entries in one zip. */
  zipEntries: number
  /** Bytes of one archive's files, or of one compressed file, once expanded. */
  expandedBytes: number
  /** Expanded bytes for each compressed one; published street files are near 10. */
  expansionRatio: number
  /** A file smaller than this once expanded is never taken for a bomb, whatever its ratio. */
  ratioAppliesFromBytes: number
  /** Characters in one row; a longer one is a quoted value that never ends. */
  rowCharacters: number
  /** Bytes staged at a time: large enough that starting a batch costs little, small enough that a killed run loses little. */
  batchBytes: number
}>

export const IMPORT_LIMITS: ImportLimits = {
  zipEntries: 100_000,
  expandedBytes: 64 * 1024 ** 3,
  expansionRatio: 200,
  ratioAppliesFromBytes: 16 * 1024 ** 2,
  rowCharacters: 1_000_000,
  batchBytes: 160 * 1024 ** 2,
}
