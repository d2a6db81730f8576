/** Entries of a list that take several lines: Markdown tables, definition lists, letters with their meaning below. */
import { columnNamed, columnsOf, rowOf } from './import-csv.ts'
import { isHeadingLine, orderedSides, splitLine } from './import-lines.ts'
import type { Row } from './import-row.ts'
import { isCapitals, looksLikeLetters } from './letters.ts'
import { isExpansionOf } from './match-expansion.ts'

/** A line of the list, and where it starts in the text. */
export interface Line {
  text: string
  start: number
}

/** A Markdown table from `index` on: its rows are added; how many lines it took. */
export function tableRows(lines: Line[], index: number, rows: Row[]): number {
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
export function definitionRow(lines: Line[], index: number, rows: Row[]): number {
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

const BULLET = /^\s*(?:[*+•·‣◦▪]|\d{1,3}[.)])\s+/u
const SIGN_FIRST = /^\s*(?:[–—=]|-+>?)\s+/u

/** Letters alone on a line, and on the next a sign and what they stand for, or just that; how many lines it took. */
export function lettersRow(lines: Line[], index: number, rows: Row[]): number {
  const line = lines[index]
  const next = lines[index + 1]
  if (!line || !next) return 0
  const term = line.text
    .replace(BULLET, '')
    .replace(/[*_`]|\s*[:–—-]\s*$/gu, '')
    .trim()
  const isLetters = isCapitals(term.split(' ')[0] ?? '') && looksLikeLetters(term)
  if (!isLetters || splitLine(line.text) || isHeadingLine(line.text)) return 0
  const expansion = next.text.replace(SIGN_FIRST, '').trim()
  const hasSign = SIGN_FIRST.test(next.text) && !splitLine(expansion) && !looksLikeLetters(expansion)
  if (expansion === '' || !(hasSign || isExpansionOf(term, expansion))) return 0
  const start = line.start + Math.max(0, line.text.search(/[\p{L}\p{N}]/u))
  rows.push({ values: { term, expansion }, start, end: next.start + next.text.trimEnd().length })
  return 2
}
