import type { Place } from '../model/place.ts'
import { isWindows1252, markedEncoding, officeMarks, signsInUtf8 } from '../model/text-encoding.ts'

/** A file of members, which may be read more than once. */
export interface RosterSource {
  /** As findings name it. */
  file: string
  read: () => AsyncIterable<Uint8Array>
}

export const importEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const

export type ImportEncoding = (typeof importEncodings)[number]

/** What a look at the whole file tells. */
export interface TextGuess {
  encoding: ImportEncoding
  /** A workbook of a spreadsheet, or another file that only a program can read: there is no text. */
  isWorkbook?: true
  /** The line with octets that are not UTF-8, where others are: the file is damaged or put together from two. */
  mixedLine?: number
}

const looksAt = 4_096

/**
 * Which encoding a file is in: by its byte order mark, else by where its noughts are; UTF-8 if all of it is, else
 * Windows-1252, which older spreadsheets write.
 */
export async function guessEncoding(source: RosterSource): Promise<TextGuess> {
  const head = await headOf(source)
  if (isWorkbook(head)) return { encoding: 'utf-8', isWorkbook: true }
  const marked = head.length === 0 ? undefined : markedEncoding(head)
  if (head.length === 0 || marked) return { encoding: marked ?? 'utf-8' }
  const decoder = new TextDecoder('utf-8')
  let line = 1
  let badLine: number | undefined
  const counts = { good: 0, bad: 0 }
  const look = (text: string): void => {
    const { good, bad } = signsInUtf8(text)
    if (bad > 0) badLine ??= line + newlinesIn(text.slice(0, text.indexOf('\uFFFD')))
    counts.bad += bad
    counts.good += good
    line += newlinesIn(text)
  }
  for await (const chunk of source.read()) look(decoder.decode(chunk, { stream: true }))
  look(decoder.decode())
  if (badLine === undefined) return { encoding: 'utf-8' }
  if (isWindows1252(counts)) return { encoding: 'windows-1252' }
  return { encoding: 'utf-8', mixedLine: badLine }
}

async function headOf(source: RosterSource): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source.read()) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= looksAt) break
  }
  return Buffer.concat(chunks).subarray(0, looksAt)
}

function isWorkbook(head: Buffer): boolean {
  return officeMarks.some((mark) => head.toString('latin1', 0, mark.length) === mark)
}

function newlinesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** The file's text, without its byte order mark, a piece at a time. */
export async function* decodeText(source: RosterSource, encoding: ImportEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source.read()) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** A place in a file that is read piece by piece: offsets are not known. */
export function placeAt(line: number, column: number): Place {
  const start = { line, column, offset: 0 }
  return { start, end: start }
}
