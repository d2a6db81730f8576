import type { IssueInput, LetterImage } from '../issue-input.ts'
import { escapeAttribute } from './escape.ts'
import { columnWidth } from './measures/letter-measures.ts'

/**
 * Gives every picture its height. MJML writes `height="auto"`, and its own height attribute would also set the height
 * in CSS, which distorts the picture on a narrow screen.
 */
export function pictureHeights(html: string, shown: ReadonlyMap<string, LetterImage>): string {
  return html.replace(/<img\b[^>]*>/g, (tag) => {
    const url = /\bsrc="([^"]*)"/.exec(tag)?.[1]
    const image = url === undefined ? undefined : shown.get(url)
    const width = Number(/\bwidth="(\d+)"/.exec(tag)?.[1] ?? 0)
    if (!image || width === 0) return tag
    return tag.replace(/\bheight="[^"]*"/, `height="${Math.round((image.height * width) / image.width)}"`)
  })
}

/** The same input, its pictures no wider than the column, and those that it hands out, by their address as an attribute holds it. */
export function rememberPictures(input: IssueInput): [IssueInput, ReadonlyMap<string, LetterImage>] {
  const shown = new Map<string, LetterImage>()
  const column = columnWidth(input.settings.brand.measures.emailWidth)
  const remember = (image: LetterImage | undefined): LetterImage | undefined => {
    if (!image) return undefined
    const fitting = fitColumn(image, column)
    shown.set(escapeAttribute(image.url), fitting)
    return fitting
  }
  const image: IssueInput['image'] = (url, file) => remember(input.image(url, file))
  return [{ ...input, image, logo: remember(input.logo) }, shown]
}

function fitColumn(image: LetterImage, column: number): LetterImage {
  if (image.width <= column) return image
  return { ...image, width: column, height: Math.round((image.height * column) / image.width) }
}
