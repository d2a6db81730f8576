import type { MailDrawing } from '../model/tree.ts'
import { hashOf } from './hash.ts'
import type { InspectedImage } from './inspect-image.ts'
import { encodeImage } from './publish-image.ts'
import { toolHash } from './tool.ts'
import type { Output } from './write-outputs.ts'

/** A picture to publish: its address under the archive's root, and how wide it is made, in device pixels. */
export type Picture = FilePicture | DrawnPicture

/** One that is made from a file of the workspace. */
export interface FilePicture {
  file: string
  image: InspectedImage
  width: number
}

/** One that the build draws. */
export interface DrawnPicture {
  file: string
  svg: string
  width: number
}

/** The picture of a drawing in letters, at double density. Its name comes from its content, as that of every picture. */
export function drawnPicture({ svg, width }: MailDrawing): DrawnPicture {
  return { file: `mail/${hashOf(svg, String(width)).slice(0, 20)}.png`, svg, width: width * 2 }
}

/** The bytes of a published picture. */
export async function encodePicture(root: string, picture: Picture): Promise<Buffer> {
  if (!('svg' in picture)) return encodeImage(root, picture.image, picture.file, picture.width)
  const { svgToPng } = await import('../figures/index.ts')
  return svgToPng(picture.svg, { widthPx: picture.width })
}

/** A hash of what a picture is made from. */
export function pictureHash(picture: Picture): string {
  return 'svg' in picture ? hashOf(picture.svg) : picture.image.hash
}

/** The file of a published picture. */
export function pictureOutput(root: string, picture: Picture): Output {
  const tool = 'svg' in picture ? ` ${toolHash()}` : ''
  return {
    file: `archive/${picture.file}`,
    key: `${pictureHash(picture)} ${picture.width}${tool}`,
    isSilent: 'svg' in picture,
    isSlow: true,
    make: () => encodePicture(root, picture),
  }
}
