import type { Report } from '../diagnostics/index.ts'
import { definitionRow, lettersRow, tableRows, type Line } from './import-blocks.ts'
import { columnsOf, csvRows, headerOf, rowOf, type CsvRow } from './import-csv.ts'
import { isHeadingLine, splitLine } from './import-lines.ts'
import { hasTag, toTerms, withFoldedNames, type Row } from './import-row.ts'
import { readYamlList } from './import-yaml.ts'
import { placesIn } from './imported-term.ts'
import type { ImportedTerm } from './imported-term.ts'

const DELIMITERS = [',', ';', '\t']
const FRONT_MATTER = /^\s*---[ \t]*\r?\n([\s\S]*?\n)---[ \t]*\r?\n(?=\s*\S)/u
/** Front matter has one of these keys at least; a list between two rules has not. */
const ITS_KEY = /^(?:title|summary|description|layout|date|draft|slug|authors?|tags):/mu
/** What documents say of themselves. */
const ABOUT_ITSELF =
  /^(?:last |date )?(?:updated|revised|reviewed|created|compiled|prepared|printed|published|issued|version|author|editor|owner|source|contact|page|title|file|status|date|note)(?: (?:on|by|at))?$/iu

/**
 * Reads a list of terms as authors keep it, one a line in whatever way, or CSV, a Markdown table, a definition list,
 * or another glossary in YAML. Front matter at the top is passed over.
 * Reports `glossary/import-not-understood` for each line that does not give both letters and expansion.
 */
export function readTermList(source: string, file: string, report: Report): ImportedTerm[] {
  const text = withoutFrontMatter(source.replace(/^\uFEFF/u, ''))
  const placeOf = placesIn(text, file)
  const unread = (start: number, end: number): void =>
    report({
      rule: 'glossary/import-not-understood',
      message: `Unexpected line "${shorten(text.slice(start, end))}", expected letters and what they stand for`,
      file,
      place: placeOf(start, end),
    })
  const rows = rowsOfYaml(text, unread) ?? rowsOfCsv(text) ?? rowsOfLines(text, unread)
  const terms = rows.flatMap((row) => {
    const found = toTerms(row, placeOf)
    if (found.length === 0) unread(row.start, row.end)
    return found
  })
  return withFoldedNames(terms)
}

/** Front matter made blank, so that places stay what they are. */
function withoutFrontMatter(text: string): string {
  const [front, keys] = FRONT_MATTER.exec(text) ?? []
  if (front === undefined || !ITS_KEY.test(keys ?? '')) return text
  return front.replace(/[^\r\n]/gu, ' ') + text.slice(front.length)
}

function shorten(line: string): string {
  const folded = line.trim().replace(/\s+/gu, ' ')
  return folded.length > 60 ? `${folded.slice(0, 59)}…` : folded
}

function rowsOfYaml(text: string, unread: Unread): Row[] | undefined {
  const list = readYamlList(text)
  if (list?.broken) unread(list.broken.start, list.broken.end)
  return list?.rows
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

type Unread = (start: number, end: number) => void

function rowsOfLines(text: string, unread: Unread): Row[] {
  const lines = linesOf(text)
  const rows: Row[] = []
  for (let index = 0; index < lines.length;) {
    const taken =
      tableRows(lines, index, rows) || definitionRow(lines, index, rows) || lettersRow(lines, index, rows)
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
  if (hasTag(line.text)) return unread(line.start + indent, end)
  const isContinued =
    last && (indent >= 4 || line.text.startsWith('\t')) && !/^\s*[-*+•]|\S(?:\s{2,}|\t)\S/u.test(line.text)
  if (isContinued && /^[\s]*$/u.test(line.text.slice(0, indent))) {
    last.values.expansion = `${last.values.expansion ?? ''} ${line.text.trim()}`
    last.end = end
    return
  }
  const sides = splitLine(line.text)
  if (!sides || ABOUT_ITSELF.test(sides.term)) return unread(line.start + indent, end)
  rows.push({
    values: { term: sides.term, expansion: sides.expansion },
    start: line.start + sides.start,
    end,
  })
}
