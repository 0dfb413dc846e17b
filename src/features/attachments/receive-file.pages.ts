import { rm } from 'node:fs/promises'
import type { Viewer } from '#core/access/viewer.ts'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { KeptFiles } from '#platform/files/kept-files.ts'
import type { FileRefusal } from '#platform/files/recognise-file.ts'
import { type TakenFile, takeInFile } from '#platform/files/take-in-file.ts'
import { receiveUpload, UploadRefused } from '#platform/http/receive-upload.ts'
import type { RequestContext } from '#platform/http/request.ts'
import { FILE_MOST_MB, type NewAttachment } from './attachment.ts'

/** What a person reads of a file that is not taken. */
export const REFUSALS: Readonly<Record<FileRefusal, string>> = {
  empty: 'The file is empty. Choose another',
  heic: 'This is a HEIC picture, which is not taken. On an iPhone choose Settings, Camera, Formats, Most Compatible, or take the photograph from this page',
  unknown:
    'This kind of file is not taken. Choose a photograph (JPEG, PNG, WebP, GIF), PDF, Word (docx), LibreOffice (odt), Excel (xlsx), plain text or CSV file',
  'cut-off':
    'The file is cut off or spoilt. Open it on your own device to see if it is whole, then send it again',
  'too-large-inside': 'The file unpacks to far more than it should. Save it again, or send it as PDF',
  'has-macros': 'The file holds a program (macros). Save it without, or send it as PDF',
  'broken-picture': 'The picture cannot be read. Open it on your own device, save it again and send it again',
  'too-many-pixels': 'The picture has too many dots, more than 60 million. Make it smaller and send it again',
  'too-many-waiting': 'Many pictures of yours are still being read. Wait a minute, then send this one again',
}

/** A form with at most one file, whose file is checked and kept. */
export type ReceivedFile = Readonly<{
  /** As sent; for `parseFields`. */
  fields: Readonly<Record<string, string>>
  /** What is wrong with the file, for a person; `null` for a file as it should be. */
  problem: string | null
  /** Ready to attach once it is said what it shows; `null` where none was chosen or it was refused. */
  file: Omit<NewAttachment, 'shows'> | null
}>

/**
 * Receives a form that may carry one file. Refuses only what is no whole form, with a sentence. What is kept here and
 * never attached is an orphan that goes by itself.
 */
export async function receiveFile(
  c: RequestContext,
  files: KeptFiles,
  viewer: Viewer,
): Promise<Outcome<ReceivedFile, string>> {
  const folder = await files.begin()
  try {
    const upload = await receiveUpload(c.req.raw, folder)
    const { fields } = upload
    const [sent, second] = upload.files
    if (!sent) return done({ fields, problem: null, file: null })
    const problem = second
      ? 'Send one file at a time'
      : sent.bytes > FILE_MOST_MB * 1024 * 1024
        ? `The file has more than ${FILE_MOST_MB} MB. Make it smaller and send it again`
        : null
    if (problem) return done({ fields, problem, file: null })
    const taken = await takeInFile(files, viewer.forceId, { ...sent, person: viewer.personId })
    if (!taken.ok) return done({ fields, problem: REFUSALS[taken.reason], file: null })
    return done({ fields, problem: null, file: attachable(sent.name, taken.value) })
  } catch (error) {
    if (error instanceof UploadRefused) return refused(error.message)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A kept file as it is attached. */
export function attachable(
  name: string,
  { type, bytes, sha256, picture }: TakenFile,
): Omit<NewAttachment, 'shows'> {
  return {
    name,
    type,
    bytes,
    sha256,
    picture: picture && {
      width: picture.width,
      height: picture.height,
      thumbnailSha256: picture.thumbnail.sha256,
    },
  }
}
