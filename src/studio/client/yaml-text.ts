import { CST, isCollection, isMap, isPair, Lexer, type Node } from 'yaml'
import type { DetailPair } from './read-details.ts'

/** A comment of YAML, from its `#` to the end of its line. */
export interface YamlComment {
  at: number
  text: string
}

/** The lexer's own, which stand nowhere in the text. */
const marks: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]

/** The comments of a text; a `#` within a value is none. */
export function commentsOf(text: string): YamlComment[] {
  const comments: YamlComment[] = []
  let at = 0
  let isValue = false
  for (const token of new Lexer().lex(text)) {
    if (!isValue && marks.includes(token)) isValue = token === CST.SCALAR
    else {
      if (!isValue && token.startsWith('#')) comments.push({ at, text: token })
      isValue = false
      at += token.length
    }
  }
  return comments
}

/** Where the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

/** Where the next line begins, behind something that ends there. */
export function nextLine(text: string, at: number): number {
  if (at > 0 && text[at - 1] === '\n') return at
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

/** Where the colon of a key ends. */
export function behindColon({ key, srcToken }: DetailPair): number {
  const colon =
    srcToken && 'sep' in srcToken ? srcToken.sep?.find(({ type }) => type === 'map-value-ind') : undefined
  return colon ? colon.offset + 1 : key.range![1]
}

/** Where a value ends, without comments that stand under it. */
export function endOf(node: Node | null, before: number): number {
  if (!node?.range || node.range[0] === node.range[1]) return before
  if (!isCollection(node) || node.flow === true || node.items.length === 0) return node.range[1]
  const last = node.items.at(-1)
  if (isMap(node) && isPair(last)) return endOf(last.value as Node | null, (last.key as Node).range![1])
  return endOf(last as Node | null, node.range[1])
}

/** Whether a comment stands in the same line behind an offset. */
export function hasRemark(text: string, at: number): boolean {
  return text[at - 1] !== '\n' && /^[ \t]*#/.test(text.slice(at))
}
