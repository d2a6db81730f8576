import { isScalar, isSeq, type Node, type YAMLSeq } from 'yaml'
import type { DetailField, DetailItem } from './detail-fields.ts'
import { valueOf, type DetailPair, type ReadFrontMatter } from './read-details.ts'
import { writtenLine } from './written-yaml.ts'
import { behindColon, commentsOf, endOf, hasRemark, lineStart, nextLine } from './yaml-text.ts'

/** A key that holds a list, as it is in the text. */
export interface ListKey extends DetailField {
  pair: DetailPair | undefined
}

/** How front matter could be written with other items of a list, the best first. */
export function editedLists(front: ReadFrontMatter, list: ListKey, items: readonly DetailItem[]): string[] {
  const { text, pairs } = front
  const { pair, key } = list
  if (!pair) {
    const at = pairs[0]?.key.range![0] ?? 0
    const indent = text.slice(lineStart(text, at), at)
    return [`${text}${indent}${key}:${inLines(items, indent)}\n`]
  }
  const node = pair.value
  if (isSeq<Node | null>(node) && node.flow !== true) return inItsLines(text, node, list, items)
  return inOneLine(text, list, items)
}

function inLines(items: readonly DetailItem[], indent: string): string {
  return items.map((item) => `\n${indent}  - ${writtenItem(item, `${indent}  `)}`).join('')
}

function writtenItem({ text, as }: DetailItem, indent: string): string {
  return as === undefined ? writtenLine(text) : `slug: ${writtenLine(text)}\n${indent}  as: ${as}`
}

/** A list in brackets, a line with commas, a single name, or nothing: with another that stands in its place. */
function inOneLine(text: string, { pair, kind }: ListKey, items: readonly DetailItem[]): string[] {
  const colon = behindColon(pair!)
  const node = pair!.value
  const to = endOf(node, colon)
  const remark = hasRemark(text, to)
  const put = (written: string): string => text.slice(0, colon) + written + text.slice(to)
  const start = pair!.key.range![0]
  const brackets = put(` [${items.map(inBrackets).join(', ')}]`)
  const lines = remark ? [] : [put(inLines(items, text.slice(lineStart(text, start), start)))]
  if (!isScalar(node) || to === colon) return isSeq(node) ? [brackets, ...lines] : [...lines, brackets]
  if (kind === 'subjects') {
    const joined = writtenLine(items.map((item) => item.text).join(', '), { hasRemark: remark })
    return [put(` ${joined}`), brackets]
  }
  const single = items.length === 1 ? [put(` ${writtenLine(items[0]!.text, { hasRemark: remark })}`)] : []
  return [...single, ...lines, brackets]
}

function inBrackets({ text, as }: DetailItem): string {
  const written = writtenLine(text, { isInBrackets: true })
  return as === undefined ? written : `{ slug: ${written}, as: ${as} }`
}

/** An item with its lines: the comments above it belong to it. */
interface Chunk {
  item: DetailItem
  node: Node | null
  from: number
  to: number
  isUsed: boolean
}

/** Items that stay keep their lines, wherever they go; one that only reads differently keeps its comments. */
function inItsLines(
  text: string,
  node: YAMLSeq<Node | null>,
  { pair, kind }: ListKey,
  items: readonly DetailItem[],
): string[] {
  const chunks = chunksOf(text, node, valueOf(pair, kind) as readonly DetailItem[])
  const [first] = chunks
  if (!first) return []
  const found = items.map((item) => take(chunks, (chunk) => isItem(chunk.item, item)))
  const indent = /^ */.exec(text.slice(lineStart(text, node.range![0])))![0]
  const lines = items.map((item, index) => {
    const kept = found[index]
    if (kept) return text.slice(kept.from, kept.to)
    const old = chunks[index]
    const changed =
      old && !old.isUsed && items.length === chunks.length ? rewritten(text, old, item) : undefined
    if (old && changed !== undefined) old.isUsed = true
    return changed ?? `${indent}- ${writtenItem(item, indent)}\n`
  })
  const left = chunks.filter(({ isUsed }) => !isUsed)
  const remarks = commentsOf(text).filter(({ at }) => left.some(({ from, to }) => at >= from && at < to))
  const whole = lines.join('') + remarks.map((remark) => `${indent}${remark.text}\n`).join('')
  return [text.slice(0, first.from) + whole + text.slice(chunks.at(-1)!.to)]
}

function isItem(one: DetailItem, other: DetailItem): boolean {
  return one.text === other.text && one.as === other.as
}

function take(chunks: readonly Chunk[], fits: (chunk: Chunk) => boolean): Chunk | undefined {
  const chunk = chunks.find((one) => !one.isUsed && fits(one))
  if (chunk) chunk.isUsed = true
  return chunk
}

/** The lines of an item with another text in its place. */
function rewritten(text: string, { item, node, from, to }: Chunk, wanted: DetailItem): string | undefined {
  const { as } = wanted
  if (as !== item.as && item.text === wanted.text) return undefined
  const scalar = isScalar(node) ? node : undefined
  if (!scalar?.range || as !== undefined || scalar.anchor !== undefined || scalar.tag !== undefined)
    return undefined
  const [start, end] = scalar.range
  if (text[end - 1] === '\n') return undefined
  const written = writtenLine(wanted.text, { hasRemark: hasRemark(text, end) })
  return text.slice(from, start) + written + text.slice(end, to)
}

function chunksOf(text: string, node: YAMLSeq<Node | null>, items: readonly DetailItem[]): Chunk[] {
  const token = node.srcToken
  if (token?.type !== 'block-seq') return []
  const dashes = token.items
    .map(({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset)
    .filter((at) => at !== undefined)
  let before = lineStart(text, dashes[0] ?? 0)
  return dashes.map((dash, index) => {
    const from = before
    before = nextLine(text, endOf(node.items[index] ?? null, dash + 1))
    return { item: items[index]!, node: node.items[index] ?? null, from, to: before, isUsed: false }
  })
}
