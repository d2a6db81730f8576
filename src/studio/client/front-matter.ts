/** The lines between the two of three dashes at the top of a text. */
export interface FrontMatterPart {
  /** Where they begin. */
  start: number
  text: string
  /** Where the text behind them begins. */
  bodyStart: number
}

const opening = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/
const closing = /^---[ \t]*(?:\r\n|\n|\r|$)/m

/** The front matter of a text; nothing where there is none, or where it is not closed. */
export function frontMatter(source: string): FrontMatterPart | undefined {
  const start = opening.exec(source)?.[0].length
  if (start === undefined) return undefined
  const end = closing.exec(source.slice(start))
  if (end === null) return undefined
  return {
    start,
    text: source.slice(start, start + end.index),
    bodyStart: start + end.index + end[0].length,
  }
}

/** Whether a text has none, and nothing at its top that was meant for one. */
export function mayBeginFrontMatter(source: string): boolean {
  return !/^\uFEFF?\s*[-–—−]+[ \t]*(?:[\r\n]|$)/.test(source)
}

/** Where the author's own words begin: behind the front matter and the blank lines under it. */
export function beginningOfWords(source: string): number {
  const start = frontMatter(source)?.bodyStart ?? 0
  return start + /^\s*/.exec(source.slice(start))![0].length
}
