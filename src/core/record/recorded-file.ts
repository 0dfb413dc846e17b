/** The most files that an entry may have, withdrawn ones apart. */
export const FILES_OF_AN_ENTRY = 60

/** A file attached to an entry, as a project's record tells it. */
export type RecordedFile = Readonly<{
  id: string
  /** The entry it is attached to. */
  entry: string
  /** Where it lies in the ZIP beside the record: `files/…`, its id and the ending of its type. */
  path: string
  name: string
  type: string
  bytes: number
  sha256: string
  /** What it is about; of a picture, what it shows to somebody who does not see it. */
  shows: string
  added: Readonly<{ as: string; at: string }>
  withdrawn: Readonly<{ as: string; at: string; why: string }> | null
}>

/** What a file is spoken of as: its name, and what it shows where that says more. */
export function fileCalled({ name, shows }: Pick<RecordedFile, 'name' | 'shows'>): string {
  return shows && shows !== name ? `${name}: ${shows}` : name
}
