import type { FilePlace } from './place.ts'

/** A glossary entry: an abbreviation or phrase and what it stands for. */
export interface Term {
  /** The entry's address on the glossary page, without `#`: `icb`, or `ap--alternative-provision` for a sense. */
  id: string
  /** The letters or phrase as it is written. */
  term: string
  /** What it stands for. */
  expansion: string
  /** Other spellings that mean the same term. */
  also: string[]
  /** The plural, where it is not the term with an `s`. */
  plural?: string
  /** What it is, in Markdown. */
  definition?: string
  /** Where to read more. */
  url?: string
  /** The terms, as written, that took its place. */
  replacedBy: string[]
  /** The terms, as written, whose place it took. */
  replaces: string[]
  /** When it came into use: a year, a month or a day (`2022`, `2022-07`, `2022-07-01`). */
  since?: string
  /** When it went out of use. */
  until?: string
  /** Which of several meanings of the same letters this is. */
  sense?: string
  /** Whether only this capitalisation is the term. */
  caseSensitive: boolean
  tags: string[]
  /** Where the entry stands in the glossary file. */
  place: FilePlace
}
