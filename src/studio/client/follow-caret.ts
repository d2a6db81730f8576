import type { HeadingPlace } from '../wire.ts'

/** Where the caret is in a text. */
export interface CaretPlace {
  /** The heading above it, by its place among all; -1 before the first. */
  section: number
  /** How much of the section stands before it, from 0 to 1. */
  part: number
}

/** `offsetOf` says where a line begins; the author's words are what `words` says of the text. */
export function caretPlace(
  headings: readonly HeadingPlace[],
  caret: { line: number; offset: number },
  offsetOf: (line: number) => number,
  words: { start: number; end: number },
): CaretPlace {
  const section = headingAbove(headings, caret.line)
  const start = section < 0 ? words.start : offsetOf(headings[section]!.line)
  const next = headings[section + 1]
  const end = next ? offsetOf(next.line) : words.end
  return { section, part: Math.min(1, Math.max(0, caret.offset - start) / Math.max(1, end - start)) }
}

/** The heading under which a line stands, by its place among all; -1 before the first. */
export function headingAbove(headings: readonly HeadingPlace[], line: number): number {
  return headings.findLastIndex((heading) => heading.line <= line)
}

/** A heading by its words: the same ones may stand more than once. */
export interface HeadingWords {
  text: string
  /** Which of those with the same words, from 0. */
  nth: number
}

/** How to find a heading where it has no id. */
export function wordsOf(headings: readonly HeadingPlace[], index: number): HeadingWords | undefined {
  const text = plain(headings[index]?.text)
  if (text === undefined) return undefined
  return { text, nth: headings.slice(0, index).filter((heading) => plain(heading.text) === text).length }
}

/** The place among texts of the heading with these words; -1 where there is none. */
export function findWords(texts: readonly string[], { text, nth }: HeadingWords): number {
  const places = texts.flatMap((one, index) => (plain(one) === text ? [index] : []))
  return places[nth] ?? -1
}

function plain(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim()
}
