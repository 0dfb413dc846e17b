import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { done, type Outcome, refused } from '#core/outcome.ts'
import { isBarePicture } from './bare-picture.ts'
import { cleanPicture, isPictureType } from './clean-picture.ts'
import type { KeptFile, KeptFiles } from './kept-files.ts'
import { inTurn } from './picture-turns.ts'
import { type FileRefusal, type FileType, recogniseFile } from './recognise-file.ts'

/** A file that was checked and is kept; no record names it yet. */
export type TakenFile = KeptFile &
  Readonly<{
    type: FileType
    picture: Readonly<{ width: number; height: number; thumbnail: KeptFile }> | null
  }>

/**
 * Checks a file by its content, draws a picture anew without what its camera wrote into it, and keeps it. `path` must
 * have a folder to itself in one of {@link KeptFiles.begin}, as `receiveUpload` puts it; `person` sends it, and waits for
 * their turn. `isCopy`: a picture that can be drawn and has nothing more in it is kept as it came, so that a copy of what
 * was kept elsewhere is its equal.
 */
export async function takeInFile(
  files: KeptFiles,
  owner: string,
  {
    path,
    name,
    person,
    isCopy = false,
  }: Readonly<{ path: string; name: string; person: string; isCopy?: boolean }>,
): Promise<Outcome<TakenFile, FileRefusal>> {
  const type = await recogniseFile(path, name)
  if (!type.ok) return type
  if (!isPictureType(type.value))
    return done({ ...(await files.keep(owner, path)), type: type.value, picture: null })
  const beside = `${dirname(path)}-clean`
  await mkdir(beside, { recursive: true })
  const turn = inTurn(person, () => cleanPicture(path, type.value, beside))
  if (!turn) return refused('too-many-waiting')
  const clean = await turn
  if (!clean.ok) return clean
  const { width, height, thumbnailPath } = clean.value
  const thumbnail = await files.keep(owner, thumbnailPath)
  const isAsItCame =
    isCopy &&
    !clean.value.isSmaller &&
    type.value === clean.value.type &&
    (await isBarePicture(path, type.value))
  const kept = await files.keep(owner, isAsItCame ? path : clean.value.path)
  return done({ ...kept, type: clean.value.type, picture: { width, height, thumbnail } })
}
