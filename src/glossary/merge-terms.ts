import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Document, YAMLMap, YAMLSeq } from 'yaml'
import type { Report } from '../diagnostics/index.ts'
import type { FilePlace } from '../model/place.ts'
import { foldExpansion } from './fold-expansion.ts'
import { placesIn } from './imported-term.ts'
import type { ImportedTerm } from './imported-term.ts'
import { appendEntry, applyEdits, fillField, insertEntry, layoutOf } from './yaml-edits.ts'
import type { Edit } from './yaml-edits.ts'

/** What a merge needs besides the two texts. */
export interface MergeOptions {
  /** The glossary's file, for places. Default: `articles/glossary.yaml`. */
  file: string
  /** Takes `glossary/import-conflict` and `glossary/merge-not-a-list`. */
  report: Report
}

/** Letters that the glossary and the list explain differently. */
export interface MergeConflict {
  term: string
  /** What the glossary says, and keeps saying. */
  kept: string
  /** What the list says. */
  refused: string
  /** Where the glossary says so. */
  keptPlace: FilePlace
  refusedPlace: FilePlace
}

/** A merged glossary and what became of each term, by its letters. */
export interface MergeResult {
  text: string
  added: string[]
  changed: string[]
  conflicts: MergeConflict[]
}

const defaults = { file: 'articles/glossary.yaml', report: () => {} } satisfies MergeOptions

/** The keys of an entry, in the order they are written. */
const FIELDS = [
  'term',
  'expansion',
  'also',
  'plural',
  'definition',
  'url',
  'replacedBy',
  'replaces',
  'since',
  'until',
  'sense',
  'caseSensitive',
  'tags',
  'id',
] as const

type Field = (typeof FIELDS)[number]
type Value = string | boolean | string[]

/** A term that is in the glossary or goes into it. */
interface Entry {
  letters: string
  expansion: string
  sense: string | undefined
  place: FilePlace
  /** Its node in the file; nothing for a term of the list. */
  node?: YAMLMap
  /** What is to be written of a new term, what is to be filled in of an old one. */
  fields: Partial<Record<Field, Value>>
}

/**
 * Merges terms into the text of a glossary. What is there stays as it is, byte for byte: new entries are added at the
 * end, or in their place where the file is in alphabetical order; fields that an entry does not have are filled in.
 * Other expansions for the same letters are refused and reported, with both places.
 */
export function mergeTerms(
  yamlText: string,
  terms: ImportedTerm[],
  options: Partial<MergeOptions> = {},
): MergeResult {
  const { file, report } = { ...defaults, ...options }
  const text = yamlText.replace(/^\uFEFF/u, '').replace(/(?<=[^\n])$/u, lastNewline(yamlText))
  const document = parseDocument(text, { keepSourceTokens: true })
  const list = listOf(document)
  const placeOf = placesIn(text, file)
  if (!list) {
    report({
      rule: 'glossary/merge-not-a-list',
      message: 'Unexpected content of the glossary, expected a list of terms',
      file,
      place: placeOf(0, 0),
    })
    return { text: yamlText, added: [], changed: [], conflicts: [] }
  }
  const entries = list.items.flatMap((node) => entryOf(node, text, placeOf))
  const known = entries.length
  const byLetters = new Map<string, Entry[]>()
  for (const entry of entries) enter(entry, byLetters)
  const conflicts = terms.flatMap((term) => place(term, entries, byLetters))
  for (const conflict of conflicts) reportConflict(conflict, report)
  const changed = entries.slice(0, known).filter((entry) => Object.keys(entry.fields).length > 0)
  const added = entries.slice(known)
  const unchanged = changed.length === 0 && added.length === 0
  return {
    text: unchanged ? yamlText : write(text, document, list, entries.slice(0, known), added),
    added: added.map((entry) => entry.letters),
    changed: changed.map((entry) => entry.letters),
    conflicts,
  }
}

function lastNewline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** The list at the top of the file, an empty one for an empty file; nothing for anything else. */
function listOf(document: Document.Parsed): YAMLSeq | undefined {
  if (document.errors.length > 0) return undefined
  if (isSeq(document.contents)) return document.contents
  const isEmpty =
    document.contents === null || (isScalar(document.contents) && document.contents.value === null)
  return isEmpty ? (document.createNode([]) as YAMLSeq) : undefined
}

function entryOf(node: unknown, text: string, placeOf: ReturnType<typeof placesIn>): Entry[] {
  if (!isMap(node)) return []
  const letters = stringOf(node.get('term'))
  const [start = 0, end = start] = node.range ?? []
  const place = placeOf(start, start + text.slice(start, end).trimEnd().length)
  const sense = node.has('sense') ? stringOf(node.get('sense')) : undefined
  return letters === ''
    ? []
    : [{ letters, expansion: stringOf(node.get('expansion')), sense, place, node, fields: {} }]
}

function stringOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

/** Puts a term into the entries: fills one in, adds one, or gives the conflict. */
function place(term: ImportedTerm, entries: Entry[], byLetters: Map<string, Entry[]>): MergeConflict[] {
  const same = byLetters.get(term.term) ?? []
  const match = same.find((entry) => foldExpansion(entry.expansion) === foldExpansion(term.expansion))
  if (match) {
    fill(match, term)
    return []
  }
  const other = same.find(
    (entry) => term.sense === undefined || entry.sense === undefined || entry.sense === term.sense,
  )
  if (other) {
    const places = { keptPlace: other.place, refusedPlace: term.place }
    return [{ term: term.term, kept: other.expansion, refused: term.expansion, ...places }]
  }
  const { term: letters, expansion, sense } = term
  const entry: Entry = { letters, expansion, sense, place: term.place, fields: fieldsOf(term) }
  entries.push(entry)
  enter(entry, byLetters)
  return []
}

/** Enters an entry under its letters and its other spellings. */
function enter(entry: Entry, byLetters: Map<string, Entry[]>): void {
  for (const letters of new Set([entry.letters, ...spellingsOf(entry)])) {
    byLetters.set(letters, [...(byLetters.get(letters) ?? []), entry])
  }
}

function spellingsOf(entry: Entry): string[] {
  const written: unknown = entry.node?.toJSON()
  const record = (written ?? {}) as Record<string, unknown>
  return [record.also, record.plural, entry.fields.also, entry.fields.plural]
    .flat()
    .filter((one) => typeof one === 'string')
}

/** Gives an entry the fields it does not have. */
function fill(entry: Entry, term: ImportedTerm): void {
  for (const [field, value] of Object.entries(fieldsOf(term)) as [Field, Value][]) {
    if (field === 'term' || field === 'expansion' || field === 'id' || field === 'sense') continue
    if (entry.node?.has(field) || entry.fields[field] !== undefined) continue
    entry.fields[field] = value
  }
}

function fieldsOf(term: ImportedTerm): Partial<Record<Field, Value>> {
  const fields: Partial<Record<Field, Value>> = {}
  for (const field of FIELDS) {
    const value = term[field]
    if (value !== undefined && (!Array.isArray(value) || value.length > 0)) fields[field] = value
  }
  return fields
}

function reportConflict(conflict: MergeConflict, report: Report): void {
  report({
    rule: 'glossary/import-conflict',
    message: `Unexpected "${conflict.refused}" for ${conflict.term}, expected "${conflict.kept}" as in the glossary`,
    file: conflict.refusedPlace.file,
    place: conflict.refusedPlace,
    related: {
      file: conflict.keptPlace.file,
      place: conflict.keptPlace,
      message: `${conflict.term} is "${conflict.kept}" here`,
    },
  })
}

/** The file with the edits spliced in; written anew by the library where its layout does not let them. */
function write(
  text: string,
  document: Document.Parsed,
  list: YAMLSeq,
  known: Entry[],
  added: Entry[],
): string {
  const edits: Edit[] = []
  const isSorted =
    known.length > 2 && known.every((entry, at) => at === 0 || compare(known[at - 1], entry) <= 0)
  const nodes = known.flatMap((entry) => (entry.node ? [entry.node] : []))
  const layout = layoutOf(text, nodes)
  for (const entry of known) {
    for (const [field, value] of Object.entries(entry.fields)) {
      if (entry.node) edits.push(fillField(layout, entry.node, field, value))
    }
  }
  const inOrder = isSorted ? [...added].sort(compare) : added
  for (const entry of inOrder) {
    const at = isSorted ? known.findIndex((other) => compare(entry, other) < 0) : -1
    const before = at < 0 ? undefined : nodes[at]
    edits.push(before ? insertEntry(layout, before, entry.fields) : appendEntry(layout, entry.fields))
    const node = document.createNode(entry.fields)
    if (before) list.items.splice(list.items.indexOf(before), 0, node)
    else list.items.push(node)
  }
  for (const entry of known)
    for (const [field, value] of Object.entries(entry.fields)) entry.node?.set(field, value)
  if (known.length === 0) list.flow = false
  document.contents = list as typeof document.contents
  const spliced = applyEdits(text, edits)
  return holds(spliced, document) ? spliced : document.toString({ lineWidth: 0 })
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function compare(one: Entry | undefined, other: Entry | undefined): number {
  return collator.compare(one?.letters ?? '', other?.letters ?? '')
}

/** Whether a text says exactly what the document says. */
function holds(text: string, document: Document.Parsed): boolean {
  const read = parseDocument(text)
  return read.errors.length === 0 && JSON.stringify(read.toJS()) === JSON.stringify(document.toJS())
}
