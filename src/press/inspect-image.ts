import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Finding, Report } from '../diagnostics/index.ts'
import type { FilePlace } from '../model/place.ts'
import { spelledOnDisk, staysInside } from '../workspace/files/index.ts'

/** A picture of the workspace that can be published. */
export interface InspectedImage {
  /** From the workspace's root, as its author spells it: see `spelledOnDisk`. */
  path: string
  /** SHA-256 of its bytes, hexadecimal. */
  hash: string
  /** As shown: turned as its camera says. */
  width: number
  height: number
  /** The ending of what is published: pictures that readers' programs may not know become PNG or JPEG. */
  archiveFormat: 'png' | 'jpg' | 'webp' | 'gif'
  mailFormat: 'png' | 'jpg'
}

/** More than any camera makes, less than what fills the memory when unpacked. */
const maxPixels = 100_000_000
const maxSide = 20_000

/**
 * Looks at a picture, first at its head alone. Reports, at the place that names it, one that is missing, outside the
 * workspace, too large or no picture at all.
 */
export async function inspectImage(
  root: string,
  image: string,
  place: FilePlace,
  report: Report,
): Promise<InspectedImage | undefined> {
  const tell = (rule: Parameters<Report>[0]['rule'], message: string): undefined => {
    report({ rule, message, file: place.file, place })
  }
  const spelled = spelledOnDisk(root, image)
  if (!staysInside(root, spelled))
    return tell(
      'press/image-outside',
      `Unexpected picture \`${image}\` outside the workspace, expected one inside it`,
    )
  const file = path.join(root, spelled)
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile())
    return tell(
      'press/missing-image',
      `Unexpected missing picture \`${image}\`, expected a file of that name`,
    )
  const bytes = await readFile(file)
  const looked = await lookAtPicture(bytes, image)
  if ('rule' in looked) return tell(looked.rule, looked.message)
  const { width, height, archiveFormat, mailFormat } = looked
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { path: image, hash, width, height, archiveFormat, mailFormat }
}

/** What the bytes of a picture are. */
export interface PictureFacts extends Pick<
  InspectedImage,
  'width' | 'height' | 'archiveFormat' | 'mailFormat'
> {
  /** What a file of it ends in: `png`, `jpg`, … */
  extension: string
}

/** Looks at the bytes of a picture, first at their head alone: its facts, or why it cannot be published. */
export async function lookAtPicture(
  bytes: Uint8Array,
  name: string,
): Promise<PictureFacts | Pick<Finding, 'rule' | 'message'>> {
  const { default: sharp } = await import('sharp')
  // The header alone is read here; the limit is checked below so that the finding can name the size.
  const header = await orNothing(async () => sharp(bytes, { limitInputPixels: false }).metadata())
  const format = header && formats[header.format ?? '']
  if (!header || !format)
    return { rule: 'press/not-an-image', message: `Unexpected file \`${name}\`, expected a picture` }
  const { width, height } = header.autoOrient
  if (width * height > maxPixels || Math.max(width, height) > maxSide) {
    const megapixels = Math.round((width * height) / 1e6)
    const message = `Unexpected picture of ${width} × ${height} (${megapixels} megapixels), expected at most 100 megapixels`
    return { rule: 'press/image-too-large', message }
  }
  const isWhole = await orNothing(async () => sharp(bytes, { pages: -1 }).resize(8).raw().toBuffer())
  if (!isWhole) {
    const message = `Unexpected picture \`${name}\` that is damaged, expected a whole one`
    return { rule: 'press/not-an-image', message }
  }
  return { width, height, ...format }
}

/** The decoder's complaint says nothing to an author. */
async function orNothing<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch {
    return undefined
  }
}

const formats: Record<string, Omit<PictureFacts, 'width' | 'height'>> = {
  png: { extension: 'png', archiveFormat: 'png', mailFormat: 'png' },
  jpeg: { extension: 'jpg', archiveFormat: 'jpg', mailFormat: 'jpg' },
  webp: { extension: 'webp', archiveFormat: 'webp', mailFormat: 'png' },
  gif: { extension: 'gif', archiveFormat: 'gif', mailFormat: 'png' },
  avif: { extension: 'avif', archiveFormat: 'jpg', mailFormat: 'jpg' },
  heif: { extension: 'avif', archiveFormat: 'jpg', mailFormat: 'jpg' },
  tiff: { extension: 'tiff', archiveFormat: 'jpg', mailFormat: 'jpg' },
  svg: { extension: 'svg', archiveFormat: 'png', mailFormat: 'png' },
}
