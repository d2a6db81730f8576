import type { Nodes, Root } from 'mdast'
import { hadMeaning, hasStandIns, limitNesting, restoreSigns, restoreText } from './limit-nesting.ts'
import type { ReadBy } from '../model/article.ts'
import { parseNatively, type NativeReading } from './native/parse-natively.ts'
import { withoutMark } from './native/trial-protocol.ts'
import type { Vetted } from './native/vetter.ts'
import { parseInChunks } from './parse-chunks.ts'
import { parseByRemark } from './remark-parser.ts'

/** Characters from which a text is parsed in pieces: several times what anybody writes in one article. */
const longText = 50_000
const chunkLength = 8_000

export interface ParsedMarkdown {
  tree: Root
  /** Text nodes with signs that nest too deeply, and so are only text. */
  tooDeep: Nodes[]
  /** Nested too deeply to be read at all. */
  isRefused: boolean
  readBy: ReadBy
  /** What went wrong in the native parser. */
  failure?: string
}

/**
 * Reads Markdown (CommonMark, GFM, directives, definition lists, front matter) as mdast, by remark-parse. A byte order
 * mark and CRLF are allowed; positions are those of `source`.
 */
export function parseMarkdown(source: string): Root {
  return parseWithLimits(source).tree
}

/**
 * The same by either parser, and what had to be done about nesting. The native parser is used where `vetted` allows it
 * and it is known to give the tree that remark-parse gives; `read` is it.
 */
export function parseWithLimits(source: string, vetted?: Vetted, read = parseNatively): ParsedMarkdown {
  const unmarked = withoutMark(source)
  const { text, isLimited, isRefused } = limitNesting(unmarked)
  if (isRefused) return { tree: { type: 'root', children: [] }, tooDeep: [], isRefused, readBy: 'remark' }
  const native = readFirst(text, vetted, isLimited, read)
  const tree = native.by === 'native' ? native.tree : parseInPieces(text)
  if (unmarked !== source) shiftPositions(tree)
  return {
    tree,
    tooDeep: isLimited ? restore(tree) : [],
    isRefused,
    readBy: native.by,
    ...(native.by === 'failed' && { failure: native.reason }),
  }
}

function readFirst(
  text: string,
  vetted: Vetted | undefined,
  isLimited: boolean,
  read: typeof parseNatively,
): NativeReading | { by: 'remark' } {
  if (!vetted) return { by: 'remark' }
  return isLimited ? { by: 'routed' } : read(text, vetted)
}

function parseInPieces(text: string): Root {
  return text.length > longText ? parseInChunks(text, parseByRemark, chunkLength) : parseByRemark(text)
}

/** Moves every position by the byte order mark, which the parser does not count. */
function shiftPositions(tree: Root): void {
  const nodes: Nodes[] = [tree]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    for (const point of [node.position?.start, node.position?.end]) {
      if (!point) continue
      point.offset = point.offset! + 1
      if (point.line === 1) point.column++
    }
    if ('children' in node) for (const child of node.children) nodes.push(child)
  }
}

/** Gives the stand-ins of deep nesting their signs back; returns the text nodes that had any. */
function restore(tree: Root): Nodes[] {
  const found: Nodes[] = []
  const nodes: Nodes[] = [tree]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (node.type === 'text' && hasStandIns(node.value)) {
      if (hadMeaning(node.value)) found.push(node)
      restoreTextNode(node)
    } else restoreFields(node as unknown as Record<string, unknown>)
    if ('children' in node) for (let index = node.children.length; index--; ) nodes.push(node.children[index]!)
  }
  return found
}

/** What a text lost at its beginning moves its start, so that its letters still stand where they were written. */
function restoreTextNode(node: Extract<Nodes, { type: 'text' }>): void {
  const lost = /^[\uE900-\uE97F]*/.exec(node.value)![0].length
  node.value = restoreText(node.value)
  if (!node.position || lost === 0) return
  const { start } = node.position
  node.position.start = { ...start, column: start.column + lost, offset: start.offset! + lost }
}

function restoreFields(node: Record<string, unknown>): void {
  for (const key of ['value', 'url', 'title', 'alt', 'lang', 'meta', 'label', 'identifier']) {
    const field = node[key]
    if (typeof field === 'string' && hasStandIns(field)) node[key] = restoreSigns(field)
  }
  const attributes = node['attributes'] as Record<string, string> | undefined
  for (const key in attributes) attributes[key] = restoreSigns(attributes[key] ?? '')
}
