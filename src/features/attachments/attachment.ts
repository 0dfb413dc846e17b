import type { Brand } from '#core/brand.ts'
import type { EntryId } from '#core/proforma/entry.ts'

export type AttachmentId = Brand<string, 'AttachmentId'>

/** A file that was checked and is kept, to be attached. */
export type NewAttachment = Readonly<{
  name: string
  type: string
  bytes: number
  sha256: string
  /** What it is about; of a picture, what it shows to somebody who does not see it. */
  shows: string
  picture: Readonly<{ width: number; height: number; thumbnailSha256: string }> | null
}>

/** A file attached to an entry of a project's record. */
export type Attachment = NewAttachment &
  Readonly<{
    id: AttachmentId
    projectId: string
    projectNumber: string
    entryId: EntryId
    added: Readonly<{ as: string; at: Date }>
    withdrawn: Readonly<{ as: string; at: Date; why: string }> | null
  }>

/** Of one file, in the bytes that are sent. */
export const FILE_MOST_MB = 20

const TYPES: Readonly<Record<string, Readonly<{ ending: string; words: string }>>> = {
  'image/jpeg': { ending: 'jpg', words: 'Picture' },
  'image/png': { ending: 'png', words: 'Picture' },
  'image/webp': { ending: 'webp', words: 'Picture' },
  'application/pdf': { ending: 'pdf', words: 'PDF' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    ending: 'docx',
    words: 'Word document',
  },
  'application/vnd.oasis.opendocument.text': { ending: 'odt', words: 'LibreOffice document' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    ending: 'xlsx',
    words: 'Excel sheet',
  },
  'text/plain': { ending: 'txt', words: 'Plain text' },
  'text/csv': { ending: 'csv', words: 'Sheet (CSV)' },
}

/** The kind of file in a person's words. */
export function typeInWords(type: string): string {
  return TYPES[type]?.words ?? 'File'
}

/** What a file is saved as: its own name without what file systems or shells may trip over, ending as its content is. */
export function servedName({ name, type }: Pick<Attachment, 'name' | 'type'>): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const stem = last
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^\p{L}\p{N} ._()-]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80)
  return `${stem || 'file'}.${endingOf({ type })}`
}

/** What the name of such a file ends in. */
export function endingOf({ type }: Pick<Attachment, 'type'>): string {
  return TYPES[type]?.ending ?? 'bin'
}

/** Where a file is read or saved from. */
export function attachmentHref(file: Pick<Attachment, 'id' | 'name' | 'type'>): string {
  return `/files/${file.id}/${encodeURIComponent(servedName(file))}`
}

/** Bytes as people say them. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
