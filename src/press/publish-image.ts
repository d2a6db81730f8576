import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { columnWidth } from '../editions/email/measures/index.ts'
import type { Settings } from '../model/settings.ts'
import { spelledOnDisk } from '../workspace/files/index.ts'
import type { InspectedImage } from './inspect-image.ts'
import type { FilePicture } from './picture-output.ts'

/** A picture as it is published. */
export interface PublishedImage extends FilePicture {
  /** The size it is shown at, in CSS pixels. */
  shownWidth: number
  shownHeight: number
}

/** The widest an article's column shows a picture at double density. */
const archiveWidth = 1600

/** The picture in the archive. Its name comes from its content, so it never changes and may be kept for ever. */
export function archiveImage(image: InspectedImage): PublishedImage {
  return published(
    image,
    `images/${image.hash.slice(0, 20)}.${image.archiveFormat}`,
    Math.min(1, archiveWidth / image.width),
    1,
  )
}

/**
 * The picture in e-mails, made for their column at double density; never behind a gate. Its name does not depend on the
 * width, so that letters sent before a change of theme keep their pictures.
 */
export function mailImage(image: InspectedImage, { brand }: Settings): PublishedImage {
  const scale = Math.min(1, columnWidth(brand.measures.emailWidth) / image.width)
  return published(image, `mail/${image.hash.slice(0, 20)}.${image.mailFormat}`, scale, 2)
}

/** The logo in e-mails and at the head of the archive, small. */
export function logoImage(image: InspectedImage): PublishedImage {
  const scale = Math.min(1, 240 / image.width, 72 / image.height)
  return published(image, `mail/${image.hash.slice(0, 20)}-logo.${image.mailFormat}`, scale, 2)
}

function published(image: InspectedImage, file: string, scale: number, density: number): PublishedImage {
  const shownWidth = Math.max(1, Math.round(image.width * scale))
  const shownHeight = Math.max(1, Math.round(image.height * scale))
  return { file, image, width: Math.min(image.width, shownWidth * density), shownWidth, shownHeight }
}

/**
 * The bytes of a published picture: turned upright, scaled down to `width` device pixels at most, and without the
 * camera's notes (where and when it was taken). A GIF keeps its frames.
 */
export async function encodeImage(
  root: string,
  image: InspectedImage,
  file: string,
  width: number,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const bytes = await readFile(path.join(root, spelledOnDisk(root, image.path)))
  const format = path.extname(file).slice(1)
  const isDrawing = image.path.toLowerCase().endsWith('.svg')
  // A drawing is drawn at the size that is wanted and not larger; 72 is the density that `image.width` was read at.
  const density = isDrawing ? { density: Math.max(1, Math.ceil((72 * width) / image.width)) } : {}
  const picture = sharp(bytes, { animated: format === 'gif', ...density }).autoOrient()
  const scaled = picture.resize({ width, withoutEnlargement: !isDrawing })
  if (format === 'jpg')
    return scaled.flatten({ background: '#ffffff' }).jpeg({ quality: 82, mozjpeg: true }).toBuffer()
  if (format === 'png') return scaled.png({ compressionLevel: 9, palette: false }).toBuffer()
  if (format === 'webp') return scaled.webp({ quality: 84 }).toBuffer()
  return scaled.gif().toBuffer()
}
