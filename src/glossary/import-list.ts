import type { Report } from '../diagnostics/index.ts'
import { columnNamed, csvRows, headerOf } from './import-csv.ts'
import type { Column, CsvRow } from './import-csv.ts'
import { isHeadingLine, orderedSides, splitLine } from './import-lines.ts'
import { foldName, splitNotes } from './import-notes.ts'
import { placesIn } from './imported-term.ts'
import type { ImportedTerm } from './imported-term.ts'

/** What one line or row says, before its notes are read; offsets are in the whole text. */
interface Row {
  values: Partial<Record<Column, string>>
  start: number
  end: number
}

interface Line {
  text: string
  start: number
}

const DELIMITERS = [',', ';', '\t']
const LIST_COLUMNS = new Set<Column>(['also', 'replacedBy', 'replaces', 'tags'])

/**
 * Reads a list of terms as authors keep it, one a line in whatever way, or CSV, a Markdown table or a definition list.
 * Reports `glossary/import-not-understood` for each line that does not give both letters and expansion.
 */
export function readTermList(source: string, file: string, report: Report): ImportedTerm[] {
  const text = source.replace(/^\uFEFF/u, '')
  const placeOf = placesIn(text, file)
  const unread = (start: number, end: number): void =>
    report({
      rule: 'glossary/import-not-understood',
      message: `Unexpected line "${shorten(text.slice(start, end))}", expected letters and what they stand for`,
      file,
      place: placeOf(start, end),
    })
  const rows = rowsOfCsv(text) ?? rowsOfLines(text, unread)
  const terms = rows.flatMap((row) => {
    const term = toTerm(row, placeOf)
    if (!term) unread(row.start, row.end)
    return term ? [term] : []
  })
  return withFoldedNames(terms)
}

function shorten(line: string): string {
  const folded = line.trim().replace(/\s+/gu, ' ')
  return folded.length > 60 ? `${folded.slice(0, 59)}…` : folded
}

function rowsOfCsv(text: string): Row[] | undefined {
  for (const delimiter of DELIMITERS) {
    const rows = csvRows(text, delimiter)
    const header = rows && headerOf(rows)
    if (header) return rows.slice(1).map((row) => rowOf(row, header))
  }
  for (const delimiter of [',', ';']) {
    const rows = csvRows(text, delimiter)
    if (rows && isPlainCsv(text, rows)) return rows.map((row) => rowOf(row, columnsOf(row)))
  }
  return undefined
}

/** Without a header: the same number of fields in every row, and nothing of the other ways to keep a list. */
function isPlainCsv(text: string, rows: CsvRow[]): boolean {
  const count = rows[0]?.fields.length ?? 0
  if (count < 2 || count > 6 || /\t|\S {2,}\S|^\s*[|:#]/mu.test(text)) return false
  return (
    rows.length > 1 && rows.every((row) => row.fields.length === count && isPlainTerm(row.fields[0] ?? ''))
  )
}

function isPlainTerm(field: string): boolean {
  return field.split(' ').length <= 6 && !/[–—:=]/u.test(field)
}

function columnsOf(row: CsvRow): (Column | undefined)[] {
  return row.fields.map((field, index) => {
    if (index < 2) return index === 0 ? 'term' : 'expansion'
    return /^https?:/u.test(field) ? 'url' : index === 2 ? 'definition' : undefined
  })
}

function rowOf(row: CsvRow, columns: (Column | undefined)[]): Row {
  const values: Row['values'] = {}
  for (const [index, column] of columns.entries()) {
    const value = row.fields[index]?.trim()
    if (column && value && values[column] === undefined) values[column] = value
  }
  return { values, start: row.start, end: row.end }
}

type Unread = (start: number, end: number) => void

function rowsOfLines(text: string, unread: Unread): Row[] {
  const lines = linesOf(text)
  const rows: Row[] = []
  for (let index = 0; index < lines.length;) {
    const taken = tableRows(lines, index, rows) || definitionRow(lines, index, rows)
    if (taken === 0) lineRow(lines[index], rows, unread)
    index += Math.max(1, taken)
  }
  return rows
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/gu)]
    .filter((match) => match[0] !== '')
    .map((match) => ({ text: match[0].replace(/[\r\n]+$/u, ''), start: match.index }))
}

function lineRow(line: Line | undefined, rows: Row[], unread: Unread): void {
  if (!line || isHeadingLine(line.text)) return
  const last = rows.at(-1)
  const indent = /^\s*/u.exec(line.text)?.[0].length ?? 0
  const end = line.start + line.text.trimEnd().length
  const isContinued =
    last && (indent >= 4 || line.text.startsWith('\t')) && !/^\s*[-*+•]|\S(?:\s{2,}|\t)\S/u.test(line.text)
  if (isContinued && /^[\s]*$/u.test(line.text.slice(0, indent))) {
    last.values.expansion = `${last.values.expansion ?? ''} ${line.text.trim()}`
    last.end = end
    return
  }
  const sides = splitLine(line.text)
  if (!sides) return unread(line.start + indent, end)
  rows.push({
    values: { term: sides.term, expansion: sides.expansion },
    start: line.start + sides.start,
    end,
  })
}

/** A Markdown table from `index` on: its rows are added; how many lines it took. */
function tableRows(lines: Line[], index: number, rows: Row[]): number {
  const rule = lines[index + 1]?.text ?? ''
  if (!/^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$/u.test(rule)) return 0
  const names = cellsOf(lines[index]?.text ?? '').map(columnNamed)
  const isNamed = names.includes('term') && (names.includes('expansion') || names.includes('definition'))
  let end = index + 2
  for (; lines[end]?.text.includes('|'); end++) {
    const line = lines[end] as Line
    const start = line.start + Math.max(0, line.text.search(/[^\s|]/u))
    const row = { fields: cellsOf(line.text), start, end: line.start + line.text.trimEnd().length }
    rows.push(isNamed ? rowOf(row, names) : turned(rowOf(row, columnsOf(row))))
  }
  return end - index
}

function cellsOf(line: string): string[] {
  const cells = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '')
    .split(/(?<!\\)\|/u)
  return cells.map((cell) =>
    cell
      .replace(/\\\|/gu, '|')
      .replace(/[*`]|__/gu, '')
      .trim(),
  )
}

function turned(row: Row): Row {
  const { term = '', expansion = '' } = row.values
  return { ...row, values: { ...row.values, ...orderedSides({ term, expansion }) } }
}

/** `Term` with `: meaning` on the next line; how many lines it took. */
function definitionRow(lines: Line[], index: number, rows: Row[]): number {
  const line = lines[index]
  if (!line || line.text.trim() === '' || /^\s*:/u.test(line.text)) return 0
  let next = index + 1
  if (lines[next]?.text.trim() === '') next++
  const meaning = /^\s{0,3}[:~]\s+(.+)$/u.exec(lines[next]?.text ?? '')
  if (!meaning) return 0
  const words = [meaning[1] ?? '']
  let end = next + 1
  for (; /^\s+\S/u.test(lines[end]?.text ?? '') && !/^\s{0,3}[:~]\s/u.test(lines[end]?.text ?? ''); end++) {
    words.push(lines[end]?.text.trim() ?? '')
  }
  let definition: string | undefined
  const second = /^\s{0,3}[:~]\s+(.+)$/u.exec(lines[end]?.text ?? '')
  if (second) {
    definition = second[1]
    end++
  }
  const term = line.text.replace(/[*_`]/gu, '').trim()
  const last = lines[end - 1] as Line
  rows.push({
    values: {
      ...orderedSides({ term, expansion: words.join(' ').trim() }),
      ...(definition !== undefined && { definition }),
    },
    start: line.start + line.text.search(/\S/u),
    end: last.start + last.text.trimEnd().length,
  })
  return end - index
}

/** The row as a term; nothing where letters or expansion are missing or a letter alone. */
function toTerm(row: Row, placeOf: ReturnType<typeof placesIn>): ImportedTerm | undefined {
  const { values } = row
  const term = values.term?.replace(/\s+/gu, ' ').trim() ?? ''
  const { expansion, ...noted } = splitNotes((values.expansion ?? '').replace(/\s+/gu, ' '))
  if ([...term].length < 2 || !/[\p{L}\p{N}]/u.test(term) || !/\p{L}{2}/u.test(expansion)) return undefined
  const lists = Object.fromEntries([...LIST_COLUMNS].map((key) => [key, severalOf(values[key])])) as Pick<
    ImportedTerm,
    'also' | 'replacedBy' | 'replaces' | 'tags'
  >
  const result: ImportedTerm = { term, expansion, ...lists, place: placeOf(row.start, row.end) }
  result.replacedBy.push(...noted.replacedBy)
  result.replaces.push(...noted.replaces)
  for (const key of ['plural', 'definition', 'url', 'since', 'until', 'sense', 'id'] as const) {
    const value = values[key] ?? (key === 'since' || key === 'until' ? noted[key] : undefined)
    if (value !== undefined) result[key] = value
  }
  if (values.caseSensitive) result.caseSensitive = !/^(?:no|false|0|n)$/iu.test(values.caseSensitive)
  return result
}

function severalOf(value: string | undefined): string[] {
  return (value ?? '').split(/\s*[;|,]\s*/u).filter((one) => one !== '')
}

/** Names in notes fold to the terms they mean: `ICBs` to `ICB`. */
function withFoldedNames(terms: ImportedTerm[]): ImportedTerm[] {
  const known = new Set(terms.map((term) => term.term))
  const fold = (names: string[]): string[] => [...new Set(names.map((name) => foldName(name, known)))]
  return terms.map((term) => ({ ...term, replacedBy: fold(term.replacedBy), replaces: fold(term.replaces) }))
}
