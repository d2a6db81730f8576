import type { FilePlace } from '../model/place.ts'

/** A term as a list gives it; what the list does not say is not there. */
export interface ImportedTerm {
  term: string
  expansion: string
  also: string[]
  plural?: string
  definition?: string
  url?: string
  replacedBy: string[]
  replaces: string[]
  since?: string
  until?: string
  sense?: string
  caseSensitive?: boolean
  tags: string[]
  id?: string
  /** Where the list has it. */
  place: FilePlace
}

/** The stretch from `start` to `end` of a text, as a place in `file`. */
export function filePlace(text: string, file: string, start: number, end: number): FilePlace {
  return { file, start: pointAt(text, start), end: pointAt(text, end) }
}

function pointAt(text: string, offset: number): FilePlace['start'] {
  const before = text.slice(0, offset)
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  const line = before.match(/\r\n|\n|\r/gu)?.length ?? 0
  return { line: line + 1, column: offset - lineStart + 1, offset }
}
