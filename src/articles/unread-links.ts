import type { PhrasingContent, Text } from 'mdast'
import type { Place } from '../model/place.ts'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf, placeWithin } from './place-within.ts'

/** A link or a picture as it is written; brackets of both kinds may stand in one another once. */
const written = /!?\[((?:[^[\]\n]|\[[^[\]\n]*\])*)\]\(((?:[^()\n]|\([^()\n]*\))+)\)/g
/** What goes on with an address that was taken for a link by itself. */
const begun = /!?\[[^[\]\n]*\]\($/
/** An address, or the name of a file, with a title behind it or not. */
const address =
  /^(?:<?(?:https?:|mailto:|tel:|www\.|\.{0,2}\/)|[^"#]*\.(?:md|png|jpe?g|gif|svg|webp|avif|pdf|docx?|html?)(?:#[^\s#]*)?(?:\s+["'].*)?$)/i
const longestAddress = 500
const reference = /(?<![\]\\\p{L}\p{N}])\[([^[\]\n^][^[\]\n]*)\]\[([^[\]\n^][^[\]\n]*)\]/gu
const isNumber = /^\d+$/

/**
 * Reports what was meant as a link or a picture, and was read as text: members would see the brackets. `next` is what
 * follows the text.
 */
export function findUnreadLinks(node: Text, next: PhrasingContent | undefined, walk: ArticleWalk): void {
  const placeAt = createPlacer(node, walk)
  for (const { 0: whole, 1: words = '', 2: target = '', index } of node.value.matchAll(written)) {
    const isAddress = target.length <= longestAddress && address.test(target)
    if (isAddress && !isNumber.test(words)) reportLink(whole, placeAt(whole, index), walk)
  }
  const start = begun.exec(node.value)
  if (start && isItsAddress(next)) reportLink(start[0], placeAt(start[0], start.index), walk)
  const placeOfReference = createPlacer(node, walk)
  for (const { 0: whole, 2: name = '', index } of node.value.matchAll(reference)) {
    // Numbers in brackets may be anything.
    const place = isNumber.test(name) ? undefined : placeOfReference(whole, index)
    const message = `Unexpected reference \`${whole}\` to no address, expected a line \`[${name}]: https://…\``
    if (place) walk.find('articles/undefined-reference', place, message)
  }
}

/** Whether a link is an address that became one by itself. */
function isItsAddress(node: PhrasingContent | undefined): boolean {
  if (node?.type !== 'link' || node.children.length !== 1) return false
  const [words] = node.children
  return words?.type === 'text' && words.value !== '' && node.url.endsWith(words.value)
}

function reportLink(text: string, place: Place | undefined, walk: ArticleWalk): void {
  const kind = text.startsWith('!') ? 'a picture' : 'a link'
  const message = `Unexpected address with a space in it, or with odd signs, in \`${text.slice(0, 80)}\`, expected ${kind}`
  if (place) walk.find('articles/unread-link', place, message)
}

/**
 * Gives where a piece of a text is written, one piece after another; nothing where it is not written so, as with a
 * backslash before a bracket.
 */
function createPlacer(node: Text, { source }: ArticleWalk): (piece: string, index: number) => Place | undefined {
  const whole = placeOf(node)
  let from = whole?.start
  return (piece, index) => {
    if (!whole || !from) return undefined
    const likely = whole.start.offset + index
    const isThere = likely >= from.offset && source.startsWith(piece, likely)
    const start = isThere ? likely : source.indexOf(piece, from.offset)
    if (start < 0 || start + piece.length > whole.end.offset) return undefined
    const place = placeWithin(source, from, start, start + piece.length)
    from = place.end
    return source[start - 1] === '\\' ? undefined : place
  }
}
