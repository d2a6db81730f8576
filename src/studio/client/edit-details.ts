import { isScalar } from 'yaml'
import { cleaned, type DetailField, type DetailItem, type DetailValue } from './detail-fields.ts'
import type { TextChange } from './draft-switch.ts'
import { editedLists } from './edit-list.ts'
import { frontMatter, mayBeginFrontMatter } from './front-matter.ts'
import { pairOf, readYaml, valueOf, type DetailPair, type ReadFrontMatter } from './read-details.ts'
import { changeBetween } from './text-change.ts'
import { quoted, writtenBlock, writtenLine } from './written-yaml.ts'
import { behindColon, commentsOf, endOf, hasRemark, lineStart, nextLine } from './yaml-text.ts'

/**
 * The change of a text by which its front matter says this under a key, and nothing else another. Nothing where only
 * the author can make it: then the key is written in a way that no field can keep.
 */
export function editDetail(source: string, field: DetailField, wanted: DetailValue): TextChange | undefined {
  const value =
    typeof wanted === 'string' ? cleaned(wanted, field.kind) : wanted.map((item) => tidy(item, field))
  const part = frontMatter(source)
  if (!part) return beginWith(source, field, value)
  const front = readYaml(part.text)
  const now = front && valueOf(pairOf(front, field), field.kind)
  if (!front || now === undefined) return undefined
  if (isSame(now, value)) return { from: 0, to: 0, insert: '' }
  const edited = candidates(front, field, value).find((text) => isRight(front, text, field, value))
  if (edited === undefined) return undefined
  const { from, to, insert } = changeBetween(part.text, edited)
  return { from: part.start + from, to: part.start + to, insert }
}

function tidy({ text, ...rest }: DetailItem, { kind }: DetailField): DetailItem {
  return { text: cleaned(text, kind), ...rest }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A text that has no front matter gets one. */
function beginWith(source: string, field: DetailField, value: DetailValue): TextChange | undefined {
  if (value.length === 0 || !mayBeginFrontMatter(source)) return undefined
  const front = readYaml('')!
  const text = candidates(front, field, value).find((one) => isRight(front, one, field, value))
  const gap = /^(?:\n|$)/.test(source) ? '' : '\n'
  return text === undefined ? undefined : { from: 0, to: 0, insert: `---\n${text}---\n${gap}` }
}

/** Whether the value is read back as it is meant, while all else says the same and no comment is lost. */
function isRight(before: ReadFrontMatter, text: string, field: DetailField, value: DetailValue): boolean {
  // A line of dashes would end the front matter.
  const after = frontMatter(`---\n${text}---\n`)?.text === text ? readYaml(text) : undefined
  if (!after || !isSame(valueOf(pairOf(after, field), field.kind), value)) return false
  const key = pairOf(after, field)?.key.value ?? pairOf(before, field)?.key.value
  const rest = ({ values }: ReadFrontMatter): unknown =>
    Object.entries(values).filter(([name]) => name !== key)
  const remarks = (of: string): string[] =>
    commentsOf(of)
      .map((comment) => comment.text)
      .sort()
  return isSame(rest(after), rest(before)) && isSame(remarks(text), remarks(before.text))
}

/** How the front matter could be written with another value, the best first. */
function candidates(front: ReadFrontMatter, field: DetailField, value: DetailValue): string[] {
  const pair = pairOf(front, field)
  if (value.length === 0) return pair ? withoutPair(front.text, pair) : []
  if (typeof value === 'string') return withText(front, field.key, pair, value)
  return editedLists(front, { ...field, pair }, value)
}

/**
 * Comments in the lines of a key are the author's, and stay when it goes. So do those under it; but where these are
 * further in, they could become a part of the text above: then they come out with the others.
 */
function withoutPair(text: string, pair: DetailPair): string[] {
  const from = lineStart(text, pair.key.range![0])
  const end = nextLine(text, endOf(pair.value, behindColon(pair)))
  const indent = text.slice(from, pair.key.range![0])
  const under = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(text.slice(end))![0].length
  return [end, end + under].map((to) => {
    const remarks = commentsOf(text).filter(({ at }) => at >= from && at < to)
    return (
      text.slice(0, from) + remarks.map((remark) => `${indent}${remark.text}\n`).join('') + text.slice(to)
    )
  })
}

function withText(
  { text, pairs }: ReadFrontMatter,
  key: string,
  pair: DetailPair | undefined,
  value: string,
): string[] {
  if (!pair) {
    const indent = text.slice(lineStart(text, pairs[0]?.key.range![0] ?? 0), pairs[0]?.key.range![0] ?? 0)
    return forms(value).map((form) => `${text}${indent}${key}: ${form}\n`)
  }
  const { from, to } = placeOf(pair)
  const old = text.slice(from, to)
  const gap = from === behindColon(pair) ? ' ' : ''
  const end = old.endsWith('\n') ? '\n' : ''
  const written = [...asBefore(pair, old, value), ...forms(value, hasRemark(text, to))]
  return written.map((form) => text.slice(0, from) + gap + form + end + text.slice(to))
}

/** The place of a value, with what marks it: an anchor or a tag goes with it. */
function placeOf(pair: DetailPair): { from: number; to: number } {
  const colon = behindColon(pair)
  const { value } = pair
  const to = endOf(value, colon)
  const isMarked = value?.tag !== undefined || (isScalar(value) && value.anchor !== undefined)
  return { from: to === colon || isMarked ? colon : value!.range![0], to }
}

/** In the form that the author has chosen. */
function asBefore({ value: node }: DetailPair, old: string, value: string): string[] {
  if (!isScalar(node)) return []
  if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') {
    const width = Math.max(40, ...old.split('\n').map((line) => line.length))
    // `>` and `|` keep the last end of a line, `>-` and `|-` do not.
    const whole = String(node.value).endsWith('\n') ? `${value}\n` : value
    return [writtenBlock(whole, node.type, width)]
  }
  if (node.type === 'QUOTE_SINGLE') return value.includes('\n') ? [] : [`'${value.replaceAll("'", "''")}'`]
  return node.type === 'QUOTE_DOUBLE' && !value.includes('\n') ? [quoted(value)] : []
}

function forms(value: string, hasRemark = false): string[] {
  const blocks = value.includes('\n') ? [writtenBlock(value, 'BLOCK_LITERAL', 0)] : []
  return [...blocks, writtenLine(value, { hasRemark }), JSON.stringify(value)]
}
