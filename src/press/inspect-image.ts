import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Report } from '../diagnostics/index.ts'
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
  const { default: sharp } = await import('sharp')
  // The header alone is read here; the limit is checked below so that the finding can name the size.
  const header = await orNothing(async () => sharp(bytes, { limitInputPixels: false }).metadata())
  const format = header && formats[header.format ?? '']
  if (!header || !format)
    return tell('press/not-an-image', `Unexpected file \`${image}\`, expected a picture`)
  const { width, height } = header.autoOrient
  if (width * height > maxPixels || Math.max(width, height) > maxSide) {
    const megapixels = Math.round((width * height) / 1e6)
    return tell(
      'press/image-too-large',
      `Unexpected picture of ${width} × ${height} (${megapixels} megapixels), expected at most 100 megapixels`,
    )
  }
  const isWhole = await orNothing(async () => sharp(bytes, { pages: -1 }).resize(8).raw().toBuffer())
  if (!isWhole)
    return tell('press/not-an-image', `Unexpected picture \`${image}\` that is damaged, expected a whole one`)
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { path: image, hash, width, height, ...format }
}

/** The decoder's complaint says nothing to an author. */
async function orNothing<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch {
    return undefined
  }
}

const formats: Record<string, Pick<InspectedImage, 'archiveFormat' | 'mailFormat'>> = {
  png: { archiveFormat: 'png', mailFormat: 'png' },
  jpeg: { archiveFormat: 'jpg', mailFormat: 'jpg' },
  webp: { archiveFormat: 'webp', mailFormat: 'png' },
  gif: { archiveFormat: 'gif', mailFormat: 'png' },
  avif: { archiveFormat: 'jpg', mailFormat: 'jpg' },
  heif: { archiveFormat: 'jpg', mailFormat: 'jpg' },
  tiff: { archiveFormat: 'jpg', mailFormat: 'jpg' },
  svg: { archiveFormat: 'png', mailFormat: 'png' },
}
