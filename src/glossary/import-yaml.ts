/** Lists of terms in YAML or JSON: another glossary, or one with names of its own for the keys. */
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Document, Node, YAMLMap } from 'yaml'
import { columnNamed } from './import-csv.ts'
import type { Column, Row } from './import-row.ts'

/** What such a list says, or where it is broken. */
export interface YamlList {
  rows: Row[]
  /** Where the YAML is not sound; its rows are then not to be trusted, and left out. */
  broken?: { start: number; end: number }
}

const KEY = /^[ \t[{-]*(\p{L}[\p{L} ]{0,30}?) ?:(?=\s|$)/gmu
const KEY_IN_BRACES = /[{,]\s{0,9}(?:(\p{L}[\p{L} ]{0,30}?) ?:(?=\s)|["'](\p{L}[\p{L} ]{0,30})["'] ?:)/gu

/** Reads a list whose entries are keys and values, those of the term and its expansion among them; else nothing. */
export function readYamlList(text: string): YamlList | undefined {
  if (!mayBeRecords(text)) return undefined
  const document = parseDocument(text)
  const records = recordsOf(document)
  if (!records) return undefined
  const [error] = document.errors
  if (error)
    return {
      rows: [],
      broken: { start: error.pos[0], end: Math.max(error.pos[0], lineEnd(text, error.pos[0])) },
    }
  return { rows: records.map(({ node, term }) => rowOfNode(node, term)) }
}

/** A look at the names of keys, so that other lists need not be parsed. */
function mayBeRecords(text: string): boolean {
  const names = [...text.matchAll(KEY), ...text.matchAll(KEY_IN_BRACES)].map((match) =>
    columnNamed(match[1] ?? match[2] ?? ''),
  )
  return names.includes('expansion') || names.includes('definition')
}

interface RecordNode {
  node: unknown
  /** The letters, where they are the key that the entry stands under. */
  term?: string
}

/** The entries of a list, of the list under a key, or of keys that are the letters. */
function recordsOf({ contents }: Document.Parsed): RecordNode[] | undefined {
  if (isSeq(contents))
    return contents.items.some(isRecord) ? contents.items.map((node) => ({ node })) : undefined
  if (!isMap(contents)) return undefined
  const lists = contents.items.filter(({ value }) => isSeq(value) && value.items.some(isRecord))
  if (lists.length > 0) {
    return lists.flatMap(({ value }) => (isSeq(value) ? value.items.map((node) => ({ node })) : []))
  }
  const entries = contents.items.filter(({ value }) => isMap(value) && columnsOf(value).includes('expansion'))
  return entries.length > 0
    ? entries.map(({ key, value }) => ({ node: value, term: textOf(key) ?? '' }))
    : undefined
}

function isRecord(node: unknown): boolean {
  const columns = isMap(node) ? columnsOf(node) : []
  return columns.includes('term') && (columns.includes('expansion') || columns.includes('definition'))
}

function columnsOf(map: YAMLMap): (Column | undefined)[] {
  return map.items.map(({ key }) => columnNamed(textOf(key) ?? ''))
}

function rowOfNode(node: unknown, letters: string | undefined): Row {
  const [start = 0, end = start] = (node as Node | undefined)?.range ?? []
  const values: Row['values'] = letters === undefined ? {} : { term: letters }
  const lists: NonNullable<Row['lists']> = {}
  for (const { key, value } of isMap(node) ? node.items : []) {
    const column = columnNamed(textOf(key) ?? '')
    const text = textOf(value)
    if (!column || values[column] !== undefined || lists[column]) continue
    if (isSeq(value)) lists[column] = value.items.flatMap((item) => textOf(item) ?? [])
    else if (text !== undefined && text !== '') [values[column], lists[column]] = [text, [text]]
  }
  // A key with our own name has what a glossary has; under another name the words may say more.
  return { values, lists, isExact: isMap(node) && node.has('expansion'), start, end }
}

/** A scalar as it is written, so that `0800` stays what it is; nothing where there is no text. */
function textOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined
  const { value, source } = node
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? (source ?? String(value)) : undefined
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
