import { isStaff } from '#core/access/viewer.ts'
import { done, refused } from '#core/outcome.ts'
import type { RecordedFile } from '#core/record/recorded-file.ts'
import type { ProjectPageNeeds, RecordFiles } from '#features/projects/index.ts'
import type { KeptFiles } from '#platform/files/kept-files.ts'
import { takeInFile } from '#platform/files/take-in-file.ts'
import { attachRecorded, listAttachments } from './attachment.store.ts'
import { type Attachment, endingOf } from './attachment.ts'
import { attachable, REFUSALS } from './receive-file.pages.ts'

/** [AT11] Files as a project's record takes them along and brings them in. */
export function filesOfRecord({
  database,
  files,
}: Pick<ProjectPageNeeds, 'database'> & Readonly<{ files: KeptFiles }>): RecordFiles {
  return {
    // [AT7] What was withdrawn is the staff's.
    async list({ viewer, project }) {
      const all = await database.as(viewer, (tx) => listAttachments(viewer, tx, project.id))
      return all.filter(({ withdrawn }) => !withdrawn || isStaff(viewer)).map(recorded)
    },

    read: (viewer, { sha256 }) => files.read(viewer.forceId, sha256),

    begin: () => files.begin(),

    async takeIn(viewer, file, path) {
      const taken = await takeInFile(files, viewer.forceId, {
        path,
        name: file.name,
        person: viewer.personId,
        isCopy: true,
      })
      if (!taken.ok) return refused(REFUSALS[taken.reason])
      const { type, picture } = taken.value
      if (type !== file.type) return refused('is of another type than the record says')
      if (picture && !file.shows.trim()) return refused('is a picture, and nothing says what it shows')
      return done({ file, kept: attachable(file.name, taken.value) })
    },

    attach: attachRecorded,
  }
}

function recorded(file: Attachment): RecordedFile {
  const { id, entryId, name, type, bytes, sha256, shows, added, withdrawn } = file
  return {
    id,
    entry: entryId,
    path: `files/${id}.${endingOf(file)}`,
    name,
    type,
    bytes,
    sha256,
    shows,
    added: { as: added.as, at: added.at.toISOString() },
    withdrawn: withdrawn && { as: withdrawn.as, at: withdrawn.at.toISOString(), why: withdrawn.why },
  }
}
