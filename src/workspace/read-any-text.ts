import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../diagnostics/index.ts'
import { isWindows1252, markedEncoding, officeMarks, signsInUtf8 } from '../model/text-encoding.ts'
import { isText, reportUnread } from './read-source.ts'

/** A text file from outside the workspace. */
export interface AnyText {
  /** Its name without folders, as findings name it. */
  file: string
  source: string
}

const LOOKS_AT = 4_096
/** What files of other programs begin with, and what people call them. */
const FORMATS: [name: string, start: string][] = [
  ['Word, Excel or OpenDocument file', officeMarks[0]],
  ['file of an older Word or Excel', officeMarks[1]],
  ['PDF', '%PDF-'],
  ['rich text (RTF)', String.raw`{\rtf`],
]
const WEB_PAGE = /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|\?xml|html|head|body|meta|table)\b/i

/**
 * Reads a text file of any folder as programs save one: in UTF-8, in the UTF-16 of spreadsheets, or in Windows-1252.
 * Reports, and gives nothing for, what is missing or unreadable, is no plain text, or is damaged.
 */
export function readAnyText(whole: string, report: Report): AnyText | undefined {
  const file = path.basename(whole)
  const bytes = bytesOf(whole)
  if (bytes instanceof Error) {
    return reportUnread(file, bytes, report, `Look at the name: there is no file \`${whole}\`.`)
  }
  const format = formatOf(bytes.toString('latin1', 0, LOOKS_AT))
  if (format !== undefined) {
    report({ rule: 'workspace/not-plain-text', message: `Unexpected ${format}, expected plain text`, file })
    return undefined
  }
  const marked = markedEncoding(bytes.subarray(0, LOOKS_AT))
  if (marked) return { file, source: new TextDecoder(marked).decode(bytes) }
  if (!isUtf8(bytes) && isWindows1252(signsInUtf8(bytes.toString()))) {
    return { file, source: new TextDecoder('windows-1252').decode(bytes) }
  }
  return isText(bytes, file, report) ? { file, source: bytes.toString() } : undefined
}

function formatOf(start: string): string | undefined {
  return WEB_PAGE.test(start) ? 'web page (HTML)' : FORMATS.find(([, mark]) => start.startsWith(mark))?.[0]
}

function bytesOf(whole: string): Buffer | NodeJS.ErrnoException {
  try {
    return readFileSync(whole)
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}
