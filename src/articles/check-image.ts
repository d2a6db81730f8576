import type { Image, Paragraph, PhrasingContent } from 'mdast'
import type { Place } from '../model/place.ts'
import type { Figure } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { captionOf } from './captions.ts'
import { fileOfAddress, isRemote, isSafeAddress, schemeOf } from './check-address.ts'
import { shorten } from './check-link.ts'
import { placeOf } from './place-within.ts'

/** Checks a picture and notes its file; in place of one that cannot be shown, its words stand. */
export function checkImage(node: Image, walk: ArticleWalk): PhrasingContent | PhrasingContent[] {
  const isShown = noteImage(node.url, node.alt ?? '', placeOf(node), walk)
  if (!isShown) return wordsInstead(node.alt ?? '', captionOf(node, walk))
  if (node.title?.trim()) walk.captioned.add(node)
  return noteAlt(node, walk)
}

/** The same for a figure that was written in HTML. */
export function checkFigure(node: Figure, walk: ArticleWalk): Figure | Paragraph | undefined {
  if (noteImage(node.url, node.alt, placeOf(node), walk)) return noteAlt(node, walk)
  const words = wordsInstead(node.alt, node.children)
  return words.length > 0 ? { type: 'paragraph', children: words } : undefined
}

function noteAlt<T extends Image | Figure>(node: T, walk: ArticleWalk): T {
  if (node.alt) walk.labels.push({ text: node.alt, place: placeOf(node) })
  return node
}

/** The alternative text and the caption, as plain text has them. */
function wordsInstead(alt: string, caption: PhrasingContent[]): PhrasingContent[] {
  if (!alt) return caption
  return [{ type: 'text', value: caption.length > 0 ? `${alt} — ` : alt }, ...caption]
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
