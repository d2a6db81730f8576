import type { HeadingPlace } from '../wire.ts'

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
