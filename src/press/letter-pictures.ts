import type { LetterImage } from '../editions/email/index.ts'
import type { EmbeddedPicture } from '../letter/index.ts'
import type { Settings } from '../model/settings.ts'
import type { MailDrawing } from '../model/tree.ts'
import { hashOf } from './hash.ts'
import type { InspectedImage } from './inspect-image.ts'
import type { IssueMaterial, IssueParts } from './issue-material.ts'
import { drawnPicture, encodePicture, type Picture } from './picture-output.ts'
import { logoImage, mailImage } from './publish-image.ts'

/** Where a send finds a picture that goes inside the letter. */
export interface EmbeddedFile {
  cid: string
  contentType: string
  /** From `out/archive/`. */
  path: string
  hash: string
}

/** A picture as a letter shows it: from the archive, or from inside the letter where the settings say so. */
export function letterImage(
  image: InspectedImage,
  settings: Settings,
  kind: 'picture' | 'logo' = 'picture',
): LetterImage {
  const published = kind === 'logo' ? logoImage(image) : mailImage(image, settings)
  return { url: letterUrl(published, settings), width: published.shownWidth, height: published.shownHeight }
}

/** A drawing as a letter shows it. */
export function letterDrawing(drawing: MailDrawing, settings: Settings): LetterImage {
  return { url: letterUrl(drawnPicture(drawing), settings), width: drawing.width, height: drawing.height }
}

function letterUrl(picture: Picture, { images, baseUrl }: Settings): string {
  return images === 'embedded' ? `cid:${cidOf(picture)}` : `${baseUrl}/${picture.file}`
}

/** The pictures that `html` shows from inside the letter (RFC 2392). */
export async function readLetterPictures(
  { content: { root, settings }, logo }: IssueMaterial,
  { images, drawings }: IssueParts,
  html: string,
): Promise<EmbeddedPicture[]> {
  const pictures: Picture[] = [
    ...[...images.values()].map((image) => mailImage(image, settings)),
    ...[...drawings.values()].map(drawnPicture),
    ...(logo ? [logoImage(logo)] : []),
  ]
  const shown = pictures.filter((picture) => html.includes(`cid:${cidOf(picture)}`))
  return Promise.all(
    shown.map(async (picture) => {
      const content = await encodePicture(root, picture)
      const contentType = picture.file.endsWith('.png') ? 'image/png' : 'image/jpeg'
      return { cid: cidOf(picture), filename: fileName(picture), contentType, content }
    }),
  )
}

/** The picture for the manifest. */
export function embeddedFile({ cid, filename, contentType, content }: EmbeddedPicture): EmbeddedFile {
  return { cid, contentType, path: `mail/${filename}`, hash: hashOf(content) }
}

/** The letter's HTML for its preview, which is looked at before the archive is on the web: pictures from `out/`. */
export function withLocalPictures(
  html: string,
  settings: Settings,
  embedded: readonly EmbeddedPicture[],
): string {
  const local = html.replaceAll(`"${settings.baseUrl}/mail/`, '"../../../archive/mail/')
  return embedded.reduce((text, { cid, contentType, content }) => {
    return text.replaceAll(
      `cid:${cid}`,
      `data:${contentType};base64,${Buffer.from(content).toString('base64')}`,
    )
  }, local)
}

/** The same for a preview that a server shows, which makes those from inside the letter too when they are asked for. */
export function withServedPictures(html: string, settings: Settings, pictures: readonly Picture[]): string {
  return pictures.reduce(
    (text, picture) => text.replaceAll(`cid:${cidOf(picture)}`, `../../../archive/${picture.file}`),
    withLocalPictures(html, settings, []),
  )
}

function cidOf(picture: Picture): string {
  return `${fileName(picture)}@tidings`
}

function fileName({ file }: Picture): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
