import type { PhrasingContent, Text } from 'mdast'
import type { Place } from '../model/place.ts'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf, placeWithin } from './place-within.ts'

/** A link or a picture as it is written; brackets of both kinds may stand in one another once. */
const written = /!?\[(?:[^[\]\n]|\[[^[\]\n]*\])*\]( ?)\(((?:[^()\n]|\([^()\n]*\))+)\)/g
/** What goes on with an address that was taken for a link by itself. */
const begun = /!?\[[^[\]\n]*\]( ?)\($/
const address =
  /^(?:<?(?:https?:|mailto:|tel:|www\.|\.{0,2}\/)|[^"]*\.(?:md|png|jpe?g|gif|svg|webp|avif|pdf|docx?|html?)(?:#\S*)?(?:\s+["'].*)?$)/i
const reference = /(?<![\]\\])\[([^[\]\n^][^[\]\n]*)\]\[([^[\]\n^][^[\]\n]*)\]/g

/**
 * Reports what was meant as a link or a picture, and was read as text: members would see the brackets. `next` is what
 * follows the text.
 */
export function findUnreadLinks(node: Text, next: PhrasingContent | undefined, walk: ArticleWalk): void {
  for (const [whole, space, target = ''] of node.value.matchAll(written)) {
    if (whole.startsWith('!') || address.test(target)) reportLink(node, whole, space !== '', walk)
  }
  const [start, space] = begun.exec(node.value) ?? []
  if (start !== undefined && next?.type === 'link') reportLink(node, start, space !== '', walk)
  for (const [whole, , name = ''] of node.value.matchAll(reference)) {
    // Numbers in brackets may be anything.
    const place = /^\d+$/.test(name) ? undefined : placeOfText(node, whole, walk)
    const message = `Unexpected reference \`${whole}\` to no address, expected a line \`[${name}]: https://…\``
    if (place) walk.find('articles/undefined-reference', place, message)
  }
}

function reportLink(node: Text, text: string, hasSpace: boolean, walk: ArticleWalk): void {
  const place = placeOfText(node, text, walk)
  const cause = hasSpace ? 'a space before the round bracket' : 'an address with a space in it, or with odd signs'
  const kind = text.startsWith('!') ? 'a picture' : 'a link'
  const message = `Unexpected ${cause} in \`${text.slice(0, 80)}\`, expected ${kind}`
  if (place) walk.find('articles/unread-link', place, message)
}

/** Where a text is written as it is read; nothing where it is not, as with a backslash before a bracket. */
function placeOfText(node: Text, text: string, { source }: ArticleWalk): Place | undefined {
  const whole = placeOf(node)
  if (!whole) return undefined
  const at = source.slice(whole.start.offset, whole.end.offset).indexOf(text)
  const start = whole.start.offset + at
  return at < 0 || source[start - 1] === '\\' ? undefined : placeWithin(source, whole.start, start, start + text.length)
}
