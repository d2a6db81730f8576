import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { InspectedImage } from './inspect-image.ts'

/** A picture as it is published: its address from the archive's root and the size it is shown at. */
export interface PublishedImage {
  /** `images/3fa94c1be2d0….png` or `mail/….jpg`. */
  file: string
  width: number
  height: number
}

/** The widest an article's column shows a picture at double density. */
const archiveWidth = 1600
/** The column of an e-mail, in CSS pixels; pictures are made for it at double density. */
const mailWidth = 552

/** The picture in the archive. Its name comes from its content, so it never changes and may be kept for ever. */
export function archiveImage({ hash, width, height, archiveFormat }: InspectedImage): PublishedImage {
  const scale = Math.min(1, archiveWidth / width)
  return {
    file: `images/${hash.slice(0, 20)}.${archiveFormat}`,
    width: Math.round(width * scale),
    height: Math.round(height * scale),
  }
}

/** The picture in e-mails; never behind a gate. */
export function mailImage({ hash, width, height, mailFormat }: InspectedImage): PublishedImage {
  const shown = Math.min(1, mailWidth / width)
  return {
    file: `mail/${hash.slice(0, 20)}.${mailFormat}`,
    width: Math.round(width * shown),
    height: Math.round(height * shown),
  }
}

/** The logo in e-mails, small. */
export function logoImage(image: InspectedImage): PublishedImage {
  const scale = Math.min(1, 240 / image.width, 72 / image.height)
  return {
    file: `mail/${image.hash.slice(0, 20)}-logo.${image.mailFormat}`,
    width: Math.round(image.width * scale),
    height: Math.round(image.height * scale),
  }
}

/**
 * The bytes of a published picture: turned upright, scaled down to `width` device pixels at most, and without the
 * camera's notes (where and when it was taken). A GIF keeps its frames.
 */
export async function encodeImage(root: string, image: InspectedImage, file: string, width: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const bytes = await readFile(path.join(root, image.path))
  const format = path.extname(file).slice(1)
  const density = image.path.endsWith('.svg') ? { density: 144 } : {}
  const picture = sharp(bytes, { animated: format === 'gif', ...density }).autoOrient()
  const scaled = picture.resize({ width, withoutEnlargement: !image.path.endsWith('.svg') })
  if (format === 'jpg') return scaled.flatten({ background: '#ffffff' }).jpeg({ quality: 82, mozjpeg: true }).toBuffer()
  if (format === 'png') return scaled.png({ compressionLevel: 9, palette: false }).toBuffer()
  if (format === 'webp') return scaled.webp({ quality: 84 }).toBuffer()
  return scaled.gif().toBuffer()
}
