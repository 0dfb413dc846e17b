import { join } from 'node:path'
import sharp from 'sharp'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { FileRefusal, FileType } from './recognise-file.ts'

/** A picture drawn anew from its dots: nothing of the sent file's bytes is left in it. */
export type CleanPicture = Readonly<{
  path: string
  type: 'image/jpeg' | 'image/png' | 'image/webp'
  width: number
  height: number
  /** Its sides were above what is kept. */
  isSmaller: boolean
  /** The same, small, as WebP. */
  thumbnailPath: string
}>

// A phone's largest ordinary photograph has 50 million dots. Decoded they take some 200 MB.
const DOTS_MOST = 60_000_000
// An A4 page scanned at 300 dots an inch stays as it is.
const SIDE_MOST = 4096
const THUMBNAIL_SIDE = 480
const SECONDS_MOST = 30

// Only these decoders can be reached, whatever a file claims to be: no SVG, no PDF, no TIFF.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
})
sharp.cache(false)

const KEPT_AS: Readonly<Record<string, CleanPicture['type']>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/webp': 'image/webp',
  'image/gif': 'image/png',
}

/** Whether {@link cleanPicture} takes this type. */
export function isPictureType(type: FileType): boolean {
  return type in KEPT_AS
}

/**
 * Decodes a picture, turns it the way its camera held it and writes it anew into `folder` with a thumbnail. Place,
 * camera, owner, colour profile and whatever was appended to the file are gone; of a moving picture the first frame
 * stays. A photograph of 12 million dots takes some 0.4 s, away from the thread that answers requests;
 * called in turn, by `inTurn`.
 */
export async function cleanPicture(
  path: string,
  type: FileType,
  folder: string,
): Promise<Outcome<CleanPicture, FileRefusal>> {
  const kept = KEPT_AS[type]
  if (!kept) return refused('broken-picture')
  const cleaned = join(folder, 'picture')
  const thumbnailPath = join(folder, 'thumbnail')
  try {
    const picture = sharp(path, { limitInputPixels: false, failOn: 'error', autoOrient: true })
    const { width = 0, height = 0, format } = await picture.metadata()
    if (`image/${format}` !== type) return refused('broken-picture')
    if (width * height > DOTS_MOST) return refused('too-many-pixels')
    const fitted = picture.timeout({ seconds: SECONDS_MOST }).resize(SIDE_MOST, SIDE_MOST, {
      fit: 'inside',
      withoutEnlargement: true,
    })
    const written = await (kept === 'image/jpeg'
      ? fitted.jpeg({ quality: 84 })
      : kept === 'image/webp'
        ? fitted.webp({ quality: 84 })
        : fitted.png({ compressionLevel: 8 })
    ).toFile(cleaned)
    await sharp(cleaned)
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 72 })
      .toFile(thumbnailPath)
    const isSmaller = Math.max(width, height) > SIDE_MOST
    return done({
      path: cleaned,
      type: kept,
      width: written.width,
      height: written.height,
      isSmaller,
      thumbnailPath,
    })
  } catch {
    // The library's message may quote what the file holds.
    return refused('broken-picture')
  }
}
