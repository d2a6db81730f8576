import type { FilePlace } from '../model/place.ts'
import { createSourcePoints } from './line-starts.ts'

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

/** Makes places of the stretches of a text in `file`. */
export function placesIn(text: string, file: string): (start: number, end: number) => FilePlace {
  const points = createSourcePoints(text)
  return (start, end) => ({ file, start: points.at(start), end: points.at(end) })
}
