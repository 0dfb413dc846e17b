/** Why a whole import was refused; nothing in the store has changed. */
export type ImportRefusal = Readonly<{
  /** One sentence for a person, naming the file and, where there is one, the line. */
  sentence: string
  file: string | null
  /** 1-based, header included. */
  line: number | null
  /** Nothing is wrong with the files: the same import may succeed later. */
  isBusy: boolean
}>

/** Thrown inside an import to refuse all of it; the store turns it into an outcome. */
export class ImportRefused extends Error {
  readonly refusal: ImportRefusal

  constructor(file: string | null, line: number | null, trouble: string) {
    const where = file === null ? '' : line === null ? `${file}: ` : `${file}, line ${line}: `
    const sentence = `${where}${trouble}`
    super(sentence)
    this.refusal = { sentence, file, line, isBusy: false }
  }
}

/** Thrown where another import holds the store. */
export class ImportBusy extends ImportRefused {
  override readonly refusal: ImportRefusal

  constructor() {
    super(null, null, 'Another import into this store is running; import again when it is done.')
    this.refusal = { sentence: this.message, file: null, line: null, isBusy: true }
  }
}

/** The refusal an error stands for: one already worded, or a full disk, which the engine reports in words only. */
export function refusalIn(error: unknown): ImportRefusal | null {
  if (error instanceof ImportRefused) return error.refusal
  const { code, message = '' } = error as NodeJS.ErrnoException
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /no space left on device|disk quota exceeded/i.test(message)
  ) {
    return new ImportRefused(
      null,
      null,
      'The disk is full, so nothing was changed; free some space and import again.',
    ).refusal
  }
  return null
}
