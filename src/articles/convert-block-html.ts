import type { Element, ElementContent, RootContent as HastContent } from 'hast'
import type { Html, Nodes, RootContent } from 'mdast'
import type { Place } from '../model/place.ts'
import type { Point } from 'unist'
import type { ArticleWalk } from './article-walk.ts'
import { shorten } from './check-link.ts'
import { sinkIntoBlocks } from './html-blocks-in-phrases.ts'
import { allowedBlocks, allowedInline, blockElements, droppedWhole, htmlTools, languageOf } from './html-elements.ts'
import { createHtmlHandlers } from './html-handlers.ts'
import { reportAttributes } from './pair-inline-html.ts'
import { placeOf, placeWithin } from './place-within.ts'
import { restoreTag, unfinishedTag, type UnfinishedTag } from './unfinished-tag.ts'

/** Of elements nested deeper than this only the words are kept. */
const maximumDepth = 100

/**
 * Turns a block of raw HTML into the nodes that Markdown would give, whose links and pictures are checked like any
 * other. What is not on the short list is left out with a warning; of most elements the words stay.
 */
export function convertBlockHtml(node: Html, walk: ArticleWalk): RootContent[] {
  if (isComment(node, walk) || isInstruction(node, walk)) return []
  const { fromHtml, toMdast } = htmlTools()
  if (depthOf(node.value) > maximumDepth) return onlyWords(node, walk)
  const toPlace = placer(node, walk)
  const unfinished = unfinishedTag(node.value)
  if (unfinished) reportUnfinished(node.value, unfinished, toPlace, walk)
  const root = fromHtml(unfinished?.html ?? node.value, { fragment: true })
  root.children = cleanAll(root.children, toPlace, walk)
  const handlers = createHtmlHandlers((image) => reportLostTitle(image, toPlace, walk))
  const tree = toMdast(root, { document: true, handlers })
  const nodes = tree.type === 'root' ? tree.children : []
  for (const child of nodes) movePositions(child, toPlace)
  if (unfinished) for (const child of nodes) restoreTag(child)
  return nodes
}

/** Comments are for authors only. One that never ends takes the rest of the article with it. */
function isComment({ value, position }: Html, walk: ArticleWalk): boolean {
  if (!value.startsWith('<!--')) return false
  const end = value.indexOf('-->', 4)
  if (end !== -1) return value.slice(end + 3).trim() === ''
  const message = 'Unexpected comment without an end, expected `-->`'
  const note = 'Close the comment. Everything after it is hidden now.'
  walk.find('articles/unclosed-html', position && (position as Place), message, note)
  return true
}

/** What no reader of a page sees, such as `<![CDATA[…]]>` and `<?…?>`. */
function isInstruction(node: Html, walk: ArticleWalk): boolean {
  const sign = /^<(?:!\[CDATA\[|[!?])/.exec(node.value)?.[0]
  if (sign === undefined) return false
  walk.find('articles/unsafe-html', placeOf(node), `Unexpected \`${sign}\`, expected Markdown`)
  return true
}

function reportUnfinished(html: string, { at }: UnfinishedTag, toPlace: ToPlace, walk: ArticleWalk): void {
  const [written = ''] = html.slice(at).split(/[\r\n]/, 1)
  const before = html.slice(0, at).split(/\r\n|\n|\r/)
  const start = { line: before.length, column: before.at(-1)!.length + 1 }
  const place = toPlace({ start, end: { ...start, column: start.column + written.length } })
  const note = 'Close the tag; or, if it is none, write `&lt;` in the place of `<`. It is shown as text now.'
  walk.find('articles/unclosed-html', place, `Unexpected tag without an end, \`${shorten(written)}\`, expected \`>\``, note)
}

/** How many elements are open at once, at most; those that need no closing tag count as if they did. */
function depthOf(html: string): number {
  let open = 0
  let deepest = 0
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (slash) open--
    else if (!/^(?:br|hr|img|p|li|td|tr|th|wbr|input)$/i.test(name!)) deepest = Math.max(deepest, ++open)
  }
  return deepest
}

function onlyWords(node: Html, walk: ArticleWalk): RootContent[] {
  const message = `Unexpected HTML nested more than ${maximumDepth} deep, expected Markdown`
  walk.find('articles/deep-nesting', placeOf(node), message)
  const value = node.value
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)|<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const position = node.position && { position: node.position }
  return value ? [{ type: 'paragraph', children: [{ type: 'text', value, ...position }], ...position }] : []
}

type ToPlace = (position: Element['position']) => Place | undefined

/** Finds places of the block in the source. In quotes and lists its lines lack what stands before them there. */
function placer(node: Html, walk: ArticleWalk): ToPlace {
  const whole = placeOf(node)
  if (!whole) return () => undefined
  const starts = lineOffsets(node.value, whole.start.offset, walk.source)
  const offsetOf = ({ line, column }: Point): number => starts[line - 1]! + column - 1
  return (position) => {
    if (!position || starts[position.end.line - 1] === undefined) return whole
    return placeWithin(walk.source, whole.start, offsetOf(position.start), offsetOf(position.end))
  }
}

const lineEnd = /[\r\n]/g

/** Where each line of the value begins in the source; nothing from a line on that the source does not have. */
function lineOffsets(value: string, start: number, source: string): number[] {
  const offsets: number[] = []
  let from = start
  for (const line of value.split(/\r\n|\n|\r/)) {
    lineEnd.lastIndex = from
    const end = lineEnd.exec(source)?.index ?? source.length
    const offset = from === start ? start : end - line.length
    if (source.slice(offset, offset + line.length) !== line) return offsets
    offsets.push(offset)
    from = end + (source.startsWith('\r\n', end) ? 2 : 1)
  }
  return offsets
}

function cleanAll<T extends HastContent | ElementContent>(nodes: T[], toPlace: ToPlace, walk: ArticleWalk): T[] {
  return nodes.flatMap((node) => (node.type === 'element' ? (clean(node, toPlace, walk) as T[]) : [node]))
}

function clean(element: Element, toPlace: ToPlace, walk: ArticleWalk): ElementContent[] {
  const { tagName } = element
  const isAllowed = allowedBlocks.has(tagName) || allowedInline.has(tagName)
  const place = toPlace(element.position)
  if (!isAllowed) walk.find('articles/unsafe-html', place, `Unexpected element \`<${tagName}>\`, expected Markdown`)
  if (droppedWhole.has(tagName)) return []
  const children = cleanAll(element.children, toPlace, walk)
  if (!isAllowed) return unwrapped(element, children)
  reportAttributes(element, place, walk)
  if (tagName === 'td' || tagName === 'th') reportMerged(element, place, walk)
  return allowedInline.has(tagName) ? sinkIntoBlocks({ ...element, children }) : [{ ...element, children }]
}

/** What an element held that may not stay: apart from the words around it where it was, in the language that it said. */
function unwrapped(element: Element, children: ElementContent[]): ElementContent[] {
  const properties = languageOf(element.properties)
  if (blockElements.has(element.tagName)) return [{ ...element, tagName: 'div', properties, children }]
  if (Object.keys(properties).length === 0) return children
  return sinkIntoBlocks({ ...element, tagName: 'span', properties, children })
}

/** No edition has cells over several rows or columns. */
function reportMerged({ properties }: Element, place: Place | undefined, walk: ArticleWalk): void {
  const columns = Number(properties['colSpan'] ?? 1)
  const rows = Number(properties['rowSpan'] ?? 1)
  if (!(columns > 1 || rows > 1)) return
  // As browsers do, so that a slip makes no million cells.
  if (columns > 1000) properties['colSpan'] = 1
  const span = [columns > 1 && `${columns} columns`, rows > 1 && `${rows} rows`].filter(Boolean).join(' and ')
  const message = `Unexpected cell over ${span}, expected a cell for each; only the first shows its words`
  walk.find('articles/merged-cell', place, message)
}

function reportLostTitle({ properties, position }: Element, toPlace: ToPlace, walk: ArticleWalk): void {
  const message = `Unexpected title \`${shorten(String(properties['title']))}\` of a picture with a \`<figcaption>\`, expected one caption`
  const note = 'No reader sees it. Write its words into the `<figcaption>`, or leave it out.'
  walk.find('articles/lost-caption', toPlace(position), message, note)
}

function movePositions(node: Nodes, toPlace: ToPlace): void {
  const place = toPlace(node.position)
  if (place) node.position = place
  if (node.type === 'inlineElement') delete node.data
  if ('children' in node) for (const child of node.children) movePositions(child, toPlace)
}
