import type { Image, PhrasingContent, Text } from 'mdast'
import type { Place } from '../model/place.ts'
import type { Figure } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { fileOfAddress, isRemote, isSafeAddress, schemeOf } from './check-address.ts'
import { shorten } from './check-link.ts'
import { placeOf, placeWithin } from './place-within.ts'

/** Checks a picture and notes its file; one that cannot be shown is replaced by its alternative text. */
export function checkImage(node: Image, walk: ArticleWalk): PhrasingContent | undefined {
  if (noteImage(node.url, node.alt ?? '', placeOf(node), walk)) return noteAlt(node, walk)
  return node.alt ? { type: 'text', value: node.alt } : undefined
}

/** The same for a figure that was written in HTML; without its picture nothing of it is left but the caption. */
export function checkFigure(node: Figure, walk: ArticleWalk): Figure | undefined {
  return noteImage(node.url, node.alt, placeOf(node), walk) ? noteAlt(node, walk) : undefined
}

function noteAlt<T extends Image | Figure>(node: T, walk: ArticleWalk): T {
  if (node.alt) walk.labels.push(node.alt)
  return node
}

/** A checked picture that stands alone, as a figure; its title is the caption. */
export function figureOf(node: Image, walk: ArticleWalk): Figure {
  const caption = node.title?.trim()
  return {
    type: 'figure',
    url: node.url,
    alt: node.alt ?? '',
    children: caption ? [captionText(caption, node, walk)] : [],
    ...(node.position && { position: node.position }),
  }
}

/** The caption knows where it was written, so that findings in it point there. */
function captionText(caption: string, image: Image, walk: ArticleWalk): Text {
  const place = placeOf(image)
  const index = place ? walk.source.lastIndexOf(caption, place.end.offset - 1) : -1
  if (!place || index < place.start.offset) return { type: 'text', value: caption }
  return { type: 'text', value: caption, position: placeWithin(walk.source, place.start, index, index + caption.length) }
}

/** Notes a picture's file; reports, and gives `false` for, one that cannot be shown. */
export function noteImage(url: string, alt: string, place: Place | undefined, walk: ArticleWalk): boolean {
  const shown = shorten(url)
  const isLocalFile = /^[a-z]:[\\/]/i.test(url) || schemeOf(url) === 'file'
  if (!isSafeAddress(url) && !isLocalFile) {
    walk.find('articles/unsafe-link', place, `Unexpected picture \`${shown}\`, expected a file of the workspace`)
    return false
  }
  if (isRemote(url) && !isLocalFile) {
    walk.find('articles/remote-image', place, `Unexpected picture \`${shown}\` of another server, expected a file of the workspace`)
    return false
  }
  const path = isLocalFile ? undefined : fileOfAddress(url, walk.file)
  if (path === undefined) {
    walk.find('articles/image-outside', place, `Unexpected picture \`${shown}\` outside the workspace, expected a file of it`)
    return false
  }
  if (alt.trim() === '') {
    walk.find('articles/missing-alt', place, `Unexpected picture \`${shown}\` without alternative text, expected words for it`)
  }
  if (place) walk.images.push({ url, path, place })
  return true
}
