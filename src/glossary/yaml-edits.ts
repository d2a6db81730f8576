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

/** A field for an entry that has none of that name, on a line after its last. */
export function fillField(text: string, node: YAMLMap, field: string, value: unknown): Edit {
  const [start = 0, end = start] = node.range ?? []
  const indent = ' '.repeat(start - lineStart(text, start))
  const line = fieldText({ [field]: value }).replace(/^(?=.)/gmu, indent)
  return afterLine(text, end, line)
}

/** A new entry before another, above the comments that belong to that one. */
export function insertEntry(text: string, nodes: YAMLMap[], before: YAMLMap, fields: object): Edit {
  const start = before.range?.[0] ?? 0
  let at = lineStart(text, start)
  // The comments at the head of the file are about the file.
  if (before !== nodes[0]) at = aboveComments(text, at)
  const newline = newlineOf(text)
  const gap = hasGaps(text, nodes) ? newline : ''
  return { at, text: withNewline(entryText(fields, indentOf(text, nodes)) + gap, newline) }
}

/** A new entry at the end. */
export function appendEntry(text: string, nodes: YAMLMap[], fields: object): Edit {
  const newline = newlineOf(text)
  const isGlued = text !== '' && !/[\r\n]$/u.test(text)
  const gap = hasGaps(text, nodes) ? newline : ''
  const lead =
    (isGlued ? newline : '') + (/(?:\n\s*|^)$/u.test(text.replace(/\r/gu, '').replace(/\n$/u, '')) ? '' : gap)
  return { at: text.length, text: lead + withNewline(entryText(fields, indentOf(text, nodes)), newline) }
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

function afterLine(text: string, offset: number, line: string): Edit {
  const newline = newlineOf(text)
  const body = withNewline(line, newline)
  if (offset > 0 && text[offset - 1] === '\n') return { at: offset, text: body }
  const next = text.indexOf('\n', offset)
  return next < 0 ? { at: text.length, text: newline + body } : { at: next + 1, text: body }
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

function newlineOf(text: string): string {
  return /\r\n/u.test(text) ? '\r\n' : '\n'
}

function withNewline(text: string, newline: string): string {
  return newline === '\n' ? text : text.replace(/\r?\n/gu, newline)
}

/** What stands before the dash of an entry. */
function indentOf(text: string, nodes: YAMLMap[]): string {
  const start = nodes[0]?.range?.[0]
  if (start === undefined) return ''
  return /^\s*/u.exec(text.slice(lineStart(text, start), start))?.[0] ?? ''
}

/** Whether the author leaves a blank line between entries. */
function hasGaps(text: string, nodes: YAMLMap[]): boolean {
  const start = nodes[1]?.range?.[0] ?? nodes[0]?.range?.[0]
  if (nodes.length < 2 || start === undefined) return nodes.length === 0 && false
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
