/** Edits to the text of a glossary: pure insertions, so that whatever the author wrote stays byte for byte. */
import { Document, Scalar, isSeq, visit } from 'yaml'
import type { YAMLMap } from 'yaml'

/** Text to insert at an offset. */
export interface Edit {
  at: number
  text: string
}

/** Inserts all; those at one offset stay in their order. */
export function applyEdits(text: string, edits: Edit[]): string {
  const sorted = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.at - b.at || a.order - b.order)
  let result = ''
  let from = 0
  for (const { at, text: insertion } of sorted) {
    result += text.slice(from, at) + insertion
    from = at
  }
  return result + text.slice(from)
}

/** How the author lays the file out. */
export interface Layout {
  text: string
  newline: string
  /** What stands before the dash of an entry. */
  indent: string
  /** Whether a blank line stands between entries. */
  hasGaps: boolean
  first: YAMLMap | undefined
}

export function layoutOf(text: string, nodes: YAMLMap[]): Layout {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const start = nodes[0]?.range?.[0]
  const indent =
    start === undefined ? '' : (/^\s*/u.exec(text.slice(lineStart(text, start), start))?.[0] ?? '')
  return { text, newline, indent, hasGaps: hasGaps(text, nodes), first: nodes[0] }
}

/** A field for an entry that has none of that name, on a line after its last. */
export function fillField({ text, newline }: Layout, node: YAMLMap, field: string, value: unknown): Edit {
  const [start = 0, end = start] = node.range ?? []
  const indent = ' '.repeat(start - lineStart(text, start))
  const line = withNewline(fieldText({ [field]: value }).replace(/^(?=.)/gmu, indent), newline)
  if (end > 0 && text[end - 1] === '\n') return { at: end, text: line }
  const next = text.indexOf('\n', end)
  return next < 0 ? { at: text.length, text: newline + line.trimEnd() } : { at: next + 1, text: line }
}

/** A new entry before another, above the comments that belong to that one. */
export function insertEntry(
  { text, newline, indent, hasGaps, first }: Layout,
  before: YAMLMap,
  fields: object,
): Edit {
  const start = lineStart(text, before.range?.[0] ?? 0)
  // The comments at the head of the file are about the file.
  const at = before === first ? start : aboveComments(text, start)
  return { at, text: withNewline(entryText(fields, indent) + (hasGaps ? '\n' : ''), newline) }
}

/** A new entry at the end. */
export function appendEntry({ text, newline, indent, hasGaps }: Layout, fields: object): Edit {
  const gap = hasGaps && !/\n[ \t]*\r?\n$/u.test(text.slice(-200)) ? '\n' : ''
  return { at: text.length, text: withNewline(gap + entryText(fields, indent), newline) }
}

function aboveComments(text: string, at: number): number {
  let start = at
  while (start > 0) {
    const above = lineStart(text, start - 1)
    if (!/^\s*#/u.test(text.slice(above, start))) break
    start = above
  }
  return start
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

function withNewline(text: string, newline: string): string {
  return newline === '\n' ? text : text.replace(/\r?\n/gu, newline)
}

/** Whether the author leaves a blank line between entries. */
function hasGaps(text: string, nodes: YAMLMap[]): boolean {
  const start = nodes[1]?.range?.[0] ?? nodes[0]?.range?.[0]
  if (nodes.length < 2 || start === undefined) return false
  return /\n\s*\n(?:\s*#.*\n)*\s*-?\s*$/u.test(text.slice(0, start).replace(/\r/gu, ''))
}

function entryText(fields: object, indent: string): string {
  return fieldText(fields)
    .split('\n')
    .map((line, index) => (line === '' ? '' : `${indent}${index === 0 ? '- ' : '  '}${line}`))
    .join('\n')
}

/** The fields as YAML, lists in one line: `also: [SENCo, SENDCo]`. */
function fieldText(fields: object): string {
  const document = new Document(fields)
  visit(document, {
    Pair(_, pair) {
      if (isSeq(pair.value)) pair.value.flow = true
    },
    Scalar(_, node) {
      // A multi-line text is easier to read and edit as a block.
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
