import type { InspectedImage } from './inspect-image.ts'
import { encodeImage } from './publish-image.ts'
import type { Output } from './write-outputs.ts'

/** A picture to publish: its address under the archive's root, and how wide it is made, in device pixels. */
export interface Picture {
  file: string
  image: InspectedImage
  width: number
}

/** The file of a published picture. */
export function pictureOutput(root: string, { file, image, width }: Picture): Output {
  return {
    file: `archive/${file}`,
    key: `${image.hash} ${width}`,
    make: () => encodeImage(root, image, file, width),
  }
}
