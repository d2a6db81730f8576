import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse, type CsvError } from 'csv-parse'
import type { Place } from '../model/place.ts'

/** A row of the file. */
export interface ImportRow {
  cells: string[]
  /** The line it begins on. */
  line: number
  /** Where a cell is. */
  placeOf: (index: number) => Place
}

/** The file cannot be read any further. */
export class RowProblem extends Error {
  readonly kind: 'malformed' | 'nul'
  readonly line: number
  readonly column: number

  constructor(kind: 'malformed' | 'nul', message: string, line: number, column = 1) {
    super(message)
    this.name = 'RowProblem'
    this.kind = kind
    this.line = line
    this.column = column
  }
}

/** No member has as much: a row that does is a quotation mark that was never closed. */
const longestRow = 200_000

/**
 * The rows of a text in CSV (RFC 4180, with any line ends), as they are read. Empty rows are left out. Throws
 * `RowProblem` where the rows cannot be told apart.
 */
export async function* readRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<ImportRow> {
  const parser = parse({
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: longestRow,
  })
  const feeding = pipeline(Readable.from(text), parser)
  feeding.catch(() => undefined)
  try {
    for await (const found of parser) {
      const { record, info, raw } = found as { record: string[]; info: { lines: number }; raw: string }
      const row = rowOf(record, info.lines, raw, delimiter)
      if (row.cells.some((cell) => cell.trim() !== '')) yield row
    }
    await feeding
  } catch (error) {
    throw isCsvError(error) ? problemOf(error) : error
  }
}

function rowOf(cells: string[], lastLine: number, raw: string, delimiter: string): ImportRow {
  const body = raw.replace(/^[\r\n]+|[\r\n]+$/g, '')
  const line = lastLine - newlinesIn(body)
  const nul = body.indexOf('\0')
  if (nul >= 0) {
    const before = body.slice(0, nul)
    const column = nul - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'))
    throw new RowProblem('nul', 'NUL character', line + newlinesIn(before), column)
  }
  return { cells, line, placeOf: (index) => placeOfCell(body, index, delimiter, line) }
}

function newlinesIn(text: string): number {
  return text.includes('\n') || text.includes('\r') ? (text.match(/\r\n|\n|\r/g)?.length ?? 0) : 0
}

/** Walks the row's source to a cell; only findings ask for it. Offsets in the file are not known here. */
function placeOfCell(body: string, index: number, delimiter: string, line: number): Place {
  let start = 0
  let cell = 0
  let isQuoted = false
  let end = body.length
  for (let at = 0; at < body.length; at++) {
    if (body[at] === '"') isQuoted = !isQuoted
    if (isQuoted || !body.startsWith(delimiter, at)) continue
    if (cell === index) {
      end = at
      break
    }
    cell++
    start = at + delimiter.length
  }
  return { start: pointAt(body, start, line), end: pointAt(body, Math.max(start, end), line) }
}

function pointAt(body: string, at: number, line: number): Place['start'] {
  const before = body.slice(0, at)
  const column = at - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'))
  return { line: line + newlinesIn(before), column, offset: 0 }
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'records' in error && 'lines' in error
}

/** The error tells the line that was reached; the fault is where the row began. */
function problemOf(error: CsvError): RowProblem {
  const kept: unknown = error['raw']
  const text = typeof kept === 'string' ? kept : Buffer.isBuffer(kept) ? kept.toString() : ''
  const raw = text.replace(/^[\r\n]+/, '')
  const isAtEnd = error.code === 'CSV_QUOTE_NOT_CLOSED'
  const line = Math.max(1, Number(error['lines']) - newlinesIn(isAtEnd ? raw.replace(/[\r\n]+$/, '') : raw))
  const what = {
    CSV_QUOTE_NOT_CLOSED: 'quotation mark that is never closed',
    CSV_MAX_RECORD_SIZE: `row of more than ${longestRow} octets`,
    CSV_INVALID_CLOSING_QUOTE: 'text after a closing quotation mark',
    INVALID_OPENING_QUOTE: 'quotation mark inside a cell',
  }[error.code as string]
  return new RowProblem('malformed', what ?? 'text that is no CSV', line)
}

const delimiters = [',', ';', '\t', '|'] as const

/** Which sign parts the cells: the one that the first row has most of, outside quotation marks. */
export function guessDelimiter(head: string): string {
  const [line = ''] = head
    .replace(/^[\r\n]+/, '')
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
  const counts = delimiters.map((sign) => ({ sign, count: line.split(sign).length - 1 }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign
}
