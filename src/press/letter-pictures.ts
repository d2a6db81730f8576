import type { LetterImage } from '../editions/email/index.ts'
import type { EmbeddedPicture } from '../letter/index.ts'
import type { Settings } from '../model/settings.ts'
import type { InspectedImage } from './inspect-image.ts'
import type { IssueParts } from './issue-material.ts'
import type { Picture } from './picture-output.ts'
import { encodeImage, logoImage, mailImage } from './publish-image.ts'

/** A picture as a letter shows it: from the archive, or from inside the letter where the settings say so. */
export function letterImage(image: InspectedImage, settings: Settings, kind: 'picture' | 'logo' = 'picture'): LetterImage {
  const published = kind === 'logo' ? logoImage(image) : mailImage(image)
  const url = settings.images === 'embedded' ? `cid:${cidOf(published)}` : `${settings.baseUrl}/${published.file}`
  return { url, width: published.shownWidth, height: published.shownHeight }
}

/** The pictures that `html` shows from inside the letter (RFC 2392). */
export async function readLetterPictures(
  root: string,
  { images }: IssueParts,
  logo: InspectedImage | undefined,
  html: string,
): Promise<EmbeddedPicture[]> {
  const pictures: Picture[] = [...[...images.values()].map(mailImage), ...(logo ? [logoImage(logo)] : [])]
  const shown = pictures.filter((picture) => html.includes(`cid:${cidOf(picture)}`))
  return Promise.all(
    shown.map(async (picture) => {
      const content = await encodeImage(root, picture.image, picture.file, picture.width)
      const contentType = picture.file.endsWith('.png') ? 'image/png' : 'image/jpeg'
      return { cid: cidOf(picture), filename: fileName(picture), contentType, content }
    }),
  )
}

function cidOf(picture: Picture): string {
  return `${fileName(picture)}@tidings`
}

function fileName({ file }: Picture): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
